// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_table.h"

#include "daemon/service/name_query.h"
#include "daemon/service/name_table_writer.h"
#include "shared/base/load.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/volume/entry.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

namespace alula {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

std::unexpected<Error> corrupt() { return fail(ErrorCode::Corrupt, "a file of names is damaged"); }

// Ascending from 0 to `end`: the places of texts, runs and names in their columns.
bool ascends(std::span<const std::uint32_t> column, std::size_t end, bool strictly) {
    const auto isOff = [strictly](std::uint32_t a, std::uint32_t b) { return strictly ? a >= b : a > b; };
    return column.front() == 0 && column.back() == end && std::ranges::adjacent_find(column, isOff) == column.end();
}

// The last one not above `value`; `from` is one of those, and the nearer the quicker.
std::size_t lastNotAbove(std::span<const std::uint32_t> column, std::size_t value, std::size_t from) {
    std::size_t step = 1;
    std::size_t low = from;
    while (low + step < column.size() && column[low + step] <= value) {
        low += step;
        step *= 2;
    }
    const std::size_t high = std::min(low + step, column.size());
    const auto after = std::upper_bound(column.begin() + static_cast<std::ptrdiff_t>(low),
                                        column.begin() + static_cast<std::ptrdiff_t>(high), value);
    return static_cast<std::size_t>(after - column.begin()) - 1;
}

void append(std::vector<NameTable::Run>& runs, std::uint32_t slot) {
    if (!runs.empty() && runs.back().last + 1 == slot) runs.back().last = slot;
    else runs.push_back({slot, slot});
}

} // namespace

NameTable::NameTable() {
    m_bytes = NameTableWriter({}).finish().value_or(std::vector<std::uint8_t>{});
    (void)takeColumns(); // of nothing: they are as they were written
}

Result<NameTable> NameTable::parse(std::vector<std::uint8_t> bytes) {
    NameTable table;
    table.m_bytes = std::move(bytes);
    ALULA_TRY(table.takeColumns());
    return table;
}

namespace {

// Of bytes that are as long as it says, and as they were written.
Result<NameTableHeader> headerOf(ByteSpan bytes) {
    NameTableHeader header;
    if (bytes.size() < sizeof(header)) return corrupt();
    std::memcpy(&header, bytes.data(), sizeof(header));
    if (header.magic != NameTableHeader::kMagic || header.version != NameTableHeader::kVersion) return corrupt();
    const std::uint64_t numbers = std::uint64_t{1} * header.sets + 1 + std::uint64_t{2} * header.runs +
                                  std::uint64_t{2} * header.directories + 2 + std::uint64_t{2} * header.names + 1;
    const std::uint64_t whole = sizeof(header) + std::uint64_t{24} * header.backups + 4 * numbers + header.directoryBytes +
                                std::uint64_t{2} * header.textBytes;
    if (whole != bytes.size() || xxh3(bytes.subspan(sizeof(header))) != header.hash) return corrupt();
    return header;
}

} // namespace

Result<void> NameTable::takeColumns() {
    ALULA_ASSIGN(const NameTableHeader header, headerOf(m_bytes));
    const std::uint8_t* at = m_bytes.data() + sizeof(header);
    m_covered.clear();
    for (std::uint32_t i = 0; i < header.backups; ++i, at += 24) {
        std::array<std::uint8_t, 16> id{};
        Covered covered;
        std::memcpy(id.data(), at, 16);
        std::memcpy(&covered.size, at + 16, 8);
        covered.backup = BackupId(Uuid(id));
        m_covered.push_back(covered);
    }
    const auto take = [&at](std::size_t count) {
        const std::span column(reinterpret_cast<const std::uint32_t*>(at), count);
        at += 4 * count;
        return column;
    };
    m_sets = take(std::size_t{header.sets} + 1);
    m_runs = {reinterpret_cast<const Run*>(take(std::size_t{2} * header.runs).data()), header.runs};
    m_directoryTexts = take(std::size_t{header.directories} + 1);
    m_directoryNames = take(std::size_t{header.directories} + 1);
    m_names = take(std::size_t{header.names} + 1);
    m_nameSets = take(header.names);
    const auto takeText = [&at](std::size_t length) {
        const std::string_view text(reinterpret_cast<const char*>(at), length);
        at += length;
        return text;
    };
    m_directoryPaths = takeText(header.directoryBytes);
    m_foldedTexts = takeText(header.textBytes);
    m_texts = takeText(header.textBytes);
    return isSound() ? Result<void>() : corrupt();
}

// The hash speaks against accidents only.
bool NameTable::isSound() const {
    if (!ascends(m_sets, m_runs.size(), false) || !ascends(m_directoryTexts, m_directoryPaths.size(), false)) return false;
    if (!ascends(m_directoryNames, size(), false) || !ascends(m_names, m_texts.size(), true)) return false;
    if (size() > 0 && (m_texts.back() != '\0' || m_foldedTexts.back() != '\0')) return false;
    if (std::ranges::any_of(m_nameSets, [this](std::uint32_t set) { return set >= sets(); })) return false;
    return std::ranges::all_of(m_runs, [this](Run run) { return run.first <= run.last && run.last < m_covered.size(); });
}

std::string_view NameTable::directory(std::size_t d) const {
    return m_directoryPaths.substr(m_directoryTexts[d], m_directoryTexts[d + 1] - m_directoryTexts[d]);
}

std::size_t NameTable::nameAtText(std::size_t offset, std::size_t from) const { return lastNotAbove(m_names, offset, from); }

