// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/engine/archive/index.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// Every name that a server's backups have, once, with the backups that have it: what a search goes through. Derived from their
// indexes, and thrown away when in doubt. In memory as in its file; numbers as the processor has them, since no other reads it:
//
//   header     64 bytes: magic, version, XXH3-64 of all that follows, the counts of the columns
//   backups    {16 bytes id, u64 size of the archive}          slot 0, 1 …: in the order in which they were added
//   sets       u32 first of its runs; {u32 first, u32 last} slots of each run. A set of backups; many names share one
//   folders    u32 offset of its path, u32 its first name      in index order, and so are the names of each
//   names      u32 offset of its text, u32 set
//   texts      paths of folders; folded names; names           names end in NUL, and in both columns at the same offset
//
// The folded names lie together: looking through them is one pass over bytes. Immutable: any thread.
class NameTable {
public:
    struct Covered {
        BackupId backup;
        std::uint64_t size = 0; // of its archive: another one under that id would have other names
        friend bool operator==(const Covered&, const Covered&) = default;
    };
    struct Run {
        std::uint32_t first = 0, last = 0; // slots
    };

    NameTable(); // of no backup
    NameTable(NameTable&&) = default;
    NameTable& operator=(NameTable&&) = default;
    // Corrupt: not such bytes, or not as they were written.
    static Result<NameTable> parse(std::vector<std::uint8_t> bytes);
    ByteSpan bytes() const { return m_bytes; }
    std::vector<std::uint8_t> takeBytes() && { return std::move(m_bytes); } // to be destroyed or assigned to then

    // With one backup more. Unsupported when there are more names than 4 GiB of text hold.
    Result<NameTable> with(const Covered& backup, const IndexReader& index, std::stop_token stop) const;
    // Without those that are not among `kept`, and without the names that only they had.
    Result<NameTable> only(std::span<const Covered> kept) const;

    const std::vector<Covered>& covered() const { return m_covered; }
    std::size_t size() const { return m_names.size() - 1; }
    std::size_t directories() const { return m_directoryNames.size() - 1; }
    std::size_t sets() const { return m_sets.size() - 1; }

    std::string_view name(std::size_t i) const { return m_texts.data() + m_names[i]; }
    std::string_view folded(std::size_t i) const { return m_foldedTexts.data() + m_names[i]; }
    std::uint32_t set(std::size_t i) const { return m_nameSets[i]; }
    std::span<const Run> runs(std::size_t set) const { return m_runs.subspan(m_sets[set], m_sets[set + 1] - m_sets[set]); }
    std::string_view directory(std::size_t d) const;
    std::string path(std::size_t i) const;

    std::string_view foldedTexts() const { return m_foldedTexts; }
    std::size_t textOffset(std::size_t i) const { return m_names[i]; }
    // The name whose text has this offset, and the folder of a name; `from` is not behind it, and the nearer the quicker.
    std::size_t nameAtText(std::size_t offset, std::size_t from) const;
    std::size_t directoryOf(std::size_t i, std::size_t from) const;
    std::size_t lowerBound(std::string_view path) const; // the first name not before it in index order

private:
    Result<void> takeColumns();
    bool isSound() const;

    std::vector<std::uint8_t> m_bytes;
    // Into m_bytes, whose heap block does not move with it.
    std::vector<Covered> m_covered;
    std::span<const std::uint32_t> m_sets, m_directoryTexts, m_directoryNames, m_names, m_nameSets; // but m_nameSets one too long
    std::span<const Run> m_runs;
    std::string_view m_directoryPaths, m_foldedTexts, m_texts;
};

} // namespace alula
