// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/engine/store/store.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace alula {

// Unpacks a gzip file of anybody's from begin to end: any number of members (RFC 1952), each with its crc32 and length checked,
// zeros behind the last (tapes) and nothing else. ISA-L does the work: libarchive does not check a gzip trailer. One thread.
class GzipStream {
public:
    struct Options {
        LoadControl* load = nullptr; // may be null
        std::stop_token stop = {};
        std::size_t inputChunk = 256_KiB;
    };
    GzipStream(ByteSource& source, Options options);
    ~GzipStream();
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    // The next bytes, good until the next call; empty: that was all. Corrupt: damaged or cut.
    Result<ByteSpan> next();

    std::uint64_t consumed() const { return m_offset; } // compressed bytes read
    std::uint64_t produced() const { return m_produced; }
    std::uint64_t trailingZeros() const { return m_zeros; } // at the end of what was produced so far

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
