// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/http_client.h"
#include "tests/support/http_stand_in.h"

#include <QTest>
#include <arpa/inet.h>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(alula::ErrorCode)
Q_DECLARE_METATYPE(alula::HttpRequest)
Q_DECLARE_METATYPE(alula::test::StandInReply)

namespace {

using Manner = StandInReply::Manner;

StandInReply repeatMethod(const SeenRequest& request) { return {.body = request.method, .headers = {{"X-Answer", " yes "}}}; }

HttpStandIn::Handler always(StandInReply reply) {
    return [reply](const SeenRequest&) { return reply; };
}

// A listener whose queue is full: the kernel answers no further SYN, so that a connect hangs.
class DeafListener {
public:
    DeafListener() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&address), size);
        ::listen(m_listener.get(), 0);
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        for (int i = 0; i < 8; ++i) {
            m_fillers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            std::ignore = ::connect(m_fillers.back().get(), reinterpret_cast<sockaddr*>(&address), size);
        }
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/"; }

private:
    UniqueFd m_listener;
    std::vector<UniqueFd> m_fillers;
    std::uint16_t m_port = 0;
};

} // namespace

class TestCurlHttpClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRequestArrivesAsItWasMade_data();
    void theRequestArrivesAsItWasMade();
    void theAnswerIsGivenAsItCame();
    void aRefusalIsAnAnswer_data();
    void aRefusalIsAnAnswer();
    void aRedirectIsNotFollowed();
    void theProxyOfTheEnvironmentIsIgnored();
    void whatIsNoRequestIsNotSent_data();
    void whatIsNoRequestIsNotSent();
    void badPeersAreErrors_data();
    void badPeersAreErrors();
    void tooManyHeadersAreAnError();
    void nobodyListening();
    void connectingTimesOut();
    void errorsDoNotTellTheUrl();
    void cancelEndsAHangingTransfer();
    void cancelEndsAHangingConnect();
    void cancelledBeforeItBegan();
    void unixSocket();
    void tlsTrustsWhatItIsTold();
    void tlsRefusesWhatItIsNotTold();
    void tlsRefusesAnotherHost();
    void aMissingCaFileIsSaid();
};

void TestCurlHttpClient::theRequestArrivesAsItWasMade_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("body");
    QTest::newRow("GET") << "GET" << "";
    QTest::newRow("POST") << "POST" << "{\"a\": 1}";
    QTest::newRow("POST nothing") << "POST" << "";
    QTest::newRow("PUT") << "PUT" << "bytes";
    QTest::newRow("DELETE") << "DELETE" << "";
    QTest::newRow("DELETE with a body") << "DELETE" << "{}";
    QTest::newRow("big POST") << "POST" << QString(3'000'000, QLatin1Char('x'));
}

