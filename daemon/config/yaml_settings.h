// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/setting_value.h"
#include "shared/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace alula {

// A YAML file of settings, taken apart into the keys that were asked for. Hostile input: at most 1 MiB, values at most four levels
// and 10,000 parts deep and wide.
struct YamlSettings {
    std::vector<std::pair<std::string, SettingValue>> values; // key, in the file's order
    std::vector<std::pair<std::string, std::string>> unknown; // key, "config.yml:12"
    std::vector<std::string> mistakes;                        // whole sentences with file, line, column
};

// `keys`: dotted names. Errors: the file cannot be read (NotFound, PermissionDenied, Io), is too big or not YAML (InvalidInput).
Result<YamlSettings> readYamlSettings(const std::string& path, const std::vector<std::string>& keys);

// One value written as YAML, such as an environment variable's. `where` is told with every part of it. Text that is not YAML is a
// Text, which fits no key that is nested.
SettingValue parseYamlValue(const std::string& text, const std::string& where);

} // namespace alula
