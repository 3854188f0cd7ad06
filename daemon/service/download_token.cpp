// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/download_token.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <jwt.h>
#include <memory>

namespace alula {

namespace {
constexpr std::size_t kMaxToken = 8192;       // a panel's has about 600 bytes
constexpr std::size_t kMaxText = 256;         // of a claim that is kept
constexpr double kMaxSeconds = 9'000'000'000; // year 2255: nanoseconds still fit

using Jwt = std::unique_ptr<jwt_t, decltype(&jwt_free)>;
using JwtText = std::unique_ptr<char, decltype(&jwt_free_str)>;

std::unexpected<Error> refuse(const char* sentence) { return fail(ErrorCode::InvalidInput, sentence); }
std::unexpected<Error> malformed() { return refuse("The download token is not one that the panel makes."); }

std::string textOf(const QJsonObject& claims, const char* name) {
    return claims.value(QLatin1String(name)).toString().toStdString();
}

// A fraction is allowed (RFC 7519 §2, NumericDate); it is cut off.
std::optional<Timestamp> timeOf(const QJsonObject& claims, const char* name) {
    const double seconds = claims.value(QLatin1String(name)).toDouble(-1);
    if (!(seconds >= 0)) return std::nullopt;
    return Timestamp{static_cast<std::int64_t>(std::min(seconds, kMaxSeconds)) * 1'000'000'000};
}

// Wings: words with spaces between (router/tokens/scope.go); a list is understood as well.
std::optional<std::vector<std::string>> scopesOf(const QJsonValue& value) {
    if (value.isUndefined() || value.isNull()) return std::nullopt;
    std::vector<std::string> scopes;
    for (const auto& word : value.toString().split(u' ', Qt::SkipEmptyParts)) scopes.push_back(word.toStdString());
    for (const auto& word : value.toArray()) scopes.push_back(word.toString().toStdString());
    return scopes;
}

// The algorithm is ours to choose, not the token's: neither "none" nor a key of another kind is ever tried.
Result<QJsonObject> verifiedClaims(const std::string& token, const std::string& nodeToken) {
    if (token.empty() || nodeToken.empty() || token.size() > kMaxToken || token.find('\0') != std::string::npos)
        return malformed();
    jwt_t* decoded = nullptr;
    const auto* key = reinterpret_cast<const unsigned char*>(nodeToken.data());
    const int failed = jwt_decode(&decoded, token.c_str(), key, static_cast<int>(nodeToken.size()));
    const Jwt jwt(decoded, &jwt_free);
    if (failed != 0 || !jwt || jwt_get_alg(jwt.get()) != JWT_ALG_HS256)
        return refuse("The download token was not signed by this node's panel.");
    const JwtText text(jwt_get_grants_json(jwt.get(), nullptr), &jwt_free_str);
    if (!text) return malformed();
    return QJsonDocument::fromJson(QByteArray(text.get())).object();
}
} // namespace

bool DownloadClaims::mayDownloadBackups() const {
    return !scopes || std::ranges::find(*scopes, "backup-download") != scopes->end();
}

Result<DownloadClaims> readDownloadToken(const std::string& token, const std::string& nodeToken, Timestamp now) {
    ALULA_ASSIGN(const QJsonObject object, verifiedClaims(token, nodeToken));
    DownloadClaims claims;
    claims.server = ServerId::parse(textOf(object, "server_uuid")).value_or(ServerId());
    claims.backup = BackupId::parse(textOf(object, "backup_uuid")).value_or(BackupId());
    claims.user = textOf(object, "user_uuid");
    claims.jti = textOf(object, "jti");
    claims.uniqueId = textOf(object, "unique_id");
    claims.scopes = scopesOf(object.value(QLatin1String("scope")));
    const auto issued = timeOf(object, "iat");
    const auto expires = timeOf(object, "exp");
    if (!issued || !expires || claims.uniqueId.empty() || claims.uniqueId.size() > kMaxText) return malformed();
    claims.issued = *issued;
    claims.expires = *expires;
    if (object.contains(QLatin1String("nbf"))) {
        const auto notBefore = timeOf(object, "nbf");
        if (!notBefore) return malformed();
        if (now < *notBefore) return refuse("The download link is not valid yet: do the clocks of panel and node agree?");
    }
    return claims;
}

} // namespace alula
