// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/rest_server.h"

#include "daemon/rest/backup_routes.h"
#include "daemon/rest/download_routes.h"
#include "daemon/rest/error_answer.h"
#include "daemon/rest/guarded_tcp_server.h"
#include "daemon/rest/routes.h"
#include "daemon/rest/system_routes.h"
#include "daemon/rest/tls_certificate.h"
#include "daemon/rest/transmitter.h"
#include "shared/base/log.h"

#include <QFile>
#include <QHostAddress>
#include <QHostInfo>
#include <QHttpServer>
#include <QLocalSocket>
#include <QThreadPool>

#include <optional>
#include <sys/stat.h>

namespace alula {

namespace {
constexpr std::chrono::milliseconds kLastAnswers{2000};
constexpr int kBacklog = 512;
// Without a good token nobody needs a body here; a little is read so that the answer is about the address, not the size.
constexpr std::uint64_t kMaxStrangersBody = 16_KiB;
constexpr int kReaders = 2; // a disk is not quicker with more

Result<QHostAddress> addressOf(const std::string& host) {
    const QString text = QString::fromStdString(host);
    QHostAddress address;
    if (address.setAddress(text)) return address;
    const auto found = host.empty() ? QList<QHostAddress>() : QHostInfo::fromName(text).addresses();
    if (!found.isEmpty()) return found.first();
    return fail(ErrorCode::InvalidInput, "api.host must be an address, like 127.0.0.1 or ::, or a name that has one; \"" +
                                             log::printable(host) + "\" is neither.");
}
} // namespace

// Members in the order of their making; QHttpServer goes before what its routes use.
struct RestServer::Parts {
    Parts(RestOptions given, const RestServices& services, Random& random)
        : options(std::move(given)), authentication(options.identity.token),
          writer(options.identity.version, options.identity.tokenId, Cors(options.identity.remote, options.api.allowedOrigins),
                 random, bodies),
          clients(options.api.trustedProxies), transmitter(timeout()), senders{transmitter, makers, readers, timeout()},
          pool(WorkPool::Limits{}), routes(http, {authentication, writer, clients, pool, services.node}) {
        options.identity.token.clear();
        makers.setMaxThreadCount(kZipsAtOnce);
        readers.setMaxThreadCount(kReaders);
        addBackupRoutes(routes, services.commands);
        addSystemRoutes(routes, services.node);
        addDownloadRoutes(routes, services.downloads);
    }

    std::chrono::milliseconds timeout() const {
        return options.requestTimeout.count() > 0 ? options.requestTimeout : options.api.requestTimeout;
    }

