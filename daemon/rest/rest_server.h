// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/settings.h"
#include "daemon/rest/guarded_socket.h"
#include "shared/base/result.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <string>

namespace alula {

class BackupCommands;
class Downloads;
class NodeStateSource;
class Random;

// What this node is called, and what it must be shown.
struct RestIdentity {
    std::string tokenId;
    std::string token; // node token; kept as a hash only
    std::string version;
    std::string remote; // the panel's address, for CORS; "": none
};

// Whom the routes ask. All outlive the server.
struct RestServices {
    BackupCommands& commands;
    NodeStateSource& node;
    Downloads& downloads;
};

struct RestOptions {
    ApiSettings api;
    RestIdentity identity;
    std::chrono::milliseconds requestTimeout{0}; // 0: api.requestTimeout; tests are in a hurry
};

// The REST listener of API §1: QHttpServer behind a guard, on TCP (TLS when told so) and perhaps a Unix socket.
// The services are called on threads of its own pool. Thread: the one that makes it; it needs an event loop.
class RestServer final : public QObject {
    Q_OBJECT

public:
    RestServer(RestOptions options, const RestServices& services, Random& random, QObject* parent = nullptr);
    ~RestServer() override; // stops

    // The TCP port it listens on. InvalidInput: address, certificate or key cannot be used; Io: the port or socket is taken.
    Result<quint16> listen();
    // No new connection or request from now on; waits for the service calls that run, then gives their answers 2 s to leave;
    // downloads are broken off.
    void stop();
    // On SIGHUP. Without TLS nothing happens; on error the old certificate stays in use.
    Result<void> reloadCertificate();
    qsizetype connections() const;

private:
    Result<void> listenOnSocket();
    GuardOptions guardOptions();

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace alula
