// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/writer.h"

#include "shared/engine/archive/archive_assembler.h"
#include "shared/engine/archive/block_pipeline.h"
#include "shared/engine/archive/block_times.h"
#include "shared/engine/archive/entry_lister.h"
#include "shared/engine/archive/file_facts.h"
#include "shared/engine/archive/plan.h"
#include "shared/engine/archive/size_bound.h"
#include "shared/engine/archive/warning_list.h"

#include <exception>

namespace alula {
namespace {

// `truncate -s 8E x` is free, but every MiB of a plan costs 32 bytes of memory, and every MiB in the index of the archive 116.
constexpr std::uint64_t kMostContentBytes = 2048_GiB;

// The way of built blocks into the archive, and what is learned of them.
class BlockIntake final : public BlockTaker {
public:
    BlockIntake(const BuildContext& context, ArchiveAssembler& assembler, FileFacts& facts, WarningList& warnings)
        : m_plan(context.plan), m_reuse(context.reuse), m_assembler(assembler), m_facts(facts), m_warnings(warnings) {}

    Result<void> place(BuiltBlock& block) override {
        readBytes += block.readBytes;
        copiedBytes += block.copiedBytes;
        ALULA_TRY(m_facts.add(m_plan.blocks()[m_next++], block, m_warnings));
        m_assembler.placeBlock(block.record);
        return {};
    }
    Result<void> hash(BuiltBlock& block) override { return m_assembler.hashBlock(block.member, block.older, block.record); }
    Result<void> write(const BuiltBlock& block, std::stop_token stop) override {
        if (block.older && m_reuse.isShareable(*block.older)) {
            ALULA_ASSIGN(const bool shared, m_assembler.shareBlock(m_reuse.source(), block.older->offset, block.record));
            if (shared) return {};
        }
        return m_assembler.writeBlock(block.member, block.record, std::move(stop));
    }

    std::uint64_t readBytes = 0, copiedBytes = 0;

private:
    const ArchivePlan& m_plan;
    const BlockReuse& m_reuse;
    ArchiveAssembler& m_assembler;
    FileFacts& m_facts;
    WarningList& m_warnings;
    std::size_t m_next = 0;
};

// One backup from the walk to the publication. Used once.
class Creation {
public:
    Creation(const CreateDeps& deps, const CreateOptions& options, ProgressSink& progress, std::stop_token stop)
        : m_deps(deps), m_options(options), m_progress(progress), m_stop(std::move(stop)) {}

    Result<CreateSummary> run(const std::function<Result<void>(const CreateSummary&)>& ready) {
        m_header.started = m_deps.clock.now();
        // First of all: a backup that is there already, or a full disk, is not worth a walk.
        ALULA_ASSIGN(const auto sink, m_deps.store.create(m_options.server, m_options.backup));
        ALULA_ASSIGN(const VolumeTree tree, scan());
        ALULA_ASSIGN(const ArchivePlan plan, ArchivePlan::make(tree, m_options.tarEntries, m_stop));
        ALULA_TRY(sink->expect(archiveSizeBound(plan, m_options.ignoreText, m_warnings.all()), m_stop));
        ArchiveAssembler assembler(*sink, m_deps.load, m_progress, tree.size());
        ALULA_TRY(pack(plan, assembler, sink->shareUnit()));
        ALULA_TRY(publish(*sink, assembler, ready));
        return m_summary;
    }

private:
    Result<VolumeTree> scan() {
        m_progress.begin(Phase::Scanning, 0, 0);
        m_header.boot = m_options.boot;
        settle();
        m_header.planTime = m_deps.clock.now();
        WalkOptions options;
        options.ignore = IgnoreRules::parse(m_options.ignoreText);
        options.crossFileSystems = m_options.crossFileSystems;
        options.maxContentBytes = kMostContentBytes;
        options.workers = m_options.workers;
        ALULA_ASSIGN(auto walked, walk(m_deps.volume, options, m_deps.load, m_progress, m_stop));
        for (Warning& warning : walked.warnings) m_warnings.add(std::move(warning));
        return std::move(walked.tree);
    }

    // Stores through mmap that the file system has not seen yet reach the files' times now (FORMAT: reuse).
    void settle() {
        if (!m_options.mayBeReused && !m_options.previous) return;
        // Other file systems in the volume are not synced by this, nor known.
        const auto space = m_deps.volume.files().files.space(m_deps.volume.handle());
        if (m_options.crossFileSystems || !space || !tellsOfWrites(space->type)) return;
        // Looked at before: a sync can take minutes, and what it has written back first may have been written to again meanwhile.
        const std::int64_t settled = settledBefore(m_deps.clock.now());
        if (m_deps.volume.files().files.syncFileSystem(m_deps.volume.handle())) m_settledBefore = settled;
    }

    // The older archive, if it is of the same volume.
    std::shared_ptr<const PreviousArchive> previous() const {
        if (!m_options.previous) return nullptr;
        const ArchiveHeader& old = m_options.previous->header();
        return old.server == m_options.server && old.volumeId == m_options.volumeId ? m_options.previous : nullptr;
    }

