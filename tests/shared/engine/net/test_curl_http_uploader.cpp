// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/http_uploader.h"
#include "tests/support/fake_clock.h"
#include "tests/support/http_stand_in.h"

#include <QTest>
#include <algorithm>
#include <arpa/inet.h>
#include <future>
#include <netinet/in.h>
#include <numeric>
#include <sys/socket.h>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using Manner = StandInReply::Manner;

std::string patterned(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + i * 7919 % 26);
    return bytes;
}

HttpUpload uploadOf(const std::string& url, const std::string& bytes) {
    HttpUpload upload;
    upload.url = url;
    upload.length = bytes.size();
    upload.read = [&bytes](MutableByteSpan into, std::uint64_t offset) -> Result<std::size_t> {
        const auto count = std::min<std::size_t>(into.size(), bytes.size() - offset);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
        return count;
    };
    return upload;
}

// Accepts through the kernel's queue and never reads a byte.
class SilentListener {
public:
    SilentListener() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&address), size);
        ::listen(m_listener.get(), 8);
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/bucket/object?X-Amz-Signature=secret"; }
    UniqueFd accept() const { return UniqueFd(::accept(m_listener.get(), nullptr, nullptr)); }
    // To the head of a request; the rest is read and thrown away.
    std::jthread answersEarly(const std::string& status) const {
        return std::jthread([this, answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"] {
            const auto socket = accept();
            std::array<char, 512> head{};
            std::ignore = ::recv(socket.get(), head.data(), head.size(), 0);
            std::ignore = ::send(socket.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
            while (::recv(socket.get(), head.data(), head.size(), 0) > 0) {}
        });
    }

private:
    UniqueFd m_listener;
    std::uint16_t m_port = 0;
};

} // namespace

class TestCurlHttpUploader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBodyArrivesWithItsLength_data();
    void theBodyArrivesWithItsLength();
    void aRefusalIsAnAnswer();
    void anAnswerBeforeTheBodyWasTakenIsHeard();
    void aYesBeforeTheBodyWasTakenIsNone();
    void aTooLongAnswerIsCut();
    void badPeersAreErrors();
    void anAnswerCutOffInItsHeadIsNone();
    void anErrorOfTheSourceIsTheError();
    void aSourceThatShrankIsAnError();
    void aPeerThatStandsStillTimesOut();
    void aPeerThatDoesNotAnswerTimesOut();
    void waitingForTheLimitIsNotStandingStill();
    void everyByteIsTakenFromTheLimit();
    void cancelEndsAStandingUpload();
    void cancelEndsTheWaitForTheLimit();
};

void TestCurlHttpUploader::theBodyArrivesWithItsLength_data() {
    QTest::addColumn<qulonglong>("size");
    QTest::newRow("nothing") << 0ULL;
    QTest::newRow("one byte") << 1ULL;
    QTest::newRow("5 MiB and a bit") << (5ULL << 20) + 17;
}

void TestCurlHttpUploader::theBodyArrivesWithItsLength() {
    QFETCH(qulonglong, size);
    HttpStandIn store([](const SeenRequest&) { return StandInReply{.headers = {{"ETag", "\"9a0364b9\""}}}; });
    const auto bytes = patterned(size);
    auto upload = uploadOf(store.url() + "/bucket/object?partNumber=1", bytes);
    upload.headers = {{"Content-Type", "application/x-gzip"}};
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->header("etag"), std::string("\"9a0364b9\""));
    const auto seen = store.requests().at(0);
    QCOMPARE(seen.method, std::string("PUT"));
    QCOMPARE(seen.target, std::string("/bucket/object?partNumber=1"));
    QCOMPARE(seen.header("content-length"), std::to_string(size));
    QCOMPARE(seen.header("content-type"), std::string("application/x-gzip"));
    QCOMPARE(seen.header("transfer-encoding"), std::string());
    QCOMPARE(seen.header("expect"), std::string());
    QVERIFY(seen.body == bytes);
}

void TestCurlHttpUploader::aRefusalIsAnAnswer() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{.status = 503, .body = "<Code>SlowDown</Code>"}; });
    const auto bytes = patterned(1000);
    const auto answer = CurlHttpUploader().put(uploadOf(store.url(), bytes), {});
    QVERIFY(answer.has_value());
    QCOMPARE(answer->status, 503);
    QCOMPARE(answer->body, std::string("<Code>SlowDown</Code>"));
}

