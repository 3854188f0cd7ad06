// SPDX-License-Identifier: GPL-3.0-or-later
// Strangers at both doors of the real daemon: they drip, stall, lie about lengths, pipeline and never read. It costs little memory, and
// everybody else is served meanwhile. ALULA_STRANGERS_SECONDS says for how long, 5 by default.

#include "tests/e2e/real_daemon.h"
#include "tests/e2e/strangers.h"
#include "tests/support/promptly.h"

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <sys/resource.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
constexpr std::size_t kAtThePort = 1000, kAtTheSocket = 200;
constexpr std::uint64_t kMostGrowth = 64 * 1024; // KiB

int seconds() {
    const int asked = qEnvironmentVariableIntValue("ALULA_STRANGERS_SECONDS");
    return asked > 0 ? asked : 5;
}

std::uint64_t statusKib(qint64 pid, const std::string& field) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    std::uint64_t kib = 0;
    while (status >> word) {
        if (word == field + ":") status >> kib;
    }
    return kib;
}

// JSON with ' for ": moc does not read raw strings.
std::string json(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}
std::string line(const std::string& method, const std::string& params, int id) {
    return json("{'jsonrpc':'2.0','id':" + std::to_string(id) + ",'method':'" + method + "','params':" + params + "}\n");
}
std::string hello() {
    return line("system.hello",
                "{'protocol':{'major':" + std::to_string(protocol::kVersion.major) +
                    ",'minor':" + std::to_string(protocol::kVersion.minor) + "},'client':'a stranger'}",
                1);
}

