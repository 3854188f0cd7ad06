// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/service/node.h"
#include "shared/base/result.h"

#include <optional>

namespace alula {

struct LimitsNow {
    double readMibPerSecond = 0, writeMibPerSecond = 0; // 0: none
    unsigned parallel = 1;
    bool paused = false;
};
struct LimitsWanted {
    std::optional<double> readMibPerSecond, writeMibPerSecond;
    std::optional<std::int64_t> parallel;
    std::optional<bool> paused;
};

LimitsNow currentLimits(const Node& node, const Scheduler& scheduler);
// All or nothing; InvalidInput for a negative or absurd one. Kept until the daemon ends.
Result<LimitsNow> setLimits(const Node& node, Scheduler& scheduler, const LimitsWanted& wanted);

} // namespace alula
