// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/ip_address.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>

namespace alula {

namespace {
constexpr std::size_t kFourAt = 12; // where the IPv4 address stands in a mapped one (RFC 4291 §2.5.5.2)
constexpr unsigned kFourBits = 96;

IpAddress mapped(const void* four) {
    IpAddress address;
    address.bytes[10] = address.bytes[11] = 0xff;
    std::memcpy(address.bytes.data() + kFourAt, four, 4);
    return address;
}
} // namespace

std::optional<IpAddress> IpAddress::parse(const std::string& text) {
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return mapped(&four);
    IpAddress six;
    if (::inet_pton(AF_INET6, text.c_str(), six.bytes.data()) == 1) return six;
    return std::nullopt;
}

std::optional<IpAddress> IpAddress::of(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, address, sizeof four);
        return mapped(&four.sin_addr);
    }
    if (address->sa_family != AF_INET6) return std::nullopt;
    sockaddr_in6 six{};
    std::memcpy(&six, address, sizeof six);
    IpAddress result;
    std::memcpy(result.bytes.data(), &six.sin6_addr, result.bytes.size());
    return result;
}

bool IpAddress::isFour() const {
    static constexpr std::array<std::uint8_t, kFourAt> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
}

std::string IpAddress::toString() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool four = isFour();
    const auto* from = four ? bytes.data() + kFourAt : bytes.data();
    ::inet_ntop(four ? AF_INET : AF_INET6, from, text.data(), text.size());
    return text.data();
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
    const auto slash = text.find('/');
    const std::string address(text.substr(0, slash));
    const auto parsed = IpAddress::parse(address);
    if (!parsed) return std::nullopt;
    IpNetwork network{*parsed, 128};
    if (slash == std::string_view::npos) return network;
    const bool four = !address.contains(':');
    const auto bits = parseNumber<unsigned>(text.substr(slash + 1));
    if (!bits || *bits > (four ? 32u : 128u)) return std::nullopt;
    network.bits = four ? kFourBits + *bits : *bits;
    return network;
}

bool IpNetwork::contains(const IpAddress& other) const {
    const std::size_t whole = bits / 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole), other.bytes.begin()))
        return false;
    if (bits % 8 == 0) return true;
    const unsigned shift = 8 - bits % 8;
    return address.bytes[whole] >> shift == other.bytes[whole] >> shift;
}

} // namespace alula
