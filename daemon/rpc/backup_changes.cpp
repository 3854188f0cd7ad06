// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/backup_changes.h"

#include <memory>

namespace alula {

BackupChanges::BackupChanges(Catalog& catalog) : m_catalog(catalog) { m_reader.setMaxThreadCount(1); }

BackupChanges::~BackupChanges() { m_reader.waitForDone(); }

void BackupChanges::changed(const BackupId& backup) {
    m_pending.insert(backup);
    if (!m_isReading) begin();
}

void BackupChanges::begin() {
    m_isReading = true;
    m_reader.start([this, backups = std::exchange(m_pending, {})] {
        auto rows = std::make_shared<const Rows>(rowsOf(backups));
        QMetaObject::invokeMethod(this, [this, rows] { tell(*rows); }, Qt::QueuedConnection);
    });
}

BackupChanges::Rows BackupChanges::rowsOf(const std::set<BackupId>& backups) const {
    Rows rows;
    for (const BackupId& id : backups) {
        auto row = m_catalog.backups().find(id);
        if (row) rows.emplace_back(id, *std::move(row)); // else the catalog is in trouble, and says so elsewhere
    }
    return rows;
}

void BackupChanges::tell(const Rows& rows) {
    m_isReading = false;
    if (!m_pending.empty()) begin();
    for (const auto& [id, now] : rows) Q_EMIT read(id, now);
}

} // namespace alula
