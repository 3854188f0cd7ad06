// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace alula {

// Where the calls into the service block, so that the listener's event loop never does. Bounded in threads and in waiting calls.
// Thread: the listener's; the work itself runs on the pool's.
class WorkPool final : public QObject {
    Q_OBJECT

public:
    struct Limits {
        // The calls look things up and write rows, they do not make backups: four are enough. Four more because so many may wait
        // for somebody's object store (RestoreDownloads::kMostBegun).
        int threads = 8;
        int waiting = 256;
    };
    using Work = std::function<Answer()>;
    using Done = std::function<void(Answer)>; // called on the listener's thread

    explicit WorkPool(Limits limits, QObject* parent = nullptr);
    ~WorkPool() override { finish(); }

    // False when too much waits already: nothing was taken then. Whatever Work throws becomes `whenThrown`.
    [[nodiscard]] bool run(Work work, Answer whenThrown, Done done);
    // Waits for everything taken, and has every Done called. Nothing is taken afterwards.
    void finish();

private:
    const Limits m_limits;
    QThreadPool m_pool;
    int m_pending = 0;
    bool m_finished = false;
};

} // namespace alula
