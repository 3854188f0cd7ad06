// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/engine/net/ip_address.h"

#include <string>
#include <string_view>
#include <vector>

namespace alula {

// Which addresses a url may lead to that somebody else handed us: those of the public internet (IANA's special-purpose registries
// are the table), so that nobody makes this node fetch from its own services, its neighbours or a cloud's metadata; besides them
// what the admin has named. Asked with the address of the very connection, never with what a name meant a moment before. Any thread.
class AddressGuard {
public:
    AddressGuard() = default; // nothing but public addresses
    // Each a host name, an address or a network ("10.0.0.0/8"); InvalidInput names one that is none of these. Under a name that
    // stands here every address is allowed: the admin answers for it.
    static Result<AddressGuard> make(const std::vector<std::string>& allowed);
    static bool isAllowEntry(const std::string& text);

    // `host` as the url has it. Refused, with the address and what kind it is.
    Result<void> check(std::string_view host, const IpAddress& address) const;

private:
    std::vector<std::string> m_hosts; // lower case, no dot at the end
    std::vector<IpNetwork> m_networks;
};

// "loopback", "private" …; "" for a public address. An IPv4 address inside a NAT64 or 6to4 one counts as itself.
std::string_view specialPurposeOf(const IpAddress& address);

} // namespace alula
