// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/comparison_builder.h"

#include <algorithm>

namespace alula {

namespace {

Comparison::Facts factsOf(const ArchiveEntry& entry) {
    return {entry.info.type == EntryType::File ? entry.info.size : 0, entry.info.mtimeNs, entry.info.mode, entry.info.type};
}

bool isDirectory(const ArchiveEntry* entry) { return entry && entry->info.type == EntryType::Directory; }

} // namespace

ComparisonBuilder::ComparisonBuilder(const std::string& root, std::size_t mostBytes) : m_most(mostBytes) {
    m_made.m_root = root;
    m_made.m_directories.emplace_back();
    m_made.m_directories.back().path = parentOf(root);
}

Result<void> ComparisonBuilder::charge(std::size_t bytes) {
    m_made.m_bytes += bytes;
    if (m_made.m_bytes <= m_most) return {};
    return fail(ErrorCode::Unsupported, "So much differs that the memory set aside for comparisons (" +
                                            std::to_string(m_most >> 20) +
                                            " MiB) does not hold it: compare one directory at a time.");
}

bool ComparisonBuilder::isNewDirectory(const Comparison::StoredRow& row) {
    const bool before = row.change != Comparison::Change::Added && row.before.type == EntryType::Directory;
    const bool after = row.change != Comparison::Change::Removed && row.after.type == EntryType::Directory;
    return (before || after) && row.inside == Comparison::kNone;
}

// Entries of one directory come together, and directories in order of their paths: it is the last one, or a new one.
Result<std::uint32_t> ComparisonBuilder::directoryOf(const std::string& path) {
    auto& directories = m_made.m_directories;
    const std::string_view parent = parentOf(path);
    if (directories.back().path != parent) {
        const auto row = m_made.findRow(parent);
        if (!row || !isNewDirectory(m_made.m_rows[*row]) || comparePaths(directories.back().path, parent) > 0)
            return fail(Error(ErrorCode::Corrupt, "The index is damaged: it has an entry in no directory.").withPath(path));
        ALULA_TRY(charge(sizeof(Comparison::Directory) + parent.size()));
        m_made.m_rows[*row].inside = static_cast<std::uint32_t>(directories.size());
        directories.push_back({std::string(parent), *row, static_cast<std::uint32_t>(m_made.m_rows.size()), 0, {}});
    }
    return static_cast<std::uint32_t>(directories.size() - 1);
}

Result<void> ComparisonBuilder::add(const ArchiveEntry* from, const ArchiveEntry* to, std::uint32_t differences) {
    const ArchiveEntry& entry = from ? *from : *to;
    const bool same = from && to && differences == 0;
    // The volume's root has no name to be told by.
    if (entry.path.empty() || (same && !isDirectory(from))) return {};
    ALULA_ASSIGN(const std::uint32_t directory, directoryOf(entry.path));
    const std::string_view name = nameOf(entry.path);
    ALULA_TRY(charge(sizeof(Comparison::StoredRow) + name.size()));
    Comparison::StoredRow row;
    row.directory = directory;
    row.nameOffset = static_cast<std::uint32_t>(m_made.m_names.size());
    row.nameLength = static_cast<std::uint16_t>(name.size());
    row.change = same    ? Comparison::Change::Same
                 : !from ? Comparison::Change::Added
                 : !to   ? Comparison::Change::Removed
                         : Comparison::Change::Changed;
    row.differences = static_cast<std::uint8_t>(differences);
    if (from) row.before = factsOf(*from);
    if (to) row.after = factsOf(*to);
    m_made.m_names += name;
    m_made.m_rows.push_back(row);
    ++m_made.m_directories[directory].rowCount;
    return {};
}

// The totals; and by directory whether anything in it differs.
std::vector<bool> ComparisonBuilder::sum() {
    auto& directories = m_made.m_directories;
    std::vector<bool> differs(directories.size(), false);
    for (const auto& row : m_made.m_rows) {
        directories[row.directory].totals.add(Comparison::totalsOf(row));
        if (row.change != Comparison::Change::Same) differs[row.directory] = true;
    }
    // What is below a directory comes behind it: it has been added to it before it is added to its parent.
    for (std::size_t d = directories.size(); d-- > 1;) {
        const std::uint32_t parent = m_made.m_rows[directories[d].parentRow].directory;
        directories[parent].totals.add(directories[d].totals);
        if (differs[d]) differs[parent] = true;
    }
    differs[0] = true; // holds the root
    return differs;
}

// Rows, names and directories are moved to the front, over those that go: their order stays.
void ComparisonBuilder::dropUnchanged(const std::vector<bool>& wanted) {
    auto& [root, rows, names, directories, bytes] = m_made;
    std::vector<std::uint32_t> number(directories.size(), 0); // of what stays
    for (std::uint32_t d = 0, n = 0; d < directories.size(); ++d) number[d] = wanted[d] ? n++ : Comparison::kNone;
    std::uint32_t kept = 0;
    std::uint32_t nameEnd = 0;
    for (std::uint32_t d = 0; d < directories.size(); ++d) {
        const std::uint32_t first = kept;
        for (std::uint32_t i = directories[d].firstRow, end = i + directories[d].rowCount; i < end; ++i) {
            Comparison::StoredRow row = rows[i];
            const bool holds = row.inside != Comparison::kNone && wanted[row.inside];
            if (row.change == Comparison::Change::Same && !holds) continue;
            if (holds) directories[row.inside].parentRow = kept;
            row.directory = number[d];
            row.inside = holds ? number[row.inside] : Comparison::kNone;
            std::copy_n(names.begin() + row.nameOffset, row.nameLength, names.begin() + nameEnd);
            row.nameOffset = nameEnd;
            nameEnd += row.nameLength;
            rows[kept++] = row;
        }
        if (!wanted[d]) continue;
        directories[d].firstRow = first;
        directories[d].rowCount = kept - first;
        if (number[d] != d) directories[number[d]] = std::move(directories[d]);
    }
    rows.resize(kept);
    rows.shrink_to_fit();
    names.resize(nameEnd);
    names.shrink_to_fit();
    directories.resize(static_cast<std::size_t>(std::ranges::count(wanted, true)));
    directories.shrink_to_fit();
    bytes = rows.size() * sizeof(Comparison::StoredRow) + names.size();
    for (const auto& directory : directories) bytes += sizeof directory + directory.path.size();
}

Comparison ComparisonBuilder::finish() && {
    dropUnchanged(sum());
    return std::move(m_made);
}

} // namespace alula
