// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/restore.h"

#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/kept_files.h"
#include "shared/engine/restore/remove_tree.h"
#include "shared/engine/restore/room.h"
#include "shared/engine/restore/selection.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_planner.h"
#include "shared/engine/restore/swap_transaction.h"
#include "shared/engine/restore/tree_builder.h"

#include <algorithm>
#include <cerrno>
#include <format>

namespace alula {

namespace {

// 32 and 128 MiB were no better (ADR 32).
constexpr std::uint64_t kSyncEvery = 64_MiB;

// One restore, from the look to the report. One thread, besides those of Archive::extract.
class RestoreRun {
public:
    RestoreRun(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options, const Selection& selection,
               ProgressSink& progress, std::stop_token stop)
        : m_deps(deps), m_archive(archive), m_options(options), m_selection(selection), m_progress(progress),
          m_stop(std::move(stop)) {}
    Result<RestoreSummary> run();

private:
    Result<Room> look();
    Result<void> readFirst();
    Result<void> verify();
    Result<void> stopServer();
    Result<void> beside();
    Result<void> stageAndSwap();
    Result<SwapPlan> buildAndPlan(Staging& staging);
    Result<void> buildBeside(Staging& staging);
    Result<void> build(int base, bool replace, LiveFiles* live);
    bool mayShare() const;
    Result<void> inPlace();
    Result<void> replace();
    Result<void> checkStillStopped();
    Result<void> removeAllIn(int directory);
    Result<std::optional<std::int64_t>> rootTimeAfter();
    void resetRootTime();

