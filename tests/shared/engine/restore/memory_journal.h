// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/restore.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace alula::test {

// A journal in memory, whose changes fail when the test says so.
class MemoryJournal final : public SwapJournal {
public:
    struct Entry {
        std::string plan;
        bool committed = false;
    };
    Result<void> save(const JobId& job, const std::string& plan) override {
        return durably([&] { entries[job] = {plan, false}; });
    }
    Result<void> markCommitted(const JobId& job) override {
        return durably([&] {
            if (entries.contains(job)) entries[job].committed = true;
        });
    }
    Result<void> forget(const JobId& job) override {
        return durably([&] { entries.erase(job); });
    }
    std::map<JobId, Entry> entries;
    // Asked before every change: true when it fails. `effectOfLast`: the one that fails first is done all the same.
    std::function<bool()> fails;
    bool effectOfLast = false;

private:
    template <typename Change>
    Result<void> durably(Change change) {
        if (fails && fails()) {
            if (std::exchange(effectOfLast, false)) change();
            return fail(ErrorCode::Io, "the journal is gone");
        }
        change();
        return {};
    }
};

} // namespace alula::test
