// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/byte_stream.h"
#include "shared/engine/store/store.h"

#include <memory>
#include <vector>

namespace alula {

// Unpacks a gzip file of anybody's from begin to end: any number of members (RFC 1952), each with its crc32 and length checked,
// zeros behind the last (tapes) and nothing else. ISA-L does the work: libarchive does not check a gzip trailer. One thread.
class GzipStream final : public ByteStream {
public:
    using Options = StreamOptions;
    GzipStream(ByteSource& source, Options options);
    ~GzipStream() override;
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    Result<ByteSpan> next() override;
    std::uint64_t consumed() const override { return m_offset; }
    std::uint64_t produced() const override { return m_produced; }
    std::uint64_t trailingZeros() const override { return m_zeros; }

private:
    struct Inflater;
    Result<bool> fill();            // false: the file is at its end
    Result<bool> enterNextMember(); // false: there is none
    Result<ByteSpan> inflate();
    Error damaged(const std::string& what) const;

    ByteSource& m_source;
    const Options m_options;
    std::unique_ptr<Inflater> m_inflater;
    std::vector<std::uint8_t> m_in, m_out;
    std::uint64_t m_offset = 0, m_produced = 0, m_zeros = 0;
    bool m_inMember = false, m_any = false;
};

} // namespace alula
