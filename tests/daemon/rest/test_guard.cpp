// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/work_pool.h"
#include "tests/daemon/rest/rest_fixture.h"
#include "tests/support/temp_dir.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QTest>

#include <chrono>
#include <fstream>
#include <semaphore>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
const std::string kBearer = "Authorization: Bearer " + kToken + "\r\n";

std::string deleteBytes(const std::string& extra = {}) {
    return "DELETE " + backupPath() + "/" + kBackup + " HTTP/1.1\r\nHost: a\r\n" + kBearer + extra + "\r\n";
}

RestOptions hurried(std::chrono::milliseconds timeout) {
    auto options = restOptions();
    options.requestTimeout = timeout;
    return options;
}

std::uint64_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// Connects and pushes until it is stopped, again and again, until `budget` bytes were tried. Returns how often it was cut off;
// -1 when it never was.
int lie(std::uint16_t port, const std::string& begin, const std::string& more, std::uint64_t budget) {
    int cutOff = 0;
    for (std::uint64_t pushed = 0; pushed < budget;) {
        RawConnection liar(port);
        bool open = liar.send(begin);
        std::uint64_t here = 0;
        while (open && here < 32_MiB) {
            open = liar.send(more);
            here += more.size();
            pushed += more.size();
        }
        if (open) return -1;
        ++cutOff;
    }
    return cutOff;
}
// As a daemon does that was killed.
void leaveSocketBehind(const std::string& path) {
    const UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    QCOMPARE(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}
} // namespace

class TestGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void liarsAreAnswered_data();
    void liarsAreAnswered();
    void liarsCostNoMemory();
    void drippersAreClosed();
    void silentConnectionsAreClosed();
    void bodyIsNotAwaitedFromStrangers();
    void continueOnlyForTheAdmitted();
    void slowReadersAreDropped();
    void keepsAliveAndPipelines();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void headHasNoBody();
    void connectionsAreLimited();
    void callersMayVanish();
    void loopIsNeverBlocked();
    void stopWaitsForAnswers();
    void unixSocket();
    void cannotListen();
};

void TestGuard::liarsAreAnswered_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<int>("status");
    const std::string post = "POST " + backupPath() + " HTTP/1.1\r\nHost: a\r\n";
    QTest::newRow("huge body announced") << post + "Content-Length: 1000000000000\r\n\r\n" << 413;
    QTest::newRow("huge body announced, token shown") << post + kBearer + "Content-Length: 1000000000000\r\n\r\n" << 413;
    QTest::newRow("huge body for an open address")
        << std::string("POST /healthz HTTP/1.1\r\nContent-Length: 20000\r\n\r\n") << 413;
    QTest::newRow("two lengths") << post + kBearer + "Content-Length: 3\r\nContent-Length: 30\r\n\r\n{}\n" << 400;
    QTest::newRow("length and chunks") << post + kBearer + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                       << 400;
    QTest::newRow("chunk of 4 GiB") << post + kBearer + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n" << 413;
    QTest::newRow("negative chunk") << post + kBearer + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" << 400;
    QTest::newRow("endless header") << post + "A: " + std::string(40'000, 'x') << 431;
    QTest::newRow("bare lf") << std::string("GET /healthz HTTP/1.1\n\n") << 400;
    QTest::newRow("tls hello") << std::string("\x16\x03\x01\x00\xa5\x01", 6) << 400;
    QTest::newRow("http 2") << std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
}

void TestGuard::liarsAreAnswered() {
    QFETCH(std::string, bytes);
    QFETCH(int, status);
    RunningServer running;
    auto connection = std::make_unique<RawConnection>(running.port);
    auto& liar = *connection;
    liar.send(bytes);
    const auto answer = liar.readAnswer();
    QCOMPARE(answer.status, status);
    QVERIFY(answer.body.starts_with("{\"error\":"));
    QCOMPARE(answer.header("connection"), std::string("close"));
    QCOMPARE(answer.header("user-agent"), std::string("Alula/9.8.7 (id:tid)"));
    QVERIFY(!answer.header("x-request-id").empty());
    QVERIFY(liar.waitUntilClosed());
    connection.reset();
    QCOMPARE(running.commands.calls(), std::vector<std::string>{});
    QVERIFY(running.waitForConnections(0));
}

