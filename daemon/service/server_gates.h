// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/open_files_gate.h"
#include "daemon/panel/wings_gate.h"
#include "shared/engine/restore/restore.h"

#include <memory>
#include <string>

namespace alula {

// The panel room's gates as the engine wants them: the two rooms do not know each other.
std::unique_ptr<ServerGate> gateThroughWings(WingsClient& wings, Clock& clock, const ServerId& server,
                                             const WingsGateRules& rules);
std::unique_ptr<ServerGate> gateByOpenFiles(const std::string& volumePath, bool proceedWhenInUse);

} // namespace alula
