// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/client_address.h"

#include <QString>

#include <algorithm>

namespace alula {

namespace {

// A listener on all addresses sees IPv4 peers as ::ffff:1.2.3.4.
QHostAddress plain(const QHostAddress& address) {
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

} // namespace

ClientAddress::ClientAddress(const std::vector<std::string>& trustedProxies) {
    for (const auto& proxy : trustedProxies) {
        const QString text = QString::fromStdString(proxy);
        // parseSubnet() would take "10.1" for a network of its own.
        if (text.contains(u'/')) m_trusted.push_back(QHostAddress::parseSubnet(text));
        else m_trusted.push_back({QHostAddress(text), text.contains(u':') ? 128 : 32});
    }
}

bool ClientAddress::isTrusted(const QHostAddress& address) const {
    if (address.isNull()) return true;
    return std::ranges::any_of(m_trusted, [&](const auto& network) { return address.isInSubnet(network); });
}

QHostAddress ClientAddress::of(const QHostAddress& peer, const QByteArray& forwardedFor) const {
    QHostAddress client = plain(peer);
    const auto said = forwardedFor.split(',');
    for (auto it = said.crbegin(); it != said.crend() && isTrusted(client); ++it) {
        const QHostAddress next(QString::fromLatin1(it->trimmed()));
        if (next.isNull()) break; // "unknown", a port behind it, or nonsense
        client = plain(next);
    }
    return client;
}

} // namespace alula
