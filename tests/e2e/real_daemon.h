// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/call_and_wait.h"
#include "shared/client/daemon_client.h"
#include "shared/client/local_socket_transport.h"
#include "shared/protocol/methods.h"
#include "tests/support/http.h"
#include "tests/support/snapshot.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tree.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace alula::test {

inline const std::string kServer = "11111111-2222-4333-8444-555555555555";
inline const std::string kBackup = "aaaaaaaa-2222-4333-8444-555555555555";
inline const std::string kOther = "bbbbbbbb-2222-4333-8444-555555555555";
inline constexpr int kPatienceMs = 60'000; // a sanitizer build on a busy machine

// A console on the local socket of a daemon.
class Console {
public:
    explicit Console(const std::string& socket)
        : m_client(std::make_unique<LocalSocketTransport>(QString::fromStdString(socket)), "alulactl test") {
        if (const auto opened = openAndWait(m_client); !opened) throw std::runtime_error(opened.error().toString());
    }
    template <class P, class A>
    Result<A> call(const protocol::Method<P, A>& method, const P& params = {}) {
        return callAndWait(m_client, method, params);
    }
    // The job when it has ended.
    protocol::JobInfo ended(const JobId& job) {
        // The event may come while another answer is waited for.
        bool over = false;
        const auto watch =
            QObject::connect(&m_client, &DaemonClient::jobChanged, &m_client, [&](const protocol::JobChangedEvent& event) {
                over = over || (event.job.job == job && protocol::isEnded(event.job.state));
            });
        (void)call(protocol::kEventsSubscribe, {{"job.changed"}});
        auto info = call(protocol::kJobsGet, {job});
        if (info && !protocol::isEnded(info->state)) {
            (void)QTest::qWaitFor([&] { return over; }, kPatienceMs);
            info = call(protocol::kJobsGet, {job});
        }
        QObject::disconnect(watch);
        if (!info) throw std::runtime_error(info.error().toString());
        return *info;
    }
    // The newest job of a kind.
    JobId newest(const std::string& kind) {
        protocol::JobsListParams params;
        params.kind = kind;
        const auto jobs = call(protocol::kJobsList, params);
        if (!jobs || jobs->jobs.empty()) throw std::runtime_error("there is no job of kind " + kind);
        return jobs->jobs.front().job;
    }
    DaemonClient& client() { return m_client; }

private:
    DaemonClient m_client;
};

// The settings, under which what a restore replaced stays however full the disk of the machine is that runs the tests.
inline std::string onAnyDisk(std::string config) {
    const std::string section = "restore:\n";
    if (!config.contains(section)) config += '\n' + section;
    return config.insert(config.find(section) + section.size(), "  keep_replaced_percent: 100\n");
}

// The real alulad on a folder of its own; ended with the object.
class RealDaemon {
public:
    explicit RealDaemon(std::string config = {}) : m_config(std::move(config)) {
        std::filesystem::create_directories(volume());
        start();
    }
    ~RealDaemon() { stop(); }

    void start() {
        launch();
        waitUntilReady();
    }
    // Begins to start, on a port that is known before it says so.
    void launch(std::uint16_t port = 0) {
        m_port = port;
        writeFile(m_dir.path("config.yml"), onAnyDisk(m_config));
        const QStringList arguments{QStringLiteral("--data-dir"), QString::fromStdString(m_dir.path()),
                                    QStringLiteral("--config"),   QString::fromStdString(m_dir.path("config.yml")),
                                    QStringLiteral("--listen"),   QStringLiteral("127.0.0.1:%1").arg(port)};
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        m_process.setStandardErrorFile(QString::fromStdString(m_dir.path("log")), QIODevice::Append);
        m_process.start(QStringLiteral(ALULA_BIN_DIR "/alulad"), arguments);
    }
    void waitUntilReady() {
        QByteArray out;
        QElapsedTimer timer;
        timer.start();
        while (!out.contains('\n') && timer.elapsed() < kPatienceMs && m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(1000);
            out += m_process.readAllStandardOutput();
        }
        const qsizetype colon = out.indexOf("127.0.0.1:");
        if (colon < 0) throw std::runtime_error("alulad did not start: " + log());
        m_port = out.sliced(colon + 10).split(',').first().toUShort();
    }
    void stop() {
        if (m_process.state() == QProcess::NotRunning) return;
        m_process.terminate();
        if (!m_process.waitForFinished(kPatienceMs)) kill();
    }
    void kill() { // as a crash
        m_process.kill();
        m_process.waitForFinished(kPatienceMs);
    }
    qint64 pid() const { return m_process.processId(); }
    int exitCode() const { return m_process.exitCode(); }
    // Waits until it has ended by itself; -1: it does not.
    int waitForExit() { return m_process.waitForFinished(kPatienceMs) ? m_process.exitCode() : -1; }
    void reload() const { ::kill(static_cast<pid_t>(pid()), SIGHUP); }

