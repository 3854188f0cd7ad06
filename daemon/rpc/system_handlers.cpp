// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/rpc_services.h"

#include <algorithm>

namespace alula {

namespace {

constexpr std::int32_t kMostRecords = 1000;

protocol::Problem toWire(const Problem& problem) {
    protocol::Problem wire;
    wire.severity = problem.severity;
    wire.code = problem.code;
    wire.server = ServerId::parse(problem.server);
    wire.text = problem.text;
    wire.since = problem.since;
    wire.count = problem.count;
    wire.bytes = problem.bytes;
    wire.percent = problem.percent;
    wire.backup = problem.backup;
    wire.what = problem.what;
    return wire;
}

Result<protocol::Status> status(const RpcServices& services) {
    ALULA_ASSIGN(const NodeState state, services.state.state());
    protocol::Status answer;
    answer.version = state.version;
    answer.ready = state.ready;
    answer.queued = static_cast<std::uint64_t>(state.queued);
    answer.running = static_cast<std::uint64_t>(state.running);
    for (const auto& space : state.space) answer.space.push_back({space.what, {space.path}, space.total, space.available});
    answer.panel = {state.panelConfigured, state.panelReachable, static_cast<std::uint64_t>(state.outboxDepth)};
    answer.limits = {state.readMibPerSecond, state.writeMibPerSecond, static_cast<std::int32_t>(state.parallel), state.paused};
    answer.yielding = state.yielding;
    for (const auto& problem : state.problems) answer.problems.push_back(toWire(problem));
    answer.wellSince = state.wellSince;
    return answer;
}

Result<protocol::Limits> changeLimits(const RpcServices& services, const protocol::SetLimitsParams& p) {
    LimitsWanted wanted{p.readMibPerSecond, p.writeMibPerSecond, {}, p.paused};
    if (p.parallel) wanted.parallel = *p.parallel;
    ALULA_ASSIGN(const LimitsNow now, setLimits(services.node, services.scheduler, wanted));
    Q_EMIT services.events.systemChanged();
    return protocol::Limits{now.readMibPerSecond, now.writeMibPerSecond, static_cast<std::int32_t>(now.parallel), now.paused};
}

Result<protocol::LogPage> logPage(const RpcServices& services, const protocol::LogParams& p) {
    if (!std::ranges::contains(std::to_array<std::string>({"debug", "info", "warning", "error"}), p.level)) {
        return fail(ErrorCode::InvalidInput, "'level' must be debug, info, warning or error");
    }
    ALULA_ASSIGN(const auto after, offsetOf(p.cursor));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostRecords));
    // One more than wanted tells whether there is more.
    const bool forward = p.cursor || p.since;
    auto records = services.log.records(after, p.level, p.since.value_or(Timestamp{}),
                                        static_cast<std::size_t>(forward ? limit + 1 : limit));
    protocol::LogPage page;
    page.more = static_cast<std::int64_t>(records.size()) > limit;
    if (page.more) records.pop_back();
    page.cursor = std::to_string(records.empty() ? after : records.back().number);
    for (const auto& record : records) page.records.push_back({record.time, record.level, record.text});
    return page;
}

} // namespace

void addSystemHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kStatus, [&services](const protocol::StatusParams&, const RpcCaller&) { return status(services); });
    dispatcher.add(protocol::kSetLimits,
                   [&services](const protocol::SetLimitsParams& p, const RpcCaller&) { return changeLimits(services, p); });
    dispatcher.add(protocol::kLog, [&services](const protocol::LogParams& p, const RpcCaller&) { return logPage(services, p); });
}

} // namespace alula
