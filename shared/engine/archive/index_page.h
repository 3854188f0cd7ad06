// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/index_generated.h"
#include "shared/engine/archive/index_part.h"

#include <string>
#include <utility>
#include <vector>

namespace alula {

// What a table and its place in a vector cost at most, with vtable and alignment (flatbuffers internals: 4 bytes an offset, 2 a
// vtable slot), without the texts.
inline constexpr std::size_t kEntryCost = 176;
inline constexpr std::size_t kDirectoryCost = 48;

// Collects entries into one page. The bounds of format.h are kept by the caller asking `takes` before `add`.
class EntryPageBuilder {
public:
    bool empty() const { return m_entries.empty(); }
    bool takes(const ArchiveEntry& entry) const;
    void add(const ArchiveEntry& entry);

    struct Page {
        std::string firstParent, firstName;
        std::uint32_t count = 0;
        RawPart raw;
    };
    Page finish(); // and begins the next

private:
    flatbuffers::FlatBufferBuilder m_builder{64 * 1024};
    std::vector<flatbuffers::Offset<wire::Entry>> m_entries;
    std::vector<flatbuffers::Offset<wire::Directory>> m_directories;
    std::string m_firstParent, m_firstName, m_parent;
    std::size_t m_cost = 0; // bytes it will have, counted a little too high
};

// A page's entries, checked once; each is copied out when asked for. Immutable: any thread.
class EntryPageView {
public:
    // `next` is the page after it, if there is one: its first key must be greater than all of this page's.
    static Result<EntryPageView> parse(RawPart raw, const PageRef& page, const PageRef* next);

    std::size_t size() const { return m_page->entries()->size(); }
    EntryKey key(std::size_t i) const;
    EntryType type(std::size_t i) const;
    ArchiveEntry entry(std::size_t i) const;
    std::size_t lowerBound(EntryKey key) const; // the first entry not before it

private:
    EntryPageView() = default;
    Result<void> readDirectories(TextBudget& budget);
    Result<void> checkEntries(TextBudget& budget) const;

    RawPart m_raw;
    const wire::EntryPage* m_page = nullptr;                               // into m_raw, whose heap block does not move with it
    std::vector<std::pair<std::uint32_t, std::string_view>> m_directories; // first entry, path
};

// Bytes that an entry's attributes take up in the sense of format::kMaxAttributeBytes.
std::size_t attributeCost(const std::vector<ExtendedAttribute>& attributes);

} // namespace alula