void TestCurlHttpUploader::anAnswerBeforeTheBodyWasTakenIsHeard() {
    const SilentListener store;
    const auto peer = store.answersEarly("403 Forbidden");
    const auto bytes = patterned(8 << 20);
    const auto answer = CurlHttpUploader().put(uploadOf(store.url(), bytes), {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QCOMPARE(answer->status, 403);
}

// libcurl takes it for the end of the exchange; the store has a part of the part, or nothing.
void TestCurlHttpUploader::aYesBeforeTheBodyWasTakenIsNone() {
    const SilentListener store;
    const auto peer = store.answersEarly("200 OK");
    const auto bytes = patterned(8 << 20);
    const auto answer = CurlHttpUploader().put(uploadOf(store.url(), bytes), {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Network);
    QVERIFY(!answer.error().toString().contains("secret"));
}

// A proxy's error page, say: what it says matters less than its status.
void TestCurlHttpUploader::aTooLongAnswerIsCut() {
    HttpStandIn store([](const SeenRequest&) {
        return StandInReply{.status = 503, .headers = {{"Retry-After", "7"}}, .manner = Manner::Huge, .hugeBytes = 1 << 20};
    });
    const auto bytes = patterned(1000);
    const auto upload = uploadOf(store.url(), bytes);
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QCOMPARE(answer->status, 503);
    QCOMPARE(answer->header("retry-after"), std::string("7"));
    QVERIFY(answer->body.size() <= upload.maxResponse);
}

void TestCurlHttpUploader::badPeersAreErrors() {
    const auto bytes = patterned(100'000);
    for (const auto& [manner, code] : {std::pair{Manner::Reset, ErrorCode::Network}, {Manner::Garbage, ErrorCode::Protocol}}) {
        HttpStandIn store([manner](const SeenRequest&) { return StandInReply{.manner = manner}; });
        const auto answer = CurlHttpUploader().put(uploadOf(store.url() + "/?X-Amz-Signature=secret", bytes), {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), code);
        QVERIFY(!answer.error().toString().contains("secret"));
    }
}

void TestCurlHttpUploader::anAnswerCutOffInItsHeadIsNone() {
    const SilentListener store;
    std::jthread peer([&store] {
        const auto socket = store.accept();
        std::array<char, 4096> request{};
        std::ignore = ::recv(socket.get(), request.data(), request.size(), 0);
        constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETa";
        std::ignore = ::send(socket.get(), kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL);
    });
    const std::string nothing;
    const auto answer = CurlHttpUploader().put(uploadOf(store.url(), nothing), {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Network);
    QVERIFY(!answer.error().toString().contains("secret"));
}

void TestCurlHttpUploader::anErrorOfTheSourceIsTheError() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{}; });
    const auto bytes = patterned(1 << 20);
    auto upload = uploadOf(store.url(), bytes);
    const auto whole = upload.read;
    upload.read = [&](MutableByteSpan into, std::uint64_t offset) -> Result<std::size_t> {
        if (offset > 0) return failErrno(EIO, "reading the spool");
        return whole(into, offset);
    };
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Io);
    QCOMPARE(answer.error().errnum(), EIO);
}

void TestCurlHttpUploader::aSourceThatShrankIsAnError() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{}; });
    const auto bytes = patterned(1000);
    auto upload = uploadOf(store.url(), bytes);
    upload.length = 2000;
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Io);
    QVERIFY(store.requests().empty());
}

void TestCurlHttpUploader::aPeerThatStandsStillTimesOut() {
    const SilentListener store;
    const auto bytes = patterned(16 << 20);
    auto upload = uploadOf(store.url(), bytes);
    upload.stall = 300ms;
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::TimedOut);
    QVERIFY(!answer.error().toString().contains("secret"));
}

void TestCurlHttpUploader::aPeerThatDoesNotAnswerTimesOut() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{.manner = Manner::Hang}; });
    const auto bytes = patterned(1000);
    auto upload = uploadOf(store.url(), bytes);
    upload.stall = 300ms;
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::TimedOut);
}

// 200 KB at 100 KB/s in chunks of 64 KiB: each wait is longer than the stall.
void TestCurlHttpUploader::waitingForTheLimitIsNotStandingStill() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{}; });
    SystemClock clock;
    RateLimiter pace(clock);
    pace.setLimit(100'000);
    const auto bytes = patterned(200'000);
    auto upload = uploadOf(store.url(), bytes);
    upload.pace = &pace;
    upload.stall = 300ms;
    const auto answer = CurlHttpUploader().put(upload, {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QVERIFY(store.requests().at(0).body == bytes);
}

void TestCurlHttpUploader::everyByteIsTakenFromTheLimit() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{}; });
    FakeClock clock(FakeClock::Mode::SkipsSleep);
    RateLimiter pace(clock);
    pace.setLimit(1 << 20);
    const auto begun = clock.steady();
    const auto bytes = patterned(8 << 20);
    auto upload = uploadOf(store.url(), bytes);
    upload.pace = &pace;
    QVERIFY(CurlHttpUploader().put(upload, {}).has_value());
    // All but the wait after the last chunk of 64 KiB.
    const auto took = clock.steady() - begun;
    QVERIFY2(took > 7900ms && took <= 8s, std::to_string(took / 1ms).c_str());
}

void TestCurlHttpUploader::cancelEndsAStandingUpload() {
    const SilentListener store;
    const auto bytes = patterned(16 << 20);
    std::stop_source stop;
    auto running =
        std::async(std::launch::async, [&] { return CurlHttpUploader().put(uploadOf(store.url(), bytes), stop.get_token()); });
    const auto taken = store.accept(); // it is connected
    const auto asked = std::chrono::steady_clock::now();
    stop.request_stop();
    const auto answer = running.get();
    QVERIFY(std::chrono::steady_clock::now() - asked < 1s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Cancelled);
}

void TestCurlHttpUploader::cancelEndsTheWaitForTheLimit() {
    HttpStandIn store([](const SeenRequest&) { return StandInReply{}; });
    FakeClock clock;
    RateLimiter pace(clock);
    pace.setLimit(1);
    const auto bytes = patterned(1 << 20);
    auto upload = uploadOf(store.url(), bytes);
    upload.pace = &pace;
    std::stop_source stop;
    auto running = std::async(std::launch::async, [&] { return CurlHttpUploader().put(upload, stop.get_token()); });
    QVERIFY(clock.waitForSleep(1));
    const auto asked = std::chrono::steady_clock::now();
    stop.request_stop();
    const auto answer = running.get();
    QVERIFY(std::chrono::steady_clock::now() - asked < 1s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestCurlHttpUploader)
#include "test_curl_http_uploader.moc"
