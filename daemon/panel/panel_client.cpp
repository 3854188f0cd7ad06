// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/panel_client.h"

#include "shared/base/load.h"
#include "shared/base/log.h"
#include "shared/engine/net/retry.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <strings.h>
#include <unordered_set>

namespace alula {

namespace {

// Of a list of 50 a page that is 100,000 servers on one node: more is a panel that counts wrong.
constexpr std::uint64_t kMaxPages = 2000;
constexpr std::size_t kMaxReportAnswer = 1u << 20;
constexpr std::chrono::seconds kMaxRetryAfter{60};

bool isOurHeader(const std::string& name) {
    static constexpr std::array<const char*, 4> kOurs = {"Authorization", "Accept", "Content-Type", "User-Agent"};
    return std::ranges::any_of(kOurs, [&](const char* ours) { return ::strcasecmp(ours, name.c_str()) == 0; });
}

bool worthAnotherTry(const Result<HttpResponse>& answer, Patience patience) {
    return mayPass(answer) || (answer && answer->status == 404 && patience == Patience::UntilKnown);
}

Error refusal(const HttpResponse& answer) {
    const auto sentence = panelSentence(answer.body);
    std::string text = "The panel answered " + std::to_string(answer.status) + (sentence.empty() ? "." : ": " + sentence);
    if (answer.status == 401 || answer.status == 403)
        return Error(ErrorCode::PermissionDenied, text + " Check the token of this node (token_id, token) against the panel's.");
    if (answer.status >= 300 && answer.status < 400)
        text += " Redirects are not followed: give the panel's final address in remote.";
    return Error(answer.status >= 500 ? ErrorCode::Network : ErrorCode::Refused, text);
}

} // namespace

PanelClient::PanelClient(HttpClient& http, Clock& clock, Random& random, PanelAccess access)
    : m_http(http), m_clock(clock), m_random(random), m_access([&access] {
          while (access.url.ends_with('/')) access.url.pop_back();
          access.tries = std::max(access.tries, 1u);
          access.perPage = std::max(access.perPage, 1u);
          return std::move(access);
      }()) {}

HttpRequest PanelClient::request(const std::string& method, const std::string& path) const {
    HttpRequest made;
    made.method = method;
    made.url = m_access.url + "/api/remote" + path;
    made.headers = {{"Authorization", "Bearer " + m_access.tokenId + "." + m_access.token},
                    {"Accept", "application/json"},
                    {"Content-Type", "application/json"},
                    {"User-Agent", "Alula/" ALULA_VERSION " (id:" + m_access.tokenId + ")"}};
    for (const auto& header : m_access.extraHeaders) {
        if (!isOurHeader(header.first)) made.headers.push_back(header);
    }
    made.caFile = m_access.caFile;
    made.connectTimeout = m_access.connectTimeout;
    made.timeout = m_access.timeout;
    return made;
}

Result<HttpResponse> PanelClient::call(const HttpRequest& request, std::stop_token stop) {
    auto answer = m_http.exchange(request, stop);
    if (!answer && answer.error().code() == ErrorCode::Cancelled) return answer;
    const std::lock_guard lock(m_mutex);
    if (answer && answer->status < 500) m_contact = {m_clock.now(), {}};
    else m_contact.lastFailure = answer ? refusal(*answer).message() : answer.error().message();
    return answer;
}

Result<HttpResponse> PanelClient::ask(const std::string& path, Patience patience, std::stop_token stop) {
    auto question = request("GET", path);
    const bool quick = patience == Patience::Quick;
    if (quick) question.timeout = question.connectTimeout = std::min(question.timeout, m_access.quickTimeout);
    const unsigned tries = quick ? 1 : m_access.tries;
    for (unsigned failures = 0;; ++failures) {
        auto answer = call(question, stop);
        if (answer && answer->status == 200) return answer;
        if (!worthAnotherTry(answer, patience) || failures + 1 >= tries) return answer ? fail(refusal(*answer)) : answer;
        const auto pause = pauseAfter(answer, m_access.backoff.pause(failures, m_random), kMaxRetryAfter);
        log::debug("Asking the panel again in {} ms: {}", pause.count() / 1'000'000, contact().lastFailure);
        if (!m_clock.sleepFor(pause, stop)) return fail(cancelled());
    }
}

Result<std::vector<PanelServer>> PanelClient::servers(std::stop_token stop, Patience patience) {
    std::vector<PanelServer> all;
    std::unordered_set<ServerId> seen; // a server added or deleted meanwhile shifts others onto another page
    std::uint64_t lastPage = 1;
    for (std::uint64_t page = 1; page <= lastPage; ++page) {
        const auto path = "/servers?page=" + std::to_string(page) + "&per_page=" + std::to_string(m_access.perPage);
        auto answer = ask(path, patience, stop);
        if (!answer) return fail(std::move(answer).error().withContext("asking the panel for its servers"));
        auto parsed = parseServerPage(answer->body);
        if (!parsed) return fail(std::move(parsed).error().withContext("asking the panel for its servers"));
        for (auto& server : parsed->servers) {
            if (seen.insert(server.id).second) all.push_back(std::move(server));
        }
        lastPage = parsed->lastPage;
        if (lastPage > kMaxPages) {
            return fail(ErrorCode::Protocol, "The panel says that this node's server list has " + std::to_string(lastPage) +
                                                 " pages; that cannot be.");
        }
    }
    return all;
}

Result<PanelUpload> PanelClient::uploadUrls(const BackupId& backup, std::uint64_t size, std::stop_token stop) {
    const auto path = "/backups/" + backup.toString() + "?size=" + std::to_string(size);
    ALULA_ASSIGN(const auto answer, ask(path, Patience::UntilKnown, std::move(stop)));
    return parsePanelUpload(answer.body);
}

Result<Report> PanelClient::report(const OutboxMessage& message, const std::string& path, std::stop_token stop) {
    auto made = request("POST", path);
    made.body = message.body;
    made.maxResponse = kMaxReportAnswer;
    const auto answer = call(made, stop);
    if (answer) return judgeAnswer(message, answer->status, answer->body, m_clock.now() - message.created);
    if (answer.error().code() == ErrorCode::Cancelled) return fail(answer.error());
    return Report{Outcome::Retry, answer.error().message()};
}

Result<Report> PanelClient::reportBackup(const OutboxMessage& message, std::stop_token stop) {
    return report(message, "/backups/" + message.backup.toString(), stop);
}

Result<Report> PanelClient::reportRestore(const OutboxMessage& message, std::stop_token stop) {
    return report(message, "/backups/" + message.backup.toString() + "/restore", stop);
}

PanelContact PanelClient::contact() const {
    const std::lock_guard lock(m_mutex);
    return m_contact;
}

} // namespace alula