void TestGuard::liarsCostNoMemory() {
    RunningServer running;
    const std::string post = "POST " + backupPath() + " HTTP/1.1\r\nHost: a\r\n";
    const std::string block(64 * 1024, 'x');
    QCOMPARE(running.ask("POST", backupPath(), goodCreate()).status, 202); // whatever is made once is made now
    const auto before = residentBytes();
    std::atomic<std::uint64_t> peak = before;
    std::atomic<bool> over = false;
    std::vector<std::thread> threads;
    std::vector<int> cutOff(4);
    const auto start = [&](std::size_t i, const std::string& begin, const std::string& more) {
        threads.emplace_back([&cutOff, &running, i, begin, more] { cutOff[i] = lie(running.port, begin, more, 75_MiB); });
    };
    start(0, post + kBearer + "Content-Length: 1000000000000\r\n\r\n", block);
    start(1, post + kBearer + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + block + "\r\n");
    start(2, post + "A: ", block);
    start(3, deleteBytes("Content-Length: 2\r\n") + "{}", block);
    std::thread watcher([&] {
        while (!over) {
            peak = std::max<std::uint64_t>(peak, residentBytes());
            std::this_thread::yield();
        }
    });
    for (auto& thread : threads) thread.join();
    over = true;
    watcher.join();
    for (const int times : cutOff) QVERIFY(times > 0);
#if !defined(__SANITIZE_ADDRESS__) // its quarantine keeps what was freed
    QVERIFY2(peak - before < 16_MiB, std::to_string(peak - before).c_str());
#endif
    QVERIFY(running.waitForConnections(0));
    QCOMPARE(running.ask("POST", backupPath(), goodCreate()).status, 202);
}

