// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/store/store.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// The logical index (FORMAT: index): entry pages, block table, then root (page table + header) and a 16-byte tail
// {u64le root length, u64le XXH3-64 of the root}. Each part is FlatBuffers in zstd. The archive stores these bytes sliced into
// the FEXTRA fields of its index members; foreign archives have them as a plain file in the state directory.
class IndexWriter {
public:
    // The number of entries, if it is known, spares the growing index its copies: room is set aside, but not touched, for 64 B
    // each.
    explicit IndexWriter(std::uint64_t expectedEntries = 0);
    ~IndexWriter();
    // Entries in index order: by (parent path, name), component by component in bytes; the root directory (path "") first.
    Result<void> add(const ArchiveEntry& entry);
    Result<void> addBlock(const ArchiveBlock& block); // in stream order
    // The whole logical index. Memory: the compressed index and one page.
    Result<std::string> finish(const ArchiveHeader& header);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

struct EntryPage {
    std::vector<ArchiveEntry> entries;
    std::string next; // name to go on after; empty: that was all
};

// Reads a logical index by pages, a few of them cached. Hostile input: everything is bounded and verified before use. Any thread.
class IndexReader {
public:
    // `index` is the logical index, whatever it is stored in.
    static Result<std::unique_ptr<IndexReader>> open(std::shared_ptr<ByteSource> index);
    ~IndexReader();

    const ArchiveHeader& header() const;
    std::uint64_t entryCount() const;
    Result<std::optional<ArchiveEntry>> find(const std::string& path) const;
    // One directory's entries in name order, those after `after`. NotFound when the path is no directory of the archive.
    Result<EntryPage> list(const std::string& path, const std::string& after, std::size_t limit) const;
    // All entries in index order; the callback returns false to stop.
    Result<void> forEach(const std::function<Result<bool>(const ArchiveEntry&)>& visit) const;
    // Entries at and below `path`, in index order.
    Result<void> forEachBelow(const std::string& path, const std::function<Result<bool>(const ArchiveEntry&)>& visit) const;
    // How many entries are below a directory (0 for what is none), without going through them.
    Result<std::uint64_t> countBelow(const std::string& directory) const;
    // The paths of all symlinks, in index order.
    Result<void> forEachSymlink(const std::function<void(const std::string& path)>& visit, std::stop_token stop) const;
    // Every stored page against its hash; nothing is unpacked. Corrupt names none: a damaged index is of no use.
    Result<void> checkPages() const;
    // Empty for foreign archives. Corrupt as soon as a block ends behind `fileEnd`.
    Result<std::vector<ArchiveBlock>> blocks(std::uint64_t fileEnd = std::numeric_limits<std::uint64_t>::max()) const;

private:
    friend class IndexCursor;
    struct State;
    explicit IndexReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// Gives the entries at and below a path one by one, in index order. One thread; the reader outlives it.
class IndexCursor {
public:
    IndexCursor(const IndexReader& reader, std::string path);
    Result<std::optional<ArchiveEntry>> next(); // none: that was all

private:
    const IndexReader& m_reader;
    std::string m_path;
    std::size_t m_page = 0, m_entry = 0;
    bool m_started = false;
    bool m_top = true; // the entry at the path itself is still to come
};

} // namespace alula
