// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_making.h"

#include "daemon/service/kept_indexes.h"
#include "daemon/service/sentences.h"
#include "shared/base/boot.h"

namespace alula {

namespace {

Compression compressionOf(const std::string& setting) {
    if (setting == "none") return Compression::None;
    if (setting == "good") return Compression::Good;
    if (setting == "best_compression") return Compression::BestCompression;
    return Compression::BestSpeed;
}

// "wings" where stock Wings must be able to restore what we write (FORMAT: tar stream).
TarEntries entriesOf(const Settings& settings) {
    const bool hasWings = !settings.wingsConfig.empty() || !settings.wings.url.empty();
    if (settings.archive.entries == "auto") return hasWings ? TarEntries::Wings : TarEntries::Full;
    return settings.archive.entries == "wings" ? TarEntries::Wings : TarEntries::Full;
}

void fill(Backup& row, const CreateSummary& summary) {
    row.size = summary.size;
    row.sha1 = hex(summary.sha1);
    row.contentBytes = summary.contentBytes;
    row.newBytes = summary.newBytes;
    row.files = summary.files;
    row.warnings = summary.warnings.size();
}

} // namespace

Result<Backup> rowOf(const Node& node, const BackupId& id) {
    ALULA_ASSIGN(auto row, node.catalog.backups().find(id));
    if (!row) return fail(ErrorCode::Internal, "the backup's row is gone from the catalog");
    return *std::move(row);
}

Result<void> keepMade(const Node& node, const Backup& made) {
    return node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(const Backup row, rowOf(node, made.id));
        Backup next = made;
        next.pinned = row.pinned;
        next.note = row.note;
        next.deletedInPanel = row.deletedInPanel;
        return node.catalog.backups().update(next);
    });
}

CreateOptions createOptions(const Node& node, const Backup& row, std::uint64_t volumeId) {
    CreateOptions options;
    options.server = row.server;
    options.backup = row.id;
    options.ignoreText = row.ignoreText;
    options.compression = compressionOf(node.settings.archive.compression);
    options.tarEntries = entriesOf(node.settings);
    options.volumeId = volumeId;
    options.workers = node.workers();
    options.crossFileSystems = node.settings.archive.crossFileSystems;
    options.boot = bootNumber();
    options.mayBeReused = node.settings.archive.reuse != "off" && row.adapter != "s3";
    // In the archive itself it would be out of reach.
    if (row.adapter == "s3")
        options.keepIndex = [&node, id = row.id](ByteSpan index) { return KeptIndexes(node).keep(id, index); };
    return options;
}

Result<CreateSummary> keepHere(const Node& node, const Volume& volume, const CreateOptions& options, Backup& row,
                               JobContext& context) {
    const auto publishing = [&](const CreateSummary& summary) -> Result<void> {
        fill(row, summary);
        row.state = BackupState::Publishing;
        return keepMade(node, row);
    };
    const CreateDeps deps{volume, node.store, node.clock, node.load};
    return createArchive(deps, options, publishing, context.progress, context.stop);
}

void complete(const Node& node, Backup& row, const CreateSummary& summary, std::chrono::steady_clock::time_point begun,
              JobLog& log) {
    fill(row, summary);
    row.state = BackupState::Completed;
    row.completed = node.clock.now();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(node.clock.steady() - begun);
    row.durationMs = static_cast<std::uint64_t>(took.count());
    for (const auto& warning : summary.warnings) log.warning(sentence(warning), warning.path);
    log.info(sentence(summary));
}

Result<void> dropRow(const Node& node, const BackupId& backup) {
    const auto removed = node.catalog.backups().remove(backup);
    return removed || removed.error().code() == ErrorCode::NotFound ? Result<void>{} : removed;
}

} // namespace alula
