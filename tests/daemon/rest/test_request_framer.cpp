// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/request_framer.h"

#include <QTest>

#include <algorithm>

using namespace alula;
using State = RequestFramer::State;

namespace {
RequestFramer openFramer() {
    return RequestFramer([](const RequestHead&) -> std::expected<std::uint64_t, Refusal> { return kMaxRequestBody; });
}

std::string manyFields(int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += "A: b\r\n";
    return all;
}

std::string chunk(const std::string& data) {
    char size[16];
    std::snprintf(size, sizeof size, "%zx", data.size());
    return std::string(size) + "\r\n" + data + "\r\n";
}
} // namespace

class TestRequestFramer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void passesOnCanonically();
    void cutsAnywhere();
    void chunkedBodies();
    void boundsBodies_data();
    void boundsBodies();
    void asksBeforeTheBody();
    void pipelined();
};

void TestRequestFramer::refuses_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<int>("status");
    const std::string get = "GET / HTTP/1.1\r\n";
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    const auto row = [](const char* name, const std::string& bytes, int status) { QTest::newRow(name) << bytes << status; };
    row("no version", "GET /\r\n\r\n", 400);
    row("only a word", "hello\r\n\r\n", 400);
    row("http 2 preface", "PRI * HTTP/2.0\r\n\r\n", 505);
    row("http 1.2", "GET / HTTP/1.2\r\n\r\n", 505);
    row("lower-case version", "GET / http/1.1\r\n\r\n", 400);
    row("method with a comma", "GE,T / HTTP/1.1\r\n\r\n", 400);
    row("endless method", std::string(40, 'A') + " / HTTP/1.1\r\n\r\n", 400);
    row("space in the target", "GET /a b HTTP/1.1\r\n\r\n", 400);
    row("raw utf-8 in the target", "GET /\xc3\xa4 HTTP/1.1\r\n\r\n", 400);
    row("connect", "CONNECT host:443 HTTP/1.1\r\n\r\n", 400);
    row("ftp target", "GET ftp://host/ HTTP/1.1\r\n\r\n", 400);
    row("tls hello on a plain port", std::string("\x16\x03\x01\x02\x00\x01", 6), 400);
    row("nul in the head", get + std::string("A: b\0c\r\n\r\n", 10), 400);
    row("escape in the head", get + "A: \x1b[31m\r\n\r\n", 400);
    row("bare lf", "GET / HTTP/1.1\n\n", 400);
    row("bare lf after a header", get + "A: b\n\r\n", 400);
    row("stray cr", get + "A: b\rContent-Length: 3\r\n\r\n", 400);
    row("folded header", get + "A: b\r\n c\r\n\r\n", 400);
    row("space before the colon", post + "Content-Length : 3\r\n\r\nabc", 400);
    row("header without a name", get + ": b\r\n\r\n", 400);
    row("header without a colon", get + "abc\r\n\r\n", 400);
    row("two hosts", get + "Host: a\r\nHost: b\r\n\r\n", 400);
    row("two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400);
    row("two equal lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400);
    row("length list", post + "Content-Length: 3, 3\r\n\r\nabc", 400);
    row("length with a plus", post + "Content-Length: +3\r\n\r\nabc", 400);
    row("negative length", post + "Content-Length: -3\r\n\r\nabc", 400);
    row("hex length", post + "Content-Length: 0x3\r\n\r\nabc", 400);
    row("empty length", post + "Content-Length:\r\n\r\nabc", 400);
    row("length beyond 64 bits", post + "Content-Length: 99999999999999999999999\r\n\r\n", 413);
    row("length and coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("unknown coding", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 400);
    row("identity", post + "Transfer-Encoding: identity\r\n\r\n", 400);
    row("coding with a vertical tab",
        post + "Transfer-Encoding: \x0b"
               "chunked\r\n\r\n",
        400);
    row("two codings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("chunked in http 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("one mebibyte and a byte announced", post + "Content-Length: 1048577\r\n\r\n", 413);
    row("100 headers", // found by fuzz_http: with the length that is added they are more than QHttpServer reads
        get + manyFields(100) + "\r\n", 431);
    row("33 KiB in one header", get + "A: " + std::string(33 * 1024, 'b') + "\r\n\r\n", 431);
    row("33 KiB that never end", get + "A: " + std::string(33 * 1024, 'b'), 431);
    const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    row("negative chunk", chunked + "-5\r\nabcde\r\n", 400);
    row("chunk size with a plus", chunked + "+5\r\nabcde\r\n", 400);
    row("chunk size with 0x", chunked + "0x5\r\nabcde\r\n", 400);
    row("chunk size of 9 digits", chunked + "000000005\r\nabcde\r\n", 400);
    row("empty chunk size", chunked + "\r\nabcde\r\n", 400);
    row("chunk size with bare lf", chunked + "5\nabcde\r\n", 400);
    row("chunk longer than its size", chunked + "5\r\nabcdefg\r\n0\r\n\r\n", 400);
    row("endless chunk extension", chunked + "5;" + std::string(300, 'x'), 400);
    row("huge chunk", chunked + "7fffffff\r\n", 413);
    row("endless trailers", chunked + "0\r\n" + manyFields(1000), 431);
}

void TestRequestFramer::refuses() {
    QFETCH(std::string, bytes);
    QFETCH(int, status);
    auto whole = openFramer();
    QCOMPARE(whole.feed(bytes), State::Refused);
    QCOMPARE(whole.refusal().status, status);
    QVERIFY(!whole.refusal().sentence.empty());
    QCOMPARE(whole.feed("GET / HTTP/1.1\r\n\r\n"), State::Refused);
    // However the bytes are cut, the verdict is the same.
    auto dripped = openFramer();
    for (const char c : bytes) dripped.feed({&c, 1});
    QCOMPARE(dripped.state(), State::Refused);
    QCOMPARE(dripped.refusal().status, status);
}

void TestRequestFramer::passesOnCanonically() {
    auto framer = openFramer();
    const auto state =
        framer.feed("\r\n\r\nPOST http://evil.example:80/a/b?c=d HTTP/1.1\r\nHOST: other\r\nX-Thing:  kept \t\r\n"
                    "Connection: upgrade, close\r\nUpgrade: websocket\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
    QCOMPARE(state, State::Complete);
    QVERIFY(!framer.head().keepAlive);
    QVERIFY(framer.head().expectsContinue);
    QCOMPARE(framer.take(), std::string("POST http://alula/a/b?c=d HTTP/1.1\r\nx-thing: kept\r\ncontent-length: 3\r\n\r\nabc"));
    QCOMPARE(framer.feed("GET //evil/api HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), State::Complete);
    QVERIFY(framer.head().keepAlive);
    QCOMPARE(framer.take(), std::string("GET http://alula//evil/api HTTP/1.1\r\ncontent-length: 0\r\n\r\n"));
    QCOMPARE(framer.feed("GET / HTTP/1.0\r\n\r\n"), State::Complete);
    QVERIFY(!framer.head().keepAlive);
    framer.take();
    // As many headers as there may be are a request to the next reader too.
    QCOMPARE(framer.feed("GET / HTTP/1.1\r\n" + manyFields(99) + "\r\n"), State::Complete);
    const std::string passedOn = framer.take();
    QCOMPARE(std::ranges::count(passedOn, '\n'), 1 + 99 + 1 + 1);
    QCOMPARE(framer.feed(passedOn), State::Complete);
    QCOMPARE(framer.take(), passedOn);
}

void TestRequestFramer::cutsAnywhere() {
    const std::string bytes = "POST /x HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n5;ext=\"1\"\r\nhello\r\nA \r\n, "
                              "world...\r\n0\r\nTrailer: x\r\n\r\n";
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        auto framer = openFramer();
        QVERIFY2(framer.feed(std::string_view(bytes).substr(0, cut)) != State::Complete, std::to_string(cut).c_str());
        QCOMPARE(framer.feed(std::string_view(bytes).substr(cut)), State::Complete);
        QVERIFY(framer.take().ends_with("content-length: 15\r\n\r\nhello, world..."));
    }
}

void TestRequestFramer::chunkedBodies() {
    auto framer = openFramer();
    std::string bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 16; ++i) bytes += chunk(std::string(64 * 1024, static_cast<char>('a' + i)));
    QCOMPARE(framer.feed(bytes), State::Body); // exactly 1 MiB is fine
    QCOMPARE(framer.feed("0\r\n\r\n"), State::Complete);
    QVERIFY(framer.take().size() > kMaxRequestBody);
}

void TestRequestFramer::boundsBodies_data() {
    QTest::addColumn<int>("chunkSize");
    QTest::newRow("one byte each") << 1;
    QTest::newRow("odd") << 4097;
    QTest::newRow("large") << 300'000;
}

void TestRequestFramer::boundsBodies() {
    QFETCH(int, chunkSize);
    auto framer = openFramer();
    framer.feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string one = chunk(std::string(static_cast<std::size_t>(chunkSize), 'x'));
    std::uint64_t fed = 0;
    while (framer.state() == State::Body && fed <= 2 * kMaxRequestBody) {
        framer.feed(one);
        fed += static_cast<std::uint64_t>(chunkSize);
    }
    QCOMPARE(framer.state(), State::Refused);
    QCOMPARE(framer.refusal().status, 413);
    QVERIFY(fed <= kMaxRequestBody + static_cast<std::uint64_t>(chunkSize));
}

void TestRequestFramer::asksBeforeTheBody() {
    int asked = 0;
    RequestFramer framer([&](const RequestHead& head) -> std::expected<std::uint64_t, Refusal> {
        ++asked;
        if (head.value("authorization").empty()) return std::unexpected(Refusal{401, "No."});
        return 10;
    });
    framer.feed("POST / HTTP/1.1\r\nAuthorization: x\r\nContent-Length: 10\r\n\r\n0123456789");
    QCOMPARE(framer.state(), State::Complete);
    framer.take();
    framer.feed("POST / HTTP/1.1\r\nAuthorization: x\r\nContent-Length: 11\r\n\r\n");
    QCOMPARE(framer.refusal().status, 413);
    QCOMPARE(asked, 2);
}

void TestRequestFramer::pipelined() {
    auto framer = openFramer();
    QCOMPARE(framer.feed("POST /1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\n\r\nGET /3"), State::Complete);
    QVERIFY(framer.take().starts_with("POST http://alula/1 "));
    QCOMPARE(framer.state(), State::Idle);
    QCOMPARE(framer.feed({}), State::Complete);
    QVERIFY(framer.take().starts_with("GET http://alula/2 "));
    QCOMPARE(framer.feed({}), State::Head);
    QCOMPARE(framer.feed(" HTTP/1.1\r\n\r\n"), State::Complete);
}

QTEST_APPLESS_MAIN(TestRequestFramer)
#include "test_request_framer.moc"
