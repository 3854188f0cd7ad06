// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/routes.h"

namespace alula {

class Downloads;

// Zips that are made at the same time, each on a thread of its own; one more is answered 503.
inline constexpr int kZipsAtOnce = 4;

// GET /download/backup, opened by a link that the panel signs, and what the panel takes back (API §1; Wings:
// router/router_download.go, router_system.go, router_server.go). `downloads` is called on the pool's threads.
void addDownloadRoutes(Routes& routes, Downloads& downloads);

} // namespace alula
