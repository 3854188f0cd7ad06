// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/node_status.h"

#include "daemon/panel/report_rules.h"

#include <algorithm>
#include <array>
#include <fcntl.h>

namespace alula {

namespace {

constexpr double kMib = 1 << 20;
constexpr std::size_t kMostProblems = 200; // nobody reads more, and an answer has its limit

Problem problem(const char* severity, const char* code, const std::string& server, std::string text) {
    return {severity, code, server, std::move(text)};
}

std::string counted(std::uint64_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string nameOf(const Server& server) { return server.name.empty() ? server.id.toString() : server.name; }

} // namespace

Result<NodeState> NodeStatus::state() {
    NodeState state;
    state.version = ALULA_VERSION;
    state.ready = ready();
    state.queued = static_cast<std::int64_t>(m_scheduler.queue().size());
    state.running = static_cast<std::int64_t>(m_scheduler.running().size());
    state.parallel = m_scheduler.parallel();
    state.readMibPerSecond = static_cast<double>(m_node.load.read.limit()) / kMib;
    state.writeMibPerSecond = static_cast<double>(m_node.load.write.limit()) / kMib;
    state.paused = m_node.load.paused();
    judgeSpace(state);
    judgePanel(state);
    ALULA_TRY(judgeBackups(state));
    ALULA_TRY(judgeOutbox(state));
    std::ranges::stable_sort(state.problems,
                             [](const Problem& a, const Problem& b) { return a.severity == "error" && b.severity != "error"; });
    if (state.problems.size() > kMostProblems) {
        const std::size_t more = state.problems.size() - kMostProblems;
        state.problems.resize(kMostProblems);
        state.problems.push_back(problem("warning", "more", "", "And " + std::to_string(more) + " more problems like these."));
    }
    return state;
}

void NodeStatus::judgeSpace(NodeState& state) const {
    const std::array<std::pair<const char*, const std::string&>, 3> places = {{{"volumes", m_node.settings.dataDirectory},
                                                                               {"backups", m_node.settings.backupDirectory},
                                                                               {"state", m_node.settings.stateDirectory}}};
    for (const auto& [what, path] : places) {
        const auto fd = m_node.files.names.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
        const auto space = fd ? m_node.files.files.space(fd->get()) : Result<SpaceInfo>(std::unexpected(fd.error()));
        if (!space) {
            state.problems.push_back(
                problem("error", "directory_unreadable", "",
                        "The directory of the " + std::string(what) + " cannot be read: " + space.error().toString()));
            continue;
        }
        state.space.push_back({what, path, space->total, space->available});
        const std::uint64_t usedPercent = space->total == 0 ? 0 : 100 - space->available / (space->total / 100 + 1);
        if (usedPercent >= m_node.settings.health.diskPercent) {
            state.problems.push_back(
                problem("error", "disk_full", "",
                        "The disk of the " + std::string(what) + " is " + std::to_string(usedPercent) + " % full."));
        }
    }
}

void NodeStatus::judgePanel(NodeState& state) const {
    state.panelConfigured = m_node.hasPanel();
    state.panelReachable = m_servers.panelReachable();
    if (!state.panelConfigured || state.panelReachable) return;
    const Timestamp last = m_servers.lastContact();
    if (m_node.clock.now() - std::max(last, m_started) >= m_node.settings.health.panelSilent) {
        const std::string since = last.ns == 0 ? "since the daemon started" : "since " + toIso8601(last);
        state.problems.push_back(problem("warning", "panel_silent", "", "The panel has not answered " + since + "."));
    }
}

Result<void> NodeStatus::judgeBackups(NodeState& state) const {
    ALULA_ASSIGN(const auto servers, m_servers.all());
    const auto oldest = m_node.clock.now() - std::chrono::hours(24 * m_node.settings.health.backupAgeDays);
    for (const Server& server : servers) {
        if (server.suspended) continue;
        ALULA_ASSIGN(const auto good, m_node.catalog.backups().newestGood(server.id));
        if (good && good->completed >= oldest) continue;
        const std::string since = good ? "since " + toIso8601(good->completed) : "at all";
        state.problems.push_back(
            problem("warning", "no_good_backup", server.id.toString(), nameOf(server) + " has no good backup " + since + "."));
    }
    ALULA_ASSIGN(const auto troubles, m_node.catalog.backups().troubles());
    for (const BackupTrouble& trouble : troubles) {
        const std::string server = trouble.server.toString();
        const std::string newest = " (the newest: " + trouble.newest.toString() + ")";
        if (trouble.missing > 0) {
            state.problems.push_back(problem("error", "backup_missing", server,
                                             counted(trouble.missing, "archive is", "archives are") + " not where " +
                                                 (trouble.missing == 1 ? "it was" : "they were") + newest + "."));
        }
        if (trouble.damaged > 0) {
            state.problems.push_back(
                problem("error", "backup_damaged", server,
                        counted(trouble.damaged, "backup is", "backups are") + " damaged, as verify has found" + newest + "."));
        }
    }
    return {};
}

Result<void> NodeStatus::judgeOutbox(NodeState& state) const {
    ALULA_ASSIGN(state.outboxDepth, m_node.catalog.outbox().depth());
    ALULA_ASSIGN(const auto givenUp, m_node.catalog.outbox().givenUp(100));
    for (const GivenUpMessage& given : givenUp) {
        const bool isBackup = given.kind == OutboxMessage::Kind::Backup && tellsSuccess(given);
        state.problems.push_back(problem("warning", isBackup ? "unknown_to_panel" : "outbox_given_up", "",
                                         "The panel could not be told " +
                                             std::string(isBackup ? "of" : "the result of a job for") + " backup " +
                                             given.backup.toString() + ": " + given.reason));
    }
    return {};
}

} // namespace alula
