// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/previous_backup.h"

#include "shared/base/log.h"

namespace alula {

namespace {

constexpr std::size_t kMostTried = 8; // imports and damaged ones in between are passed over, not a whole history

void markDamaged(const Node& node, const BackupId& id, const Error& error) {
    const auto marked = node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(auto row, node.catalog.backups().find(id));
        if (!row || row->damaged) return {};
        row->damaged = true;
        row->verified = node.clock.now();
        row->verifyResult = "the archive is damaged: " + error.toString();
        return node.catalog.backups().update(*row);
    });
    if (!marked) log::warning("that backup {} is damaged cannot be kept: {}", id.toString(), marked.error().toString());
    Q_EMIT node.events.backupChanged(id);
}

Result<std::shared_ptr<const PreviousArchive>> openPrevious(const Node& node, const ServerId& server, const BackupId& id) {
    ALULA_ASSIGN(auto source, node.store.open(server, id));
    auto opened = PreviousArchive::open(std::move(source));
    if (opened || opened.error().code() != ErrorCode::NotFound) return opened;
    // The catalog says that Alula has made it.
    return fail(ErrorCode::Corrupt, opened.error().message());
}

} // namespace

void tellOfPrevious(const Node& node, const BackupId& id, const Error& error, JobLog& log) {
    const bool damaged = error.code() == ErrorCode::Corrupt;
    log.warning("The earlier backup " + id.toString() + (damaged ? " is damaged" : " cannot be read") + " (" + error.toString() +
                "); what this one would have taken from there is made of the server's files.");
    if (damaged) markDamaged(node, id, error);
}

PreviousBackup previousBackup(const Node& node, const ServerId& server, std::uint64_t volumeId, JobLog& log) {
    if (node.settings.archive.reuse == "off") return {};
    const auto candidates = node.catalog.backups().good(server, BackupTable::Where::Here);
    if (!candidates) {
        log.warning("What earlier backup there is cannot be found out: " + candidates.error().toString());
        return {};
    }
    for (std::size_t i = 0; i < candidates->size() && i < kMostTried; ++i) {
        const BackupId id = (*candidates)[i].id;
        const auto row = node.catalog.backups().find(id);
        if (!row || !*row || (*row)->foreign) continue;
        auto archive = openPrevious(node, server, id);
        if (!archive) {
            // Gone: whoever looks after the archives will mark it. Unsupported: of a newer Alula.
            const auto code = archive.error().code();
            if (code != ErrorCode::NotFound && code != ErrorCode::Unsupported) tellOfPrevious(node, id, archive.error(), log);
            continue;
        }
        const ArchiveHeader& header = (*archive)->header();
        if (header.volumeId != volumeId || header.server != server) continue; // imported, or of before the volume was made anew
        if (header.generation >= node.settings.archive.fullEvery - 1) {
            log.info("This backup takes nothing from earlier ones and is built wholly from the server's files: the newest one on this node "
                     "is the last of " + std::to_string(node.settings.archive.fullEvery) + " that take from each other.");
            return {};
        }
        return {id, *std::move(archive)};
    }
    return {};
}

} // namespace alula
