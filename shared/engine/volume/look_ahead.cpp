// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/look_ahead.h"

#include "shared/base/log.h"

#include <algorithm>
#include <exception>

namespace alula {

namespace {
// Each may hold a handle, a window of entries and what is attached to them.
constexpr std::size_t kMostInAll = 64;
} // namespace

LookAhead::LookAhead(unsigned workers, const std::stop_token& stop)
    : m_mostOfLevel(std::min(workers, kMostWorkers) + 2), m_forward(stop, [this] { m_stop.request_stop(); }) {
    try {
        for (unsigned i = 1; i < std::min(workers, kMostWorkers); ++i) m_helpers.emplace_back([this] { help(); });
    } catch (const std::exception& e) {
        log::warning("a volume is read with fewer threads than it should be: {}", e.what());
    }
}

LookAhead::~LookAhead() { m_stop.request_stop(); }

void LookAhead::ask(std::size_t level, std::size_t entry, Job job) {
    if (!active()) return;
    auto errand = std::make_shared<Errand>(std::move(job));
    const std::lock_guard lock(m_mutex);
    m_levels[level].asked.insert_or_assign(entry, std::move(errand));
    wakeHelpers();
}

std::optional<LookAhead::Look> LookAhead::take(std::size_t level, std::size_t entry) {
    if (!active()) return std::nullopt;
    std::unique_lock lock(m_mutex);
    const auto at = m_levels.find(level);
    if (at == m_levels.end() || at->second.asked.erase(entry) > 0) return std::nullopt;
    const auto begun = at->second.begun.find(entry);
    if (begun == at->second.begun.end()) return std::nullopt;
    const auto errand = begun->second;
    while (errand->running) {
        if (const auto next = begin()) run(*next, lock);
        else m_done.wait(lock, [&] { return !errand->running; });
    }
    at->second.begun.erase(begun);
    --m_begun;
    wakeHelpers();
    return std::move(errand->look);
}

void LookAhead::drop(std::size_t level) {
    if (!active()) return;
    Level dropped; // closes its handles when the lock is free again
    const std::lock_guard lock(m_mutex);
    const auto at = m_levels.find(level);
    if (at == m_levels.end()) return;
    dropped = std::move(at->second);
    m_levels.erase(at);
    m_begun -= dropped.begun.size();
    wakeHelpers();
}

bool LookAhead::giveUp() {
    if (!active()) return false;
    m_stop.request_stop();
    m_helpers.clear();
    m_levels.clear();
    m_begun = 0;
    return true;
}

void LookAhead::help() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        std::shared_ptr<Errand> errand;
        ++m_idle;
        m_asked.wait(lock, m_stop.get_token(), [&] { return (errand = begin()) != nullptr; });
        --m_idle;
        if (!errand) return;
        run(*errand, lock);
    }
}

// With m_mutex held. Null: nothing is asked for that there is room for, or all is over.
std::shared_ptr<LookAhead::Errand> LookAhead::begin() noexcept {
    if (m_stop.stop_requested() || m_begun >= kMostInAll) return nullptr;
    for (auto& [depth, level] : m_levels) {
        if (level.asked.empty() || level.begun.size() >= m_mostOfLevel) continue;
        ++m_begun;
        return level.begun.insert(level.asked.extract(level.asked.begin())).position->second;
    }
    return nullptr;
}

// With m_mutex held, but not while the job runs.
void LookAhead::run(Errand& errand, std::unique_lock<std::mutex>& lock) noexcept {
    lock.unlock();
    try {
        if (auto look = errand.job(m_stop.get_token())) errand.look = *std::move(look);
    } catch (...) { // NOLINT(bugprone-empty-catch): without memory it is not looked at ahead; the walk will tell
    }
    errand.job = nullptr; // lets go of the directory above
    lock.lock();
    errand.running = false;
    m_done.notify_one();
}

// With m_mutex held.
void LookAhead::wakeHelpers() {
    if (m_idle > 0) m_asked.notify_all();
}

} // namespace alula
