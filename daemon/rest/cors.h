// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHttpHeaders>

#include <string>
#include <string_view>
#include <vector>

namespace alula {

// Which web pages may read our answers: the panel's, and those of `api.allowed_origins`. As Wings does it, on every answer,
// errors too, or the panel's page could not show them (Wings: router/middleware, SetAccessControlHeaders).
class Cors {
public:
    // remote: the panel's address; of it the origin (scheme, host, port) counts. "": no panel.
    Cors(std::string_view remote, const std::vector<std::string>& allowedOrigins);

    void addTo(QHttpHeaders& headers, std::string_view requestOrigin) const;

private:
    QByteArray m_panel;
    std::vector<std::string> m_allowed;
};

} // namespace alula
