// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/create_executor.h"
#include "daemon/service/deletion.h"
#include "daemon/service/exchange_commands.h"
#include "daemon/service/export_executor.h"
#include "daemon/service/import_executor.h"
#include "daemon/service/node_commands.h"
#include "daemon/service/restore_executor.h"
#include "daemon/service/startup_recovery.h"
#include "daemon/service/verify_executor.h"
#include "tests/daemon/service/node_fixture.h"

#include <chrono>
#include <memory>
#include <stdexcept>

namespace alula::test {

// A node with its executors, its queue and its commands.
class WorkingNode : public NodeFixture {
public:
    ~WorkingNode() { scheduler.reset(); }

    // What the daemon does at its start. A test that never calls it has no queue.
    Result<void> start() {
        scheduler = std::make_unique<Scheduler>(*catalog, clock, SchedulerSettings{1, 100, false});
        scheduler->setExecutor(JobKind::Create, create);
        scheduler->setExecutor(JobKind::Restore, restore);
        scheduler->setExecutor(JobKind::Undo, undo);
        scheduler->setExecutor(JobKind::Verify, verify);
        scheduler->setExecutor(JobKind::Delete, remove);
        scheduler->setExecutor(JobKind::Export, exports);
        scheduler->setExecutor(JobKind::Import, imports);
        commands = std::make_unique<NodeCommands>(node, *scheduler, servers, archives, downloads);
        exchange = std::make_unique<ExchangeCommands>(node, *scheduler, servers, archives, streams);
        StartupRecovery recovery(node, archives, reconciler);
        ALULA_TRY(recovery.run());
        return scheduler->start([&recovery](const Job& job) { return recovery.fateOf(job); });
    }
    Result<JobId> startBackup(const ServerId& server, const BackupId& backup) {
        CreateRequest request;
        request.server = server;
        request.backup = backup;
        request.origin = {"cli", ""};
        return commands->create(request);
    }
    Result<JobId> startRestore(const ServerId& server, const BackupId& backup) {
        RestoreRequest request;
        request.server = server;
        request.backup = backup;
        request.truncate = true;
        request.origin = {"cli", ""};
        return commands->restore(request);
    }
    // The job's row when it has ended.
    Job ended(const JobId& id) {
        if (!scheduler->waitUntilEnded(id, std::chrono::seconds(60))) throw std::runtime_error("the job does not end");
        return job(id);
    }

    CreateExecutor create{node, servers};
    RestoreDownloads downloads{node, AddressGuard::make({"127.0.0.1"}).value()};
    RestoreExecutor restore{node, archives, servers, create, downloads};
    UndoExecutor undo{node};
    VerifyExecutor verify{node, archives};
    DeleteExecutor remove{node, archives};
    StreamBroker streams{clock, random};
    ExportExecutor exports{node, archives, streams};
    ImportExecutor imports{node, streams};
    std::unique_ptr<Scheduler> scheduler;
    std::unique_ptr<NodeCommands> commands;
    std::unique_ptr<ExchangeCommands> exchange;
};

} // namespace alula::test
