// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace alula {

// An IPv6 address in network order; an IPv4 one as ::ffff:a.b.c.d, so that both of its forms are the same.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    static std::optional<IpAddress> parse(const std::string& text); // as inet_pton(3): no names, no octal, no zone
    static std::optional<IpAddress> of(const sockaddr* address);    // none: another family
    bool isFour() const;
    std::string toString() const;
    friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// "10.0.0.0/8", "fd00::/8", or one address.
struct IpNetwork {
    IpAddress address;
    unsigned bits = 128; // of the 16 bytes: an IPv4 /8 is 104 here

    static std::optional<IpNetwork> parse(std::string_view text);
    bool contains(const IpAddress& other) const;
};

} // namespace alula
