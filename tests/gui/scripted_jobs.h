// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/node_bench.h"

#include <algorithm>
#include <vector>

namespace alula::test {

// A daemon's jobs, those that have not ended first; listed, filtered and cancelled as the daemon does.
class ScriptedJobs {
public:
    explicit ScriptedJobs(int ended) {
        const std::array kinds = {"create", "restore", "verify", "delete"};
        for (int i = 0; i < ended; ++i) {
            const auto n = static_cast<std::size_t>(i);
            auto job = runningJob(i, kinds[n % kinds.size()]);
            job.created = at("2026-11-22T02:00:00Z") - std::chrono::minutes(11 * i);
            job.started = job.created;
            job.ended = job.created + std::chrono::seconds(12 + i);
            job.server = i % 3 == 0 ? kLobby : kSurvival;
            job.backup = backupId(i);
            job.state = i % 4 == 0 && i % 8 == 0 ? "failed" : "completed";
            job.origin = {"panel", "8f3a" + std::to_string(i)};
            if (job.state == "failed") job.error = protocol::JobError{"no_space", "No space left on the disk."};
            all.push_back(job);
        }
    }
    int count(const std::string& state) const {
        return static_cast<int>(std::ranges::count(all, state, &protocol::JobInfo::state));
    }
    void script(FakeDaemon& daemon) {
        daemon.on(protocol::kJobsList, [this](const protocol::JobsListParams& params) -> Result<protocol::JobsList> {
            std::vector<protocol::JobInfo> fitting;
            for (const auto& job : all) {
                if (fits(job, params)) fitting.push_back(job);
            }
            const std::size_t from = params.cursor ? std::stoul(*params.cursor) : 0;
            const std::size_t end = std::min(fitting.size(), from + static_cast<std::size_t>(std::min(params.limit, 500)));
            protocol::JobsList page;
            page.jobs.assign(fitting.begin() + static_cast<std::ptrdiff_t>(from),
                             fitting.begin() + static_cast<std::ptrdiff_t>(end));
            if (end < fitting.size()) page.cursor = std::to_string(end);
            return page;
        });
        daemon.on(protocol::kJobsGet, [this](const protocol::JobParams& params) -> Result<protocol::JobInfo> {
            const auto it = std::ranges::find(all, params.job, &protocol::JobInfo::job);
            if (it == all.end()) return fail(ErrorCode::NotFound, "There is no such job.");
            return *it;
        });
        daemon.on(protocol::kJobsCancel, [this](const protocol::JobParams& params) -> Result<protocol::JobInfo> {
            cancelled.push_back(params.job);
            auto job = *std::ranges::find(all, params.job, &protocol::JobInfo::job);
            job.state = "cancelling";
            return job;
        });
    }
    std::vector<protocol::JobInfo> all;
    std::vector<JobId> cancelled;

private:
    static bool fits(const protocol::JobInfo& job, const protocol::JobsListParams& params) {
        if (params.state == "active" && protocol::isEnded(job.state)) return false;
        if (params.state == "ended" && !protocol::isEnded(job.state)) return false;
        if (!params.state.empty() && params.state != "active" && params.state != "ended" && params.state != job.state)
            return false;
        if (params.server && job.server != params.server) return false;
        if (!params.kind.empty() && params.kind != job.kind) return false;
        return params.filter.empty() || (job.origin.detail + job.job.toString()).contains(params.filter);
    }
};

} // namespace alula::test
