// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node.h"

#include "gui/nodes/node_data.h"
#include "gui/nodes/tr.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <array>

namespace alula::gui {

namespace {
// Seconds before the next try: a restarted daemon is back soon, a machine that is down is not asked all the time.
constexpr std::array<int, 5> kPauses = {1, 2, 5, 10, 30};
constexpr std::chrono::seconds kHelloTimeout{120}; // ssh may be asking for a password meanwhile
// A connection that is lost sooner counts as one that failed: a daemon that dies of being asked would be dialled every second, over ssh
// with a prompt for the password each time.
constexpr std::chrono::seconds kHolds{30};
} // namespace

Node::Node(NodeAddress address, TransportMaker transports, QObject* parent)
    : QObject(parent), m_address(std::move(address)), m_transports(std::move(transports)),
      m_data(std::make_unique<NodeData>(*this)) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Node::dial);
}

Node::~Node() = default;

QString Node::name() const { return m_hello.node.empty() ? m_address.title() : QString::fromStdString(m_hello.node); }

bool Node::isAdmin() const { return m_hello.role == protocol::name(protocol::Role::Admin); }

QDateTime Node::asOf() const { return isOnline() ? QDateTime::currentDateTime() : m_lostAt; }

void Node::open() {
    if (m_state == State::Off) dial();
}

void Node::close() {
    m_retry.stop();
    if (m_client) m_client.release()->deleteLater(); // we may be in one of its callbacks
    if (isOnline()) m_lostAt = QDateTime::currentDateTime();
    m_trouble.reset();
    setState(State::Off);
}

void Node::reconnect() {
    if (isOnline() || m_state == State::Connecting) return;
    dial();
}

void Node::cancel(const protocol::RequestId& id) {
    if (m_client) m_client->cancel(id);
}

void Node::dial() {
    m_retry.stop();
    if (m_client) m_client.release()->deleteLater();
    m_client = std::make_unique<DaemonClient>(m_transports(m_address), "alula-console " ALULA_VERSION);
    connectEvents();
    setState(State::Connecting);
    m_client->open(kHelloTimeout);
}

void Node::connectEvents() {
    connect(m_client.get(), &DaemonClient::ready, this, &Node::onReady);
    connect(m_client.get(), &DaemonClient::disconnected, this, &Node::onDisconnected);
    connect(m_client.get(), &DaemonClient::jobProgress, this, &Node::jobProgress);
    connect(m_client.get(), &DaemonClient::jobChanged, this, &Node::jobChanged);
    connect(m_client.get(), &DaemonClient::backupChanged, this, &Node::backupChanged);
    connect(m_client.get(), &DaemonClient::serverChanged, this, &Node::serverChanged);
    connect(m_client.get(), &DaemonClient::systemChanged, this, &Node::systemChanged);
    connect(m_client.get(), &DaemonClient::eventsMissed, this, [this] {
        m_data->refresh();
        Q_EMIT backupsMissed();
    });
}

// Online is who hears the events too: what is listed from then on misses nothing.
void Node::onReady() {
    m_hello = m_client->hello();
    const protocol::SubscribeParams all{{protocol::kTopics.begin(), protocol::kTopics.end()}};
    m_client->call<protocol::SubscribeParams, protocol::SubscribeResult>(
        protocol::kEventsSubscribe, all, this, [this](Result<protocol::SubscribeResult> answer) {
            if (!answer) {
                if (m_client) onDisconnected(answer.error());
                return;
            }
            // Not at once: see kHolds; goes with the client.
            QTimer::singleShot(kHolds, m_client.get(), [this] { m_failures = 0; });
            m_trouble.reset();
            setState(State::Online);
            m_data->refresh();
            Q_EMIT cameOnline();
        });
}

void Node::onDisconnected(const Error& why) {
    if (m_state == State::Off || m_state == State::Waiting || m_state == State::Stuck) return;
    const bool wasOnline = isOnline();
    if (wasOnline) m_lostAt = QDateTime::currentDateTime();
    if (m_client) m_client.release()->deleteLater();
    // A laptop that slept has no network when it wakes: how to reach the node was right once, and will be again.
    m_trouble = troubleOf(m_address, why, m_lostAt.isValid(), name());
    if (!m_trouble->helpsToWait) return setState(State::Stuck);
    const auto pause = kPauses[static_cast<std::size_t>(std::min<int>(m_failures, kPauses.size() - 1))];
    ++m_failures;
    m_retryAt = QDateTime::currentDateTime().addSecs(pause);
    m_retry.start(std::chrono::seconds(pause));
    setState(State::Waiting);
}

void Node::setState(State state) {
    m_state = state;
    Q_EMIT stateChanged();
}

void Node::refuseLater(QObject* context, std::function<void(Error)> refuse) {
    QMetaObject::invokeMethod(
        this,
        [this, context = QPointer<QObject>(context), refuse = std::move(refuse)] {
            if (context) refuse(Error(ErrorCode::Network, Nodes::tr("There is no connection to %1.").arg(name()).toStdString()));
        },
        Qt::QueuedConnection);
}

} // namespace alula::gui
