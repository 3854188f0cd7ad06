// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

namespace alula {

namespace {

constexpr std::int32_t kMostJobs = 500;
constexpr std::int32_t kMostLines = 1000;

Result<protocol::JobsList> list(const RpcServices& services, const protocol::JobsListParams& p) {
    JobFilter filter;
    filter.state = p.state;
    filter.server = p.server;
    filter.words = p.filter;
    if (!p.kind.empty()) {
        filter.kind = jobKindFromName(p.kind);
        if (!filter.kind) return fail(ErrorCode::InvalidInput, "there is no kind of job '" + p.kind + "'");
    }
    ALULA_ASSIGN(filter.offset, offsetOf(p.cursor));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostJobs));
    filter.limit = limit + 1; // one more tells whether there is more
    ALULA_ASSIGN(const auto views, services.jobs.list(filter));
    protocol::JobsList answer;
    PageBudget budget;
    for (const auto& view : views) {
        auto wire = toWire(view);
        if (static_cast<std::int64_t>(answer.jobs.size()) == limit || !budget.takes(wire)) break;
        answer.jobs.push_back(std::move(wire));
    }
    if (answer.jobs.size() < views.size()) {
        answer.cursor = std::to_string(filter.offset + static_cast<std::int64_t>(answer.jobs.size()));
    }
    return answer;
}

Result<protocol::JobInfo> get(const RpcServices& services, const JobId& job) {
    ALULA_ASSIGN(const JobView view, services.jobs.get(job));
    return toWire(view);
}

Result<protocol::JobLogPage> log(const RpcServices& services, const protocol::JobLogParams& p, bool warningsOnly) {
    ALULA_ASSIGN(const auto after, offsetOf(p.cursor));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostLines));
    ALULA_ASSIGN(const auto lines, services.jobs.log(p.job, after, limit + 1, warningsOnly));
    protocol::JobLogPage page;
    PageBudget budget;
    for (const auto& line : lines) {
        protocol::JobLogLine wire{static_cast<std::uint64_t>(line.number), line.time, line.level, line.text, {}};
        if (!line.path.empty()) wire.path = protocol::WirePath{line.path};
        if (static_cast<std::int64_t>(page.lines.size()) == limit || !budget.takes(wire)) break;
        page.lines.push_back(std::move(wire));
    }
    page.more = page.lines.size() < lines.size();
    page.cursor = std::to_string(page.lines.empty() ? after : static_cast<std::int64_t>(page.lines.back().number));
    return page;
}

} // namespace

void addJobHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kJobsList,
                   [&services](const protocol::JobsListParams& p, const RpcCaller&) { return list(services, p); });
    dispatcher.add(protocol::kJobsGet,
                   [&services](const protocol::JobParams& p, const RpcCaller&) { return get(services, p.job); });
    dispatcher.add(protocol::kJobsLog,
                   [&services](const protocol::JobLogParams& p, const RpcCaller&) { return log(services, p, false); });
    dispatcher.add(protocol::kJobsWarnings,
                   [&services](const protocol::JobLogParams& p, const RpcCaller&) { return log(services, p, true); });
    dispatcher.add(protocol::kJobsCancel,
                   [&services](const protocol::JobParams& p, const RpcCaller&) -> Result<protocol::JobInfo> {
                       ALULA_TRY(services.commands.cancel(p.job));
                       return get(services, p.job);
                   });
}

} // namespace alula
