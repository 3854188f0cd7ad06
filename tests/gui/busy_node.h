// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/node_bench.h"

namespace alula::test {

inline protocol::Outcome outcome(const std::string& state, int hoursAgo, std::uint64_t size = 0) {
    protocol::Outcome made;
    const auto now = Timestamp{QDateTime::currentMSecsSinceEpoch() * 1'000'000};
    made.time = now - std::chrono::hours(hoursAgo);
    made.state = state;
    if (size > 0) made.size = size;
    return made;
}

inline ServerId serverId(int number) {
    return *ServerId::parse(QStringLiteral("aaaaaaaa-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')).toStdString());
}

// Survival has had no good backup for 4 days, its last four failed; Lobby is well.
inline protocol::ServersList twoServers() {
    protocol::ServersList list;
    const auto now = Timestamp{QDateTime::currentMSecsSinceEpoch() * 1'000'000};
    protocol::ServerInfo lobby;
    lobby.server = kLobby;
    lobby.name = "Lobby";
    lobby.state = "stopped";
    lobby.backups = 8;
    lobby.backupBytes = 9'000'000'000;
    lobby.lastGood = protocol::LastGood{backupId(2), now - std::chrono::hours(2), 1'181'116'006};
    for (int i = 9; i > 0; --i) lobby.outcomes.push_back(outcome("completed", i * 24 - 22, 1'181'116'006));
    protocol::ServerInfo survival;
    survival.server = kSurvival;
    survival.name = "Survival";
    survival.state = "running";
    survival.inPanel = true;
    survival.backups = 12;
    survival.backupBytes = 120'000'000'000;
    survival.volumeBytes = 30'000'000'000;
    survival.lastGood = protocol::LastGood{backupId(1), now - std::chrono::hours(4 * 24 + 1), 13'314'398'618};
    for (int i = 9; i > 4; --i)
        survival.outcomes.push_back(outcome(i == 6 ? "completed_with_warnings" : "completed", i * 24,
                                            13'000'000'000U + (9U - static_cast<unsigned>(i)) * 65'000'000U));
    for (int i = 4; i > 0; --i) survival.outcomes.push_back(outcome("failed", i * 24 - 1));
    list.servers = {lobby, survival};
    return list;
}

inline protocol::Status troubledStatus() {
    const auto now = Timestamp{QDateTime::currentMSecsSinceEpoch() * 1'000'000};
    protocol::Status status;
    status.version = "9.9.9";
    status.ready = true;
    status.panel = {true, false, 3};
    status.space = {{"volumes", {"/var/lib/volumes"}, 500'000'000'000, 195'000'000'000},
                    {"backups", {"/backups"}, 1'000'000'000'000, 9'663'676'416}};
    protocol::Problem stale{"warning", "no_good_backup", kSurvival, "Survival has no good backup since 2026-11-18T03:00:00Z."};
    stale.since = now - std::chrono::hours(4 * 24 + 1);
    protocol::Problem disk{"error", "disk_full", {}, "The disk of the backups is 99 % full."};
    disk.what = "backups";
    disk.bytes = 9'663'676'416;
    disk.percent = 99;
    protocol::Problem panel{"warning", "panel_silent", {}, "The panel has not answered."};
    panel.since = now - std::chrono::hours(1);
    status.problems = {disk, stale, panel};
    return status;
}

inline protocol::JobInfo undoableRestore(int number) {
    protocol::JobInfo job;
    job.job = jobId(number);
    job.kind = "restore";
    job.state = "completed";
    job.server = kSurvival;
    job.backup = backupId(77);
    job.origin = {"console", "mira"};
    job.created = at("2026-11-22T03:00:00Z");
    job.ended = job.created;
    job.undoable = true;
    job.undoUntil = Timestamp{QDateTime::currentMSecsSinceEpoch() * 1'000'000} + std::chrono::hours(1);
    return job;
}

// Answers jobs.list as the daemon does: what is active, the failed ones, and restores that can be undone.
inline void answerJobs(FakeDaemon& daemon, std::vector<protocol::JobInfo> active, std::vector<protocol::JobInfo> failed = {},
                       std::vector<protocol::JobInfo> restores = {}) {
    daemon.on(protocol::kJobsList, [=](const protocol::JobsListParams& params) -> Result<protocol::JobsList> {
        if (params.state == "active") return protocol::JobsList{active, {}};
        if (params.state == "failed") return protocol::JobsList{failed, {}};
        return protocol::JobsList{params.kind == "restore" ? restores : std::vector<protocol::JobInfo>{}, {}};
    });
}

} // namespace alula::test
