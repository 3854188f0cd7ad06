// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/background_sync.h"

#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"

#include <system_error>

namespace alula {

BackgroundSync::~BackgroundSync() { end(); }

Result<void> BackgroundSync::outcome() const {
    if (m_failed) return fail(Error(*m_failed));
    return {};
}

Result<void> BackgroundSync::wrote(std::uint64_t bytes) {
    if (m_every == 0) return {};
    const std::lock_guard lock(m_mutex);
    m_unsynced += bytes;
    if (m_unsynced < m_every || m_running) return outcome();
    if (!m_thread.joinable()) {
        try {
            m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
        } catch (const std::system_error& e) {
            log::debug("what a restore writes is synced only at its end: {}", e.what());
            m_unsynced = 0; // tried again after as much
        }
    }
    m_changed.notify_all();
    return outcome();
}

void BackgroundSync::end() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

Result<void> BackgroundSync::finish() {
    end();
    const std::lock_guard lock(m_mutex);
    return outcome();
}

void BackgroundSync::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_unsynced >= m_every && !m_failed; }) && !stop.stop_requested()) {
        m_unsynced = 0;
        m_running = true;
        lock.unlock();
        auto synced = caught("syncing", [this] { return m_files.syncFileSystem(m_directory); });
        lock.lock();
        m_running = false;
        if (!synced) m_failed = std::move(synced).error();
    }
}

} // namespace alula
