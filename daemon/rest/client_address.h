// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QPair>

#include <string>
#include <vector>

namespace alula {

// Who a request comes from. X-Forwarded-For is read from its right end, where the nearest proxy writes, for as long as the one who
// says it is one of api.trusted_proxies: what lies left of a stranger's word is anybody's invention. Any thread.
class ClientAddress {
public:
    // Addresses and networks ("10.0.0.0/8", "::1"), checked by the settings.
    explicit ClientAddress(const std::vector<std::string>& trustedProxies);
    // Null as `peer`: through the Unix socket, which only a proxy of this machine uses. Null as answer: nobody said.
    QHostAddress of(const QHostAddress& peer, const QByteArray& forwardedFor) const;

private:
    bool isTrusted(const QHostAddress& address) const;
    std::vector<QPair<QHostAddress, int>> m_trusted;
};

} // namespace alula
