// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/host_name.h"

#include <algorithm>

namespace alula {

bool isHostName(std::string_view text) {
    if (text.empty() || text.size() > 253 || text.starts_with('.') || text.contains("..")) return false;
    if (text.find_first_not_of("0123456789.") == std::string_view::npos) return false;
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    });
}

} // namespace alula
