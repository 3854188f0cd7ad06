// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

#include "daemon/service/backup_marks.h"

namespace alula {

namespace {

Result<protocol::BackupsList> list(const RpcServices& services, const protocol::BackupsListParams& p) {
    BackupQuery query;
    query.server = p.server;
    query.filter = p.filter;
    query.sort = p.sort;
    ALULA_ASSIGN(query.offset, offsetOf(p.cursor));
    ALULA_ASSIGN(query.limit, limitOf(p.limit, kMostRows));
    ALULA_ASSIGN(const auto rows, services.node.catalog.backups().list(query));
    ALULA_ASSIGN(const auto total, services.node.catalog.backups().count(query));
    protocol::BackupsList answer;
    answer.total = static_cast<std::uint64_t>(total);
    PageBudget budget;
    for (const Backup& row : rows) {
        auto wire = toWire(row);
        if (!budget.takes(wire)) break;
        answer.backups.push_back(std::move(wire));
    }
    const auto end = query.offset + static_cast<std::int64_t>(answer.backups.size());
    if (!rows.empty() && end < total) answer.cursor = std::to_string(end);
    return answer;
}

Result<protocol::BackupInfo> get(const RpcServices& services, const protocol::BackupsGetParams& p) {
    ALULA_ASSIGN(const Backup row, services.browser.get(p.backup));
    return toWire(row);
}

Result<protocol::EntryPage> entries(const RpcServices& services, const protocol::BackupEntriesParams& p,
                                    const RpcCaller& caller) {
    ALULA_TRY(checkPath(p.path));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostEntries));
    ALULA_ASSIGN(auto cursor, bytesOfCursor(p.cursor));
    BrowseRequest request{p.backup, p.path.bytes, p.sort, p.against, std::move(cursor), static_cast<std::size_t>(limit)};
    ALULA_ASSIGN(BrowsedPage page, services.browser.entries(request, caller.stop));
    protocol::EntryPage answer;
    PageBudget budget;
    for (const auto& entry : page.entries) {
        auto wire = toWire(entry);
        if (!budget.takes(wire)) break;
        answer.entries.push_back(std::move(wire));
    }
    if (answer.entries.size() < page.entries.size()) {
        request.limit = answer.entries.size(); // asked again, for the cursor that goes with it
        ALULA_ASSIGN(page, services.browser.entries(request, caller.stop));
    }
    if (!page.next.empty()) answer.cursor = base64Of(page.next);
    return answer;
}

Result<protocol::BackupInfo> told(const RpcServices& services, Result<Backup> changed) {
    if (!changed) return std::unexpected(changed.error());
    Q_EMIT services.events.backupChanged(changed->id);
    return toWire(*changed);
}

} // namespace

void addBackupHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsList,
                   [&services](const protocol::BackupsListParams& p, const RpcCaller&) { return list(services, p); });
    dispatcher.add(protocol::kBackupsGet,
                   [&services](const protocol::BackupsGetParams& p, const RpcCaller&) { return get(services, p); });
    dispatcher.add(protocol::kBackupsEntries,
                   [&services](const protocol::BackupEntriesParams& p, const RpcCaller& c) { return entries(services, p, c); });
    dispatcher.add(protocol::kBackupsPin, [&services](const protocol::PinParams& p, const RpcCaller&) {
        return told(services, pinBackup(services.node, p.backup, p.pinned));
    });
    dispatcher.add(protocol::kBackupsNote, [&services](const protocol::NoteParams& p, const RpcCaller&) {
        return told(services, noteBackup(services.node, p.backup, p.text));
    });
}

} // namespace alula
