// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/routes.h"

namespace alula {

class Downloads;

// GET /download/backup, opened by a link that the panel signs, and what the panel takes back (API §1; Wings:
// router/router_download.go, router_system.go, router_server.go). `downloads` is called on the pool's threads.
void addDownloadRoutes(Routes& routes, Downloads& downloads);

} // namespace alula
