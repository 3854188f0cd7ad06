// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/backup_browser.h"
#include "daemon/service/backup_comparer.h"
#include "daemon/service/backup_contents.h"
#include "daemon/service/commands.h"
#include "daemon/service/exchange_commands.h"
#include "daemon/service/job_board.h"
#include "daemon/service/limits.h"
#include "daemon/service/log_memory.h"
#include "daemon/service/name_search.h"
#include "daemon/service/node.h"
#include "daemon/service/node_events.h"
#include "daemon/service/node_state.h"
#include "daemon/service/path_versions.h"
#include "daemon/service/restore_planner.h"
#include "daemon/service/server_directory.h"
#include "daemon/service/stream_broker.h"
#include "daemon/service/volume_browser.h"

namespace alula {

// What the handlers call. Made by daemon/app, outlives the server.
struct RpcServices {
    const Node& node;
    NodeStateSource& state;
    BackupCommands& commands;
    ServerDirectory& servers;
    BackupBrowser& browser;
    JobBoard& jobs;
    RestorePlanner& planner;
    Scheduler& scheduler;
    NodeEvents& events;
    LogMemory& log;
    ExchangeCommands& exchange;
    StreamBroker& streams;
    BackupContents& contents;
    VolumeBrowser& volumes;
    BackupComparer& comparer;
    NameSearch& search;
    PathVersions& versions;
};

class Dispatcher;
void addSystemHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addServerHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addBackupHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addBrowseHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addCompareHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addChangeHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addDeleteHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addStreamHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addSearchHandlers(Dispatcher& dispatcher, const RpcServices& services);
void addJobHandlers(Dispatcher& dispatcher, const RpcServices& services);

} // namespace alula
