// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace alula::gui {

inline constexpr const char* kDefaultSocket = "/run/alula/alulad.sock";

// Where a node's daemon is reached.
struct NodeAddress {
    enum class Way : std::uint8_t { Local, Ssh };
    Way way = Way::Local;
    QString where; // the socket's path, or what ssh takes: "mira@node-3", an alias of ~/.ssh/config

    static NodeAddress local(const QString& socket = QString::fromLatin1(kDefaultSocket)) { return {Way::Local, socket}; }
    static NodeAddress ssh(const QString& destination) { return {Way::Ssh, destination}; }

    QString key() const; // "local:/run/alula/alulad.sock", "ssh:mira@node-3": as it is kept in settings
    static std::optional<NodeAddress> fromKey(const QString& key);
    QString title() const; // before the daemon has told its name: "This computer", "mira@node-3"
    friend bool operator==(const NodeAddress&, const NodeAddress&) = default;
};

} // namespace alula::gui
