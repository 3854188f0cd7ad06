// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// A server of this node as the panel tells it. Texts are UTF-8, at most 1 KiB.
struct PanelServer {
    ServerId id;
    std::string name, description;
    std::string eggId, eggName;       // "" when the panel does not say
    std::uint64_t diskLimitBytes = 0; // 0: no limit (build.disk_space, MiB, as Wings reads it)
    bool suspended = false;
};

// One page of GET /servers.
struct PanelServerPage {
    std::vector<PanelServer> servers;
    std::uint64_t lastPage = 1;
};

// Protocol when it is not that. An entry without a canonical uuid is left out with a warning in the log: no request could name
// it.
Result<PanelServerPage> parseServerPage(const std::string& body);

} // namespace alula
