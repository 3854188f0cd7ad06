// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rpc/peer.h"
#include "shared/base/fd.h"
#include "shared/protocol/line_framer.h"
#include "shared/protocol/message.h"
#include "shared/protocol/notification_line.h"

#include <QLocalSocket>
#include <QObject>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <stop_token>

namespace alula {

// One client of the local socket: lines in, lines out. A client that does not read costs at most the answers to the requests
// under way: notifications are left out (their numbers go on, so it sees the gap), and no further request is read. One that never
// stops talking is listened to for a turn at a time, and a few of its requests are run at once: others come in between. Main thread.
class RpcConnection final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMostUnderWay = 32;
    static constexpr std::size_t kMostRunning = 2; // of them, on a pool that others want too
    RpcConnection(QLocalSocket* socket, Peer peer, protocol::Role role, QObject* parent);
    ~RpcConnection() override; // stops what is under way

    const Peer& peer() const { return m_peer; }
    protocol::Role role() const { return m_role; }

    // Hello has been said, by a client of this name.
    void greet(std::string client) { m_client = std::move(client); }
    bool greeted() const { return !m_client.empty(); }
    const std::string& client() const { return m_client; }

    void subscribe(std::set<std::string, std::less<>> topics) { m_topics = std::move(topics); }
    bool wants(std::string_view topic) const { return m_topics.contains(topic); }
    std::uint64_t sequence() const { return m_sequence; }

    // The request is under way until answer(). False: too many are, or the id is one of them.
    bool begin(const protocol::RequestId& id);
    std::stop_token stopOf(const protocol::RequestId& id) const; // of one under way
    // Whether one more may run now; if not, it is kept until nextToRun(), which is to be asked whenever one has run.
    bool mayRun(const protocol::RequestMessage& request);
    std::optional<protocol::RequestMessage> nextToRun();
    void answer(const protocol::RequestId& id, Result<std::string> result); // JSON text
    void answerError(const protocol::RequestId& id, const protocol::RpcError& error);
    void notify(const protocol::NotificationLine& line);
    void cancel(const protocol::RequestId& id);
    // Says why, then hangs up. What the client is still sending is read and thrown away for a moment: a socket closed on unread
    // bytes takes the answer with it.
    void closeWith(const protocol::RequestId& id, const Error& error);

    // What is kept for this client, and since when without a break; read anew by every call.
    std::size_t held();
    std::chrono::steady_clock::time_point heldSince() const { return m_heldSince; }
    void hangUp(const Error& error); // at once, without waiting for it to read

    // The socket itself, still open, with what was read from it behind the first line. The connection is of no more use.
    struct Released {
        UniqueFd socket;
        std::string begun;
    };
    Result<Released> release();

Q_SIGNALS:
    void requested(const alula::protocol::RequestMessage& request);
    void streamOpened(const std::string& token); // the first line is no message: it carries a job's bytes
    void gone();
    void holdsMore();
    void hungUpOn(const alula::Error& why); // by us

private:
    void read();
    void takeTurn();
    void goOnLater();
    bool beginsAsStream();
    void take(const QByteArray& line);
    void send(const protocol::RequestId& id, Result<QByteArray> line);
    bool isBehind() const;
    bool isBusy() const;
    void linger();

    QLocalSocket* const m_socket; // a child
    const Peer m_peer;
    const protocol::Role m_role;
    protocol::LineFramer m_framer;
    std::string m_client;
    std::set<std::string, std::less<>> m_topics;
    std::uint64_t m_sequence = 0;
    struct UnderWay {
        std::stop_source stop;
        std::size_t bytes = 0; // of its line
    };
    std::map<protocol::RequestId, UnderWay> m_underWay;
    std::size_t m_underWayBytes = 0; // of them all
    std::deque<protocol::RequestMessage> m_waiting;
    std::size_t m_running = 0;
    std::size_t m_lineBytes = 0; // of the line that is being taken
    std::chrono::steady_clock::time_point m_heldSince = std::chrono::steady_clock::now();
    bool m_turnQueued = false;
    bool m_begun = false; // the first line is known for what it is
    bool m_closing = false;
};

} // namespace alula
