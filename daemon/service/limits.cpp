// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/limits.h"

#include <cmath>

namespace alula {

namespace {

constexpr double kMib = 1 << 20;
constexpr double kMostMib = 1e6; // a terabyte a second: more is a slip of the finger
constexpr std::int64_t kMostParallel = 64;

bool isSane(const std::optional<double>& limit) { return !limit || (std::isfinite(*limit) && *limit >= 0 && *limit <= kMostMib); }

} // namespace

LimitsNow currentLimits(const Node& node, const Scheduler& scheduler) {
    return {static_cast<double>(node.load.read.limit()) / kMib, static_cast<double>(node.load.write.limit()) / kMib,
            scheduler.parallel(), node.load.paused()};
}

Result<LimitsNow> setLimits(const Node& node, Scheduler& scheduler, const LimitsWanted& wanted) {
    if (!isSane(wanted.readMibPerSecond) || !isSane(wanted.writeMibPerSecond)) {
        return fail(ErrorCode::InvalidInput, "a limit is a number of MiB a second from 0 (none) to 1000000");
    }
    if (wanted.parallel && (*wanted.parallel < 1 || *wanted.parallel > kMostParallel)) {
        return fail(ErrorCode::InvalidInput, "from 1 to 64 jobs can run at a time");
    }
    if (wanted.readMibPerSecond) node.load.read.setLimit(static_cast<std::uint64_t>(*wanted.readMibPerSecond * kMib));
    if (wanted.writeMibPerSecond) node.load.write.setLimit(static_cast<std::uint64_t>(*wanted.writeMibPerSecond * kMib));
    if (wanted.paused) {
        node.load.setPaused(*wanted.paused);
        scheduler.setPaused(*wanted.paused);
    }
    if (wanted.parallel) scheduler.setParallel(static_cast<unsigned>(*wanted.parallel));
    return currentLimits(node, scheduler);
}

} // namespace alula