    RestOptions options;
    const Authentication authentication;
    BodyHandover bodies;
    const AnswerWriter writer;
    const ClientAddress clients;
    Transmitter transmitter;
    QThreadPool makers;  // of bodies that are made while they are sent; waits for them at its end
    QThreadPool readers; // of files that are not in memory
    const BodySenders senders;
    WorkPool pool;
    std::optional<TlsCertificate> certificate;
    QHttpServer http;
    Routes routes;
    GuardedTcpServer* tcp = nullptr;     // http's child
    GuardedLocalServer* local = nullptr; // http's child
};

RestServer::RestServer(RestOptions options, const RestServices& services, Random& random, QObject* parent)
    : QObject(parent), m_parts(std::make_unique<Parts>(std::move(options), services, random)) {}

RestServer::~RestServer() { stop(); }

GuardOptions RestServer::guardOptions() {
    Parts& parts = *m_parts;
    const auto contextOf = [&parts](const RequestHead* head) {
        return parts.writer.contextOf(head ? head->value("x-request-id") : "", head ? head->value("origin") : "");
    };
    GuardOptions guard;
    guard.timeout = parts.timeout();
    guard.bodies = &parts.bodies;
    guard.senders = &parts.senders;
    // Who may send a body is asked before it is read. The routes ask again, and theirs is the word that counts: only they
    // know the address as it is after decoding.
    guard.admission = [&parts](const RequestHead& head) -> std::expected<std::uint64_t, Refusal> {
        const auto verdict = parts.authentication.check(head.value("authorization"));
        if (verdict == Authentication::Verdict::Granted) return kMaxRequestBody;
        if (!head.hasBody() || head.method == "OPTIONS" || !head.target.starts_with("/api/")) return kMaxStrangersBody;
        if (verdict == Authentication::Verdict::NoCredentials) return std::unexpected(Refusal{401, std::string(kNoCredentials)});
        return std::unexpected(Refusal{403, std::string(kWrongToken)});
    };
    guard.refusalAnswer = [&parts, contextOf](const Refusal& refusal, const RequestHead* head) {
        const RequestContext context = contextOf(head);
        log::debug("REST: a request was refused with {}: {} [{}]", refusal.status, refusal.sentence, context.requestId);
        return parts.writer.lastWords(sentenceAnswer(refusal.status, refusal.sentence, context), context);
    };
    return guard;
}

Result<quint16> RestServer::listen() {
    if (!m_parts->transmitter.isReady()) return fail(ErrorCode::Io, "There are no file descriptors left to send downloads with.");
    Parts& parts = *m_parts;
    const ApiSettings& api = parts.options.api;
    if (api.sslEnabled) {
        TlsCertificate certificate(api.sslCert, api.sslKey);
        ALULA_TRY(certificate.load());
        parts.certificate.emplace(std::move(certificate));
    }
    ALULA_ASSIGN(const QHostAddress address, addressOf(api.host));
    auto tcp =
        std::make_unique<GuardedTcpServer>(guardOptions(), api.maxConnections, parts.certificate ? &*parts.certificate : nullptr);
    tcp->setListenBacklogSize(kBacklog); // Qt's default is 50: a burst of callers would wait for TCP's retries
    if (!tcp->listen(address, api.port)) {
        return fail(ErrorCode::Io, "Cannot listen on " + api.host + ":" + std::to_string(api.port) + ": " +
                                       tcp->errorString().toStdString() +
                                       ". Is another program (Wings?) on that port? Choose another with api.port.");
    }
    parts.tcp = tcp.release();
    parts.http.bind(parts.tcp);
    if (!api.socket.empty()) ALULA_TRY(listenOnSocket());
    return parts.tcp->serverPort();
}

Result<void> RestServer::listenOnSocket() {
    Parts& parts = *m_parts;
    const std::string& path = parts.options.api.socket;
    const QString name = QFile::decodeName(QByteArray::fromStdString(path));
    struct stat there{};
    if (::lstat(path.c_str(), &there) == 0) {
        if (!S_ISSOCK(there.st_mode))
            return fail(ErrorCode::InvalidInput,
                        "There is something at " + path + " (api.socket) that is not a socket: choose another path.");
        QLocalSocket probe;
        probe.connectToServer(name);
        if (probe.waitForConnected(200))
            return fail(ErrorCode::Io, "Another process listens on the socket " + path + " (api.socket).");
        QLocalServer::removeServer(name); // left behind by one that was killed
    }
    parts.local = new GuardedLocalServer(*parts.tcp, &parts.http);
    // As open as a port of the loopback interface: who may do what is decided by the token, and a proxy of any user may connect.
    parts.local->setSocketOptions(QLocalServer::WorldAccessOption);
    if (parts.local->listenAlways(name)) return {};
    return fail(ErrorCode::Io,
                "Cannot listen on the socket " + path + " (api.socket): " + parts.local->errorString().toStdString() + ".");
}

void RestServer::stop() {
    Parts& parts = *m_parts;
    if (parts.local) parts.local->stop();
    if (parts.tcp) {
        parts.tcp->close();
        parts.tcp->finishAll();
    }
    parts.pool.finish();
    if (parts.tcp) parts.tcp->flushAndDropAll(kLastAnswers);
    parts.makers.waitForDone(); // told to stop by the end of their connections
}

Result<void> RestServer::reloadCertificate() {
    if (!m_parts->certificate) return {};
    return m_parts->certificate->load();
}

qsizetype RestServer::connections() const { return m_parts->tcp ? m_parts->tcp->connections() : 0; }

} // namespace alula