void TestGuard::drippersAreClosed() {
    RunningServer running(hurried(700ms));
    std::vector<std::unique_ptr<RawConnection>> drippers;
    for (int i = 0; i < 100; ++i) {
        drippers.push_back(std::make_unique<RawConnection>(running.port));
        if (i % 3 == 1) drippers.back()->send(deleteBytes("Content-Length: 1000\r\n"));
        if (i % 3 == 2) drippers.back()->send(deleteBytes("Transfer-Encoding: chunked\r\n"));
    }
    QVERIFY(running.waitForConnections(100));
    // A byte each on every turn, for as long as anyone is open; a good client on every turn as well. So slowly that no
    // body becomes whole: a fast machine would drip its 1000 bytes within the time.
    int turns = 0;
    QElapsedTimer time;
    time.start();
    while (running.connections() > 0 && time.elapsed() < 10'000) {
        for (std::size_t i = 0; i < drippers.size(); ++i) drippers[i]->send(i % 3 == 2 ? "1\r\nx\r\n" : "G");
        QCOMPARE(running.ask("DELETE", backupPath() + "/" + kBackup).status, 204);
        ++turns;
        std::this_thread::sleep_for(5ms);
    }
    QVERIFY(turns > 1);
    QVERIFY2(time.elapsed() < 8'000, std::to_string(time.elapsed()).c_str());
    int told = 0;
    for (auto& dripper : drippers) told += dripper->readAnswer().status == 408 ? 1 : 0;
    QCOMPARE(told, 100);
    QCOMPARE(running.commands.calls().size(), static_cast<std::size_t>(turns)); // no half request was carried out
}

void TestGuard::silentConnectionsAreClosed() {
    RunningServer running(hurried(200ms));
    RawConnection fresh(running.port);
    RawConnection used(running.port);
    used.send("GET /healthz HTTP/1.1\r\n\r\n");
    QCOMPARE(used.readAnswer().status, 200);
    QCOMPARE(fresh.readAnswer().status, 408);
    QVERIFY(fresh.waitUntilClosed());
    QVERIFY(used.waitUntilClosed()); // quietly: it owes nothing
}

void TestGuard::bodyIsNotAwaitedFromStrangers() {
    RunningServer running;
    RawConnection stranger(running.port);
    stranger.send("POST " + backupPath() + " HTTP/1.1\r\nAuthorization: Bearer wrong\r\nContent-Length: 1000000\r\n\r\n");
    QCOMPARE(stranger.readAnswer().status, 403);
    QVERIFY(stranger.waitUntilClosed());
}

void TestGuard::continueOnlyForTheAdmitted() {
    RunningServer running;
    const std::string expect = "Expect: 100-continue\r\nContent-Length: " + std::to_string(goodCreate().size()) + "\r\n";
    RawConnection admitted(running.port);
    admitted.send("POST " + backupPath() + " HTTP/1.1\r\n" + kBearer + expect + "\r\n");
    QCOMPARE(admitted.read(25), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    admitted.send(goodCreate());
    QCOMPARE(admitted.readAnswer().status, 202);
    RawConnection stranger(running.port);
    stranger.send("POST " + backupPath() + " HTTP/1.1\r\n" + expect + "\r\n");
    QCOMPARE(stranger.read(12), std::string("HTTP/1.1 401"));
}

void TestGuard::slowReadersAreDropped() {
    RunningServer running(hurried(300ms));
    std::string many;
    for (int i = 0; i < 200; ++i) many += "GET /openapi.json HTTP/1.1\r\n\r\n";
    [[maybe_unused]] const auto before = residentBytes();
    RawConnection reader(running.port);
    bool open = true;
    for (int i = 0; open && i < 10'000; ++i) open = reader.send(many); // gigabytes of answers, none of them read
    QVERIFY(!open);
    QVERIFY(running.waitForConnections(0));
#if !defined(__SANITIZE_ADDRESS__)
    QVERIFY(residentBytes() < before + 16_MiB);
#endif
}

void TestGuard::keepsAliveAndPipelines() {
    RunningServer running;
    RawConnection client(running.port);
    const auto with = [](const std::string& id) { return deleteBytes("X-Request-Id: " + id + "\r\n"); };
    for (int i = 0; i < 3; ++i) {
        client.send(with("alone"));
        QCOMPARE(client.readAnswer().status, 204);
    }
    client.send(with("a") + "GET /nope HTTP/1.1\r\nX-Request-Id: b\r\n\r\n" + with("c") +
                "\r\n\r\nGET /healthz HTTP/1.1\r\nX-Request-Id: d\r\n\r\n");
    for (const auto& [id, status] : std::vector<std::pair<std::string, int>>{{"a", 204}, {"b", 404}, {"c", 204}, {"d", 200}}) {
        const auto answer = client.readAnswer();
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("x-request-id"), id);
        QCOMPARE(answer.header("connection"), std::string());
    }
    QCOMPARE(running.connections(), 1);
}

void TestGuard::closesWhenAsked_data() {
    QTest::addColumn<std::string>("head");
    QTest::newRow("connection: close") << std::string("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n");
    QTest::newRow("http 1.0") << std::string("GET /healthz HTTP/1.0\r\n\r\n");
    QTest::newRow("upgrade to a websocket") << std::string(
        "GET /healthz HTTP/1.1\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
}

void TestGuard::closesWhenAsked() {
    QFETCH(std::string, head);
    RunningServer running;
    RawConnection client(running.port);
    client.send(head);
    const auto answer = client.readAnswer();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("connection"), std::string("close"));
    QVERIFY(client.waitUntilClosed());
}

void TestGuard::headHasNoBody() {
    RunningServer running;
    RawConnection client(running.port);
    client.send("HEAD /openapi.json HTTP/1.1\r\n\r\nHEAD /nope HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n");
    const auto head = client.readAnswer(true);
    QCOMPARE(head.status, 200);
    QVERIFY(parseNumber<int>(head.header("content-length")).value_or(0) > 1000);
    QCOMPARE(client.readAnswer(true).status, 404);
    QCOMPARE(client.readAnswer().body, std::string("{\"ready\":true}"));
}

void TestGuard::connectionsAreLimited() {
    auto options = restOptions();
    options.api.maxConnections = 3;
    RunningServer running(options);
    std::vector<std::unique_ptr<RawConnection>> open;
    for (int i = 0; i < 3; ++i) open.push_back(std::make_unique<RawConnection>(running.port));
    QVERIFY(running.waitForConnections(3));
    RawConnection surplus(running.port);
    const auto answer = surplus.readAnswer();
    QCOMPARE(answer.status, 503);
    QVERIFY(!answer.header("retry-after").empty());
    QVERIFY(surplus.waitUntilClosed());
    open.pop_back();
    QVERIFY(running.waitForConnections(2));
    QCOMPARE(httpRequest(running.port, "GET", "/healthz").status, 200);
}

void TestGuard::callersMayVanish() {
    RunningServer running;
    std::counting_semaphore<> go(0);
    std::counting_semaphore<> entered(0);
    running.commands.outcome = [&] {
        entered.release();
        go.acquire();
        return Result<void>{};
    };
    {
        RawConnection client(running.port);
        client.send(deleteBytes());
        entered.acquire();
    }
    QVERIFY(running.waitForConnections(0));
    go.release();
    go.release();
    QCOMPARE(running.ask("DELETE", backupPath() + "/" + kBackup).status, 204);
}

void TestGuard::loopIsNeverBlocked() {
    RunningServer running;
    std::counting_semaphore<> go(0);
    running.commands.outcome = [&] {
        go.acquire();
        return Result<void>{};
    };
    const int kTaken = WorkPool::Limits{}.threads + WorkPool::Limits{}.waiting;
    std::vector<std::unique_ptr<RawConnection>> waiting;
    for (int i = 0; i < kTaken; ++i) {
        waiting.push_back(std::make_unique<RawConnection>(running.port));
        waiting.back()->send(deleteBytes());
    }
    QVERIFY(running.waitForConnections(kTaken));
    QCOMPARE(httpRequest(running.port, "GET", "/healthz").status, 200);
    // Those connected before have been read before: one more is one too many.
    const auto surplus = running.ask("DELETE", backupPath() + "/" + kBackup);
    QCOMPARE(surplus.status, 503);
    QVERIFY(!surplus.header("retry-after").empty());
    go.release(kTaken);
    for (auto& connection : waiting) QCOMPARE(connection->readAnswer().status, 204);
}

void TestGuard::stopWaitsForAnswers() {
    RunningServer running;
    std::counting_semaphore<> go(0);
    std::counting_semaphore<> entered(0);
    running.commands.outcome = [&] {
        entered.release();
        go.acquire();
        return Result<void>{};
    };
    RawConnection idle(running.port);
    idle.send("GET /healthz HTTP/1.1\r\n\r\n");
    QCOMPARE(idle.readAnswer().status, 200);
    RawConnection busy(running.port);
    busy.send(deleteBytes() + deleteBytes());
    entered.acquire();
    std::thread stopping([&] { running.inside([&] { running.server().stop(); }); });
    QVERIFY(idle.waitUntilClosed()); // it is on its way
    go.release();
    const auto answer = busy.readAnswer();
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("connection"), std::string("close"));
    QVERIFY(busy.waitUntilClosed()); // the second request is not carried out
    stopping.join();
    QCOMPARE(running.commands.calls().size(), std::size_t(1));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, RawConnection(running.port));
}

