// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/setting_value.h"
#include "shared/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace alula {

// What Wings' own config.yml says about Alula's keys (names and defaults: Pelican Wings, config/config.go).
struct WingsFile {
    std::vector<std::pair<std::string, SettingValue>> values; // by Alula's keys
    std::vector<std::string> mistakes;
};

// Missing keys are fine, unknown ones are Wings' own business. wings.url is always among the values.
Result<WingsFile> readWingsFile(const std::string& path);

} // namespace alula
