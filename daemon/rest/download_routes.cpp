// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/download_routes.h"

#include "daemon/model/server.h"
#include "daemon/rest/download_answer.h"
#include "daemon/rest/error_answer.h"
#include "daemon/service/downloads.h"
#include "shared/base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace alula {

namespace {
using Method = QHttpServerRequest::Method;
using Header = QHttpHeaders::WellKnownHeader;

constexpr qsizetype kMaxSubject = 256; // of a user or jti; a panel's are 36 and 32 long

Answer failed(const Error& error, const RouteRequest& request) {
    if (httpStatusOf(error.code()) >= 500)
        log::error("REST: request {} failed: {}", request.context.requestId, log::printable(error.toString()));
    return errorAnswer(error, request.context);
}

// What one link may have running at a time: download managers open several ranges at once.
constexpr int kAtOnceALink = 8;

// Places of one link; whoever has one keeps it by the pointer. Any thread.
class LinkPlaces : public std::enable_shared_from_this<LinkPlaces> {
public:
    std::shared_ptr<void> take(const std::string& uniqueId) {
        const std::lock_guard lock(m_mutex);
        int& taken = m_taken[uniqueId];
        if (taken == kAtOnceALink) return nullptr;
        ++taken;
        return {this, [places = shared_from_this(), uniqueId](void*) { places->leave(uniqueId); }};
    }

private:
    void leave(const std::string& uniqueId) {
        const std::lock_guard lock(m_mutex);
        if (--m_taken[uniqueId] == 0) m_taken.erase(uniqueId);
    }
    std::mutex m_mutex;
    std::map<std::string, int> m_taken; // guarded by m_mutex
};

// Places for zips; whoever has one keeps it by the pointer.
class ZipPlaces {
public:
    std::shared_ptr<void> take() {
        if (m_taken->fetch_add(1) < kZipsAtOnce) return {m_taken.get(), [taken = m_taken](void*) { taken->fetch_sub(1); }};
        m_taken->fetch_sub(1);
        return nullptr;
    }

private:
    std::shared_ptr<std::atomic<int>> m_taken = std::make_shared<std::atomic<int>>(0);
};

struct Places {
    ZipPlaces zips;
    const std::shared_ptr<LinkPlaces> links = std::make_shared<LinkPlaces>();
};

// A zip cannot be gone on with: a second one of a link is a second download, whatever Range says.
Answer sendZip(Downloads& downloads, ZipPlaces& places, const DownloadClaims& claims, const RouteRequest& request) {
    auto place = places.take();
    if (!place) return sentenceAnswer(503, "Too many zips are being made on this node: try again later.", request.context);
    auto zip = downloads.openZip(claims);
    if (!zip) return failed(zip.error(), request);
    const DownloadAsk ask{.client = request.client, .ranged = false, .usesNothing = request.headOnly};
    if (const auto admitted = downloads.admit(claims, ask); !admitted) return failed(admitted.error(), request);
    return zipAnswer(*std::move(zip), std::move(place));
}

Answer sendArchive(Downloads& downloads, LinkPlaces& places, const DownloadClaims& claims, const RouteRequest& request) {
    auto place = places.take(claims.uniqueId);
    if (!place) return sentenceAnswer(503, "This link is being downloaded too many times at once.", request.context);
    auto opened = downloads.open(claims);
    if (!opened) return failed(opened.error(), request);
    Answer answer = downloadAnswer(*std::move(opened), request);
    const bool hasContents = answer.status == 200 || answer.status == 206;
    const DownloadAsk ask{.client = request.client,
                          .ranged = !request.header(Header::Range).empty(),
                          .usesNothing = request.headOnly || !hasContents};
    if (const auto admitted = downloads.admit(claims, ask); !admitted) return failed(admitted.error(), request);
    if (answer.elsewhere) answer.elsewhere->keeper = std::move(place);
    return answer;
}

Answer download(Downloads& downloads, Places& places, const RouteRequest& request) {
    const QString format = request.query.queryItemValue(QStringLiteral("format"));
    const bool zipped = format == QStringLiteral("zip");
    if (!zipped && !format.isEmpty() && format != QStringLiteral("tar.gz"))
        return sentenceAnswer(400, "The format must be tar.gz or zip.", request.context);
    const std::string token = request.query.queryItemValue(QStringLiteral("token"), QUrl::FullyDecoded).toStdString();
    const auto claims = downloads.prove(token);
    if (!claims && claims.error().code() == ErrorCode::InvalidInput)
        return sentenceAnswer(401, claims.error().message(), request.context);
    if (!claims) return failed(claims.error(), request);
    return zipped ? sendZip(downloads, places.zips, *claims, request) : sendArchive(downloads, *places.links, *claims, request);
}

Result<QJsonObject> objectIn(const QByteArray& body) {
    const auto document = QJsonDocument::fromJson(body);
    if (!document.isObject()) return fail(ErrorCode::InvalidInput, "The request body must be a JSON object.");
    return document.object();
}

Result<std::vector<std::string>> textsIn(const QJsonObject& object, const QString& key) {
    std::vector<std::string> texts;
    for (const auto& value : object.value(key).toArray()) {
        const QString text = value.toString();
        if (text.isEmpty() || text.size() > kMaxSubject)
            return fail(ErrorCode::InvalidInput, "The field \"" + key.toStdString() + "\" must be a list of identifiers.");
        texts.push_back(text.toStdString());
    }
    return texts;
}

// {"user": uuid, "servers": [uuid…]}; no servers: all of this node. What is no uuid is no server of ours, as for Wings.
Result<void> denyUser(Downloads& downloads, const RouteRequest& request) {
    ALULA_ASSIGN(const QJsonObject body, objectIn(request.body));
    const QString user = body.value(QStringLiteral("user")).toString();
    if (user.isEmpty() || user.size() > kMaxSubject)
        return fail(ErrorCode::InvalidInput, "The field \"user\" must be a user's identifier.");
    ALULA_ASSIGN(const auto names, textsIn(body, QStringLiteral("servers")));
    std::vector<ServerId> servers;
    for (const auto& name : names) {
        if (const auto id = ServerId::parse(name)) servers.push_back(*id);
    }
    if (servers.empty() && !names.empty()) return {};
    return downloads.denyUser(user.toStdString(), servers);
}

// {"jtis": [text…]}, whatever server the address names.
Result<void> denyTokens(Downloads& downloads, const RouteRequest& request) {
    if (!ServerId::parse(request.arguments.at(0))) return fail(ErrorCode::NotFound, kNoSuchServer);
    ALULA_ASSIGN(const QJsonObject body, objectIn(request.body));
    ALULA_ASSIGN(const auto jtis, textsIn(body, QStringLiteral("jtis")));
    return downloads.denyTokens(jtis);
}

Route denying(Downloads& downloads, Result<void> (*deny)(Downloads&, const RouteRequest&)) {
    return {.method = Method::Post,
            .access = Route::Access::Token,
            .runs = Route::Runs::OnPool,
            .handle = [&downloads, deny](const RouteRequest& request) {
                const auto done = deny(downloads, request);
                return done ? Answer::empty(204) : failed(done.error(), request);
            }};
}
} // namespace

void addDownloadRoutes(Routes& routes, Downloads& downloads) {
    routes.add(QStringLiteral("/download/backup"),
               {{.method = Method::Get,
                 .access = Route::Access::Open, // the token in the address is its own key
                 .runs = Route::Runs::OnPool,
                 .handle = [&downloads, places = std::make_shared<Places>()](const RouteRequest& request) {
                     return download(downloads, *places, request);
                 }}});
    routes.add(QStringLiteral("/api/deauthorize-user"), {denying(downloads, &denyUser)});
    routes.add(QStringLiteral("/api/servers/<arg>/ws/deny"), {denying(downloads, &denyTokens)});
}

} // namespace alula
