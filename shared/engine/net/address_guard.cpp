// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/address_guard.h"

#include "shared/base/host_name.h"
#include "shared/base/log.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace alula {

namespace {

struct Special {
    std::string_view network;
    std::string_view what;
};

// IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), and what RFC 4291 sets apart. What is not in
// 2000::/3 is no global unicast address, and refused by the last row but for the two forms that carry an IPv4 address.
constexpr std::array kSpecial = std::to_array<Special>({
    {"0.0.0.0/8", "unspecified"},
    {"10.0.0.0/8", "private"},
    {"100.64.0.0/10", "carrier-grade NAT"},
    {"127.0.0.0/8", "loopback"},
    {"169.254.0.0/16", "link-local"},
    {"172.16.0.0/12", "private"},
    {"192.0.0.0/24", "reserved for protocols"},
    {"192.0.2.0/24", "documentation"},
    {"192.88.99.0/24", "6to4 relay"},
    {"192.168.0.0/16", "private"},
    {"198.18.0.0/15", "benchmarking"},
    {"198.51.100.0/24", "documentation"},
    {"203.0.113.0/24", "documentation"},
    {"224.0.0.0/4", "multicast"},
    {"240.0.0.0/4", "reserved"},
    {"::/128", "unspecified"},
    {"::1/128", "loopback"},
    {"::/96", "IPv4-compatible"},
    {"::ffff:0:0:0/96", "IPv4-translated"},
    {"64:ff9b:1::/48", "local NAT64"},
    {"100::/64", "discard"},
    {"2001::/32", "Teredo"},
    {"2001::/23", "reserved for protocols"},
    {"2001:db8::/32", "documentation"},
    {"3fff::/20", "documentation"},
    {"5f00::/16", "segment routing"},
    {"fc00::/7", "unique-local"},
    {"fe80::/10", "link-local"},
    {"fec0::/10", "site-local"},
    {"ff00::/8", "multicast"},
});

struct ParsedSpecial {
    IpNetwork network;
    std::string_view what;
};

const std::vector<ParsedSpecial>& specials() {
    static const auto kParsed = [] {
        std::vector<ParsedSpecial> parsed;
        for (const auto& row : kSpecial) parsed.push_back({IpNetwork::parse(row.network).value(), row.what});
        return parsed;
    }();
    return kParsed;
}

// The IPv4 address that such an address leads to: at the end of a NAT64 one (RFC 6052), behind the prefix of a 6to4 one (RFC 3056).
std::optional<IpAddress> embedded(const IpAddress& address) {
    static const auto kNat64 = IpNetwork::parse("64:ff9b::/96").value();
    static const auto k6to4 = IpNetwork::parse("2002::/16").value();
    const std::size_t at = kNat64.contains(address) ? 12 : k6to4.contains(address) ? 2 : 0;
    if (at == 0) return std::nullopt;
    auto four = IpAddress::parse("0.0.0.0").value();
    std::memcpy(four.bytes.data() + 12, address.bytes.data() + at, 4);
    return four;
}

std::string plainHost(std::string_view host) {
    std::string plain(host);
    std::ranges::transform(plain, plain.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (plain.ends_with('.')) plain.pop_back(); // the same name, in full
    return plain;
}

} // namespace

std::string_view specialPurposeOf(const IpAddress& address) {
    if (const auto four = embedded(address)) return specialPurposeOf(*four);
    for (const auto& row : specials()) {
        if (row.network.contains(address)) return row.what;
    }
    static const auto kGlobalUnicast = IpNetwork::parse("2000::/3").value();
    return address.isFour() || kGlobalUnicast.contains(address) ? "" : "reserved";
}

bool AddressGuard::isAllowEntry(const std::string& text) {
    return IpNetwork::parse(text).has_value() || isHostName(plainHost(text));
}

Result<AddressGuard> AddressGuard::make(const std::vector<std::string>& allowed) {
    AddressGuard guard;
    for (const auto& entry : allowed) {
        if (const auto network = IpNetwork::parse(entry)) guard.m_networks.push_back(*network);
        else if (isHostName(plainHost(entry))) guard.m_hosts.push_back(plainHost(entry));
        else
            return fail(ErrorCode::InvalidInput,
                        "'" + log::printable(entry) + "' is no host name, no address and no network such as 10.0.0.0/8");
    }
    return guard;
}

Result<void> AddressGuard::check(std::string_view host, const IpAddress& address) const {
    if (std::ranges::contains(m_hosts, plainHost(host))) return {};
    if (std::ranges::any_of(m_networks, [&](const IpNetwork& network) { return network.contains(address); })) return {};
    const auto what = specialPurposeOf(address);
    if (what.empty()) return {};
    return fail(ErrorCode::Refused, "The address " + address.toString() + " is not a public one (" + std::string(what) + ")");
}

} // namespace alula
