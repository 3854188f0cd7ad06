// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/store/store.h"

#include <memory>
#include <vector>

namespace alula {

// An older archive of the same server, whose blocks a new one may take over (FORMAT: reuse). It is read through one handle, which goes
// on reading when its name is removed. Memory: its block table. Immutable: any thread.
class PreviousArchive {
public:
    // Corrupt: its index is damaged. NotFound: it does not end in Alula's footer. Unsupported: a newer Alula has made it.
    static Result<std::shared_ptr<const PreviousArchive>> open(std::shared_ptr<ByteSource> source);

    const ArchiveHeader& header() const { return m_header; }
    ByteSource& source() const { return *m_source; }
    const ArchiveBlock* find(const Fingerprint& fingerprint) const; // nullptr: it has none such

private:
    PreviousArchive(std::shared_ptr<ByteSource> source, ArchiveHeader header, std::vector<ArchiveBlock> blocks);

    const std::shared_ptr<ByteSource> m_source;
    ArchiveHeader m_header; // without its warnings
    std::vector<ArchiveBlock> m_blocks;
    std::vector<std::uint32_t> m_byFingerprint; // of those that have one
};

} // namespace alula
