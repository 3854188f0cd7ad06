// SPDX-License-Identifier: GPL-3.0-or-later
// The one-time token of a download link, as anybody may send it. The input's first byte chooses: a token as it stands; or header and claims,
// parted by a zero byte, which are signed with the node's key, so that what lies behind the signature is reached.
#include "daemon/service/download_token.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/download_token.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <algorithm>

using namespace alula;

namespace {

const std::string kKey = "node-token-that-only-panel-and-node-know";
constexpr std::int64_t kNow = 1'767'323'045;
constexpr Timestamp kNowStamp{kNow * 1'000'000'000};
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray bytesOf(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

QByteArray signatureOf(const QByteArray& text) {
    return QMessageAuthenticationCode::hash(text, bytesOf(kKey), QCryptographicHash::Sha256).toBase64(kBase64);
}

std::string signedToken(std::string_view header, std::string_view claims) {
    const QByteArray text = bytesOf(header).toBase64(kBase64) + '.' + bytesOf(claims).toBase64(kBase64);
    return QByteArray(text + '.' + signatureOf(text)).toStdString();
}

// Whoever does not have the key makes nothing that is taken.
bool isSigned(const std::string& token) {
    const auto dot = token.rfind('.');
    if (dot == std::string::npos) return false;
    const auto given = QByteArray::fromBase64(bytesOf(std::string_view(token).substr(dot + 1)), kBase64);
    return given == QByteArray::fromBase64(signatureOf(bytesOf(std::string_view(token).substr(0, dot))), kBase64);
}

void check(const std::string& token) {
    const auto read = readDownloadToken(token, kKey, kNowStamp);
    if (!read) {
        fuzz::require(read.error().code() == ErrorCode::InvalidInput, "a bad token is the sender's mistake");
        // What has spaces, or is short, may be of the sentence itself: libFuzzer has learned it by heart before.
        const bool telling = token.size() >= 16 && !token.contains(' ');
        fuzz::require(!telling || !read.error().message().contains(token), "the sentence says nothing of the token");
        return;
    }
    fuzz::require(isSigned(token), "nothing is taken that the panel has not signed");
    const auto header = QByteArray::fromBase64(bytesOf(std::string_view(token).substr(0, token.find('.'))), kBase64);
    fuzz::require(QJsonDocument::fromJson(header).object().value(QLatin1String("alg")).toString() == QLatin1String("HS256"),
                  "no other algorithm than HS256");
    fuzz::require(!read->uniqueId.empty(), "what is taken can be used up");
}

std::string textOf(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const bool raw = input.byte() == 0;
    const std::string_view rest = input.rest();
    const auto end = std::min(rest.find('\0'), rest.size());
    check(raw ? std::string(rest) : signedToken(rest.substr(0, end), rest.substr(std::min(end + 1, rest.size()))));
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    const std::string server = "11111111-2222-4333-8444-555555555555", backup = "aaaaaaaa-2222-4333-8444-555555555555";
    const QJsonObject pelican = test::downloadClaims(server, backup, kNow);
    QJsonObject old = pelican; // Pterodactyl's have no scope
    old.remove(QStringLiteral("scope"));
    QJsonObject listed = pelican;
    listed.insert(QStringLiteral("scope"), QJsonArray{QStringLiteral("websocket"), QStringLiteral("backup-download")});
    const std::string raw(1, '\0'), made(1, '\1'), zero(1, '\0');
    const std::string header = R"({"typ":"JWT","alg":"HS256"})";
    return {
        {"token", raw + test::makeJwt(pelican, kKey)},
        {"another key", raw + test::makeJwt(pelican, "another")},
        {"none", raw + test::makeJwt(pelican, kKey, "none")},
        {"claims", made + header + zero + textOf(pelican)},
        {"pterodactyl", made + header + zero + textOf(old)},
        {"scopes", made + header + zero + textOf(listed)},
        {"odd claims", made + header + zero + R"({"exp":-1e400,"iat":"x","nbf":1.5,"server_uuid":[],"unique_id":{"a":null}})"}};
}
