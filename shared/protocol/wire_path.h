// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>

namespace alula::protocol {

// A file name's bytes. On the wire a string, or {"b64": …} when they are not UTF-8.
struct WirePath {
    std::string bytes;
    friend auto operator<=>(const WirePath&, const WirePath&) = default;
};

} // namespace alula::protocol
