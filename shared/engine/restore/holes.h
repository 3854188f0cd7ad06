// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"

#include <optional>
#include <vector>

namespace alula {

// Tells how much of a sparse file will not be written, before anything is read. One thread; the archive outlives it.
class Holes {
public:
    explicit Holes(const Archive& archive) : m_archive(archive) {}

    // Bytes of the entry that lie in blocks of nothing but zeros, by the checksums in the block table: the restore leaves those
    // out. 0 for what is not sparse, and for archives without blocks. Never more than there are.
    Result<std::uint64_t> in(const ArchiveEntry& entry);

private:
    const Archive& m_archive;
    std::optional<std::vector<ArchiveBlock>> m_blocks; // read when the first sparse file comes
};

} // namespace alula
