// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/setting_value.h"
#include "daemon/config/settings.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

enum class RulesFor : std::uint8_t { Servers, Eggs };
std::string_view nameOf(RulesFor whom); // "server", "egg"

// quiesce.servers and quiesce.eggs:
//   <uuid>:
//     before: [save-off, save-all flush, {wait_for: Saved the game}, {wait: 2s}]
//     after: [save-on]
// Fills `rules` when there is no mistake. A mistake is a whole sentence with its place.
std::vector<std::string> readQuiesceRules(const SettingValue& value, RulesFor whom, std::map<std::string, QuiesceRule>& rules);

} // namespace alula
