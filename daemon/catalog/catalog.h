// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/backup_table.h"
#include "daemon/catalog/download_table.h"
#include "daemon/catalog/job_table.h"
#include "daemon/catalog/journal_table.h"
#include "daemon/catalog/outbox_table.h"
#include "daemon/catalog/quiesce_table.h"
#include "daemon/catalog/remembered_table.h"
#include "daemon/catalog/server_table.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <string>

namespace alula {

// The SQLite database `<state>/catalog.db` (FORMAT: catalog). WAL, foreign keys, one connection that writes with
// synchronous=FULL. Every table's methods may be called from any thread (one lock). Errors: NoSpace, Corrupt, Io; the message
// names the file.
class Catalog {
public:
    // Opens or makes it (0600) and migrates it. `path` ":memory:" for tests. A database newer than this program: Unsupported.
    static Result<std::unique_ptr<Catalog>> open(const std::string& path);
    ~Catalog();

    ServerTable& servers();
    BackupTable& backups();
    JobTable& jobs();
    OutboxTable& outbox();
    JournalTable& journal();
    DownloadTable& downloads();
    RememberedTable& remembered();
    QuiesceTable& quiesced();

    // Everything `work` does through the tables is one transaction: all of it when it returns a value, none of it when an error
    // (or when it throws: Internal). Nesting joins the outer one: an inner that fails takes back its own work only, and the outer
    // decides about the rest. All other threads wait until it ends, so no I/O in it.
    Result<void> transaction(const std::function<Result<void>()>& work);

private:
    struct State;
    explicit Catalog(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace alula
