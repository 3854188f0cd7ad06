// SPDX-License-Identifier: GPL-3.0-or-later
// The second connection of an export or import: who may open it, and that not a byte of it is lost on the way to the job.

#include "daemon/rpc/open_stream.h"
#include "shared/protocol/streams.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fixed_random.h"
#include "tests/support/temp_dir.h"

#include <QLocalServer>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatienceMs = 30'000;
const JobId kJob = *JobId::parse("cccccccc-2222-4333-8444-555555555555");
const JobId kOtherJob = *JobId::parse("dddddddd-2222-4333-8444-555555555555");
constexpr uid_t kUser = 1000;

// A socket with one client, whom the daemon takes for the user and role that the test says.
class Line {
public:
    Line(uid_t user, protocol::Role role, StreamBroker& streams) {
        if (!m_server.listen(QString::fromStdString(m_dir.path("s")))) throw std::runtime_error("cannot listen");
        m_client = UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_dir.path("s").copy(address.sun_path, sizeof(address.sun_path) - 1);
        if (::connect(m_client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
            !m_server.waitForNewConnection(kPatienceMs))
            throw std::runtime_error("cannot connect");
        Peer peer;
        peer.uid = user;
        m_connection = new RpcConnection(m_server.nextPendingConnection(), peer, role, &m_parent);
        QObject::connect(m_connection, &RpcConnection::streamOpened, m_connection, [this, &streams](const std::string& token) {
            const auto opened = openStream(*m_connection, token, streams);
            if (!opened) {
                refusal = opened.error().code();
                m_connection->closeWith({}, opened.error());
            }
            asked = true;
        });
        QObject::connect(m_connection, &RpcConnection::requested, m_connection, [this] { asRequest = true; });
    }
    void send(const std::string& bytes) const {
        if (::send(m_client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
            throw std::runtime_error("cannot send");
    }
    void open(const std::string& token, const std::string& behind = {}) {
        send(protocol::toLine(protocol::StreamOpening{token}).toStdString() + behind);
        if (!QTest::qWaitFor([this] { return asked; }, kPatienceMs)) throw std::runtime_error("nobody looks at the stream");
    }
    void endSending() const { ::shutdown(m_client.get(), SHUT_WR); }
    void hangUp() { m_client.reset(); }
    // All that comes until the end.
    std::string rest() const {
        std::string all;
        std::array<char, 4096> piece{};
        for (;;) {
            QCoreApplication::processEvents();
            const ssize_t got = ::recv(m_client.get(), piece.data(), piece.size(), MSG_DONTWAIT);
            if (got == 0) return all;
            if (got > 0) all.append(piece.data(), static_cast<std::size_t>(got));
        }
    }
    int client() const { return m_client.get(); }
    // The objects of the socket's old owner are deleted from the event loop.
    void forgetConnection() {
        m_connection->deleteLater();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    bool asked = false, asRequest = false;
    std::optional<ErrorCode> refusal;

private:
    TempDir m_dir;
    QLocalServer m_server;
    UniqueFd m_client;
    QObject m_parent;
    RpcConnection* m_connection = nullptr;
};

std::string readAll(ClientStream& stream) {
    std::string all;
    std::array<std::uint8_t, 4096> piece{};
    for (;;) {
        const auto got = stream.read(piece, {});
        if (!got) throw std::runtime_error(got.error().toString());
        if (*got == 0) return all;
        all.append(reinterpret_cast<const char*>(piece.data()), *got);
    }
}

} // namespace

class TestStreams : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    SystemRandom m_random;

private Q_SLOTS:
    void theBytesBehindTheLineAreTheJobs() {
        StreamBroker streams(m_clock, m_random);
        Line line(kUser, protocol::Role::Admin, streams);
        const std::string begun = std::string("\n\n{\"jsonrpc\":\"2.0\"}\n\0\xff", 23) + std::string(100'000, 'x');
        line.open(*streams.announce(kJob, kUser), begun);
        QVERIFY(!line.refusal);
        auto stream = streams.wait(kJob, {});
        QVERIFY(stream);
        line.forgetConnection(); // closes its own handle, and shuts nothing down
        line.send("and more");
        line.endSending();
        QCOMPARE(readAll(**stream), begun + "and more");
        QVERIFY((*stream)->isThere()); // it listens still
        QVERIFY((*stream)->write(asBytes("answer"), {}));
        stream->reset();
        QCOMPARE(line.rest(), std::string("answer"));
    }

    // The first line in pieces, and a client that ends its sending at once, as `echo … | alulactl bridge` does.
    void aLineInPieces() {
        StreamBroker streams(m_clock, m_random);
        Line line(kUser, protocol::Role::Admin, streams);
        const std::string opening = protocol::toLine(protocol::StreamOpening{*streams.announce(kJob, kUser)}).toStdString();
        line.send(opening.substr(0, 10));
        QCoreApplication::processEvents();
        QVERIFY(!line.asked);
        line.send(opening.substr(10));
        line.endSending();
        QVERIFY(QTest::qWaitFor([&] { return line.asked; }, kPatienceMs));
        auto stream = streams.wait(kJob, {});
        QVERIFY(stream);
        QVERIFY((*stream)->write(asBytes("bytes"), {}));
        stream->reset();
        QCOMPARE(line.rest(), std::string("bytes"));
    }

    void wrongTokens_data() {
        QTest::addColumn<QString>("how");
        for (const char* how : {"wrong", "empty", "used", "expired", "another user's", "reader", "dropped"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void wrongTokens() {
        QFETCH(QString, how);
        StreamBroker streams(m_clock, m_random);
        std::string token = *streams.announce(kJob, kUser);
        if (how == QLatin1StringView("wrong")) token.back() = token.back() == '0' ? '1' : '0';
        if (how == QLatin1StringView("empty")) token.clear();
        if (how == QLatin1StringView("used")) {
            Line first(kUser, protocol::Role::Admin, streams);
            first.open(token);
            QVERIFY(!first.refusal);
        }
        if (how == QLatin1StringView("expired")) m_clock.advance(StreamBroker::kPatience);
        if (how == QLatin1StringView("dropped")) streams.drop(kJob);
        const bool otherUser = how == QLatin1StringView("another user's");
        const bool reader = how == QLatin1StringView("reader");
        Line line(otherUser ? kUser + 1 : kUser, reader ? protocol::Role::Reader : protocol::Role::Admin, streams);
        line.open(token, "bytes");
        QVERIFY(line.refusal == ErrorCode::PermissionDenied);
        const std::string answer = line.rest();
        QVERIFY2(answer.contains("permission_denied") && answer.ends_with('\n'), answer.c_str());
        QVERIFY2(token.empty() || !answer.contains(token), answer.c_str());
        // Another one's attempt costs the right one nothing.
        if (otherUser || reader) {
            Line right(kUser, protocol::Role::Admin, streams);
            right.open(token);
            QVERIFY(!right.refusal);
        }
    }

    void onlyTheFirstLineOpensAStream() {
        StreamBroker streams(m_clock, m_random);
        Line line(kUser, protocol::Role::Admin, streams);
        line.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}\n" +
                  protocol::toLine(protocol::StreamOpening{*streams.announce(kJob, kUser)}).toStdString());
        QVERIFY(QTest::qWaitFor([&] { return line.asRequest; }, kPatienceMs));
        QCoreApplication::processEvents();
        QVERIFY(!line.asked);
    }

    void nobodyComes() {
        StreamBroker streams(m_clock, m_random, 20ms);
        QVERIFY(streams.announce(kJob, kUser));
        QCOMPARE(streams.wait(kJob, {}).error().code(), ErrorCode::TimedOut);
        const auto unknown = streams.wait(kOtherJob, {}); // as after a restart
        QCOMPARE(unknown.error().code(), ErrorCode::Network);
        QVERIFY(unknown.error().message().contains("start it again"));
    }

    void theirNumberIsBounded() {
        StreamBroker streams(m_clock, m_random);
        for (std::size_t i = 0; i < StreamBroker::kMost; ++i) QVERIFY(streams.announce(JobId(newUuid(m_random)), kUser));
        QCOMPARE(streams.announce(kJob, kUser).error().code(), ErrorCode::Busy);
    }

    // Each wait, ended by its token: for the client, for its reading, for its sending.
    void everyWaitIsCancelledAtOnce_data() {
        QTest::addColumn<QString>("wait");
        for (const char* wait : {"coming", "taking", "sending"}) QTest::newRow(wait) << QString::fromLatin1(wait);
    }
    void everyWaitIsCancelledAtOnce() {
        QFETCH(QString, wait);
        StreamBroker streams(m_clock, m_random);
        const std::string token = *streams.announce(kJob, kUser);
        std::stop_source stop;
        std::unique_ptr<ClientStream> stream;
        std::optional<Line> line;
        if (wait != QLatin1StringView("coming")) {
            line.emplace(kUser, protocol::Role::Admin, streams);
            line->open(token);
            stream = *streams.wait(kJob, {});
        }
        std::optional<ErrorCode> got;
        std::chrono::steady_clock::time_point asked{};
        std::jthread canceller;
        canceller = std::jthread([&] {
            std::this_thread::yield();
            asked = std::chrono::steady_clock::now();
            stop.request_stop();
        });
        if (!stream) {
            got = streams.wait(kJob, stop.get_token()).error().code();
        } else if (wait == QLatin1StringView("sending")) {
            std::array<std::uint8_t, 10> into{};
            got = stream->read(into, stop.get_token()).error().code();
        } else {
            const std::string much(10 << 20, 'x'); // more than any socket's buffer
            got = stream->write(asBytes(much), stop.get_token()).error().code();
        }
        canceller.join();
        QVERIFY(got == ErrorCode::Cancelled);
        QVERIFY(std::chrono::steady_clock::now() - asked < 1s);
    }

    void aStalledClientIsGivenUp() {
        int pair[2];
        QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
        const UniqueFd client(pair[1]);
        const auto stream = *ClientStream::make(UniqueFd(pair[0]), {}, 20ms);
        const std::string much(10 << 20, 'x');
        QCOMPARE(stream->write(asBytes(much), {}).error().code(), ErrorCode::TimedOut);
        std::array<std::uint8_t, 10> into{};
        QCOMPARE(stream->read(into, {}).error().code(), ErrorCode::TimedOut);
    }

    void aHangUpIsSeen() {
        int pair[2];
        QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
        UniqueFd client(pair[1]);
        const auto stream = *ClientStream::make(UniqueFd(pair[0]), {});
        std::stop_source job;
        const HangUpWatch watch(*stream, job.get_token());
        ::shutdown(client.get(), SHUT_WR); // no more to say is no hang-up
        QVERIFY(stream->isThere());
        QVERIFY(!watch.stop().stop_requested());
        client.reset();
        QVERIFY(QTest::qWaitFor([&] { return watch.stop().stop_requested(); }, kPatienceMs));
        QVERIFY(!stream->isThere());
        QCOMPARE(stream->write(asBytes("x"), {}).error().code(), ErrorCode::Network);
        const HangUpWatch other(*stream, job.get_token());
        job.request_stop();
        QVERIFY(other.stop().stop_requested());
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "test_streams.moc"
