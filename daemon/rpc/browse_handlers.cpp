// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

namespace alula {

namespace {

Result<protocol::EntryPage> entries(const RpcServices& services, const protocol::LiveEntriesParams& p, const RpcCaller& caller) {
    ALULA_TRY(checkPath(p.path));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostEntries));
    ALULA_ASSIGN(auto cursor, bytesOfCursor(p.cursor));
    const VolumeListRequest request{p.server, p.path.bytes, p.sort, std::move(cursor), static_cast<std::size_t>(limit)};
    ALULA_ASSIGN(VolumePage page, services.volumes.entries(request, caller.stop));
    protocol::EntryPage answer;
    PageBudget budget;
    for (std::size_t i = 0; i < page.entries.size(); ++i) {
        auto wire = toWire(page.entries[i]);
        if (!budget.takes(wire)) {
            page.next = VolumeBrowser::cursorAfter(page.entries[i - 1]); // the first always fits
            break;
        }
        answer.entries.push_back(std::move(wire));
    }
    if (!page.next.empty()) answer.cursor = base64Of(page.next);
    return answer;
}

protocol::FilePiece toWire(const FileBytes& bytes) {
    return {sayable(bytes.size), Timestamp{bytes.mtimeNs}, base64Of(bytes.bytes)};
}

FileRange rangeOf(std::uint64_t offset, std::uint64_t length) { return {offset, std::min(length, protocol::kMostFilePiece)}; }

Result<protocol::FilePiece> readLive(const RpcServices& services, const protocol::LiveReadParams& p) {
    ALULA_TRY(checkPath(p.path));
    return services.volumes.read(p.server, p.path.bytes, rangeOf(p.offset, p.length)).transform(toWire);
}

Result<protocol::FilePiece> readBackup(const RpcServices& services, const protocol::BackupReadParams& p,
                                       const RpcCaller& caller) {
    ALULA_TRY(checkPath(p.path));
    return services.contents.read(p.backup, p.path.bytes, rangeOf(p.offset, p.length), caller.stop).transform(toWire);
}

Result<protocol::EntryCount> count(const RpcServices& services, const protocol::BackupCountParams& p, const RpcCaller& caller) {
    if (p.include.size() + p.exclude.size() > kMostSelected)
        return fail(ErrorCode::InvalidInput, "at most 10000 chosen paths can be counted: choose directories instead");
    RestoreOptions choice;
    for (const auto& path : p.include) choice.include.push_back(path.bytes);
    for (const auto& path : p.exclude) choice.exclude.push_back(path.bytes);
    ALULA_ASSIGN(const SelectionCount counted, services.contents.count(p.backup, choice, caller.stop));
    return protocol::EntryCount{sayable(counted.files), sayable(counted.directories), sayable(counted.symlinks),
                                sayable(counted.bytes)};
}

} // namespace

void addBrowseHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kLiveEntries,
                   [&services](const protocol::LiveEntriesParams& p, const RpcCaller& c) { return entries(services, p, c); });
    dispatcher.add(protocol::kLiveRead,
                   [&services](const protocol::LiveReadParams& p, const RpcCaller&) { return readLive(services, p); });
    dispatcher.add(protocol::kBackupsRead,
                   [&services](const protocol::BackupReadParams& p, const RpcCaller& c) { return readBackup(services, p, c); });
    dispatcher.add(protocol::kBackupsCount,
                   [&services](const protocol::BackupCountParams& p, const RpcCaller& c) { return count(services, p, c); });
}

} // namespace alula
