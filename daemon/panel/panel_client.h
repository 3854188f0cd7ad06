// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/outbox_message.h"
#include "daemon/panel/panel_server.h"
#include "daemon/panel/panel_upload.h"
#include "daemon/panel/report_rules.h"
#include "shared/base/backoff.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/engine/net/http_client.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace alula {

// Where the panel is and how this node proves who it is.
struct PanelAccess {
    std::string url = {}; // "https://panel.example.com", with or without a slash at the end
    std::string tokenId = {}, token = {};
    std::vector<std::pair<std::string, std::string>> extraHeaders = {}; // never in place of the four of every request
    std::string caFile = {};
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds timeout{30'000};
    unsigned perPage = 50;
    unsigned tries = 6;                            // of one question: 1, 2, 4, 8, 16 s between them at most
    std::chrono::milliseconds quickTimeout{5'000}; // of a question with Patience::Quick
    Backoff backoff{std::chrono::seconds(1), std::chrono::seconds(60)};
};

// Quick: one try, for a question that somebody waits for the answer of. UntilKnown: a 404 is asked about again too; the panels
// (Pelican, Pterodactyl: InitiateBackupService) ask for a backup inside the transaction that makes its row, so that a question about
// it can come before the commit.
enum class Patience : std::uint8_t { Thorough, Quick, UntilKnown };

// When the panel was last heard, for system.status.
struct PanelContact {
    std::optional<Timestamp> lastAnswer; // any answer below 500, also a refusal
    std::string lastFailure;             // since then; "" when the last call was answered
};

// The panel's remote API (<url>/api/remote). Never calls servers/reset: it is node-wide. Any thread.
class PanelClient {
public:
    PanelClient(HttpClient& http, Clock& clock, Random& random, PanelAccess access);

    // Every server of this node, all pages. A question: 4xx is final (but 408 and 429), 5xx and transport errors are tried again,
    // `tries` times in all. Errors: Network, TimedOut, Refused (4xx), PermissionDenied (401, 403), Protocol, Cancelled.
    Result<std::vector<PanelServer>> servers(std::stop_token stop, Patience patience = Patience::Thorough);

    // Begins an upload to the panel's object store; each call begins another. A question too, UntilKnown; Refused with 409: completed
    // already.
    Result<PanelUpload> uploadUrls(const BackupId& backup, std::uint64_t size, std::stop_token stop); // GET /backups/{backup}

    // One attempt to tell a result; who calls again, and when, is the OutboxSender. The only error is Cancelled:
    // then nobody knows whether the panel has it, and it has to be told again.
    Result<Report> reportBackup(const OutboxMessage& message, std::stop_token stop);  // POST /backups/{backup}
    Result<Report> reportRestore(const OutboxMessage& message, std::stop_token stop); // POST /backups/{backup}/restore

    PanelContact contact() const;

private:
    HttpRequest request(const std::string& method, const std::string& path) const;
    Result<HttpResponse> call(const HttpRequest& request, std::stop_token stop);
    Result<HttpResponse> ask(const std::string& path, Patience patience, std::stop_token stop);
    Result<Report> report(const OutboxMessage& message, const std::string& path, std::stop_token stop);

    HttpClient& m_http;
    Clock& m_clock;
    Random& m_random;
    const PanelAccess m_access;

    mutable std::mutex m_mutex;
    PanelContact m_contact; // guarded by m_mutex
};

} // namespace alula
