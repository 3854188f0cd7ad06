// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/entry_stream.h"

namespace alula {

// Reads a zip or a 7z, which have their table of contents at the end. Names come out as UTF-8 where the format says what they are
// in, in Unicode's form C: libarchive normalises them. One thread.
class SeekingStream final : public EntryStream {
public:
    SeekingStream(const ForeignFile& file, StreamOptions options); // throws bad_alloc
    ~SeekingStream() override;
    SeekingStream(const SeekingStream&) = delete;
    SeekingStream& operator=(const SeekingStream&) = delete;

    Result<bool> next(TarItem& item) override; // Unsupported for what is encrypted, with its path
    Result<void> contents(const std::function<Result<void>(const TarPiece&)>& visit) override;
    std::uint64_t consumed() const override;
    std::uint64_t streamLength() const override { return m_unpacked; }

private:
    struct Reader;
    Error damaged() const;

    const ArchiveFormat m_format;
    std::unique_ptr<Reader> m_reader;
    std::string m_path; // of the present entry
    std::uint64_t m_size = 0, m_unpacked = 0, m_entries = 0;
    bool m_opened = false, m_recognised = false;
};

} // namespace alula
