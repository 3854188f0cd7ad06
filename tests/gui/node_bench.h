// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"
#include "gui/nodes/node_data.h"
#include "shared/client/local_socket_transport.h"
#include "tests/shared/client/fake_daemon.h"
#include "tests/support/temp_dir.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <array>
#include <memory>
#include <string>

namespace alula::test {

inline const ServerId kSurvival = *ServerId::parse("11111111-2222-4333-8444-555555555555");
inline const ServerId kLobby = *ServerId::parse("22222222-2222-4333-8444-555555555555");

inline Timestamp at(const std::string& iso) { return *fromIso8601(iso); }
inline BackupId backupId(int number) {
    return *BackupId::parse(QStringLiteral("bbbbbbbb-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')).toStdString());
}
inline JobId jobId(int number) {
    return *JobId::parse(QStringLiteral("cccccccc-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')).toStdString());
}

// A good backup of Survival, made number hours before 22 Nov 2026 03:00 UTC.
inline protocol::BackupInfo someBackup(int number, const ServerId& server = kSurvival) {
    protocol::BackupInfo info;
    info.backup = backupId(number);
    info.server = server;
    info.state = "completed";
    info.adapter = "wings";
    info.origin = "panel";
    info.created = at("2026-11-22T03:00:00Z") - std::chrono::hours(number);
    info.completed = info.created + std::chrono::seconds(31);
    info.size = 12'000'000'000ULL - static_cast<std::uint64_t>(number) * 1'000'000;
    info.contentBytes = 30'000'000'000ULL;
    info.newBytes = 80'000'000;
    info.files = 41'203;
    info.durationMs = 31'000;
    return info;
}

inline protocol::JobInfo runningJob(int number, const std::string& kind = "create") {
    protocol::JobInfo job;
    job.job = jobId(number);
    job.kind = kind;
    job.state = "running";
    job.server = kSurvival;
    job.origin = {"console", "mira"};
    job.created = at("2026-11-22T03:00:00Z");
    job.started = job.created;
    job.progress.phase = "packing";
    job.progress.filesDone = 17'000;
    job.progress.filesTotal = 41'203;
    job.progress.bytesDone = 2'254'857'830;
    job.progress.bytesTotal = 5'500'000'000;
    job.progress.bytesPerSecond = 100'663'296;
    job.progress.etaMs = 180'000;
    return job;
}

// A console's node with a scripted daemon behind it: two servers, Survival and Lobby. The daemon answers what it is told to.
class NodeBench {
public:
    explicit NodeBench(const std::string& role = "admin")
        : m_daemon(std::make_unique<FakeDaemon>(socket())),
          m_node(gui::NodeAddress::local(QString::fromStdString(socket())),
                 [](const gui::NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }) {
        script(*m_daemon, role);
    }

    std::string socket() const { return m_dir.path() + "/alulad.sock"; }
    FakeDaemon& daemon() { return *m_daemon; }
    gui::Node& node() { return m_node; }
    // Opens, and waits until all is known.
    bool connect() {
        m_node.open();
        return QTest::qWaitFor([this] { return m_node.isOnline() && m_node.data().isKnown(); });
    }
    // The daemon is killed; and another one comes, with the same words. It has to be told its answers again.
    void killDaemon() { m_daemon.reset(); }
    FakeDaemon& startDaemon(const std::string& role = "admin") {
        m_daemon = std::make_unique<FakeDaemon>(socket());
        script(*m_daemon, role);
        return *m_daemon;
    }

    static void script(FakeDaemon& daemon, const std::string& role) {
        daemon.setHello({protocol::kVersion, "9.9.9", "node-1", {}, role});
        protocol::Status status;
        status.version = "9.9.9";
        status.ready = true;
        status.panel = {true, true, 0};
        daemon.answer(protocol::kStatus, status);
        protocol::ServersList servers;
        for (const auto& [id, name] : {std::pair(kLobby, "Lobby"), std::pair(kSurvival, "Survival")}) {
            protocol::ServerInfo server;
            server.server = id;
            server.name = name;
            server.state = "running";
            server.inPanel = true;
            server.backups = 12;
            server.lastGood = protocol::LastGood{backupId(1), at("2026-11-22T02:00:00Z"), 12'000'000'000ULL};
            servers.servers.push_back(server);
        }
        daemon.answer(protocol::kServersList, servers);
        daemon.answer(protocol::kJobsList, protocol::JobsList{});
    }

private:
    TempDir m_dir;
    std::unique_ptr<FakeDaemon> m_daemon;
    gui::Node m_node;
};

} // namespace alula::test
