// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/background_sync.h"

#include "shared/base/log.h"

#include <exception>

namespace alula {

BackgroundSync::~BackgroundSync() { end(); }

void BackgroundSync::wrote(std::uint64_t bytes) {
    if (m_every == 0) return;
    const std::lock_guard lock(m_mutex);
    m_unsynced += bytes;
    if (m_unsynced < m_every) return;
    if (!m_thread.joinable()) begin();
    m_due.notify_all();
}

void BackgroundSync::begin() {
    try {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    } catch (const std::exception& e) {
        log::debug("what a restore writes is synced only at its end: {}", e.what());
        m_unsynced = 0; // tried again after as much
    }
}

Result<void> BackgroundSync::check() {
    const std::lock_guard lock(m_mutex);
    if (!m_ended) return {};
    if (m_failed) return fail(Error(*m_failed));
    return fail(ErrorCode::Internal, "there was no memory to sync what was restored");
}

void BackgroundSync::end() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

Result<void> BackgroundSync::finish() {
    end();
    return check();
}

void BackgroundSync::run(const std::stop_token& stop) noexcept {
    std::unique_lock lock(m_mutex);
    while (m_due.wait(lock, stop, [this] { return m_unsynced >= m_every && !m_ended; }) && !stop.stop_requested()) {
        m_unsynced = 0;
        lock.unlock();
        sync();
        lock.lock();
    }
}

void BackgroundSync::sync() noexcept {
    try {
        auto synced = m_files.syncFileSystem(m_directory);
        if (synced) return;
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_failed = std::move(synced).error();
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
}

} // namespace alula