    // A clock that was set back gives times a second time. A power cut may keep what was written and lose the file's new times.
    BlockReuse::Times believedTimes() const {
        if (!m_options.previous || m_settledBefore == kNothingSettled) return BlockReuse::Times::Doubted;
        const ArchiveHeader& old = m_options.previous->header();
        const bool sameBoot = old.boot != 0 && old.boot == m_header.boot;
        return sameBoot && old.planTime <= m_header.planTime ? BlockReuse::Times::Believed : BlockReuse::Times::Doubted;
    }

    Result<void> pack(const ArchivePlan& plan, ArchiveAssembler& assembler, std::uint64_t unit) {
        m_progress.begin(Phase::Reading, plan.tree().files(), plan.contentBytes());
        FileFacts facts(plan);
        BlockReuse reuse(previous(), believedTimes(), unit, m_deps.load);
        PageCacheKeeper cache(m_deps.volume.files());
        const BuildContext context{.volume = m_deps.volume,
                                   .plan = plan,
                                   .settings = {m_options.compression, m_options.volumeId},
                                   .settledBefore = m_settledBefore,
                                   .reuse = reuse,
                                   .load = m_deps.load,
                                   .cache = cache,
                                   .progress = m_progress,
                                   .filesAhead = filesAhead(m_options.workers),
                                   .unit = unit};
        BlockIntake intake(context, assembler, facts, m_warnings);
        const auto built = buildBlocks(context, m_options.workers, intake, m_stop);
        // Also when this backup fails: what is damaged must not pass for good.
        if (auto trouble = reuse.trouble(); trouble && m_options.onPreviousTrouble) m_options.onPreviousTrouble(*trouble);
        if (!built) return built;
        m_summary.readBytes = intake.readBytes;
        m_copiedBytes = intake.copiedBytes;
        const EntryLister lister(plan, facts);
        ALULA_TRY(lister.list([&](const ArchiveEntry& entry) { return assembler.index().add(entry); }, m_warnings, m_stop));
        fillHeader(plan, lister);
        return assembler.finish(m_header, m_options.keepIndex, m_stop);
    }

    void fillHeader(const ArchivePlan& plan, const EntryLister& lister) {
        m_header.writer = "alula " ALULA_VERSION;
        m_header.server = m_options.server;
        m_header.backup = m_options.backup;
        m_header.ended = m_deps.clock.now();
        m_header.ignoreText = m_options.ignoreText;
        m_header.compression = m_options.compression;
        m_header.tarEntries = m_options.tarEntries;
        m_header.volumeId = m_options.volumeId;
        m_header.files = plan.tree().files();
        m_header.directories = lister.directories();
        m_header.symlinks = lister.symlinks();
        m_header.contentBytes = plan.tree().totalBytes();
        m_header.streamBytes = plan.streamBytes();
        m_header.generation = m_copiedBytes == 0 ? 0 : m_options.previous->header().generation + 1;
        m_header.warnings = m_warnings.all();
    }

    Result<void> publish(ArchiveSink& sink, ArchiveAssembler& assembler,
                         const std::function<Result<void>(const CreateSummary&)>& ready) {
        m_progress.begin(Phase::Publishing, 0, 0);
        m_summary.size = assembler.size();
        m_summary.sha1 = assembler.sha1();
        m_summary.contentBytes = m_header.contentBytes;
        m_summary.newBytes = assembler.size() - m_copiedBytes;
        m_summary.files = m_header.files;
        m_summary.directories = m_header.directories;
        m_summary.symlinks = m_header.symlinks;
        m_summary.warnings = m_header.warnings;
        if (m_stop.stop_requested()) return fail(cancelled());
        return sink.publish([&]() -> Result<void> {
            // The last moment: what `ready` records is published.
            if (m_stop.stop_requested()) return fail(cancelled());
            return ready ? ready(m_summary) : Result<void>();
        });
    }

    const CreateDeps& m_deps;
    const CreateOptions& m_options;
    ProgressSink& m_progress;
    const std::stop_token m_stop;
    ArchiveHeader m_header;
    CreateSummary m_summary;
    WarningList m_warnings;
    std::int64_t m_settledBefore = kNothingSettled; // older times of files say all that was written to them
    std::uint64_t m_copiedBytes = 0;
};

} // namespace

Result<CreateSummary> createArchive(const CreateDeps& deps, const CreateOptions& options,
                                    const std::function<Result<void>(const CreateSummary&)>& ready, ProgressSink& progress,
                                    std::stop_token stop) {
    try {
        auto created = Creation(deps, options, progress, std::move(stop)).run(ready);
        if (!created) return fail(std::move(created).error().withContext("making the backup " + options.backup.toString()));
        return created;
    } catch (const std::exception& e) {
        return fail(ErrorCode::Internal, std::string("making the backup failed: ") + e.what());
    }
}

} // namespace alula
