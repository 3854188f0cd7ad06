// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/export_backup.h"

#include "shared/engine/archive/depth_first.h"
#include "shared/engine/restore/restore_warnings.h"
#include "shared/engine/restore/selection.h"
#include "shared/formats/losses.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

namespace alula {
namespace {

// Entries held at once: bounds memory (some 300 bytes each), and is large enough for the work to spread over threads.
constexpr std::size_t kBatch = 16'384;

// One call of exportBackup(). As a sink it is called by one thread at a time.
class Export final : public ContentSink {
public:
    Export(const Archive& archive, ExportWriter& writer, const ExportOptions& options, ProgressSink& progress,
           ExportSummary& summary, std::stop_token stop)
        : m_archive(archive), m_writer(writer), m_options(options), m_progress(progress), m_summary(summary),
          m_stop(std::move(stop)), m_losses(options.format),
          m_hasLinks(options.format != ArchiveFormat::Zip && options.format != ArchiveFormat::SevenZip) {}

    Result<void> run(const Selection& selection) {
        DepthFirst entries(m_archive.index());
        for (;;) {
            if (m_stop.stop_requested()) return fail(cancelled());
            ALULA_ASSIGN(auto entry, entries.next());
            if (!entry) break;
            ALULA_ASSIGN(const bool chosen, isChosen(*entry, selection, nullptr));
            if (!chosen) continue;
            m_batch.push_back(*std::move(entry));
            // A stream is read once, so it wants to know everything at once.
            if (m_batch.size() >= kBatch && m_archive.randomAccess()) ALULA_TRY(flush());
        }
        ALULA_TRY(flush());
        ALULA_TRY(m_writer.finish());
        m_summary.warnings = m_losses.losses();
        return {};
    }

    Result<void> begin(const ArchiveEntry& entry) override {
        if (m_archive.randomAccess()) ALULA_TRY(writePlainBefore(m_places.at(entry.path)));
        return m_writer.beginFile(entry);
    }
    Result<void> write(const ArchiveEntry&, std::uint64_t, ByteSpan bytes) override {
        if (m_stop.stop_requested()) return fail(cancelled());
        return m_writer.write(bytes);
    }
    Result<void> end(const ArchiveEntry&) override { return m_writer.endFile(); }

private:
    bool hasContents(const ArchiveEntry& entry) const {
        return entry.info.type == EntryType::File && (entry.info.size > 0 || !m_archive.randomAccess());
    }

    // What a batch is made of: contents to be read, further names of files, and all that has none.
    struct Sorted {
        std::vector<ArchiveEntry> contents;
        std::vector<ArchiveEntry> copies; // share their contents with one of these: another round
    };

    Result<void> flush() {
        Sorted sorted;
        std::unordered_set<std::uint64_t> read;
        m_places.clear();
        m_links.assign(m_batch.size(), nullptr);
        m_next = 0;
        for (std::size_t i = 0; i < m_batch.size(); ++i) {
            const ArchiveEntry& entry = m_batch[i];
            count(entry);
            if (const std::string* first = leaderOf(entry)) {
                if (m_hasLinks) {
                    m_links[i] = first;
                    continue;
                }
                m_losses.countCopy(entry);
            }
            if (!hasContents(entry)) continue;
            m_places[entry.path] = i;
            (read.insert(entry.streamOffset).second ? sorted.contents : sorted.copies).push_back(entry);
        }
        ALULA_TRY(readInOrder(sorted.contents));
        if (m_archive.randomAccess()) ALULA_TRY(writePlainBefore(m_batch.size()));
        ALULA_TRY(writeCopies(std::move(sorted.copies)));
        if (!m_archive.randomAccess()) ALULA_TRY(writePlainLast());
        m_batch.clear();
        return {};
    }

    Result<void> readInOrder(const std::vector<ArchiveEntry>& files) {
        if (files.empty()) return {};
        return m_archive.extractInOrder(files, *this, {m_options.workers, m_options.load}, m_progress, m_stop);
    }

    // Where there are no hard links: each round reads one more of those that share their contents.
    Result<void> writeCopies(std::vector<ArchiveEntry> copies) {
        while (!copies.empty()) {
            std::vector<ArchiveEntry> now;
            std::vector<ArchiveEntry> later;
            std::unordered_set<std::uint64_t> read;
            for (ArchiveEntry& copy : copies) (read.insert(copy.streamOffset).second ? now : later).push_back(std::move(copy));
            ALULA_TRY(readInOrder(now));
            copies = std::move(later);
        }
        return {};
    }

