// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/replaced_keeper.h"

#include "daemon/service/restore_setup.h"
#include "daemon/service/surviving.h"
#include "shared/base/log.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

using namespace std::chrono_literals;

namespace {
constexpr auto kRound = 60s;
constexpr auto kRememberEvery = 10min; // each time is an fsync
} // namespace

void ReplacedKeeper::start() {
    m_thread = std::jthread([this](std::stop_token stop) {
        do {
            surviving("what was replaced could not be looked at", [&] {
                if (const auto swept = sweep(stop); !swept && !stop.stop_requested())
                    log::warning("{}", swept.error().toString());
            });
        } while (m_node.clock.sleepFor(kRound, stop));
    });
}

void ReplacedKeeper::stop() { m_thread = {}; }

Result<void> ReplacedKeeper::sweep(std::stop_token stop) {
    ALULA_ASSIGN(const auto entries, m_node.catalog.journal().all());
    for (const JournalEntry& entry : entries) {
        if (stop.stop_requested()) return fail(cancelled());
        if (!entry.committed) continue; // being worked on
        const auto due = isDue(entry);
        const auto dropped = due && *due ? drop(entry, stop) : Result<void>{};
        if (!due || !dropped) {
            log::warning("what restore {} replaced stays for now: {}", entry.job.toString(),
                         due ? dropped.error().toString() : due.error().toString());
        }
    }
    ALULA_TRY(rememberTime());
    const Timestamp old = m_clock.now() - m_node.settings.jobs.keep;
    ALULA_TRY(m_node.catalog.outbox().removeGivenUpBefore(old));
    return m_node.catalog.jobs().removeEndedBefore(old).transform([](std::int64_t) {});
}

Result<void> ReplacedKeeper::rememberTime() {
    ALULA_ASSIGN(const auto before, m_node.catalog.remembered().find(kCalmTime));
    const auto now = static_cast<std::uint64_t>(std::max<std::int64_t>(0, m_clock.now().ns));
    const auto step = static_cast<std::uint64_t>(std::chrono::nanoseconds(kRememberEvery).count());
    if (before && now >= *before && now - *before < step) return {};
    return m_node.catalog.remembered().keep(kCalmTime, now);
}

Result<bool> ReplacedKeeper::isDue(const JournalEntry& entry) const {
    // Counted from the job's end, as the job itself says it (undoUntil()).
    ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(entry.job));
    const Timestamp since = job && job->ended.ns != 0 ? job->ended : entry.committedAt;
    if (m_clock.now() - since >= m_node.settings.restore.keepReplaced) return true;
    ALULA_ASSIGN(const auto fd,
                 m_node.files.names.open(AT_FDCWD, m_node.settings.dataDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0));
    ALULA_ASSIGN(const auto space, m_node.files.files.space(fd.get()));
    return space.available < space.total / 100 * (100 - m_node.settings.restore.keepReplacedPercent);
}

// True when the restore can be undone no more. One transaction, as is the making of an undo (NodeCommands::undo): whichever of
// the two comes first keeps the other from happening.
Result<bool> ReplacedKeeper::claim(const JournalEntry& entry) {
    bool claimed = false;
    std::optional<Job> given; // whose promise was taken back
    const auto written = m_node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(const auto jobs, m_node.catalog.jobs().unfinished());
        for (const Job& job : jobs) {
            // The restore's own end is not written yet, or an undo of it waits or runs.
            if (job.server == entry.server && (job.kind == JobKind::Restore || job.kind == JobKind::Undo)) return {};
        }
        claimed = true;
        ALULA_ASSIGN(auto job, m_node.catalog.jobs().find(entry.job));
        if (!job) return {};
        job->undoable = false;
        given = job;
        return m_node.catalog.jobs().update(*job);
    });
    if (!written) return std::unexpected(written.error());
    if (given) Q_EMIT m_node.events.jobChanged(*given);
    return claimed;
}

Result<void> ReplacedKeeper::drop(const JournalEntry& entry, std::stop_token stop) {
    // First the promise, then the files: after a crash between the two the next round goes on.
    ALULA_ASSIGN(const bool claimed, claim(entry));
    if (!claimed) return {};
    const auto setup = RestoreSetup::open(m_node, entry.server);
    if (setup) return dropReplaced((*setup)->deps(), entry.job, stop);
    if (setup.error().code() != ErrorCode::NotFound) return std::unexpected(setup.error());
    // The server was deleted since, and its volume with it.
    ALULA_TRY(dropReplacedBeside(m_node.files, m_node.settings.dataDirectory, entry.job, stop));
    return m_node.catalog.journal().remove(entry.job);
}

} // namespace alula
