// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/settings.h"

#include <map>
#include <string>
#include <vector>

namespace alula {

// Where each key that was set got its value: key → "config.yml:12:8".
using SettingOrigins = std::map<std::string, std::string>;

// What single values cannot tell: keys that need or exclude each other. One sentence a mistake.
std::vector<std::string> checkSettings(const Settings& settings, const SettingOrigins& origins);

} // namespace alula
