// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/commands.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/node.h"
#include "shared/engine/restore/restore.h"

#include <memory>

namespace alula {

// The catalog as the engine's journal of a swap.
class CatalogSwapJournal final : public SwapJournal {
public:
    CatalogSwapJournal(const Node& node, const ServerId& server) : m_node(node), m_server(server) {}
    Result<void> save(const JobId& job, const std::string& plan) override;
    Result<void> markCommitted(const JobId& job) override;
    Result<void> forget(const JobId& job) override;

private:
    const Node& m_node;
    const ServerId m_server;
};

// Everything the engine wants for work on one server's volume, held together while it lasts.
class RestoreSetup {
public:
    static Result<std::unique_ptr<RestoreSetup>> open(const Node& node, const ServerId& server);
    const RestoreDeps& deps() const { return *m_deps; }

private:
    RestoreSetup(const Node& node, const ServerId& server, Volume volume);
    Volume m_volume;
    std::unique_ptr<ServerGate> m_gate;
    CatalogSwapJournal m_journal;
    std::unique_ptr<RestoreDeps> m_deps;
};

// Conflict while an earlier restore of that server could not be brought to an end: its tree may be half the old, half the new
// one.
Result<void> refuseUnsettled(const Node& node, const ServerId& server, const JobId& own);

// Whether what is to be restored, and where to, makes sense: asked by the restore and by its plan. InvalidInput.
Result<void> checkSelection(const RestoreRequest& request);

RestoreOptions restoreOptions(const Node& node, const JobId& job, const RestoreParameters& parameters, std::uint64_t diskLimit);

} // namespace alula
