// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/depth_first.h"

namespace alula {
namespace {
// A level keeps its page while what is below it is read, each entry with its whole path: 2,000 levels of 256 would be a gigabyte.
constexpr std::size_t kShallowLevels = 16, kShallowPage = 256, kDeepPage = 16;

std::size_t pageEntries(std::size_t levels) { return levels < kShallowLevels ? kShallowPage : kDeepPage; }
} // namespace

Result<void> DepthFirst::enter(std::string directory) {
    ALULA_ASSIGN(EntryPage page, m_index.list(directory, {}, pageEntries(m_levels.size())));
    m_levels.push_back({std::move(directory), std::move(page)});
    return {};
}

Result<std::optional<ArchiveEntry>> DepthFirst::next() {
    if (!m_started) {
        m_started = true;
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
        return entry;
    }
    return std::nullopt;
}

} // namespace alula
