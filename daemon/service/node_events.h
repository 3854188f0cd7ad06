// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/progress_rate.h"
#include "daemon/model/job.h"
#include "shared/base/ids.h"

#include <QObject>

namespace alula {

// What changed on this node, for everybody who watches. Signals may come from any thread: connect with a context object.
class NodeEvents final : public QObject {
    Q_OBJECT
Q_SIGNALS:
    void jobChanged(const alula::Job& job);
    void jobProgress(const alula::JobProgress& progress);
    void backupChanged(const alula::BackupId& backup);
    void serverChanged(const alula::ServerId& server);
    void systemChanged();
};

} // namespace alula

Q_DECLARE_METATYPE(alula::BackupId)
Q_DECLARE_METATYPE(alula::ServerId)
