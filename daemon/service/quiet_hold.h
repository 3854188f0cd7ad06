// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/model/server.h"
#include "daemon/panel/server_console.h"
#include "daemon/service/quiet_keeper.h"

#include <memory>
#include <string>
#include <thread>

namespace alula {

// A running server that was asked to hold still (settings quiesce) for as long as this lives, quiesce.hold_at_most at longest. What
// goes wrong is a warning of the job, never its failure. Journaled before the first command, so that it is told to go on after a
// crash too (docs/adr/0020). The job's thread.
class QuietHold {
public:
    // Runs the steps before a backup; blocks until they are done or quiesce.timeout is over. None: the server has no rule, does not
    // run, or cannot be asked. `context` outlives what is returned.
    static std::unique_ptr<QuietHold> begin(QuietKeeper& keeper, const Server& server, JobContext& context);
    ~QuietHold(); // lets it go; a job that is being cancelled does not wait for it

    QuietHold(const QuietHold&) = delete;
    QuietHold& operator=(const QuietHold&) = delete;

private:
    QuietHold(QuietKeeper& keeper, const QuiesceRule& rule, const ServerId& server, JobContext& context);
    Result<WingsState> prepare();
    Result<void> quieten();
    Result<bool> step(const QuiesceStep& step); // false: it stopped running meanwhile
    std::chrono::nanoseconds left() const;      // of quiesce.timeout
    void watch(std::stop_token ended);
    void letGo(std::stop_token stop);

    QuietKeeper& m_keeper;
    const QuiesceRule& m_rule;
    JobContext& m_context;
    ServerConsole m_console;
    const std::chrono::steady_clock::time_point m_begun;
    QuiescedServer m_entry;
    // Of the job's thread, and of m_watch while that runs.
    bool m_reserved = false;  // the server is ours to let go
    bool m_journaled = false; // commands may have been sent
    std::jthread m_watch;     // last; waits for quiesce.hold_at_most
};

} // namespace alula
