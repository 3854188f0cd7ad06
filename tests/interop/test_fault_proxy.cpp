// SPDX-License-Identifier: GPL-3.0-or-later
// The fault proxy does what a test scripts, at the byte it says, and nothing else.

#include "shared/base/bytes.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/http.h"
#include "tests/support/http_stand_in.h"
#include "tests/support/s3_client.h"

#include <QElapsedTimer>
#include <QTest>
#include <future>

using namespace alula;
using namespace alula::test;
using Kind = WireFault::Kind;

namespace {

// Answers with what it was sent, or with 300000 bytes.
StandInReply echo(const SeenRequest& request) {
    return {.body = request.body.empty() ? std::string(300'000, 'x') : request.body,
            .headers = {{"X-Host", request.header("host")}}};
}

bool waitForServer(const HttpStandIn& server, std::size_t count) { return server.waitForRequests(count); }

} // namespace

class TestFaultProxy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passesEverythingOnUntouched() {
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        const std::string body(3'000'000, 'b');
        const auto put = httpCall("PUT", proxy.url() + "/a?b=c", body);
        QCOMPARE(put.status, 200);
        QVERIFY(put.body == body);
        QCOMPARE(put.headers.at("x-host"), "127.0.0.1:" + std::to_string(proxy.port()));
        QCOMPARE(httpCall("GET", proxy.url() + "/d").body.size(), 300'000U);
        QCOMPARE(httpCall("HEAD", proxy.url() + "/e").status, 200);
        QCOMPARE(proxy.connections(), 3U);
        const auto seen = proxy.requests();
        QCOMPARE(seen.size(), 3U);
        QCOMPARE(seen[0].method + " " + seen[0].target, std::string("PUT /a?b=c"));
        QCOMPARE(seen[0].bytesUp, body.size());
        QVERIFY(seen[1].bytesDown > 300'000 && seen[1].bytesDown < 301'000);
        QCOMPARE(proxy.bytesUp(), body.size());
        QCOMPARE(proxy.mostAtOnce(), 1U);
        QVERIFY(!seen[0].plan && !seen[0].happened);
    }

    void breaksTheRequest_data() {
        QTest::addColumn<std::uint64_t>("after");
        QTest::newRow("at once") << std::uint64_t{0};
        QTest::newRow("at the first byte") << std::uint64_t{1};
        QTest::newRow("in the middle") << std::uint64_t{1'234'567};
    }
    void breaksTheRequest() {
        QFETCH(std::uint64_t, after);
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("PUT /part", WireFault::at(Kind::ResetUp, after), 1, 1);
        const std::string body(3'000'000, 'b');
        QCOMPARE(httpCall("PUT", proxy.url() + "/other", body).status, 200);
        QCOMPARE(httpCall("PUT", proxy.url() + "/part", body).status, 200); // skipped
        QCOMPARE(httpCall("PUT", proxy.url() + "/part", body).status, 0);
        QCOMPARE(httpCall("PUT", proxy.url() + "/part", body).status, 200);
        QVERIFY(proxy.waitForHappened(1));
        const auto seen = proxy.requests();
        QVERIFY(!seen[1].happened && seen[2].happened && !seen[3].happened);
        QCOMPARE(seen[2].bytesUp, after);
        QVERIFY(waitForServer(server, 3)); // the broken one was never whole
        QCOMPARE(server.requests().size(), 3U);
    }

    void losesTheAnswer() {
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("PUT", WireFault::at(Kind::ResetDown));
        QCOMPARE(httpCall("PUT", proxy.url() + "/part", "done").status, 0);
        QCOMPARE(server.requests().size(), 1U);
        QCOMPARE(server.requests()[0].body, std::string("done"));
        QCOMPARE(proxy.requests()[0].bytesDown, 0U);
    }

