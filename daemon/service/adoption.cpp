// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/adoption.h"

#include "shared/base/log.h"
#include "shared/engine/archive/archive.h"

namespace alula {

namespace {

Backup rowOf(const StoredArchive& archive) {
    Backup row;
    row.id = archive.backup;
    row.server = archive.server;
    row.state = BackupState::Completed;
    row.origin = "adopted";
    row.created = row.completed = Timestamp{archive.mtimeNs};
    row.size = archive.size;
    return row;
}

// The facts of an archive of Alula's; whose it is. None: it is somebody else's.
Result<std::optional<ServerId>> readInto(const Node& node, Backup& row) {
    ALULA_ASSIGN(const auto source, node.store.open(row.server, row.id));
    row.size = source->size();
    row.foreign = !hasAlulaFooter(*source).value_or(false);
    if (row.foreign) return std::nullopt;
    const auto opened = openAlulaArchive(source);
    if (!opened) return std::nullopt; // damaged, which verify finds out
    const ArchiveHeader& header = (*opened)->index().header();
    row.created = header.planTime;
    row.contentBytes = header.contentBytes;
    row.files = header.files;
    row.ignoreText = header.ignoreText;
    row.warnings = header.warnings.size();
    return header.server;
}

} // namespace

Result<void> readFacts(const Node& node, Backup& row) {
    return readInto(node, row).transform([](const auto&) {});
}

Result<std::optional<Backup>> rowOfUnknown(const Node& node, const StoredArchive& archive) {
    Backup row = rowOf(archive);
    ALULA_ASSIGN(const auto owner, readInto(node, row));
    if (row.server.isNull() && owner) row.server = *owner;
    if (row.server.isNull()) return std::nullopt;
    return row;
}

Result<std::optional<Backup>> findOrAdopt(const Node& node, const ServerId& server, const BackupId& backup) {
    ALULA_ASSIGN(const auto known, node.catalog.backups().find(backup));
    if (known) return known->server == server ? known : std::nullopt;
    StoredArchive archive;
    archive.server = server;
    archive.backup = backup;
    archive.mtimeNs = node.clock.now().ns; // until the archive says more
    Backup row = rowOf(archive);
    const auto owner = readInto(node, row);
    if (!owner && owner.error().code() == ErrorCode::NotFound) return std::nullopt;
    if (!owner) return std::unexpected(owner.error());
    if (*owner && **owner != server) return std::nullopt; // its own index says that it is another's
    const auto inserted = node.catalog.backups().insert(row);
    if (!inserted && inserted.error().code() == ErrorCode::AlreadyExists) return node.catalog.backups().find(backup);
    if (!inserted) return std::unexpected(inserted.error());
    log::info("adopted the archive of backup {} of server {}, which the panel asked for", backup.toString(), server.toString());
    Q_EMIT node.events.backupChanged(backup);
    return row;
}

} // namespace alula
