// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tar_order.h"

#include "shared/engine/archive/tar_header.h"

namespace alula {

TarOrder::TarOrder(const IndexReader& index) : m_entries(index), m_kind(index.header().tarEntries) {}

// The next entry of the index in depth-first order, whether the stream has it or not.
Result<std::optional<ArchiveEntry>> TarOrder::nextEntry() {
    if (!m_started) {
        m_started = true;
        ++m_visited; // the root
    }
    ALULA_ASSIGN(auto entry, m_entries.next());
    if (entry) count(*entry);
    return entry;
}

void TarOrder::count(const ArchiveEntry& entry) {
    ++m_visited;
    switch (entry.info.type) {
    case EntryType::File: ++m_files; break;
    case EntryType::Directory: ++m_directories; break;
    case EntryType::Symlink: ++m_symlinks; break;
    }
}

void TarOrder::resolveLink(TarEntry& out, std::string& target) {
    const ArchiveEntry& entry = out.entry;
    const auto [known, isNew] =
        m_leaders.try_emplace(entry.linkGroup, Leader{entry.path, entry.streamOffset, entry.info.size, entry.crc64});
    if (isNew) return;
    const Leader& leader = known->second;
    out.isLink = true;
    out.agrees = leader.streamOffset == entry.streamOffset && leader.size == entry.info.size && leader.crc64 == entry.crc64;
    target = leader.path;
}

Result<std::optional<TarEntry>> TarOrder::next() {
    for (;;) {
        ALULA_ASSIGN(auto entry, nextEntry());
        if (!entry) return std::nullopt;
        const bool file = entry->info.type == EntryType::File;
        if (!file && m_kind == TarEntries::Wings) continue;
        TarEntry out;
        out.entry = std::move(*entry);
        std::string hardLinkTarget;
        if (file && m_kind == TarEntries::Full && out.entry.linkGroup != 0) resolveLink(out, hardLinkTarget);
        out.contents = file && !out.isLink ? out.entry.info.size : 0;
        out.headers = tarHeaders(out.entry.path, out.entry.info, out.entry.linkTarget, hardLinkTarget);
        return out;
    }
}

} // namespace alula