    // Directories, symlinks, hard links and empty files that come before this place of the batch.
    Result<void> writePlainBefore(std::size_t place) {
        for (; m_next < place; ++m_next) {
            if (!hasContents(m_batch[m_next]) || m_links[m_next]) ALULA_TRY(writePlain(m_next));
        }
        return {};
    }

    // Behind the contents, which come in an order of their own: a directory that came before would lose its time again.
    Result<void> writePlainLast() {
        for (std::size_t i = 0; i < m_batch.size(); ++i) {
            const bool directory = m_batch[i].info.type == EntryType::Directory;
            if (!directory && (!hasContents(m_batch[i]) || m_links[i])) ALULA_TRY(writePlain(i));
        }
        for (std::size_t i = m_batch.size(); i-- > 0;)
            if (m_batch[i].info.type == EntryType::Directory) ALULA_TRY(writePlain(i));
        return {};
    }

    Result<void> writePlain(std::size_t place) {
        const ArchiveEntry& entry = m_batch[place];
        if (m_stop.stop_requested()) return fail(cancelled());
        switch (entry.info.type) {
        case EntryType::Directory: return m_writer.addDirectory(entry);
        case EntryType::Symlink: return m_writer.addSymlink(entry);
        case EntryType::File: break;
        }
        ++m_progress.filesDone;
        if (m_links[place]) {
            m_progress.bytesDone += entry.info.size;
            return m_writer.addHardLink(entry, *m_links[place]);
        }
        ALULA_TRY(m_writer.beginFile(entry));
        return m_writer.endFile();
    }

    // The first chosen file of its link group, unless it is that one itself.
    const std::string* leaderOf(const ArchiveEntry& entry) {
        if (entry.linkGroup == 0) return nullptr;
        const auto [known, isNew] = m_leaders.try_emplace(entry.linkGroup, entry.path);
        return isNew ? nullptr : &known->second;
    }

    void count(const ArchiveEntry& entry) {
        m_losses.count(entry);
        switch (entry.info.type) {
        case EntryType::Directory: ++m_summary.directories; break;
        case EntryType::Symlink: ++m_summary.symlinks; break;
        case EntryType::File:
            ++m_summary.files;
            m_summary.bytes += entry.info.size;
            break;
        }
    }

    const Archive& m_archive;
    ExportWriter& m_writer;
    const ExportOptions& m_options;
    ProgressSink& m_progress;
    ExportSummary& m_summary;
    const std::stop_token m_stop;
    LossCounter m_losses;
    const bool m_hasLinks;
    std::vector<ArchiveEntry> m_batch;
    std::unordered_map<std::string, std::size_t> m_places;    // of the files with contents, in the batch
    std::vector<const std::string*> m_links;                  // by place: the file that it is a further name of
    std::unordered_map<std::uint32_t, std::string> m_leaders; // of each link group; grows, its strings stay where they are
    std::size_t m_next = 0;                                   // of the batch: what has no contents is written up to here
};

Result<void> runExport(const Archive& archive, const ExportOptions& options, const ByteOutput& output, ProgressSink& progress,
                       const std::stop_token& stop, ExportSummary& summary) {
    RestoreOptions choice;
    choice.include = options.include;
    choice.exclude = options.exclude;
    ALULA_ASSIGN(const Selection selection, Selection::make(choice));
    ALULA_TRY(checkIncluded(archive, selection));
    RestoreWarnings warnings;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    ALULA_TRY(forEachChosen(archive, selection, &warnings, stop, [&](const ArchiveEntry& entry) -> Result<void> {
        if (entry.info.type != EntryType::File) return {};
        ++files;
        bytes += entry.info.size;
        return {};
    }));
    progress.begin(Phase::Packing, files, bytes);
    const ByteOutput counted = [&](ByteSpan piece) -> Result<void> {
        if (stop.stop_requested()) return fail(cancelled());
        if (piece.empty()) return {}; // a packer that waits
        ALULA_TRY(output(piece));
        summary.written += piece.size();
        progress.bytesWritten += piece.size();
        return {};
    };
    ALULA_ASSIGN(const auto writer, makeExportWriter(options.format, counted, {options.workers}));
    ALULA_TRY(Export(archive, *writer, options, progress, summary, stop).run(selection));
    std::ranges::move(warnings.take(), std::back_inserter(summary.warnings));
    return {};
}

} // namespace

Result<ExportSummary> exportBackup(const Archive& archive, const ExportOptions& options, const ByteOutput& output,
                                   ProgressSink& progress, std::stop_token stop) {
    try {
        ExportSummary summary;
        ALULA_TRY(runExport(archive, options, output, progress, stop, summary));
        return summary;
    } catch (const std::exception& e) {
        return fail(ErrorCode::Internal, std::string("exporting the backup failed: ") + e.what());
    }
}

} // namespace alula
