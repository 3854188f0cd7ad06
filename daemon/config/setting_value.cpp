// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/setting_value.h"

#include "shared/base/bytes.h"
#include "shared/base/host_name.h"
#include "shared/base/log.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cmath>

namespace alula {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    return result;
}

// Splits "30 s" into number and unit.
std::pair<std::string_view, std::string_view> splitUnit(std::string_view text) {
    const auto end = std::min(text.find_first_not_of("0123456789."), text.size());
    auto unit = text.substr(end);
    if (unit.starts_with(' ')) unit.remove_prefix(1);
    return {text.substr(0, end), unit};
}

} // namespace

std::string describe(const SettingValue& value) {
    constexpr std::size_t kMax = 60;
    switch (value.kind) {
    case SettingValue::Kind::Text: {
        const bool isLong = value.text.size() > kMax;
        return "'" + log::printable(std::string_view(value.text).substr(0, kMax)) + (isLong ? "…'" : "'");
    }
    case SettingValue::Kind::List: return "a list";
    case SettingValue::Kind::Map: return "a section";
    case SettingValue::Kind::Nothing: return "empty";
    case SettingValue::Kind::NestedList:
    case SettingValue::Kind::NestedMap:
    case SettingValue::Kind::Other: return "something nested";
    }
    return "unknown";
}

std::optional<bool> parseBool(std::string_view text) {
    const auto word = lower(text);
    if (word == "true" || word == "yes" || word == "on") return true;
    if (word == "false" || word == "no" || word == "off") return false;
    return std::nullopt;
}

std::optional<std::chrono::seconds> parseDuration(std::string_view text, std::chrono::seconds bareUnit) {
    static constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits = {
        {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 604800}}};
    const auto [digits, unit] = splitUnit(text);
    const auto number = parseNumber<std::uint32_t>(digits); // times the biggest unit it still fits
    if (!number) return std::nullopt;
    if (unit.empty()) return std::chrono::seconds(*number * bareUnit.count());
    for (const auto& [name, seconds] : kUnits) {
        if (unit == name) return std::chrono::seconds(*number * seconds);
    }
    return std::nullopt;
}

std::optional<double> parseMibPerSecond(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, double>, 4> kUnits = {
        {{"", 1.0}, {"kib", 1.0 / 1024}, {"mib", 1.0}, {"gib", 1024.0}}};
    const auto [digits, unit] = splitUnit(text);
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number)) return std::nullopt;
    auto word = lower(unit);
    if (word.ends_with("/s")) word.resize(word.size() - 2);
    for (const auto& [name, factor] : kUnits) {
        if (word == name) return number * factor;
    }
    return std::nullopt;
}

bool isUrl(std::string_view text) {
    if (text.starts_with("https://")) {
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        text.remove_prefix(7);
    } else {
        return false;
    }
    return !text.empty() && !text.starts_with('/') && !text.starts_with(':') && !text.contains(' ') &&
           !hasControlCharacters(text);
}

bool isAddressOrNetwork(const std::string& text) {
    const auto slash = text.find('/');
    const auto address = text.substr(0, slash);
    std::array<unsigned char, 16> bytes{};
    const bool four = ::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
    if (!four && ::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return false;
    if (slash == std::string::npos) return true;
    const auto bits = parseNumber<unsigned>(std::string_view(text).substr(slash + 1));
    return bits && *bits <= (four ? 32u : 128u);
}

bool isHostAddressOrNetwork(const std::string& text) { return isAddressOrNetwork(text) || isHostName(text); }

bool hasControlCharacters(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

} // namespace alula
