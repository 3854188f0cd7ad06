// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/node_bench.h"

#include <QtCore/QThread>

#include <algorithm>

namespace alula::test {

// Answers backups.list as the daemon does: newest first, a page of at most 1,000 from the offset that the cursor is.
inline protocol::BackupsList pageOf(const std::vector<protocol::BackupInfo>& all, const protocol::BackupsListParams& params) {
    std::vector<protocol::BackupInfo> fitting;
    for (const auto& info : all) {
        if (!params.server || info.server == *params.server) fitting.push_back(info);
    }
    const std::size_t from = params.cursor ? std::stoul(*params.cursor) : 0;
    const std::size_t end = std::min(fitting.size(), from + static_cast<std::size_t>(std::min(params.limit, 1000)));
    protocol::BackupsList page;
    page.total = fitting.size();
    page.backups.assign(fitting.begin() + static_cast<std::ptrdiff_t>(from), fitting.begin() + static_cast<std::ptrdiff_t>(end));
    if (end < fitting.size()) page.cursor = std::to_string(end);
    return page;
}

// Backups in which every column has different values.
inline protocol::BackupInfo variedBackup(int number) {
    const auto n = static_cast<std::uint64_t>(number);
    protocol::BackupInfo info = someBackup(number, number % 3 == 0 ? kLobby : kSurvival);
    info.created = at("2026-11-22T03:00:00Z") - std::chrono::minutes(7 * number);
    info.size = 1'000'000 + n * 7919 % 100'003 * 1000;
    info.contentBytes = 2'000'000 + n * 104'729 % 99'991 * 1000;
    info.newBytes = n * 1299 % 70'001 * 500;
    info.files = n * 31 % 50'021;
    info.durationMs = 1000 + n * 17 % 60'013;
    info.pinned = number % 97 == 0;
    info.damaged = number % 1009 == 0;
    info.warnings = number % 11 == 0 ? n % 5 + 1 : 0;
    info.adapter = number % 5 == 0 ? "s3" : "wings";
    if (number % 7 == 0) info.verified = info.created + std::chrono::hours(5);
    if (number % 13 == 0) info.note = "before update " + std::to_string(number % 400);
    info.sha1 = QStringLiteral("%1").arg(n * 2'654'435'761 % 1'000'000'007, 40, 16, QLatin1Char('0')).toStdString();
    return info;
}

// A daemon with so many backups, in a thread of its own: what it computes does not count as the console's.
class ManyBackups {
public:
    explicit ManyBackups(int count)
        : m_node(gui::NodeAddress::local(QString::fromStdString(socket())),
                 [](const gui::NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }) {
        for (int i = 0; i < count; ++i) m_all.push_back(variedBackup(i));
        m_there.moveToThread(&m_thread);
        m_thread.start();
        onThread([this] {
            m_daemon = std::make_unique<FakeDaemon>(socket());
            NodeBench::script(*m_daemon, "admin");
            m_daemon->on(protocol::kBackupsList,
                         [this](const protocol::BackupsListParams& params) -> Result<protocol::BackupsList> {
                             if (params.server) return pageOf(m_all, params);
                             const std::size_t from = params.cursor ? std::stoul(*params.cursor) : 0;
                             const std::size_t end = std::min(m_all.size(), from + 1000);
                             protocol::BackupsList page;
                             page.total = m_all.size();
                             page.backups.assign(m_all.begin() + static_cast<std::ptrdiff_t>(from),
                                                 m_all.begin() + static_cast<std::ptrdiff_t>(end));
                             if (end < m_all.size()) page.cursor = std::to_string(end);
                             return page;
                         });
        });
    }
    ~ManyBackups() {
        m_node.close();
        onThread([this] { m_daemon.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    gui::Node& node() { return m_node; }
    bool connect() {
        m_node.open();
        return QTest::qWaitFor([this] { return m_node.isOnline() && m_node.data().isKnown(); });
    }
    void notify(const protocol::BackupChangedEvent& event) {
        onThread([&] { m_daemon->notify(protocol::kBackupChanged, event); });
    }
    // In the daemon's thread.
    void script(const std::function<void(FakeDaemon&)>& tell) {
        onThread([&] { tell(*m_daemon); });
    }

private:
    std::string socket() const { return m_dir.path() + "/alulad.sock"; }
    template <class Do>
    void onThread(Do run) {
        QMetaObject::invokeMethod(&m_there, run, Qt::BlockingQueuedConnection);
    }

    TempDir m_dir;
    std::vector<protocol::BackupInfo> m_all;
    QThread m_thread;
    QObject m_there;
    std::unique_ptr<FakeDaemon> m_daemon;
    gui::Node m_node;
};

} // namespace alula::test
