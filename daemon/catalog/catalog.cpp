// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/catalog.h"

#include "daemon/catalog/database.h"
#include "daemon/catalog/migrations.h"

namespace alula {

struct Catalog::State {
    explicit State(std::unique_ptr<Database> opened)
        : database(std::move(opened)), servers(*database), backups(*database), jobs(*database), outbox(*database),
          journal(*database), downloads(*database), remembered(*database), quiesced(*database) {}

    std::unique_ptr<Database> database;
    ServerTable servers;
    BackupTable backups;
    JobTable jobs;
    OutboxTable outbox;
    JournalTable journal;
    DownloadTable downloads;
    RememberedTable remembered;
    QuiesceTable quiesced;
};

Catalog::Catalog(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Catalog::~Catalog() = default;

Result<std::unique_ptr<Catalog>> Catalog::open(const std::string& path) {
    ALULA_ASSIGN(auto database, Database::open(path));
    ALULA_ASSIGN(const auto steps, migrations());
    ALULA_TRY(migrate(*database, steps));
    return std::unique_ptr<Catalog>(new Catalog(std::make_unique<State>(std::move(database))));
}

ServerTable& Catalog::servers() { return m_state->servers; }
BackupTable& Catalog::backups() { return m_state->backups; }
JobTable& Catalog::jobs() { return m_state->jobs; }
OutboxTable& Catalog::outbox() { return m_state->outbox; }
JournalTable& Catalog::journal() { return m_state->journal; }
DownloadTable& Catalog::downloads() { return m_state->downloads; }
RememberedTable& Catalog::remembered() { return m_state->remembered; }
QuiesceTable& Catalog::quiesced() { return m_state->quiesced; }

Result<void> Catalog::transaction(const std::function<Result<void>()>& work) { return m_state->database->transaction(work); }

} // namespace alula
