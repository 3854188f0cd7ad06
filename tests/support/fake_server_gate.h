// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/restore.h"

#include <functional>
#include <set>

namespace alula::test {

// A server that is stopped, unless the test says how often it will be found running, and whether it can be stopped.
class FakeGate final : public ServerGate {
public:
    Result<void> stopServer(std::stop_token) override {
        ++stops;
        if (!stoppable) return fail(ErrorCode::Busy, "the server would not stop");
        return {};
    }
    Result<bool> isStopped() override {
        ++asked;
        if (onAsk) onAsk(asked);
        return !runsWhenAsked.contains(asked);
    }
    int stops = 0, asked = 0;
    bool stoppable = true;
    std::set<int> runsWhenAsked; // numbers of the questions, from 1
    std::function<void(int)> onAsk;
};

} // namespace alula::test
