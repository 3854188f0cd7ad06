// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/path_versions.h"

#include "shared/base/log.h"
#include "shared/engine/volume/volume.h"

namespace alula {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::uint32_t kNoChecksum = kEntryWithoutContents | kEntryPadded;

// Plain tar has whole seconds only.
bool isSameTime(std::int64_t a, std::int64_t b) {
    const bool inSeconds = a % kSecond == 0 || b % kSecond == 0;
    return inSeconds ? a / kSecond == b / kSecond : a == b;
}

std::optional<EntryType> typeOf(const FileStat& stat) {
    if (stat.isRegular()) return EntryType::File;
    if (stat.isDirectory()) return EntryType::Directory;
    if (stat.isSymlink()) return EntryType::Symlink;
    return std::nullopt; // what no backup has
}

} // namespace

bool isSameVersion(const ArchiveEntry& a, const ArchiveEntry& b) {
    if (a.info.type != b.info.type) return false;
    switch (a.info.type) {
    case EntryType::Symlink: return a.linkTarget == b.linkTarget;
    case EntryType::Directory: return a.subtreeFiles == b.subtreeFiles && a.subtreeBytes == b.subtreeBytes;
    case EntryType::File: break;
    }
    if (a.info.size != b.info.size) return false;
    if (((a.flags | b.flags) & kNoChecksum) != 0) return isSameTime(a.info.mtimeNs, b.info.mtimeNs);
    return a.crc64 == b.crc64;
}

Result<PathHistory> PathVersions::of(const ServerId& server, const std::string& path, std::stop_token stop) {
    if (!isSafeRelativePath(path)) {
        return fail(
            Error(ErrorCode::InvalidInput, "'path' must name a file or folder of the server: relative, without '.' and '..'")
                .withPath(path));
    }
    BackupQuery query;
    query.server = server;
    query.sort = "created";
    query.limit = -1;
    ALULA_ASSIGN(auto rows, m_node.catalog.backups().list(query));
    std::erase_if(rows, [](const Backup& row) { return row.state != BackupState::Completed; });
    // Nothing is waited for: what has to be read whole for its index is begun with, and told as left out.
    ALULA_ASSIGN(const auto named, m_names.settle(rows, std::chrono::milliseconds(0), stop));
    PathHistory history;
    for (const Backup& row : rows) {
        if (stop.stop_requested()) return fail(cancelled());
        const auto archive = m_archives.glance(row);
        // Its index was lost after its names were taken.
        if (!archive && archive.error().code() == ErrorCode::Busy && named.contains(row.id)) m_names.distrust(row);
        auto entry = archive ? (*archive)->index().find(path) : fail(archive.error());
        if (!entry) {
            ++history.leftOut;
            continue;
        }
        auto& versions = history.versions;
        if (versions.empty() && !*entry) continue; // not yet there
        const bool goesOn = !versions.empty() && versions.back().entry.has_value() == entry->has_value() &&
                            (!*entry || isSameVersion(*versions.back().entry, **entry));
        if (!goesOn) versions.push_back({.first = row.id, .firstCreated = row.created});
        versions.back().last = row.id;
        versions.back().lastCreated = row.created;
        ++versions.back().backups;
        versions.back().entry = *std::move(entry);
    }
    history.live = liveOf(server, path, history.versions.empty() ? std::nullopt : history.versions.back().entry);
    return history;
}

std::optional<LivePath> PathVersions::liveOf(const ServerId& server, const std::string& path,
                                             const std::optional<ArchiveEntry>& newest) const {
    const auto volume = Volume::open(m_node.files, m_node.volumePath(server));
    if (!volume) return std::nullopt;
    const auto stat = volume->stat(path);
    if (!stat) {
        // Something else than a folder in its way, or a symlink that leads out: not this path in any case.
        const bool isGone =
            stat.error().code() == ErrorCode::NotFound || stat.error().errnum() == ENOTDIR || stat.error().errnum() == ELOOP;
        return isGone ? std::optional(LivePath{}) : std::nullopt;
    }
    LivePath live{true, stat->isRegular() ? stat->size : 0, stat->mtimeNs, false};
    if (!newest || typeOf(*stat) != newest->info.type) return live;
    if (stat->isSymlink()) {
        const auto parent = volume->openDirectory(std::string(parentOf(path)));
        if (!parent) return live;
        const auto target = m_node.files.attributes.readLink(parent->get(), std::string(nameOf(path)));
        live.asNewest = target && *target == newest->linkTarget;
    } else if (stat->isRegular()) {
        live.asNewest = live.size == newest->info.size && isSameTime(live.mtimeNs, newest->info.mtimeNs);
    }
    return live;
}

} // namespace alula
