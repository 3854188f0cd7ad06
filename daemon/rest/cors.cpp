// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/cors.h"

#include <QString>
#include <QUrl>

#include <algorithm>

namespace alula {

namespace {
QByteArray originOf(std::string_view remote) {
    const QUrl url(QString::fromUtf8(remote.data(), static_cast<qsizetype>(remote.size())), QUrl::StrictMode);
    if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty()) return {};
    return url.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo |
                         QUrl::StripTrailingSlash);
}
} // namespace

Cors::Cors(std::string_view remote, const std::vector<std::string>& allowedOrigins)
    : m_panel(originOf(remote)), m_allowed(allowedOrigins) {}

void Cors::addTo(QHttpHeaders& headers, std::string_view requestOrigin) const {
    QByteArray allowed = m_panel;
    if (requestOrigin != std::string_view(m_panel.constData(), static_cast<std::size_t>(m_panel.size()))) {
        const auto match =
            std::ranges::find_if(m_allowed, [&](const std::string& entry) { return entry == "*" || entry == requestOrigin; });
        if (match != m_allowed.end()) allowed = QByteArray::fromStdString(*match);
    }
    if (!allowed.isEmpty()) headers.append("Access-Control-Allow-Origin", allowed);
    headers.append("Access-Control-Allow-Credentials", "true");
    headers.append("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE, OPTIONS");
    headers.append(
        "Access-Control-Allow-Headers",
        "Accept, Accept-Encoding, Authorization, Cache-Control, Content-Type, Content-Length, Origin, X-Real-IP, X-CSRF-Token");
    headers.append("Access-Control-Max-Age", "7200"); // more is ignored by browsers
    if (!m_allowed.empty()) headers.append("Vary", "Origin");
}

} // namespace alula
