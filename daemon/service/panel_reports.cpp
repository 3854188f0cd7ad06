// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/panel_reports.h"

#include <utility>

namespace alula {

namespace {

Result<void> put(const Node& node, const Job& job, OutboxMessage::Kind kind, std::string body) {
    // What a console or a script started, the panel does not know and is not told.
    if (job.origin.kind != "panel" || !node.hasPanel()) return {};
    OutboxMessage message;
    message.backup = job.backup;
    message.kind = kind;
    message.body = std::move(body);
    message.created = node.clock.now();
    message.nextAttempt = message.created;
    return node.catalog.outbox().add(message);
}

} // namespace

Result<void> reportBackupMade(const Node& node, const Job& job, const Backup& backup, std::vector<ReportedPart> parts) {
    return put(node, job, OutboxMessage::Kind::Backup,
               backupReportBody({.successful = true, .sha1 = backup.sha1, .size = backup.size, .parts = std::move(parts)}));
}

Result<void> reportBackupFailed(const Node& node, const Job& job) {
    return put(node, job, OutboxMessage::Kind::Backup, backupReportBody({}));
}

Result<void> reportRestore(const Node& node, const Job& job, bool successful) {
    return put(node, job, OutboxMessage::Kind::Restore, restoreReportBody(successful));
}

} // namespace alula
