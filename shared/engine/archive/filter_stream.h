// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/entry_stream.h"

namespace alula {

// Unpacks a file of one of libarchive's filters (xz, bzip2, zstd, lz4), or hands a plain one through. Every check that the
// packing has is made, up to the end of the file. One thread.
class FilterStream final : public ByteStream {
public:
    FilterStream(const ForeignFile& file, StreamOptions options); // throws bad_alloc
    ~FilterStream() override;
    FilterStream(const FilterStream&) = delete;
    FilterStream& operator=(const FilterStream&) = delete;

    Result<ByteSpan> next() override;
    std::uint64_t consumed() const override;
    std::uint64_t produced() const override { return m_produced; }
    std::uint64_t trailingZeros() const override { return m_zeros; }

private:
    struct Filter;
    Error damaged() const;
    Result<bool> open(); // false: there is nothing in it

    const ArchiveFormat m_format;
    std::unique_ptr<Filter> m_filter;
    std::uint64_t m_produced = 0, m_zeros = 0;
    bool m_opened = false, m_ended = false;
};

} // namespace alula
