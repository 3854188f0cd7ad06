// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/tree_builder.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace alula {

namespace {

// Entries handed to one extract(): bounds memory (some 300 bytes each), and is large enough for the work to spread over threads.
constexpr std::size_t kBatch = 65'536;

constexpr std::uint64_t kUnit = 4096;        // what a file system gives a file of one byte
constexpr std::uint64_t kInode = 512;        // ext4: 256, XFS: 512
constexpr std::uint64_t kFixedSlack = 1_MiB; // journal, directories' own blocks

std::uint64_t addOrMost(std::uint64_t a, std::uint64_t b) {
    return checkedAdd(a, b).value_or(std::numeric_limits<std::uint64_t>::max());
}

class Builder {
public:
    Builder(const Archive& archive, TreeWriter& writer, const ReadOptions& options, ProgressSink& progress, std::stop_token stop)
        : m_archive(archive), m_writer(writer), m_options(options), m_progress(progress), m_stop(std::move(stop)) {}
    Result<void> add(const ArchiveEntry& entry);
    Result<void> finish();

private:
    Result<void> addFile(const ArchiveEntry& entry);
    Result<void> extract();

    const Archive& m_archive;
    TreeWriter& m_writer;
    const ReadOptions& m_options;
    ProgressSink& m_progress;
    const std::stop_token m_stop;
    std::vector<ArchiveEntry> m_batch;
    std::unordered_map<std::uint32_t, std::string> m_first;       // of each link group
    std::vector<std::pair<std::uint32_t, std::string>> m_further; // group, path
};

Result<void> Builder::add(const ArchiveEntry& entry) {
    switch (entry.info.type) {
    case EntryType::Directory: return m_writer.addDirectory(entry);
    case EntryType::Symlink: return m_writer.addSymlink(entry);
    case EntryType::File: return addFile(entry);
    }
    return fail(Error(ErrorCode::Corrupt, "the archive holds an entry of an unknown type").withPath(entry.path));
}

Result<void> Builder::addFile(const ArchiveEntry& entry) {
    if (entry.linkGroup != 0 && !m_first.emplace(entry.linkGroup, entry.path).second) {
        m_further.emplace_back(entry.linkGroup, entry.path);
        return {};
    }
    m_batch.push_back(entry);
    // A stream is read once, so it wants to know everything at once.
    if (m_batch.size() >= kBatch && m_archive.randomAccess()) return extract();
    return {};
}

Result<void> Builder::extract() {
    if (m_batch.empty()) return {};
    ALULA_TRY(m_archive.extract(m_batch, m_writer, m_options, m_progress, m_stop));
    m_batch.clear();
    return {};
}

Result<void> Builder::finish() {
    ALULA_TRY(extract());
    for (const auto& [group, path] : m_further) {
        if (m_stop.stop_requested()) return fail(cancelled());
        ALULA_TRY(m_writer.addHardLink(m_first.at(group), path));
    }
    return m_writer.finish();
}

class NoSink final : public ContentSink {
public:
    Result<void> begin(const ArchiveEntry&) override { return {}; }
    Result<void> write(const ArchiveEntry&, std::uint64_t, ByteSpan) override { return {}; }
    Result<void> end(const ArchiveEntry&) override { return {}; }
};

} // namespace

void TreeSize::add(const ArchiveEntry& entry, std::uint64_t holes) {
    switch (entry.info.type) {
    case EntryType::Directory: ++directories; return;
    case EntryType::Symlink: ++symlinks; return;
    case EntryType::File: break;
    }
    ++files;
    if (entry.linkGroup != 0 && !m_groups.insert(entry.linkGroup).second) return;
    ++contents;
    bytes = addOrMost(bytes, entry.info.size);
    const auto stored = entry.info.size - std::min(holes, entry.info.size);
    const auto units = stored / kUnit + (stored % kUnit != 0 ? 1 : 0);
    m_rounded = addOrMost(m_rounded, checkedMul(units, kUnit).value_or(std::numeric_limits<std::uint64_t>::max()));
}

std::uint64_t TreeSize::onDisk() const {
    return addOrMost(m_rounded, kFixedSlack + (directories + symlinks) * kUnit + (files + directories + symlinks) * kInode);
}

Result<TreeSize> measureTree(const Archive& archive, const Selection& selection, RestoreWarnings* warnings,
                             std::stop_token stop) {
    TreeSize size;
    Holes holes(archive);
    ALULA_TRY(forEachChosen(archive, selection, warnings, std::move(stop), [&](const ArchiveEntry& entry) -> Result<void> {
        ALULA_ASSIGN(const auto zeros, holes.in(entry));
        size.add(entry, zeros);
        return {};
    }));
    return size;
}

Result<void> readChosen(const Archive& archive, const Selection& selection, const ReadOptions& options, ProgressSink& progress,
                        std::stop_token stop) {
    NoSink sink;
    std::vector<ArchiveEntry> batch;
    std::unordered_set<std::uint32_t> groups;
    const auto read = [&](const ArchiveEntry& entry) -> Result<void> {
        if (entry.info.type != EntryType::File) return {};
        if (entry.linkGroup != 0 && !groups.insert(entry.linkGroup).second) return {};
        batch.push_back(entry);
        if (batch.size() < kBatch || !archive.randomAccess()) return {};
        ALULA_TRY(archive.extract(batch, sink, options, progress, stop));
        batch.clear();
        return {};
    };
    ALULA_TRY(forEachChosen(archive, selection, nullptr, stop, read));
    return batch.empty() ? Result<void>() : archive.extract(batch, sink, options, progress, stop);
}

Result<void> buildTree(const Archive& archive, const Selection& selection, TreeWriter& writer, const ReadOptions& options,
                       ProgressSink& progress, std::stop_token stop) {
    Builder builder(archive, writer, options, progress, stop);
    ALULA_TRY(forEachChosen(archive, selection, nullptr, stop, [&](const ArchiveEntry& entry) { return builder.add(entry); }));
    return builder.finish();
}

} // namespace alula
