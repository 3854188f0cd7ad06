// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/progress.h"
#include "shared/engine/restore/directory_cache.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_plan.h"

#include <stop_token>

namespace alula {

// Does the renames of a plan, or takes them back. Knows nothing of journals: SwapTransaction does. One thread.
class SwapExecutor {
public:
    // All stay the caller's.
    SwapExecutor(const Volume& volume, const Staging& staging, const SwapPlan& plan);

    // Every step in order, each only when what is there is what the plan saw: Conflict, naming the path, otherwise.
    // Ends at the first error or at `stop`, with nothing taken back.
    Result<void> run(ProgressSink& progress, std::stop_token stop);

    // Brings every step to its side, done or not done, by looking which inode stands where; goes on after an error and reports
    // the first. May run at any time, in any state, any number of times.
    Result<void> settle(bool done);

private:
    struct Site { // where one step happens
        DirectoryHandle live, staged;
        std::string name;
        std::uint64_t liveInode = 0, stagedInode = 0; // 0: nothing is there
    };
    Result<Site> look(const SwapStep& step);
    Result<std::uint64_t> inodeAt(int directory, const std::string& name);
    Result<void> doStep(const SwapStep& step);
    Result<void> checkTaken(const SwapStep& step, const Site& site);
    Result<void> settleStep(const SwapStep& step);
    Result<void> insert(const Site& site);
    Result<void> exchange(const Site& site);
    Result<void> remove(const Site& site);
    Result<void> setAside(const Site& site);
    Result<void> settleWithoutDirectory(const SwapStep& step, const Error& why);
    void dressLike(int staged, const std::string& path);
    void settleTimes(bool done);

    NameCalls& m_names;
    AttributeCalls& m_attributes;
    const SwapPlan& m_plan;
    DirectoryCache m_live, m_new, m_old;
};

} // namespace alula
