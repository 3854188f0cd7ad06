// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alula {

// What somebody gave for a key, before anybody knows whether it fits.
struct SettingValue {
    enum class Kind : std::uint8_t { Text, List, Map, NestedList, NestedMap, Nothing, Other };

    Kind kind = Kind::Nothing;
    std::string text;
    std::vector<std::string> list;                        // of texts
    std::vector<std::pair<std::string, std::string>> map; // of texts
    // Of a list, a map or what is nested, for the keys that allow more than one level.
    std::vector<struct SettingPart> children;
    std::string where; // "config.yml:12:8", "ALULA_API_PORT"
    std::string key;   // as that file calls it, when it is not Alula's name

    SettingValue();
    ~SettingValue();
    SettingValue(const SettingValue&);
    SettingValue(SettingValue&&) noexcept;
    SettingValue& operator=(const SettingValue&);
    SettingValue& operator=(SettingValue&&) noexcept;
};

struct SettingPart {
    std::string name; // "" in a list
    SettingValue value;
};

// Here, where a part is whole.
inline SettingValue::SettingValue() = default;
inline SettingValue::~SettingValue() = default;
inline SettingValue::SettingValue(const SettingValue&) = default;
inline SettingValue::SettingValue(SettingValue&&) noexcept = default;
inline SettingValue& SettingValue::operator=(const SettingValue&) = default;
inline SettingValue& SettingValue::operator=(SettingValue&&) noexcept = default;

// For a sentence: "'maybe'", "a list", shortened and without control characters.
std::string describe(const SettingValue& value);

// The words of the settings. nullopt: not one of them.
std::optional<bool> parseBool(std::string_view text); // true false yes no on off, any case
// "30s", "5m", "1h", "7d", "2w"; a bare number is in `bareUnit`.
std::optional<std::chrono::seconds> parseDuration(std::string_view text, std::chrono::seconds bareUnit);
// "50", "12.5", "512KiB", "1GiB/s"; a bare number is MiB a second.
std::optional<double> parseMibPerSecond(std::string_view text);
bool isUrl(std::string_view text);                    // http or https, with a host
bool isAddressOrNetwork(const std::string& text);     // 10.0.0.1, 10.0.0.0/8, ::1
bool isHostAddressOrNetwork(const std::string& text); // those, and names such as minio.lan
bool hasControlCharacters(std::string_view text);

} // namespace alula
