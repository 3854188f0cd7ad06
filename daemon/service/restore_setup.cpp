// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/restore_setup.h"

namespace alula {

Result<void> CatalogSwapJournal::save(const JobId& job, const std::string& plan) {
    JournalEntry entry;
    entry.job = job;
    entry.server = m_server;
    entry.plan = plan;
    entry.savedAt = m_node.clock.now();
    return m_node.catalog.journal().save(entry);
}
Result<void> CatalogSwapJournal::markCommitted(const JobId& job) {
    return m_node.catalog.journal().markCommitted(job, m_node.clock.now());
}
Result<void> CatalogSwapJournal::forget(const JobId& job) { return m_node.catalog.journal().remove(job); }

RestoreSetup::RestoreSetup(const Node& node, const ServerId& server, Volume volume)
    : m_volume(std::move(volume)), m_gate(node.gateOf(server)), m_journal(node, server),
      m_deps(new RestoreDeps{m_volume, node.settings.dataDirectory, *m_gate, m_journal, node.load, node.clock}) {}

Result<std::unique_ptr<RestoreSetup>> RestoreSetup::open(const Node& node, const ServerId& server) {
    ALULA_ASSIGN(auto volume, Volume::open(node.files, node.volumePath(server)));
    return std::unique_ptr<RestoreSetup>(new RestoreSetup(node, server, std::move(volume)));
}

Result<void> refuseUnsettled(const Node& node, const ServerId& server, const JobId& own) {
    ALULA_ASSIGN(const auto entries, node.catalog.journal().all());
    for (const JournalEntry& entry : entries) {
        if (entry.server == server && !entry.committed && entry.job != own) {
            return fail(
                ErrorCode::Conflict,
                "an earlier restore of this server is not brought to its end yet; start alulad again when its disk is there");
        }
    }
    return {};
}

Result<void> checkSelection(const RestoreRequest& request) {
    std::vector<std::string> paths = request.include;
    paths.insert(paths.end(), request.exclude.begin(), request.exclude.end());
    if (!request.into.empty()) paths.push_back(request.into);
    for (const auto& path : paths) {
        if (!isSafeRelativePath(path)) {
            return fail(Error(ErrorCode::InvalidInput, "a path must be relative, without '.', '..' and a slash at its end")
                            .withPath(path));
        }
    }
    if (request.truncate && !paths.empty()) {
        return fail(ErrorCode::InvalidInput,
                    "Removing what is not in the backup goes with a restore of everything in place only.");
    }
    return {};
}

RestoreOptions restoreOptions(const Node& node, const JobId& job, const RestoreParameters& parameters, std::uint64_t diskLimit) {
    RestoreOptions options;
    options.job = job;
    options.truncate = parameters.truncate;
    options.include = parameters.include;
    options.exclude = parameters.exclude;
    options.into = parameters.into;
    options.stopServer = parameters.stop;
    options.uid = node.settings.restore.uid;
    options.gid = node.settings.restore.gid;
    options.diskLimit = diskLimit;
    options.whenNoRoom = node.settings.restore.whenNoRoom == "in_place" ? WhenNoRoom::InPlace : WhenNoRoom::Fail;
    options.workers = node.workers();
    return options;
}

} // namespace alula
