// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/directory_look.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>
#include <vector>

namespace alula {

// Threads that look at what the walk will come to, in the order in which it will: that of the deepest level first. All public
// functions are for the walk's thread. Bounded is what was looked at, or is being, and was not taken yet: of one level so that a
// level below finds room, and in all.
//
// Nothing depends on it: what was not asked for, not begun or not finished (no handle or no memory left, too large) take() does not
// have, and the walk looks for itself.
class LookAhead {
public:
    using Look = std::variant<DirectoryLook, std::vector<EntryLook>>;
    using Job = std::function<Result<Look>(std::stop_token)>; // on any thread
    static constexpr unsigned kMostWorkers = 8;

    // The walk's own thread is one of the workers: of one worker nothing is ever looked at ahead.
    LookAhead(unsigned workers, const std::stop_token& stop);
    ~LookAhead(); // ends the threads; waits for the looks that run

    bool active() const { return !m_helpers.empty(); }
    std::size_t mostOfLevel() const { return m_mostOfLevel; }

    // `entry` orders the jobs of a level.
    void ask(std::size_t level, std::size_t entry, Job job);
    // Not again: each look is taken once. While another thread looks at it, this one does what comes next.
    std::optional<Look> take(std::size_t level, std::size_t entry);
    // The walk has left the level, or will look for itself there.
    void drop(std::size_t level);
    // Closes all that was opened ahead and ends the threads; false: there was none of both. Nothing is looked at ahead any more.
    bool giveUp();

private:
    struct Errand {
        explicit Errand(Job asked) : job(std::move(asked)) {}
        Job job;
        std::optional<Look> look;
        bool running = true; // guarded by m_mutex
    };
    struct Level {
        std::map<std::size_t, std::shared_ptr<Errand>> asked, begun; // by entry
    };

    void help();
    std::shared_ptr<Errand> begin() noexcept;
    void run(Errand& errand, std::unique_lock<std::mutex>& lock) noexcept;
    void wakeHelpers();

    const std::size_t m_mostOfLevel;
    std::stop_source m_stop;
    const std::stop_callback<std::function<void()>> m_forward; // from the caller
    std::mutex m_mutex;
    std::condition_variable_any m_asked;
    std::condition_variable m_done;
    std::map<std::size_t, Level, std::greater<>> m_levels; // guarded by m_mutex: the deepest first
    std::size_t m_begun = 0;                               // guarded by m_mutex: of all levels, not taken
    std::size_t m_idle = 0;                                // guarded by m_mutex: threads
    std::vector<std::jthread> m_helpers;
};

} // namespace alula
