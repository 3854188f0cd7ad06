// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/page.h"
#include "shared/protocol/backups.h"

namespace alula::cli {

Page backupPage(const protocol::BackupInfo& backup); // all that is known of it

} // namespace alula::cli
