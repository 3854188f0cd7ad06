// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/setting_value.h"
#include "daemon/config/settings.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// One row of the table that says everything about a key.
struct SettingKey {
    enum class Shape : std::uint8_t { Text, List, Map, Nested };

    std::string name;                                        // "restore.when_in_use"
    std::string allowed;                                     // ends the sentence "… is 'maybe'; it must be "
    std::function<bool(Settings&, const SettingValue&)> set; // false: not allowed, nothing is changed
    Shape shape = Shape::Text;
    bool secret = false; // its value is never shown
    // Instead of `set` for what is nested: a whole sentence for each mistake within.
    std::function<std::vector<std::string>(Settings&, const SettingValue&)> setNested = {};
};

const std::vector<SettingKey>& settingKeys();
const SettingKey* findSettingKey(std::string_view name);

// "restore.when_in_use" → "ALULA_RESTORE_WHEN_IN_USE"
std::string environmentName(std::string_view key);

} // namespace alula
