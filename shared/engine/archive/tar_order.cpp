// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tar_order.h"

#include "shared/engine/archive/tar_header.h"

namespace alula {
namespace {
// A level keeps its page while what is below it is read, each entry with its whole path: 2,000 levels of 256 would be a gigabyte.
constexpr std::size_t kShallowLevels = 16, kShallowPage = 256, kDeepPage = 16;

std::size_t pageEntries(std::size_t levels) { return levels < kShallowLevels ? kShallowPage : kDeepPage; }
} // namespace

TarOrder::TarOrder(const IndexReader& index) : m_index(index), m_kind(index.header().tarEntries) {}

Result<void> TarOrder::enter(std::string directory) {
    ALULA_ASSIGN(EntryPage page, m_index.list(directory, {}, pageEntries(m_levels.size())));
    m_levels.push_back({std::move(directory), std::move(page)});
    return {};
}

// The next entry of the index in depth-first order, whether the stream has it or not.
Result<std::optional<ArchiveEntry>> TarOrder::nextEntry() {
    if (!m_started) {
        m_started = true;
        ++m_visited;
        ALULA_TRY(enter({}));
    }
    while (!m_levels.empty()) {
        Level& level = m_levels.back();
        if (level.position == level.page.entries.size()) {
            if (level.page.next.empty()) {
                m_levels.pop_back();
                continue;
            }
            ALULA_ASSIGN(level.page, m_index.list(level.directory, level.page.next, pageEntries(m_levels.size() - 1)));
            level.position = 0;
            continue;
        }
        ArchiveEntry entry = std::move(level.page.entries[level.position++]);
        if (entry.info.type == EntryType::Directory) ALULA_TRY(enter(entry.path)); // `level` is no longer good
        count(entry);
        return entry;
    }
    return std::nullopt;
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
