// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/interrupt.h"
#include "shared/base/fd.h"
#include "shared/base/progress.h"

#include <atomic>
#include <stop_token>
#include <thread>

namespace alula::cli {

// Stands beside a blocking call of the engine: shows its progress 5 times a second and stops it on Ctrl-C. The output belongs to
// it until it is gone.
class EngineRun {
public:
    explicit EngineRun(Context& context);
    ~EngineRun();
    EngineRun(const EngineRun&) = delete;
    EngineRun& operator=(const EngineRun&) = delete;

    ProgressSink& progress() { return m_progress; }
    std::stop_token stop() const { return m_stop.get_token(); }
    bool interrupted() const { return m_interrupted; }

private:
    void watch();
    void sample();

    Context& m_context;
    ProgressSink m_progress;
    std::stop_source m_stop;
    Interrupt m_interrupt;
    UniqueFd m_endRead, m_endWrite;
    std::atomic<bool> m_interrupted{false};
    Phase m_phase = Phase::Waiting;                       // of the watcher: for the rate
    std::chrono::steady_clock::time_point m_phaseBegan{}; // of the watcher
    std::jthread m_watcher;                               // last: uses all of the above
};

// One run of an archive command: a call that was stopped by Ctrl-C ends with Interrupted.
template <class Call>
Result<ExitCode> interruptible(Context& context, Call call) {
    bool interrupted = false;
    Result<ExitCode> result = [&]() -> Result<ExitCode> {
        EngineRun run(context);
        auto done = call(run);
        interrupted = run.interrupted();
        return done;
    }();
    if (!result && interrupted && result.error().code() == ErrorCode::Cancelled) return ExitCode::Interrupted;
    return result;
}

} // namespace alula::cli
