// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/byte_range.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <optional>

namespace alula {

namespace {
std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool hasUnit(std::string_view header) { // units are told in any case (RFC 9110 §14.1)
    constexpr std::string_view kUnit = "bytes=";
    return header.size() > kUnit.size() && std::ranges::equal(header.substr(0, kUnit.size()), kUnit, [](char have, char want) {
               return (have >= 'A' && have <= 'Z' ? static_cast<char>(have | 0x20) : have) == want;
           });
}

// Digits only; a number too large for 64 bits is past the end of everything.
std::optional<std::uint64_t> positionIn(std::string_view text) {
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return parseNumber<std::uint64_t>(text).value_or(UINT64_MAX);
}

ByteRange lastBytes(std::uint64_t count, std::uint64_t size) {
    const std::uint64_t length = std::min(count, size);
    if (length == 0) return {.kind = ByteRange::Kind::Unsatisfiable, .offset = 0, .length = 0};
    return {.kind = ByteRange::Kind::Part, .offset = size - length, .length = length};
}
} // namespace

ByteRange byteRangeOf(std::string_view header, std::uint64_t size) {
    header = trimmed(header);
    if (!hasUnit(header)) return {};
    const std::string_view range = trimmed(header.substr(6));
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return {}; // a list has a comma, which no number has
    const auto first = positionIn(range.substr(0, dash));
    const auto last = positionIn(range.substr(dash + 1));
    const bool open = dash + 1 == range.size();
    if (dash == 0) return last ? lastBytes(*last, size) : ByteRange{};
    if (!first || (!last && !open) || (last && *last < *first)) return {};
    if (*first >= size) return {.kind = ByteRange::Kind::Unsatisfiable, .offset = 0, .length = 0};
    const std::uint64_t end = open ? size : std::min(*last, size - 1) + 1;
    return {.kind = ByteRange::Kind::Part, .offset = *first, .length = end - *first};
}

} // namespace alula