std::vector<Manners> atThePort() {
    const std::string post = "POST /api/servers/" + kServer + "/backup HTTP/1.1\r\nHost: a\r\n";
    const std::string ask = "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n";
    std::string many;
    for (int i = 0; i < 50; ++i) many += ask;
    return {
        {""},                                                                                   // stalls at once
        {"GET /heal", "x", 1},                                                                  // drips
        {"GET /healthz HTTP/1.1\r\nA: " + std::string(31'000, 'x')},                            // a head that never ends
        {"POST /healthz HTTP/1.1\r\nContent-Length: 16000\r\n\r\n" + std::string(15'999, 'x')}, // waits with the last byte
        {"POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", 6},
        {post + "Content-Length: 1000000000000\r\n\r\n", std::string(64 * 1024, 'x')}, // announces a terabyte, and sends
        {post + "Content-Length: -1\r\n\r\n", std::string(1024, 'x')},
        {many, many},                                                         // pipelines, never reads
        {many, ask, 64 * 1024, true},                                         // pipelines, and reads
        {std::string("\x16\x03\x01\x40\x00\x01", 6), std::string(512, '\0')}, // something like TLS
    };
}

std::vector<Manners> atTheSocket() {
    std::string asks;
    for (int i = 2; i < 34; ++i) asks += line("system.status", "{}", i);
    return {
        {"", "x", 1},                                                               // drips, without a line
        {json("{'jsonrpc':'2.0','id':1,'method':'") + std::string(1'000'000, 'x')}, // half a line, nearly as long as one may be
        {"{", std::string(64 * 1024, 'x')},                                         // a line without end
        {hello(), asks},                                                            // asks, and never reads an answer
        {hello(), line("system.status", "{'x':'" + std::string(900'000, 'x') + "'}", 7)},
        {hello() + line("events.subscribe",
                        "{'topics':['job.changed','job.progress','backup.changed','server.changed','system.changed']}", 2)},
        {hello(), "\n\n\n{}\n[]\nnonsense\n"},
        {json("{'stream':'") + std::string(30, 'a')}, // a stream that is never named
    };
}

rlimit limitOf(qint64 pid) {
    rlimit limit{};
    ::prlimit(static_cast<pid_t>(pid), RLIMIT_NOFILE, nullptr, &limit);
    return limit;
}

// The lowest number that is free: with a limit of that, nothing more can be opened.
int freeHandle(qint64 pid) {
    int number = 0;
    while (std::filesystem::is_symlink("/proc/" + std::to_string(pid) + "/fd/" + std::to_string(number))) ++number;
    return number;
}

// Every handle that the test may have: 1,200 strangers need as many.
void takeAllHandles() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// The longest that a good client waited, at each door.
struct Waited {
    qint64 port = 0, socket = 0, newcomer = 0; // ms; newcomer: one that has to connect to the local socket first
    int rounds = 0;
};

void serveOnce(const RealDaemon& daemon, Console& console, Waited& waited) {
    QElapsedTimer time;
    time.start();
    const auto answer = daemon.rest("GET", "/api/system/alula");
    waited.port = std::max(waited.port, time.restart());
    if (answer.status != 200) throw std::runtime_error("the port answered " + std::to_string(answer.status) + ": " + answer.body);
    const auto servers = console.call(protocol::kServersList);
    waited.socket = std::max(waited.socket, time.restart());
    if (!servers) throw std::runtime_error(servers.error().toString());
    const auto status = Console(daemon.socket()).call(protocol::kStatus);
    waited.newcomer = std::max(waited.newcomer, time.restart());
    if (!status) throw std::runtime_error(status.error().toString());
    ++waited.rounds;
}
} // namespace

class TestStrangers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { takeAllHandles(); }
    void costLittleAndHoldNobodyUp_data();
    void costLittleAndHoldNobodyUp();
    void theDaemonTakesAllHandlesThatItMay();
    void bothDoorsOpenAgainWhenThereAreHandles();
};

void TestStrangers::costLittleAndHoldNobodyUp_data() {
    QTest::addColumn<bool>("port");
    QTest::addColumn<bool>("socket");
    if (qEnvironmentVariableIsSet("ALULA_STRANGERS_ROW")) {
        QTest::newRow("port") << true << false;
        QTest::newRow("socket") << false << true;
    }
    QTest::newRow("both") << true << true;
}

void TestStrangers::costLittleAndHoldNobodyUp() {
    QFETCH(bool, port);
    QFETCH(bool, socket);
    RealDaemon daemon;
    smallServer().materialise(daemon.volume());
    auto console = daemon.console();
    auto beginBackup = [&, begun = 0]() mutable {
        return daemon.postBackup(Uuid({0xcc, static_cast<std::uint8_t>(begun++)}).toString()).status;
    };
    QCOMPARE(beginBackup(), 202); // what a backup takes is not the strangers' doing
    QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
    Waited before;
    for (int i = 0; i < 5; ++i) serveOnce(daemon, *console, before);
    const std::uint64_t calm = statusKib(daemon.pid(), "VmRSS");
    std::uint64_t peak = calm;
    Waited waited;
    {
        const Crowd atPort({daemon.port()}, atThePort(), port ? kAtThePort : 0);
        const Crowd atSocket({.socket = daemon.socket()}, atTheSocket(), socket ? kAtTheSocket : 0);
        QElapsedTimer time;
        time.start();
        qint64 told = 0;
        while (time.elapsed() < seconds() * 1000 || atPort.turns() < 5 || atSocket.turns() < 5) {
            serveOnce(daemon, *console, waited);
            // So that there is something to tell subscribers; not oftener, for the disk's own waits are not what is asked about.
            if (time.elapsed() > told * 10'000) told += beginBackup() == 202 ? 1 : 0;
            peak = std::max(peak, statusKib(daemon.pid(), "VmRSS"));
        }
        qInfo("%zu strangers at the port, %zu at the socket, %llu MiB said", atPort.connected(), atSocket.connected(),
              static_cast<unsigned long long>((atPort.sent() + atSocket.sent()) >> 20));
    }
    qInfo("longest waits of %d rounds: port %lld ms, socket %lld ms, newcomer %lld ms (calm: %lld, %lld, %lld); %llu KiB "
          "resident, at most "
          "%llu more",
          waited.rounds, static_cast<long long>(waited.port), static_cast<long long>(waited.socket),
          static_cast<long long>(waited.newcomer), static_cast<long long>(before.port), static_cast<long long>(before.socket),
          static_cast<long long>(before.newcomer), static_cast<unsigned long long>(calm),
          static_cast<unsigned long long>(peak - calm));
    QVERIFY(std::max({waited.port, waited.socket, waited.newcomer}) <= promptlyMs(1000));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(peak - calm <= kMostGrowth, std::to_string(peak - calm).c_str());
#endif
    // And it is over when they are gone.
    QVERIFY2(daemon.rest("GET", "/healthz").status == 200, daemon.log().c_str());
}

// As a shell starts it: 1024, of which strangers alone could take every one.
void TestStrangers::theDaemonTakesAllHandlesThatItMay() {
    rlimit all{};
    ::getrlimit(RLIMIT_NOFILE, &all);
    const rlimit few{256, all.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few); // the child's, from its start
    const RealDaemon daemon;
    ::setrlimit(RLIMIT_NOFILE, &all);
    QCOMPARE(limitOf(daemon.pid()).rlim_cur, all.rlim_max);
}

void TestStrangers::bothDoorsOpenAgainWhenThereAreHandles() {
    RealDaemon daemon;
    const rlimit before = limitOf(daemon.pid());
    const rlimit none{static_cast<rlim_t>(freeHandle(daemon.pid())), before.rlim_max};
    QCOMPARE(::prlimit(static_cast<pid_t>(daemon.pid()), RLIMIT_NOFILE, &none, nullptr), 0);
    const auto refused = [&](const std::string& words) {
        return QTest::qWaitFor([&] { return daemon.log().contains(words); }, kPatienceMs);
    };
    {
        const Crowd atPort({daemon.port()}, {{"GET /healthz HTTP/1.1\r\n\r\n"}}, 3);
        const Crowd atSocket({.socket = daemon.socket()}, {{hello()}}, 3);
        QVERIFY2(refused("REST: a connection could not be accepted"), daemon.log().c_str());
        QVERIFY2(refused("the local socket is closed"), daemon.log().c_str());
    }
    QCOMPARE(::prlimit(static_cast<pid_t>(daemon.pid()), RLIMIT_NOFILE, &before, nullptr), 0);
    // A door that is still closed lets the connection fail, which throws here.
    const auto soon = [](const std::function<bool()>& works) {
        return QTest::qWaitFor(
            [&] {
                try {
                    return works();
                } catch (const std::exception&) {
                    return false;
                }
            },
            kPatienceMs);
    };
    QVERIFY2(soon([&] { return daemon.rest("GET", "/healthz").status == 200; }), daemon.log().c_str());
    QVERIFY2(soon([&] { return daemon.console()->call(protocol::kStatus).has_value(); }), daemon.log().c_str());
}

QTEST_GUILESS_MAIN(TestStrangers)
#include "test_strangers.moc"
