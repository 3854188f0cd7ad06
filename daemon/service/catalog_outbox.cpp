// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/catalog_outbox.h"

#include "daemon/panel/report_rules.h"

namespace alula {

namespace {

Result<void> markMissing(BackupTable& backups, const BackupId& id) {
    ALULA_ASSIGN(auto row, backups.find(id));
    if (!row || row->adapter != "s3" || row->state != BackupState::Completed) return {};
    row->missing = true;
    return backups.update(*row);
}

} // namespace

Result<void> CatalogOutbox::giveUp(const OutboxMessage& message, const std::string& reason) {
    return m_catalog.transaction([&]() -> Result<void> {
        ALULA_TRY(m_table.giveUp(message.id, reason, m_clock.now()));
        if (message.kind != OutboxMessage::Kind::Backup || !tellsSuccess(message)) return {};
        return markMissing(m_catalog.backups(), message.backup);
    });
}

} // namespace alula
