// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/model/server.h"
#include "daemon/rest/rest_server.h"
#include "daemon/service/commands.h"
#include "daemon/service/downloads.h"
#include "daemon/service/node_state.h"
#include "shared/base/random.h"
#include "tests/daemon/rest/fake_downloads.h"
#include "tests/support/http.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace alula::test {

inline const std::string kToken = "correct-horse-battery-staple";
inline const std::string kServer = "11111111-2222-4333-8444-555555555555";
inline const std::string kBackup = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

// Records what it is asked and answers what the test wants.
class FakeCommands final : public BackupCommands {
public:
    std::function<Result<void>()> outcome = [] { return Result<void>{}; }; // set before the server is asked

    std::atomic<bool> knowsServer = true;
    Result<void> requireServer(const ServerId&) override {
        return knowsServer ? Result<void>{} : fail(ErrorCode::NotFound, kNoSuchServer);
    }
    Result<JobId> create(const CreateRequest& request) override {
        return noted("create", [&] { created.push_back(request); });
    }
    Result<JobId> restore(const RestoreRequest& request) override {
        return noted("restore", [&] { restored.push_back(request); });
    }
    Result<JobId> undo(const JobId&, const JobOrigin&) override {
        return noted("undo", [] {});
    }
    Result<JobId> verify(const BackupId&, const JobOrigin&) override {
        return noted("verify", [] {});
    }
    Result<JobId> remove(const DeletePlan&, const JobOrigin&) override {
        return noted("remove", [] {});
    }
    Result<void> cancel(const JobId&) override {
        return done("cancel", [] {});
    }
    Result<void> removeForPanel(const ServerId& server, const BackupId& backup) override {
        return done("removeForPanel " + server.toString() + " " + backup.toString(), [] {});
    }
    Result<void> removeAllForPanel(const ServerId& server) override {
        return done("removeAllForPanel " + server.toString(), [] {});
    }

    std::vector<std::string> calls() {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }
    std::vector<CreateRequest> created;
    std::vector<RestoreRequest> restored;

private:
    template <typename Note>
    Result<void> done(const std::string& call, Note note) {
        {
            const std::lock_guard lock(m_mutex);
            m_calls.push_back(call);
            note();
        }
        return outcome();
    }
    template <typename Note>
    Result<JobId> noted(const std::string& call, Note note) {
        ALULA_TRY(done(call, note));
        return JobId{};
    }

    std::mutex m_mutex;
    std::vector<std::string> m_calls;
};

class FakeNode final : public NodeStateSource {
public:
    std::atomic<bool> isReady = true;
    std::function<Result<NodeState>()> answer = [] { return NodeState{}; };

    bool ready() const override { return isReady; }
    Result<NodeState> state() override { return answer(); }
};

inline RestOptions restOptions() {
    RestOptions options;
    options.api.port = 0;
    options.identity = {.tokenId = "tid", .token = kToken, .version = "9.8.7", .remote = "https://panel.example.com/"};
    return options;
}

// A RestServer with an event loop of its own, so that tests may block on plain sockets.
class RunningServer {
public:
    FakeCommands commands;
    FakeNode node;
    FakeDownloads downloads;
    std::uint16_t port = 0;

    explicit RunningServer(RestOptions options = restOptions()) {
        m_thread.start();
        m_host = new QObject;
        m_host->moveToThread(&m_thread);
        Result<quint16> listening = 0;
        inside([&] {
            m_server = std::make_unique<RestServer>(std::move(options), RestServices{commands, node, downloads}, m_random);
            listening = m_server->listen();
        });
        if (!listening) failure = listening.error().message();
        else port = *listening;
    }
    ~RunningServer() {
        inside([&] { m_server.reset(); });
        m_host->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }

    std::string failure; // why it does not listen
    RestServer& server() { return *m_server; }
    void inside(const std::function<void()>& work) { QMetaObject::invokeMethod(m_host, work, Qt::BlockingQueuedConnection); }
    qsizetype connections() {
        qsizetype count = 0;
        inside([&] { count = m_server->connections(); });
        return count;
    }

    bool waitForConnections(qsizetype count) {
        return QTest::qWaitFor([&] { return connections() == count; }, 8000);
    }

    // As the panel asks: with the right token.
    HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body = {},
                   std::vector<std::pair<std::string, std::string>> headers = {}) const {
        headers.emplace_back("Authorization", "Bearer " + kToken);
        return httpRequest(port, method, target, headers, body);
    }

private:
    SystemRandom m_random;
    QThread m_thread;
    QObject* m_host = nullptr;
    std::unique_ptr<RestServer> m_server;
};

inline std::string backupPath() { return "/api/servers/" + kServer + "/backup"; }
inline std::string goodCreate() { return R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})"; }

} // namespace alula::test
