// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_browser.h"

#include "daemon/service/opened_backup.h"

#include <algorithm>
#include <map>

namespace alula {

namespace {

constexpr std::size_t kPage = 4096;
// Of one directory that is sorted or compared whole; a longer one can be listed by name only.
constexpr std::size_t kMostSorted = 1'000'000;

Result<std::vector<ArchiveEntry>> readDirectory(const IndexReader& index, const std::string& path, std::stop_token stop) {
    std::vector<ArchiveEntry> all;
    std::string after;
    do {
        if (stop.stop_requested()) return fail(cancelled());
        ALULA_ASSIGN(auto page, index.list(path, after, kPage));
        std::ranges::move(page.entries, std::back_inserter(all));
        after = page.next;
        if (all.size() > kMostSorted) {
            return fail(ErrorCode::Unsupported, "this directory has too many entries to be sorted or compared: list it by name");
        }
    } while (!after.empty());
    return all;
}

std::uint64_t sizeOf(const ArchiveEntry& e) { return e.info.type == EntryType::Directory ? e.subtreeBytes : e.info.size; }

bool isSame(const ArchiveEntry& a, const ArchiveEntry& b) {
    if (a.info.type != b.info.type || a.info.mode != b.info.mode || a.linkTarget != b.linkTarget) return false;
    if (a.info.type == EntryType::File) return a.info.size == b.info.size && a.crc64 == b.crc64;
    return a.subtreeFiles == b.subtreeFiles && a.subtreeBytes == b.subtreeBytes;
}

Result<void> sortBy(std::vector<BrowsedEntry>& entries, std::string key) {
    const bool descending = key.starts_with('-');
    if (descending) key.erase(0, 1);
    if (key == "size") {
        std::ranges::stable_sort(entries, {}, [](const BrowsedEntry& e) { return sizeOf(e.entry); });
    } else if (key == "mtime") {
        std::ranges::stable_sort(entries, {}, [](const BrowsedEntry& e) { return e.entry.info.mtimeNs; });
    } else if (key == "name") {
        std::ranges::stable_sort(entries, {}, [](const BrowsedEntry& e) { return nameOf(e.entry.path); });
    } else {
        return fail(ErrorCode::InvalidInput, "entries are sorted by name, size or mtime, not by '" + key + "'");
    }
    if (descending) std::ranges::reverse(entries);
    return {};
}

std::vector<BrowsedEntry> compared(std::vector<ArchiveEntry> now, const std::vector<ArchiveEntry>& before) {
    std::map<std::string_view, const ArchiveEntry*> old;
    for (const auto& entry : before) old[nameOf(entry.path)] = &entry;
    std::vector<BrowsedEntry> result;
    for (auto& entry : now) {
        const auto it = old.find(nameOf(entry.path));
        BrowsedChange change = BrowsedChange::Added;
        if (it != old.end()) {
            change = isSame(entry, *it->second) ? BrowsedChange::Same : BrowsedChange::Changed;
            old.erase(it);
        }
        result.push_back({std::move(entry), change});
    }
    for (const auto& [name, entry] : old) result.push_back({*entry, BrowsedChange::Removed});
    return result;
}

} // namespace

Result<Backup> BackupBrowser::get(const BackupId& backup) {
    ALULA_ASSIGN(auto row, m_node.catalog.backups().find(backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    return *std::move(row);
}

Result<std::shared_ptr<Archive>> BackupBrowser::open(const BackupId& backup, std::stop_token stop) {
    ALULA_ASSIGN(auto opened, openBackup(m_node, m_archives, backup, std::move(stop)));
    return std::move(opened.archive);
}

Result<std::vector<BrowsedEntry>> BackupBrowser::wholeDirectory(const BrowseRequest& request, const IndexReader& index,
                                                                std::stop_token stop) {
    ALULA_ASSIGN(auto now, readDirectory(index, request.path, stop));
    if (!request.against) {
        std::vector<BrowsedEntry> result;
        for (auto& entry : now) result.push_back({std::move(entry), {}});
        return result;
    }
    ALULA_ASSIGN(const auto other, open(*request.against, stop));
    auto before = readDirectory(other->index(), request.path, stop);
    // No such directory in the older backup: everything in this one is new.
    if (!before && before.error().code() != ErrorCode::NotFound) return std::unexpected(before.error());
    return compared(std::move(now), before.value_or(std::vector<ArchiveEntry>{}));
}

Result<BrowsedPage> BackupBrowser::entries(const BrowseRequest& request, std::stop_token stop) {
    ALULA_ASSIGN(const auto archive, open(request.backup, stop));
    BrowsedPage result;
    if (request.sort == "name" && !request.against) {
        ALULA_ASSIGN(auto page, archive->index().list(request.path, request.cursor, request.limit));
        for (auto& entry : page.entries) result.entries.push_back({std::move(entry), {}});
        result.next = page.next;
        return result;
    }
    ALULA_ASSIGN(auto all, wholeDirectory(request, archive->index(), stop));
    ALULA_TRY(sortBy(all, request.sort));
    const std::size_t from = request.cursor.empty() ? 0 : parseNumber<std::size_t>(request.cursor).value_or(all.size());
    const std::size_t to = std::min(all.size(), from + request.limit);
    for (std::size_t i = from; i < to; ++i) result.entries.push_back(std::move(all[i]));
    if (to < all.size()) result.next = std::to_string(to);
    return result;
}

} // namespace alula