    const RestoreDeps& m_deps;
    const Archive& m_archive;
    const RestoreOptions& m_options;
    const Selection& m_selection;
    ProgressSink& m_progress;
    const std::stop_token m_stop;
    FileStat m_root; // of the volume's root, before anything was done
    TreeSize m_size;
    bool m_syncFailed = false; // of the tree that was built last
    RestoreWarnings m_warnings;
};

Result<RestoreSummary> RestoreRun::run() {
    ALULA_ASSIGN(const Room room, look());
    if (room == Room::ForBoth) {
        ALULA_TRY(beside());
    } else {
        ALULA_TRY(inPlace());
    }
    RestoreSummary summary;
    summary.files = m_size.files;
    summary.directories = m_size.directories;
    summary.symlinks = m_size.symlinks;
    summary.bytes = m_size.bytes;
    summary.undoable = room == Room::ForBoth;
    summary.warnings = m_warnings.take();
    return summary;
}

Result<Room> RestoreRun::look() {
    m_progress.begin(Phase::Checking, 0, 0);
    ALULA_ASSIGN(m_root, m_deps.volume.files().names.stat(m_deps.volume.handle(), ""));
    ALULA_TRY(checkIncluded(m_archive, m_selection));
    ALULA_TRY(checkInto(m_deps.volume, m_selection));
    ALULA_TRY(m_options.truncate ? refuseMounts(m_deps.volume, "", m_stop)
                                 : refuseMountsInTheWay(m_deps.volume, m_archive, m_selection, m_stop));
    ALULA_ASSIGN(m_size, measureTree(m_archive, m_selection, &m_warnings, m_stop));
    return checkRoom(m_deps, m_archive, m_selection, m_options, m_size, m_progress, m_stop);
}

Result<void> RestoreRun::stopServer() {
    if (!m_options.stopServer) return {};
    m_progress.begin(Phase::Stopping, 0, 0);
    return m_deps.gate.stopServer(m_stop);
}

Result<void> RestoreRun::beside() {
    if (m_options.readFirst) ALULA_TRY(readFirst());
    ALULA_TRY(stopServer());
    auto done = stageAndSwap();
    if (!done) resetRootTime();
    return done;
}

Result<void> RestoreRun::stageAndSwap() {
    ALULA_ASSIGN(auto staging, Staging::create(m_deps, m_options.job));
    auto plan = caught("building the new tree", [&] { return buildAndPlan(staging); });
    if (!plan) {
        if (auto removed = staging.remove({}); !removed) log::warning("{}", removed.error().toString());
        return fail(plan.error());
    }
    SwapTransaction transaction(m_deps, m_options.job, m_options.stopServer);
    ALULA_TRY(transaction.run(staging, *plan, m_progress, m_stop));
    // Where nothing in the root was replaced, nothing but staging has touched its time.
    if (std::ranges::none_of(plan->directories, [](const TouchedDirectory& d) { return d.path.empty(); })) resetRootTime();
    return {};
}

Result<SwapPlan> RestoreRun::buildAndPlan(Staging& staging) {
    ALULA_TRY(buildBeside(staging));
    if (m_options.truncate)
        ALULA_TRY(keepUnreadable(m_deps.volume, staging.newTree(), m_archive, m_selection, m_warnings, m_stop));
    SwapWish wish;
    wish.truncate = m_options.truncate;
    wish.rootMtimeBefore = m_root.mtimeNs;
    ALULA_ASSIGN(wish.rootMtimeAfter, rootTimeAfter());
    return planSwap(m_deps.volume, staging, wish, m_warnings, m_stop);
}

// Not where all of it may have to be deleted to make room (in place): what is shared frees none. Nor what stays beside the live files.
bool RestoreRun::mayShare() const {
    if (m_options.whenNoRoom != WhenNoRoom::Fail || !m_selection.into().empty()) return false;
    const auto space = m_deps.volume.files().files.space(m_deps.volume.handle());
    return space && sharesSpace(space->type);
}

Result<void> RestoreRun::buildBeside(Staging& staging) {
    if (!mayShare()) return build(staging.newTree(), false, nullptr);
    LiveFiles live(m_deps.volume.files(), m_deps.volume.handle());
    auto built = build(staging.newTree(), false, &live);
    if (built || built.error().errnum() != EIO || m_syncFailed || !live.wereUsed()) return built;
    // A part of a block is written by reading all of it: what begins as a live file is at the mercy of its bad sectors.
    log::warning("{}; the new tree is built once more, without the live files", built.error().toString());
    ALULA_TRY(removeAllIn(staging.newTree()));
    return build(staging.newTree(), false, nullptr);
}

Result<void> RestoreRun::build(int base, bool replace, LiveFiles* live) {
    m_progress.begin(Phase::Unpacking, m_size.contents, m_size.bytes);
    TreeWriterOptions options;
    options.owner = {m_options.uid.value_or(m_root.uid), m_options.gid.value_or(m_root.gid)};
    options.into = m_selection.into();
    options.impliedMtimeNs = m_deps.clock.now().ns;
    options.replace = replace;
    options.sheltered = !replace; // staging is 0700
    options.live = live;
    // In place all goes in first, whatever the disk says meanwhile: half a tree helps nobody.
    options.syncEvery = replace ? 0 : kSyncEvery;
    TreeWriter writer({m_deps.volume.files(), m_deps.load, m_progress, m_warnings, m_stop}, base, options);
    auto built = buildTree(m_archive, m_selection, writer, {m_options.workers, &m_deps.load, true}, m_progress, m_stop);
    m_syncFailed = writer.syncFailed();
    return built;
}

// The time that the archive has for the root; only a whole tree makes the root what it was.
Result<std::optional<std::int64_t>> RestoreRun::rootTimeAfter() {
    if (!m_options.truncate) return std::optional<std::int64_t>();
    ALULA_ASSIGN(const auto root, m_archive.index().find(""));
    return root ? std::optional(root->info.mtimeNs) : std::nullopt;
}

// Staging and its probe came and went in the root, or beside it.
void RestoreRun::resetRootTime() {
    const auto done = caught("setting a time", [&] { // which must not fail a restore that is committed
        return m_deps.volume.files().attributes.setModifiedTime(m_deps.volume.handle(), "", m_root.mtimeNs);
    });
    if (!done) log::debug("the time of the volume's root could not be set back: {}", done.error().toString());
}

Result<void> RestoreRun::verify() {
    ReadOptions options{m_options.workers, &m_deps.load};
    ALULA_ASSIGN(const auto report, m_archive.verify(options, m_progress, m_stop));
    if (report.sound()) return {};
    if (!report.archiveDamage.empty()) return fail(ErrorCode::Corrupt, "the archive is damaged: " + report.archiveDamage);
    return fail(Error(ErrorCode::Corrupt,
                      std::format("{} files of the archive are damaged: {}", report.damaged.size(), report.damaged[0].reason))
                    .withPath(report.damaged[0].path));
}

Result<void> RestoreRun::readFirst() {
    if (m_selection.whole()) return verify();
    m_progress.begin(Phase::Checking, m_size.contents, m_size.bytes);
    return readChosen(m_archive, m_selection, {m_options.workers, &m_deps.load}, m_progress, m_stop);
}

Result<void> RestoreRun::replace() {
    if (m_options.truncate) ALULA_TRY(removeAllIn(m_deps.volume.handle()));
    ALULA_TRY(build(m_deps.volume.handle(), true, nullptr));
    return m_deps.volume.files().files.syncFileSystem(m_deps.volume.handle());
}

// Without room for two trees: cannot be rolled back, so the whole archive is verified first.
Result<void> RestoreRun::inPlace() {
    ALULA_TRY(verify());
    ALULA_TRY(stopServer());
    if (m_options.truncate) ALULA_TRY(refuseMounts(m_deps.volume, "", m_stop));
    const auto done = replace();
    if (!done)
        return fail(
            Error(done.error()).withContext("restoring in place for want of room: the volume is now incomplete, restore again"));
    ALULA_TRY(checkStillStopped());
    m_warnings.add(WarningKind::Replaced, "", "there was no room to keep what was replaced, so this restore cannot be undone");
    return {};
}

// There is nothing to be taken back, so all that can be done is to say it.
Result<void> RestoreRun::checkStillStopped() {
    if (!m_options.stopServer) return {};
    const auto stopped = m_deps.gate.isStopped();
    if (stopped && *stopped) return {};
    if (!stopped) {
        m_warnings.add(WarningKind::Changed, "",
                       "it could not be asked whether the server was started meanwhile: " + stopped.error().message());
        return {};
    }
    return fail(ErrorCode::Busy, "somebody started the server while its files were restored in place, so what it wrote and what "
                                 "was restored may be mixed; stop it and restore again");
}

// But what is Alula's own.
Result<void> RestoreRun::removeAllIn(int directory) {
    m_progress.begin(Phase::Deleting, 0, 0);
    const FileSystem files = m_deps.volume.files();
    ALULA_ASSIGN(const auto entries, files.names.list(directory));
    for (const auto& entry : entries) {
        if (entry.name.starts_with(kOwnPrefix)) continue;
        m_progress.setPath(entry.name);
        ALULA_TRY(removeTree(files, directory, entry.name, m_stop));
    }
    return {};
}

} // namespace

Result<RestoreSummary> restoreArchive(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                                      ProgressSink& progress, std::stop_token stop) {
    return caught("restoring", [&]() -> Result<RestoreSummary> {
        ALULA_ASSIGN(const auto selection, Selection::make(options));
        return RestoreRun(deps, archive, options, selection, progress, stop).run();
    });
}

} // namespace alula
