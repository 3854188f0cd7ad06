// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/settings.h"
#include "shared/base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alula {

struct LoadedSettings {
    Settings settings;
    std::vector<std::string> warnings; // unknown keys: "config.yml:12: unknown key 'foo.bar' is ignored"
};

struct SettingsSources {
    std::string file;    // --config; "": none
    std::string dataDir; // --data-dir: the embedded default below this folder; "": not asked for
    std::function<std::optional<std::string>(const std::string& name)> environment; // ALULA_*; injected for tests
};

// Every file's values are checked, and all mistakes told at once; a key that is given without a value keeps its default.
// Precedence: environment, then the file, then Wings' own file (wings_config), then defaults. InvalidInput lists every mistake
// with file and line. With dataDir: volumes in DIR/volumes, archives in DIR/backups, state in DIR/state, socket DIR/alulad.sock,
// token in DIR/token (0600, made when missing), port 0 on 127.0.0.1 unless told otherwise.
Result<LoadedSettings> loadSettings(const SettingsSources& sources);

} // namespace alula