void TestGuard::unixSocket() {
    const TempDir temp;
    auto options = restOptions();
    options.api.socket = temp.path("rest.sock");
    writeFile(options.api.socket, "precious");
    QVERIFY2(RunningServer(options).failure.contains("not a socket"), "what is no socket is not removed");
    QCOMPARE(readFile(options.api.socket), std::string("precious"));
    QFile::remove(QString::fromStdString(options.api.socket));
    leaveSocketBehind(options.api.socket);
    RunningServer running(options);
    QCOMPARE(running.failure, std::string());
    const auto ask = [&](const std::string& bytes) {
        QLocalSocket socket;
        socket.connectToServer(QString::fromStdString(options.api.socket));
        if (!socket.waitForConnected(5000)) return std::string("not connected");
        socket.write(QByteArray::fromStdString(bytes));
        std::string got;
        while (socket.state() == QLocalSocket::ConnectedState && socket.waitForReadyRead(5000))
            got += socket.readAll().toStdString();
        return got + socket.readAll().toStdString();
    };
    QVERIFY(ask(deleteBytes("Connection: close\r\n")).starts_with("HTTP/1.1 204"));
    QVERIFY(ask("POST " + backupPath() + " HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").starts_with("HTTP/1.1 413"));
    QVERIFY(ask("GET /api/system/alula HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 401"));
    // A second daemon does not take it away from the first.
    RunningServer second(options);
    QVERIFY2(second.failure.contains("Another process"), second.failure.c_str());
    QVERIFY(ask(deleteBytes("Connection: close\r\n")).starts_with("HTTP/1.1 204"));
}

void TestGuard::cannotListen() {
    auto options = restOptions();
    options.api.host = "";
    QVERIFY2(RunningServer(options).failure.contains("api.host"), "nothing is no host");
    options.api.host = "localhost";
    QCOMPARE(RunningServer(options).failure, std::string());
    RunningServer first;
    options = restOptions();
    options.api.port = first.port;
    QVERIFY2(RunningServer(options).failure.contains("api.port"), "the port is taken");
    QCOMPARE(httpRequest(first.port, "GET", "/healthz").status, 200);
}

QTEST_GUILESS_MAIN(TestGuard)
#include "test_guard.moc"
