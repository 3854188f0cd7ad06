// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "tests/fuzz/fuzz.h"

#include <map>
#include <mutex>

namespace alula::fuzz {

// Takes contents, keeps none of them, and insists on what ContentSink promises. Any thread.
class CountingSink final : public ContentSink {
public:
    Result<void> begin(const ArchiveEntry& entry) override {
        const std::lock_guard lock(m_mutex);
        require(m_written.try_emplace(entry.path, 0).second, "an entry is begun once");
        return {};
    }
    Result<void> write(const ArchiveEntry& entry, std::uint64_t offset, ByteSpan bytes) override {
        const std::lock_guard lock(m_mutex);
        const auto found = m_written.find(entry.path);
        require(found != m_written.end(), "nothing is written before begin()");
        require(offset <= entry.info.size && bytes.size() <= entry.info.size - offset,
                "nothing is written behind an entry's end");
        found->second += bytes.size();
        return {};
    }
    Result<void> end(const ArchiveEntry& entry) override {
        const std::lock_guard lock(m_mutex);
        const auto found = m_written.find(entry.path);
        require(found != m_written.end() && found->second == entry.info.size, "an entry that ends had all of its bytes");
        ++m_ended;
        return {};
    }
    std::size_t ended() const { return m_ended; }

private:
    std::mutex m_mutex;
    std::map<std::string, std::uint64_t> m_written; // guarded by m_mutex
    std::size_t m_ended = 0;
};

// Every entry of an index, and the sum of its files' sizes; the reader's other ways must tell the same.
struct Listing {
    std::vector<ArchiveEntry> entries, files;
    std::uint64_t bytes = 0; // not more than UINT64_MAX
    bool whole = false;      // no page of it was damaged
};
inline Listing readListing(const IndexReader& index) {
    Listing listing;
    const auto read = index.forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        listing.entries.push_back(entry);
        if (entry.info.type == EntryType::File) {
            listing.files.push_back(entry);
            listing.bytes = checkedAdd(listing.bytes, entry.info.size).value_or(UINT64_MAX);
        }
        return true;
    });
    listing.whole = read.has_value();
    require(!listing.whole || listing.entries.size() == index.entryCount(), "an index counts its entries");
    return listing;
}

// Pages through one directory; the names must go up, or a client would page for ever.
inline void checkDirectory(const IndexReader& index, const std::string& path) {
    std::string after;
    for (int pages = 0; pages < 64; ++pages) {
        const auto page = index.list(path, after, 3);
        if (!page) return;
        for (const auto& entry : page->entries) {
            require(std::string(nameOf(entry.path)) > after, "a directory is listed in the order of its names");
            require(parentOf(entry.path) == path, "a directory's list is of that directory");
            after = nameOf(entry.path);
        }
        if (page->next.empty()) return;
        require(page->next == after, "the next page goes on where this one ends");
    }
}

inline void checkIndex(const IndexReader& index, const Listing& listing) {
    constexpr std::size_t kMost = 64;
    for (std::size_t i = 0; i < listing.entries.size() && i < kMost; ++i) {
        const ArchiveEntry& entry = listing.entries[i];
        require(entry.path.empty() || isSafeRelativePath(entry.path), "no path of an index leads outside");
        const auto found = index.find(entry.path);
        require(!listing.whole || (found && *found && (*found)->path == entry.path), "what is listed is found");
        if (entry.info.type == EntryType::Directory) checkDirectory(index, entry.path);
        std::size_t below = 0;
        (void)index.forEachBelow(entry.path, [&](const ArchiveEntry&) -> Result<bool> { return ++below < kMost; });
        IndexCursor cursor(index, entry.path);
        for (std::size_t n = 0; n < kMost; ++n) {
            const auto next = cursor.next();
            if (!next || !*next) break;
        }
    }
    (void)index.blocks();
}

} // namespace alula::fuzz
