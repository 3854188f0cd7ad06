// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_keeper.h"

#include "daemon/jobs/thread_priority.h"
#include "daemon/service/surviving.h"
#include "shared/base/log.h"

namespace alula {

using namespace std::chrono_literals;

namespace {
constexpr auto kRound = 5min;
}

void ArchiveKeeper::start() {
    m_thread = std::jthread([this](std::stop_token stop) {
        lowerThreadPriority();
        const std::stop_callback end(stop, [this] { wake(); });
        bool failed = false;
        for (;;) {
            std::stop_source sleep;
            {
                const std::lock_guard lock(m_mutex);
                if (m_woken) sleep.request_stop();
                m_sleep = sleep;
            }
            (void)m_node.clock.sleepFor(kRound, sleep.get_token());
            if (stop.stop_requested()) return;
            {
                const std::lock_guard lock(m_mutex);
                m_woken = false; // what is said from here on is seen by the next round
            }
            surviving("the archive directory could not be looked through", [&] {
                const auto done = round(stop);
                if (!done && !failed) log::warning("nothing is known to be missing or new: {}", done.error().toString());
                failed = !done; // said when it changes, not every round
            });
        }
    });
}

void ArchiveKeeper::stop() { m_thread = {}; }

void ArchiveKeeper::wake() {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_sleep.request_stop();
}

Result<void> ArchiveKeeper::round(std::stop_token stop) {
    ALULA_TRY(m_reconciler.run(ArchiveReconciler::When::Running, stop));
    if (m_after) m_after();
    return {};
}

} // namespace alula
