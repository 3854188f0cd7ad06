// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/routes.h"

namespace alula {

class BackupCommands;

// The backup part of Wings' API, as panels call it (API §1; Wings: router/router_server_backup.go). `commands` is called on the
// pool's threads.
void addBackupRoutes(Routes& routes, BackupCommands& commands);

} // namespace alula
