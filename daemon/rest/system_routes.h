// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/routes.h"

namespace alula {

class NodeStateSource;

// How the node is doing, for monitoring, and what this API is: /api/system/alula, /healthz, /openapi.json.
void addSystemRoutes(Routes& routes, NodeStateSource& node);

} // namespace alula
