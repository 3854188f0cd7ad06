// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/wings_file.h"

#include "daemon/config/yaml_settings.h"
#include "shared/base/bytes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace alula {

namespace {

// Wings' key, Alula's key. api.port and api.ssl are not taken over: Wings keeps its port, and nginx in front of both ends TLS.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kSame = {{
    {"token", "token"},
    {"token_id", "panel.token_id"},
    {"remote", "panel.remote"},
    {"remote_query.timeout", "panel.timeout"}, // seconds in both
    {"remote_query.custom_headers", "panel.headers"},
    {"allowed_origins", "api.allowed_origins"},
    {"api.trusted_proxies", "api.trusted_proxies"},
    {"system.data", "data_directory"},
    {"system.backup_directory", "backup_directory"},
    {"system.user.uid", "restore.uid"},
    {"system.user.gid", "restore.gid"},
    {"system.backups.write_limit", "load.write_mib_s"}, // MiB/s in both
    {"system.backups.compression_level", "archive.compression"},
    {"system.backups.restore_host_allowlist", "restore.host_allowlist"},
}};
constexpr std::string_view kHost = "api.host", kPort = "api.port", kSsl = "api.ssl.enabled";

using Values = std::vector<std::pair<std::string, SettingValue>>;

const SettingValue* find(const Values& values, std::string_view key) {
    const auto found = std::ranges::find(values, key, [](const auto& pair) -> std::string_view { return pair.first; });
    return found == values.end() || found->second.kind != SettingValue::Kind::Text ? nullptr : &found->second;
}

// Wings writes its zero values out: they mean that it does not know, or no limit ("if the value is less than 1, unlimited").
bool saysNothing(std::string_view key, const SettingValue& value) {
    if (value.kind == SettingValue::Kind::Nothing) return true;
    if (value.kind == SettingValue::Kind::List) return value.list.empty();
    if (value.kind == SettingValue::Kind::Map) return value.map.empty();
    if (value.text.empty()) return true;
    if (key == "system.user.uid" || key == "system.user.gid") return value.text == "0";
    if (key == "system.backups.write_limit") return parseNumber<std::int64_t>(value.text).value_or(1) < 1;
    return false;
}

// Where Wings' API is reached from this very node.
SettingValue ownAddress(const Values& values, const std::string& path) {
    const auto textOr = [&](std::string_view key, std::string fallback) {
        const auto* value = find(values, key);
        return value != nullptr && !value->text.empty() ? value->text : std::move(fallback);
    };
    auto host = textOr(kHost, "0.0.0.0");
    if (host == "0.0.0.0") host = "127.0.0.1";
    if (host == "::") host = "::1";
    if (host.contains(':')) host = "[" + host + "]";
    const bool ssl = parseBool(textOr(kSsl, "false")).value_or(false);
    SettingValue url;
    url.kind = SettingValue::Kind::Text;
    url.text = (ssl ? "https://" : "http://") + host + ":" + textOr(kPort, "8080");
    url.where = path;
    return url;
}

} // namespace

Result<WingsFile> readWingsFile(const std::string& path) {
    std::vector<std::string> keys = {std::string(kHost), std::string(kPort), std::string(kSsl)};
    for (const auto& [theirs, ours] : kSame) keys.emplace_back(theirs);
    ALULA_ASSIGN(auto yaml, readYamlSettings(path, keys));
    WingsFile file;
    file.mistakes = std::move(yaml.mistakes);
    const auto* port = find(yaml.values, kPort);
    if (port != nullptr && !parseNumber<std::uint16_t>(port->text))
        file.mistakes.push_back(port->where + ": Wings' api.port is " + describe(*port) +
                                "; it must be a number from 0 to 65535");
    for (const auto& [theirs, ours] : kSame) {
        const auto found =
            std::ranges::find(yaml.values, theirs, [](const auto& pair) -> std::string_view { return pair.first; });
        if (found == yaml.values.end() || saysNothing(theirs, found->second)) continue;
        found->second.key = theirs;
        file.values.emplace_back(ours, found->second);
    }
    file.values.emplace_back("wings.url", ownAddress(yaml.values, path));
    return file;
}

} // namespace alula