void TestCurlHttpClient::theRequestArrivesAsItWasMade() {
    QFETCH(QString, method);
    QFETCH(QString, body);
    HttpStandIn server(repeatMethod);
    CurlHttpClient client;
    const auto answer = client.exchange({.method = method.toStdString(),
                                         .url = server.url() + "/a/b?c=d",
                                         .headers = {{"X-One", "1"}, {"X-Empty", ""}},
                                         .body = body.toStdString()},
                                        {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, method.toStdString());
    const auto seen = server.requests().at(0);
    QCOMPARE(seen.target, std::string("/a/b?c=d"));
    QCOMPARE(seen.body, body.toStdString());
    QCOMPARE(seen.header("x-one"), std::string("1"));
    QVERIFY(seen.headers.contains("x-empty"));
    QVERIFY(!seen.headers.contains("expect"));
    QVERIFY(!seen.headers.contains("content-type"));
}

void TestCurlHttpClient::theAnswerIsGivenAsItCame() {
    HttpStandIn server(always({.body = std::string("a\0b", 3), .headers = {{"X-Twice", "first"}, {"x-twice", "second"}}}));
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/"}, {});
    QVERIFY(answer);
    QCOMPARE(answer->body, std::string("a\0b", 3));
    QCOMPARE(answer->header("x-twice"), std::string("first"));
    QCOMPARE(answer->header("content-type"), std::string("application/json"));
    QCOMPARE(answer->header("missing"), std::string());
}

void TestCurlHttpClient::aRefusalIsAnAnswer_data() {
    QTest::addColumn<int>("status");
    for (const int status : {204, 400, 401, 404, 429, 500, 503}) QTest::addRow("%d", status) << status;
}

void TestCurlHttpClient::aRefusalIsAnAnswer() {
    QFETCH(int, status);
    HttpStandIn server(always({.status = status}));
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/"}, {});
    QVERIFY(answer);
    QCOMPARE(answer->status, status);
}

void TestCurlHttpClient::aRedirectIsNotFollowed() {
    HttpStandIn other(repeatMethod);
    HttpStandIn server(always({.status = 302, .headers = {{"Location", other.url() + "/"}}}));
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/"}, {});
    QVERIFY(answer);
    QCOMPARE(answer->status, 302);
    QVERIFY(other.requests().empty());
}

void TestCurlHttpClient::theProxyOfTheEnvironmentIsIgnored() {
    HttpStandIn proxy(repeatMethod);
    HttpStandIn server(repeatMethod);
    for (const char* name : {"http_proxy", "ALL_PROXY", "all_proxy"}) ::setenv(name, proxy.url().c_str(), 1);
    ::unsetenv("no_proxy");
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/"}, {});
    for (const char* name : {"http_proxy", "ALL_PROXY", "all_proxy"}) ::unsetenv(name);
    QVERIFY(answer);
    QVERIFY(proxy.requests().empty());
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void TestCurlHttpClient::whatIsNoRequestIsNotSent_data() {
    QTest::addColumn<HttpRequest>("request");
    const std::string good = "http://127.0.0.1:1/";
    QTest::newRow("file") << HttpRequest{.url = "file:///etc/passwd"};
    QTest::newRow("ftp") << HttpRequest{.url = "ftp://127.0.0.1/"};
    QTest::newRow("no scheme") << HttpRequest{.url = "127.0.0.1/"};
    QTest::newRow("nothing") << HttpRequest{.url = ""};
    QTest::newRow("only a scheme") << HttpRequest{.url = "http://"};
    QTest::newRow("space in the url") << HttpRequest{.url = good + "a b"};
    QTest::newRow("line end in the url") << HttpRequest{.url = good + "\r\nX: y"};
    QTest::newRow("endless url") << HttpRequest{.url = good + std::string(20'000, 'a')};
    QTest::newRow("two words as method") << HttpRequest{.method = "GET /", .url = good};
    QTest::newRow("no method") << HttpRequest{.method = "", .url = good};
    QTest::newRow("line end in a value") << HttpRequest{.url = good, .headers = {{"X-A", "b\r\nX-C: d"}}};
    QTest::newRow("nul in a value") << HttpRequest{.url = good, .headers = {{"X-A", std::string("b\0c", 3)}}};
    QTest::newRow("colon in a name") << HttpRequest{.url = good, .headers = {{"X-A: b", "c"}}};
    QTest::newRow("no name") << HttpRequest{.url = good, .headers = {{"", "c"}}};
}

void TestCurlHttpClient::whatIsNoRequestIsNotSent() {
    QFETCH(HttpRequest, request);
    CurlHttpClient client;
    const auto answer = client.exchange(request, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::InvalidInput);
}

void TestCurlHttpClient::badPeersAreErrors_data() {
    QTest::addColumn<StandInReply>("reply");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("resets") << StandInReply{.manner = Manner::Reset} << ErrorCode::Network;
    QTest::newRow("breaks off halfway") << StandInReply{.body = "0123456789", .manner = Manner::Halfway} << ErrorCode::Network;
    QTest::newRow("never answers") << StandInReply{.manner = Manner::Hang} << ErrorCode::TimedOut;
    QTest::newRow("speaks something else") << StandInReply{.manner = Manner::Garbage} << ErrorCode::Protocol;
    QTest::newRow("answers 1 GiB") << StandInReply{.manner = Manner::Huge, .hugeBytes = 1u << 30} << ErrorCode::Protocol;
}

void TestCurlHttpClient::badPeersAreErrors() {
    QFETCH(StandInReply, reply);
    QFETCH(ErrorCode, code);
    HttpStandIn server(always(reply));
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/", .timeout = 500ms, .maxResponse = 1u << 20}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), code);
    QVERIFY2(answer.error().message().contains(server.url()), answer.error().message().c_str());
}

void TestCurlHttpClient::tooManyHeadersAreAnError() {
    StandInReply reply;
    for (int i = 0; i < 500; ++i) reply.headers.emplace_back("X-" + std::to_string(i), "v");
    HttpStandIn server(always(reply));
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/"}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Protocol);
}

void TestCurlHttpClient::nobodyListening() {
    std::string url;
    {
        HttpStandIn server(repeatMethod);
        url = server.url();
    }
    CurlHttpClient client;
    const auto answer = client.exchange({.url = url + "/"}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Network);
}

void TestCurlHttpClient::connectingTimesOut() {
    const DeafListener deaf;
    CurlHttpClient client;
    const auto answer = client.exchange({.url = deaf.url(), .connectTimeout = 200ms}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::TimedOut);
}

void TestCurlHttpClient::errorsDoNotTellTheUrl() {
    HttpStandIn server(always({.manner = Manner::Reset}));
    CurlHttpClient client;
    auto url = server.url() + "/bucket/key?X-Amz-Signature=secret";
    url.insert(7, "user:password@");
    const auto answer = client.exchange({.url = url}, {});
    QVERIFY(!answer);
    const auto text = answer.error().toString();
    QVERIFY2(!text.contains("secret") && !text.contains("bucket") && !text.contains("password"), text.c_str());
}

void TestCurlHttpClient::cancelEndsAHangingTransfer() {
    HttpStandIn server(always({.manner = Manner::Hang}));
    CurlHttpClient client;
    std::stop_source stop;
    std::chrono::steady_clock::time_point asked;
    const std::jthread canceller([&] {
        server.waitForRequests(1);
        asked = std::chrono::steady_clock::now();
        stop.request_stop();
    });
    const auto answer = client.exchange({.url = server.url() + "/", .timeout = 30s}, stop.get_token());
    const auto took = std::chrono::steady_clock::now() - asked;
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Cancelled);
    QVERIFY(took < 900ms);
    QVERIFY(server.waitForBrokenOff(1));
}

void TestCurlHttpClient::cancelEndsAHangingConnect() {
    const DeafListener deaf;
    CurlHttpClient client;
    std::stop_source stop;
    Result<HttpResponse> answer;
    std::jthread caller([&] { answer = client.exchange({.url = deaf.url(), .connectTimeout = 30s}, stop.get_token()); });
    const auto asked = std::chrono::steady_clock::now();
    stop.request_stop();
    caller.join();
    QVERIFY(std::chrono::steady_clock::now() - asked < 900ms);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Cancelled);
}

void TestCurlHttpClient::cancelledBeforeItBegan() {
    HttpStandIn server(repeatMethod);
    CurlHttpClient client;
    std::stop_source stop;
    stop.request_stop();
    const auto answer = client.exchange({.url = server.url() + "/"}, stop.get_token());
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Cancelled);
    QVERIFY(server.requests().empty());
}

void TestCurlHttpClient::unixSocket() {
    const TempDir temp;
    const auto path = temp.path("s");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QCOMPARE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    QCOMPARE(::listen(listener.get(), 1), 0);
    std::string seen(4096, '\0');
    const std::jthread server([&] {
        const UniqueFd peer(::accept(listener.get(), nullptr, nullptr));
        seen.resize(static_cast<std::size_t>(std::max<ssize_t>(::recv(peer.get(), seen.data(), seen.size(), 0), 0)));
        const std::string reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        std::ignore = ::send(peer.get(), reply.data(), reply.size(), MSG_NOSIGNAL);
    });
    CurlHttpClient client;
    const auto answer = client.exchange({.url = "http://wings.invalid/x", .unixSocket = path}, {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QCOMPARE(answer->body, std::string("hi"));
    QVERIFY(seen.starts_with("GET /x HTTP/1.1\r\nHost: wings.invalid\r\n"));
}

void TestCurlHttpClient::tlsTrustsWhatItIsTold() {
    HttpStandIn server(repeatMethod, true);
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/", .caFile = server.caFile()}, {});
    QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
    QCOMPARE(answer->body, std::string("GET"));
}

void TestCurlHttpClient::tlsRefusesWhatItIsNotTold() {
    HttpStandIn server(repeatMethod, true);
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/"}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Network);
    QVERIFY2(answer.error().message().contains("not trusted"), answer.error().message().c_str());
    QVERIFY(server.requests().empty());
}

void TestCurlHttpClient::tlsRefusesAnotherHost() {
    HttpStandIn server(repeatMethod, true, "panel.example.com");
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/", .caFile = server.caFile()}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::Network);
    QVERIFY(server.requests().empty());
}

void TestCurlHttpClient::aMissingCaFileIsSaid() {
    HttpStandIn server(repeatMethod, true);
    CurlHttpClient client;
    const auto answer = client.exchange({.url = server.url() + "/", .caFile = "/nonexistent/ca.pem"}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), ErrorCode::InvalidInput);
    QCOMPARE(answer.error().path(), std::string("/nonexistent/ca.pem"));
}

QTEST_GUILESS_MAIN(TestCurlHttpClient)
#include "test_curl_http_client.moc"
