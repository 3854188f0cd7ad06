// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/engine_run.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace alula::cli {

namespace {
constexpr int kEveryMs = 200;
}

EngineRun::EngineRun(Context& context) : m_context(context) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return; // then there is no progress to be seen
    m_endRead = UniqueFd(ends[0]);
    m_endWrite = UniqueFd(ends[1]);
    m_watcher = std::jthread([this] { watch(); });
}

EngineRun::~EngineRun() {
    m_endWrite.reset(); // its other end becomes readable
    if (m_watcher.joinable()) m_watcher.join();
    m_context.output.endProgress();
}

void EngineRun::watch() {
    while (true) {
        std::array<pollfd, 2> polls = {pollfd{m_endRead.get(), POLLIN, 0},
                                       pollfd{m_interrupted ? -1 : m_interrupt.descriptor(), POLLIN, 0}};
        const int ready = ::poll(polls.data(), polls.size(), kEveryMs);
        if (ready < 0 && errno != EINTR) return;
        if (polls[0].revents != 0) return;
        if (polls[1].revents != 0) {
            m_interrupted = true;
            m_stop.request_stop();
        }
        if (ready == 0) sample();
    }
}

void EngineRun::sample() {
    const Phase phase = m_progress.phase;
    const auto now = m_context.clock.steady();
    if (phase != m_phase) {
        m_phase = phase;
        m_phaseBegan = now;
    }
    if (phase == Phase::Waiting) return;
    protocol::JobProgress shown;
    shown.phase = name(phase);
    shown.filesDone = m_progress.filesDone;
    shown.filesTotal = m_progress.filesTotal;
    shown.bytesDone = m_progress.bytesDone;
    shown.bytesTotal = m_progress.bytesTotal;
    const double seconds = std::chrono::duration<double>(now - m_phaseBegan).count();
    if (seconds > 1) {
        shown.bytesPerSecond = static_cast<std::uint64_t>(static_cast<double>(shown.bytesDone) / seconds);
        if (shown.bytesPerSecond > 0 && shown.bytesTotal >= shown.bytesDone)
            shown.etaMs = (shown.bytesTotal - shown.bytesDone) * 1000 / shown.bytesPerSecond;
    }
    m_context.output.progress(shown);
}

} // namespace alula::cli
