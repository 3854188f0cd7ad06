// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/interposed_files.h"

#include <array>
#include <atomic>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace alula::test {

// Files that fail when they are told to. Any thread; the calls are counted in the order in which they come.
//
//     FaultyFiles faulty;                                     // over the real files
//     faulty.failCall(7, EIO);                                // the 7th call from now, whatever it is
//     faulty.failCall(2, ENOSPC, Call::Write);                // the 2nd write from now
//     faulty.failPath(Call::Open, "world/region", EACCES);    // every open whose resolved path ends so
//     faulty.when([](const CallInfo& c) { … }, …)             // anything else
class FaultyFiles final : public InterposedFiles {
public:
    explicit FaultyFiles(FileSystem below = systemFiles()) : InterposedFiles(below) {}

    // n counts from 1, and from now. `sticky`: all later calls of the kind fail too, as on a dead disk.
    void failCall(std::uint64_t n, int errnum, std::optional<Call> kind = {}, bool sticky = false);
    // As failCall, counting only calls that change something (Open when it creates or truncates, no syncs).
    void failMutation(std::uint64_t n, int errnum, bool sticky = false);
    // Every call of the kind on a path that ends in "/suffix" or is it.
    void failPath(Call kind, std::string suffix, int errnum);
    // Called before every call, with the lock not held: may change the disk behind the engine's back; a returned errno is the
    // answer.
    void when(std::function<int(const CallInfo&)> hook);
    // Reads and writes move at most so many bytes.
    void setMostBytes(std::size_t bytes) { m_mostBytes = bytes; }
    void heal(); // forgets all of it; counts stay

    std::uint64_t calls() const; // so far, all kinds: to fail each in turn, run once and take this as the bound
    std::uint64_t calls(Call kind) const;
    std::uint64_t mutations() const;
    std::uint64_t failures() const; // how many of the ordered failures were hit

private:
    struct Order {
        std::optional<Call> kind{};
        bool mutationsOnly = false;
        std::uint64_t left = 0; // calls until it fails; 0: it has
        bool sticky = false;
        std::string suffix{}; // of the path; then every call fails
        int errnum = 0;
    };
    int before(CallInfo& info) override;
    static bool concerns(const Order& order, const CallInfo& info);

    mutable std::mutex m_mutex;
    std::vector<Order> m_orders;                // guarded by m_mutex
    std::array<std::uint64_t, 26> m_calls{};    // guarded by m_mutex
    std::uint64_t m_mutations = 0;              // guarded by m_mutex
    std::uint64_t m_failures = 0;               // guarded by m_mutex
    std::function<int(const CallInfo&)> m_hook; // guarded by m_mutex
    std::atomic<std::size_t> m_mostBytes = std::numeric_limits<std::size_t>::max();
};

} // namespace alula::test
