// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace alula {

namespace {

constexpr std::int32_t kMostHits = 1000;
constexpr qsizetype kMostCursor = 8 * 1024; // a path, in base64, with a little around it

std::string typeName(EntryType type) {
    static constexpr std::array<const char*, 3> kTypes = {"file", "directory", "symlink"};
    return kTypes.at(static_cast<std::size_t>(type));
}

// A folder is as large as what is below it.
std::uint64_t sizeOf(const ArchiveEntry& entry) {
    const std::uint64_t size = entry.info.type == EntryType::Directory ? entry.subtreeBytes : entry.info.size;
    return std::min(size, static_cast<std::uint64_t>(protocol::kMaxInteger));
}

protocol::SearchHit hitOf(const NameHit& found) {
    protocol::SearchHit hit;
    hit.server = found.server;
    hit.path.bytes = found.entry.path;
    hit.type = typeName(found.entry.info.type);
    hit.newest = found.newest;
    hit.created = found.created;
    hit.size = sizeOf(found.entry);
    hit.mtime = Timestamp{found.entry.info.mtimeNs};
    hit.backups = found.backups;
    hit.goneSince = found.goneSince;
    return hit;
}

Result<protocol::SearchPage> search(const RpcServices& services, const protocol::SearchParams& p, const RpcCaller& caller) {
    NameSearchRequest request;
    request.query = p.query;
    request.server = p.server;
    request.backup = p.backup;
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostHits));
    request.limit = static_cast<std::size_t>(limit);
    if (p.cursor) { // paths are bytes, cursors are text
        request.cursor = QByteArray::fromBase64(QByteArray::fromStdString(*p.cursor).first(
                                                    std::min(static_cast<qsizetype>(p.cursor->size()), kMostCursor)))
                             .toStdString();
    }
    ALULA_ASSIGN(const auto found, services.search.search(request, caller.stop));
    protocol::SearchPage page;
    page.searched = found.searched;
    page.leftOut = found.leftOut;
    PageBudget budget;
    for (const NameHit& name : found.hits) {
        auto hit = hitOf(name);
        if (!budget.takes(hit)) break;
        page.hits.push_back(std::move(hit));
    }
    if (!page.hits.empty() && (found.more || page.hits.size() < found.hits.size())) {
        const std::string& last = found.hits[page.hits.size() - 1].cursor;
        page.cursor = QByteArray::fromStdString(last).toBase64().toStdString();
    }
    return page;
}

protocol::FileVersion versionOf(const PathVersion& found) {
    protocol::FileVersion version;
    version.first = found.first;
    version.last = found.last;
    version.firstCreated = found.firstCreated;
    version.lastCreated = found.lastCreated;
    version.backups = found.backups;
    version.present = found.entry.has_value();
    if (!found.entry) return version;
    version.type = typeName(found.entry->info.type);
    version.size = sizeOf(*found.entry);
    version.mtime = Timestamp{found.entry->info.mtimeNs};
    return version;
}

Result<protocol::VersionsList> versions(const RpcServices& services, const protocol::VersionsParams& p, const RpcCaller& caller) {
    ALULA_ASSIGN(const auto history, services.versions.of(p.server, p.path.bytes, caller.stop));
    protocol::VersionsList list;
    list.leftOut = history.leftOut;
    PageBudget budget; // one that changed in thousands of backups: the newest are what is looked for
    for (const PathVersion& version : history.versions | std::views::reverse) {
        auto told = versionOf(version);
        if (!budget.takes(told)) break;
        list.versions.push_back(std::move(told));
    }
    std::ranges::reverse(list.versions);
    if (history.live) {
        list.live = protocol::LiveVersion{.present = history.live->present,
                                          .size = std::min(history.live->size, static_cast<std::uint64_t>(protocol::kMaxInteger)),
                                          .mtime = Timestamp{history.live->mtimeNs},
                                          .asNewest = history.live->asNewest};
    }
    return list;
}

} // namespace

void addSearchHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsSearch,
                   [&services](const protocol::SearchParams& p, const RpcCaller& c) { return search(services, p, c); });
    dispatcher.add(protocol::kBackupsVersions,
                   [&services](const protocol::VersionsParams& p, const RpcCaller& c) { return versions(services, p, c); });
}

} // namespace alula