std::size_t NameTable::directoryOf(std::size_t i, std::size_t from) const { return lastNotAbove(m_directoryNames, i, from); }

std::string NameTable::path(std::size_t i) const { return joinPath(directory(directoryOf(i, 0)), name(i)); }

std::size_t NameTable::lowerBound(std::string_view path) const {
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const int parents = comparePaths(directory(directoryOf(middle, 0)), parentOf(path));
        if (parents < 0 || (parents == 0 && name(middle) < nameOf(path))) low = middle + 1;
        else high = middle;
    }
    return low;
}

Result<NameTable> NameTable::only(std::span<const Covered> kept) const {
    std::vector<std::uint32_t> slots(m_covered.size(), kNone);
    std::vector<Covered> left;
    for (std::size_t i = 0; i < m_covered.size(); ++i) {
        if (!std::ranges::contains(kept, m_covered[i])) continue;
        slots[i] = static_cast<std::uint32_t>(left.size());
        left.push_back(m_covered[i]);
    }
    NameTableWriter writer(left);
    std::vector<std::uint32_t> sets(this->sets(), kNone); // kNone: nothing is left of it
    for (std::size_t s = 0; s < sets.size(); ++s) {
        std::vector<Run> runs;
        for (const Run& run : this->runs(s)) {
            for (std::uint32_t slot = run.first; slot <= run.last; ++slot)
                if (slots[slot] != kNone) append(runs, slots[slot]);
        }
        if (!runs.empty()) sets[s] = writer.intern(runs);
    }
    writer.reserve(size(), m_texts.size());
    for (std::size_t d = 0; d < directories(); ++d) {
        for (std::size_t i = m_directoryNames[d]; i < m_directoryNames[d + 1]; ++i)
            if (sets[set(i)] != kNone) writer.add(directory(d), folded(i), name(i), sets[set(i)]);
    }
    ALULA_ASSIGN(auto bytes, writer.finish());
    return parse(std::move(bytes));
}

namespace {

// Puts one index's names between those of a table: both are in index order.
class Merge {
public:
    Merge(const NameTable& old, const NameTable::Covered& backup)
        : m_old(old), m_slot(static_cast<std::uint32_t>(old.covered().size())), m_writer(coveredWith(old, backup)),
          m_same(old.sets(), kNone), m_grown(old.sets(), kNone) {}

    void reserve(std::uint64_t entries) {
        m_writer.reserve(std::max<std::size_t>(m_old.size(), entries), m_old.foldedTexts().size());
    }
    void add(const ArchiveEntry& entry) {
        const std::string_view parent = parentOf(entry.path);
        const std::string_view name = nameOf(entry.path);
        int order = 1;
        for (; m_next < m_old.size(); takeOld()) {
            order = compareWithOld(parent, name);
            if (order >= 0) break;
        }
        if (order == 0 && m_next < m_old.size()) {
            m_writer.add(parent, m_old.folded(m_next), name, grown(m_old.set(m_next)));
            ++m_next;
            return;
        }
        if (m_alone == kNone) m_alone = m_writer.intern({{m_slot, m_slot}});
        m_writer.add(parent, foldedName(name), name, m_alone);
    }
    Result<std::vector<std::uint8_t>> finish() {
        while (m_next < m_old.size()) takeOld();
        return m_writer.finish();
    }

private:
    static std::vector<NameTable::Covered> coveredWith(const NameTable& old, const NameTable::Covered& backup) {
        auto covered = old.covered();
        covered.push_back(backup);
        return covered;
    }
    std::string_view oldDirectory() {
        m_directory = m_old.directoryOf(m_next, m_directory);
        return m_old.directory(m_directory);
    }
    // Of the next old name against this one; equal parents are told by a quick comparison first.
    int compareWithOld(std::string_view parent, std::string_view name) {
        const std::string_view directory = oldDirectory();
        if (directory != parent) return comparePaths(directory, parent);
        return m_old.name(m_next).compare(name);
    }
    void takeOld() {
        std::uint32_t& set = m_same[m_old.set(m_next)];
        if (set == kNone) {
            const auto runs = m_old.runs(m_old.set(m_next));
            set = m_writer.intern({runs.begin(), runs.end()});
        }
        m_writer.add(oldDirectory(), m_old.folded(m_next), m_old.name(m_next), set);
        ++m_next;
    }
    std::uint32_t grown(std::uint32_t set) {
        if (m_grown[set] == kNone) {
            const auto old = m_old.runs(set);
            std::vector<NameTable::Run> runs(old.begin(), old.end());
            append(runs, m_slot);
            m_grown[set] = m_writer.intern(runs);
        }
        return m_grown[set];
    }

    const NameTable& m_old;
    const std::uint32_t m_slot;
    NameTableWriter m_writer;
    std::vector<std::uint32_t> m_same, m_grown; // old set → the same in the new table, and with the new slot
    std::uint32_t m_alone = kNone;              // the set of the new slot only
    std::size_t m_next = 0, m_directory = 0;    // of the old table
};

} // namespace

Result<NameTable> NameTable::with(const Covered& backup, const IndexReader& index, std::stop_token stop) const {
    Merge merge(*this, backup);
    merge.reserve(index.entryCount());
    ALULA_TRY(index.forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        if (stop.stop_requested()) return fail(cancelled());
        if (!entry.path.empty()) merge.add(entry);
        return true;
    }));
    ALULA_ASSIGN(auto bytes, merge.finish());
    return parse(std::move(bytes));
}

} // namespace alula