    void setConfig(std::string config) { m_config = std::move(config); } // of the next start

    std::uint16_t port() const { return m_port; }
    std::string token() const { return readFile(m_dir.path("token")).substr(0, 64); }
    std::string socket() const { return m_dir.path("alulad.sock"); }
    std::string path(const std::string& below) const { return m_dir.path(below); }
    std::string volume() const { return m_dir.path("volumes/" + kServer); }
    std::string archive(const std::string& backup = kBackup) const {
        return m_dir.path("backups/" + kServer + "/" + backup + ".tar.gz");
    }
    std::string log() const { return exists(m_dir.path("log")) ? readFile(m_dir.path("log")) : std::string(); }

    // As the panel calls, with the right token unless another is given.
    HttpAnswer rest(const std::string& method, const std::string& target, const std::string& body = {}) const {
        return httpRequest(m_port, method, target, {{"Authorization", "Bearer " + token()}}, body);
    }
    std::string backupsUrl(const std::string& rest = {}, const std::string& server = kServer) const {
        return "/api/servers/" + server + "/backup" + rest;
    }
    HttpAnswer postBackup(const std::string& backup = kBackup, const std::string& ignore = {}) const {
        return rest("POST", backupsUrl(), R"({"adapter":"wings","uuid":")" + backup + R"(","ignore":")" + ignore + R"("})");
    }
    HttpAnswer postRestore(bool truncate, const std::string& backup = kBackup) const {
        return rest("POST", backupsUrl("/" + backup + "/restore"),
                    std::string(R"({"adapter":"wings","truncate_directory":)") + (truncate ? "true}" : "false}"));
    }
    std::unique_ptr<Console> console() const { return std::make_unique<Console>(socket()); }

    // What must be true after anything: archives whole, nothing temporary left beside them or beside the volumes.
    std::string leftovers() const {
        std::string found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(m_dir.path("backups"))) {
            if (entry.path().filename() == ".alula-archives") continue; // the directory's mark
            if (entry.is_regular_file() && !entry.path().string().ends_with(".tar.gz")) found += entry.path().string() + "\n";
        }
        return found;
    }
    // Files without a name that it holds beside the archives: seen nowhere but in its handles.
    int spoolFiles() const {
        int count = 0;
        for (const auto& handle : std::filesystem::directory_iterator("/proc/" + std::to_string(pid()) + "/fd")) {
            std::error_code gone; // closed since it was listed
            const auto file = std::filesystem::read_symlink(handle, gone).string();
            count += file.starts_with(m_dir.path("backups") + "/") && file.ends_with(" (deleted)") ? 1 : 0;
        }
        return count;
    }
    int stagings() const {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(m_dir.path("volumes"))) {
            count += entry.path().filename().string().starts_with(".alula-") ? 1 : 0;
        }
        return count;
    }

private:
    TempDir m_dir;
    std::string m_config;
    QProcess m_process;
    std::uint16_t m_port = 0;
};

// A small server with everything in it that a volume can have.
inline Tree smallServer() {
    return tree({file("server.properties", "motd=hello\n"), file("world/region/r.0.0.mca", 300'000),
                 file("world/level.dat", 2'000).mode(0600), dir("plugins/empty"), softlink("latest.log", "logs/1.log"),
                 file("logs/1.log", 5'000).text(), file("a name with spaces", 1)});
}

} // namespace alula::test