    void spoilsTheAnswer_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("reset") << static_cast<int>(Kind::ResetDown);
        QTest::newRow("cut short") << static_cast<int>(Kind::CutShort);
    }
    void spoilsTheAnswer() {
        QFETCH(int, kind);
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("GET", WireFault::at(static_cast<Kind>(kind), 100'000));
        RawConnection client(proxy.port());
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.read(100'000).size(), 100'000U);
        QVERIFY(client.waitUntilClosed());
        QCOMPARE(proxy.requests()[0].bytesDown, 100'000U);
        QVERIFY(proxy.requests()[0].happened);
    }

    void liesAboutTheLength_data() {
        QTest::addColumn<qint64>("off");
        QTest::newRow("more than comes") << qint64{10};
        QTest::newRow("less than comes") << qint64{-10};
    }
    void liesAboutTheLength() {
        QFETCH(qint64, off);
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("GET", WireFault::wrongLength(off));
        const auto all = rawExchange(proxy.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(all.contains("Content-Length: " + std::to_string(300'000 + off) + "\r\n"));
        QCOMPARE(all.size() - all.find("\r\n\r\n") - 4, 300'000U);
    }

    void answersItself() {
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        auto busy = WireFault::answer(429);
        busy.headers = {{"Retry-After", "7"}};
        proxy.next("PUT", busy, FaultProxy::kForEver);
        const auto answer = httpCall("PUT", proxy.url() + "/part", std::string(3'000'000, 'b'));
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.headers.at("retry-after"), std::string("7"));
        QVERIFY(answer.body.contains("SlowDown"));
        QCOMPARE(httpCall("PUT", proxy.url() + "/part", "x").status, 429);
        QVERIFY(server.requests().empty());
        proxy.behave();
        QCOMPARE(httpCall("PUT", proxy.url() + "/part", "x").status, 200);
    }

    void stallsUntilItIsReleased_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("up") << static_cast<int>(Kind::StallUp);
        QTest::newRow("down") << static_cast<int>(Kind::StallDown);
    }
    void stallsUntilItIsReleased() {
        QFETCH(int, kind);
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("PUT", WireFault::at(static_cast<Kind>(kind), 1'000'000));
        const std::string body(3'000'000, 'b');
        auto answer = std::async(std::launch::async, [&] { return httpCall("PUT", proxy.url() + "/part", body); });
        QVERIFY(proxy.waitForHappened(1));
        const auto seen = proxy.requests()[0];
        QCOMPARE(static_cast<Kind>(kind) == Kind::StallUp ? seen.bytesUp : seen.bytesDown, 1'000'000U);
        proxy.release();
        QVERIFY(answer.get().body == body);
    }

    void seesWhoLeavesInAStall() {
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("PUT", WireFault::at(Kind::StallUp, 10));
        {
            RawConnection client(proxy.port());
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + std::string(500, 'b'));
            QVERIFY(proxy.waitForHappened(1));
        }
        QVERIFY(proxy.waitForBrokenOff(1));
    }

    void countsRequestsAtOnce() {
        HttpStandIn server(echo);
        FaultProxy proxy(server.port());
        proxy.next("PUT", WireFault::at(Kind::StallUp, 1), 3);
        std::vector<std::future<int>> calls;
        for (int i = 0; i < 3; ++i)
            calls.push_back(
                std::async(std::launch::async, [&] { return httpCall("PUT", proxy.url() + "/part", "contents").status; }));
        QVERIFY(proxy.waitForHappened(3));
        QCOMPARE(proxy.mostAtOnce(), 3U);
        proxy.release();
        for (auto& call : calls) QCOMPARE(call.get(), 200);
    }

    void endsAtOnceWhateverHangs() {
        HttpStandIn server(echo);
        auto proxy = std::make_unique<FaultProxy>(server.port());
        proxy->next("PUT", WireFault::at(Kind::StallUp, 1));
        auto call = std::async(std::launch::async, [url = proxy->url()] { return httpCall("PUT", url, "contents").status; });
        RawConnection idle(proxy->port());
        QVERIFY(proxy->waitForHappened(1));
        QElapsedTimer timer;
        timer.start();
        proxy.reset();
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(call.get(), 0);
    }

    void takesTheSameFaultsFromTheSameSeed() {
        const auto draw = [](std::uint64_t seed) {
            auto choose = FaultProxy::seeded(seed, 3, 1000, {Kind::ResetUp, Kind::StallDown});
            std::string drawn;
            for (int i = 0; i < 200; ++i) {
                const auto fault = choose({});
                drawn += fault ? std::to_string(static_cast<int>(fault->kind)) + "@" + std::to_string(fault->after) + " " : "-";
            }
            return drawn;
        };
        QCOMPARE(draw(1), draw(1));
        QVERIFY(draw(1) != draw(2));
        const auto none = static_cast<int>(std::ranges::count(draw(1), '-'));
        QVERIFY(none > 100 && none < 160);
    }
};

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "test_fault_proxy.moc"
