// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/catalog.h"
#include "daemon/model/backup.h"
#include "daemon/service/node_events.h" // an id as a signal carries it

#include <QObject>
#include <QThreadPool>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace alula {

// What became of backups that have changed: read from the catalog on a thread of its own, for the main thread must not wait behind a
// transaction that is being written to the disk. Changes of one backup that come while others are read are told as one. Main thread.
class BackupChanges final : public QObject {
    Q_OBJECT
public:
    explicit BackupChanges(Catalog& catalog);
    ~BackupChanges() override; // waits for what is being read

    void changed(const BackupId& backup);

Q_SIGNALS:
    void read(const alula::BackupId& backup, const std::optional<alula::Backup>& now); // none: it is gone

private:
    using Rows = std::vector<std::pair<BackupId, std::optional<Backup>>>;
    Rows rowsOf(const std::set<BackupId>& backups) const;
    void begin();
    void tell(const Rows& rows);

    Catalog& m_catalog;
    QThreadPool m_reader;
    std::set<BackupId> m_pending;
    bool m_isReading = false;
};

} // namespace alula
