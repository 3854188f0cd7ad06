// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/session.h"
#include "shared/base/ids.h"
#include "shared/protocol/servers.h"

#include <string>
#include <vector>

// What people type for an id: the whole UUID, its first letters (4 or more), for servers also the name. NotFound when nothing
// fits, InvalidInput when several do.
namespace alula::cli {

Result<protocol::ServersList> allServers(Session& session); // every page
Result<ServerId> findServer(Session& session, const std::string& text);
Result<BackupId> findBackup(Session& session, const std::string& text);
Result<JobId> findJob(Session& session, const std::string& text);

std::string plainPath(std::string path); // "world/" and "/world" mean "world"
// Paths in a backup, as shells complete them.
std::vector<protocol::WirePath> pathsOf(const std::vector<std::string>& texts);

} // namespace alula::cli
