// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/download_token.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QString>

namespace alula::test {

namespace {
QByteArray encoded(const QByteArray& bytes) {
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}
} // namespace

std::string makeJwt(const QJsonObject& claims, const std::string& key, const std::string& algorithm) {
    const QJsonObject header{{QStringLiteral("typ"), QStringLiteral("JWT")},
                             {QStringLiteral("alg"), QString::fromStdString(algorithm)}};
    const QByteArray signedPart = encoded(QJsonDocument(header).toJson(QJsonDocument::Compact)) + "." +
                                  encoded(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    if (algorithm == "none") return signedPart.toStdString() + ".";
    auto hash = QCryptographicHash::Sha256;
    if (algorithm.ends_with("384")) hash = QCryptographicHash::Sha384;
    if (algorithm.ends_with("512")) hash = QCryptographicHash::Sha512;
    const auto mac = QMessageAuthenticationCode::hash(signedPart, QByteArray::fromStdString(key), hash);
    return signedPart.toStdString() + "." + encoded(mac).toStdString();
}

QJsonObject downloadClaims(const std::string& server, const std::string& backup, std::int64_t now, const std::string& uniqueId) {
    return {{QStringLiteral("iss"), QStringLiteral("https://panel.example.com")},
            {QStringLiteral("aud"), QStringLiteral("https://node.example.com")},
            {QStringLiteral("jti"), QStringLiteral("5f4dcc3b5aa765d61d8327deb882cf99")},
            {QStringLiteral("iat"), static_cast<qint64>(now)},
            {QStringLiteral("nbf"), static_cast<qint64>(now - 300)},
            {QStringLiteral("exp"), static_cast<qint64>(now + 900)},
            {QStringLiteral("server_uuid"), QString::fromStdString(server)},
            {QStringLiteral("backup_uuid"), QString::fromStdString(backup)},
            {QStringLiteral("user_uuid"), QStringLiteral("77777777-2222-4333-8444-555555555555")},
            {QStringLiteral("scope"), QStringLiteral("backup-download")},
            {QStringLiteral("unique_id"), QString::fromStdString(uniqueId)}};
}

} // namespace alula::test
