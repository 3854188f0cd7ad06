// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run_alulactl.h"
#include "tests/shared/client/fake_daemon.h"
#include "tests/support/temp_dir.h"

#include <memory>

namespace alula::test {

// A fake daemon with two servers, two backups and a job, and alulactl connected to it.
class CliFixture {
public:
    CliFixture() : daemon(std::make_unique<FakeDaemon>(socket())) {
        daemon->answer(protocol::kServersList,
                       protocol::ServersList{{server(kServer, "Survival"), server(kOtherServer, "Lobby")}, {}});
        daemon->answer(protocol::kBackupsList, protocol::BackupsList{{backup(kBackup), backup(kOtherBackup)}, 2, {}});
        daemon->answer(protocol::kBackupsGet, backup(kBackup));
        daemon->answer(protocol::kJobsList, protocol::JobsList{{job("running")}, {}});
        daemon->answer(protocol::kJobsGet, job("completed"));
    }

    std::string socket() const { return dir.path("d.sock"); }
    QStringList withSocket(const QStringList& arguments) const {
        return QStringList{QStringLiteral("--socket"), QString::fromStdString(socket())} + arguments;
    }
    Ran run(const QStringList& arguments) const { return Alulactl(withSocket(arguments)).finish(); }

    static protocol::ServerInfo server(const char* id, const char* name) {
        protocol::ServerInfo info;
        info.server = *ServerId::parse(id);
        info.name = name;
        info.state = "running";
        info.backups = 2;
        info.lastGood = protocol::LastGood{*BackupId::parse(kBackup), kTime, 1u << 20};
        info.outcomes = {{kTime, "completed"}, {kTime, "failed"}, {kTime, "completed_with_warnings"}, {kTime, "cancelled"}};
        return info;
    }
    static protocol::BackupInfo backup(const char* id) {
        protocol::BackupInfo info;
        info.backup = *BackupId::parse(id);
        info.server = *ServerId::parse(kServer);
        info.state = "completed";
        info.adapter = "wings";
        info.origin = "panel";
        info.created = kTime;
        info.completed = kTime;
        info.size = 13'314'398'617; // 12.4 GiB
        info.newBytes = 5u << 20;
        info.files = 41'203;
        info.durationMs = 192'000;
        info.note = "before the update";
        return info;
    }
    static protocol::JobInfo job(const std::string& state) {
        protocol::JobInfo info;
        info.job = *JobId::parse(kJob);
        info.kind = "create";
        info.state = state;
        info.server = *ServerId::parse(kServer);
        info.backup = *BackupId::parse(kBackup);
        info.origin = {"cli", "root"};
        info.created = kTime;
        info.progress = progress(1000);
        return info;
    }
    static protocol::JobProgress progress(std::uint64_t files) {
        protocol::JobProgress made;
        made.phase = "packing";
        made.filesDone = files;
        made.filesTotal = 2000;
        made.bytesDone = files << 20;
        made.bytesTotal = 2000u << 20;
        made.bytesPerSecond = 96u << 20;
        made.etaMs = 11'000;
        return made;
    }

    static constexpr const char* kServer = "aaaaaaaa-1111-4111-8111-111111111111";
    static constexpr const char* kOtherServer = "aaaabbbb-2222-4222-8222-222222222222";
    static constexpr const char* kBackup = "bbbbbbbb-1111-4111-8111-111111111111";
    static constexpr const char* kOtherBackup = "bbbbcccc-2222-4222-8222-222222222222";
    static constexpr const char* kJob = "cccccccc-1111-4111-8111-111111111111";
    static constexpr Timestamp kTime{1'767'323'045'000'000'000};

    TempDir dir;
    std::unique_ptr<FakeDaemon> daemon;
};

} // namespace alula::test
