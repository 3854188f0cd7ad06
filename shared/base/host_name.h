// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace alula {

// A name by RFC 1123, with the underscore that inner networks like. All digits and dots would be an address written wrongly.
bool isHostName(std::string_view text);

} // namespace alula
