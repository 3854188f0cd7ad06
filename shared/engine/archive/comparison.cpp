// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/comparison.h"

#include <algorithm>
#include <ranges>

namespace alula {

void Comparison::Totals::add(const Totals& more) {
    added += more.added;
    removed += more.removed;
    changed += more.changed;
    bytesBefore += more.bytesBefore;
    bytesAfter += more.bytesAfter;
}

Comparison::Totals Comparison::totalsOf(const StoredRow& row) {
    const bool isBefore = row.change != Change::Added && row.before.type != EntryType::Directory;
    const bool isAfter = row.change != Change::Removed && row.after.type != EntryType::Directory;
    Totals totals;
    if (row.change == Change::Same || (!isBefore && !isAfter)) return totals;
    (isBefore && isAfter ? totals.changed : isBefore ? totals.removed : totals.added) = 1;
    if (isBefore) totals.bytesBefore = row.before.size;
    if (isAfter) totals.bytesAfter = row.after.size;
    return totals;
}

bool Comparison::covers(std::string_view path) const {
    return m_root.empty() || path == m_root ||
           (path.size() > m_root.size() && path.starts_with(m_root) && path[m_root.size()] == '/');
}

Comparison::Row Comparison::row(RowId id) const {
    const StoredRow& stored = m_rows[id];
    Row row;
    row.path = joinPath(m_directories[stored.directory].path, nameOf(stored));
    row.change = stored.change;
    row.differences = stored.differences;
    if (stored.change != Change::Added) row.before = stored.before;
    if (stored.change != Change::Removed) row.after = stored.after;
    if (stored.inside != kNone) row.below = m_directories[stored.inside].totals;
    return row;
}

std::optional<std::uint32_t> Comparison::findDirectory(std::string_view path) const {
    const auto at = std::ranges::lower_bound(
        m_directories, path, [](std::string_view a, std::string_view b) { return comparePaths(a, b) < 0; }, &Directory::path);
    if (at == m_directories.end() || at->path != path) return std::nullopt;
    return static_cast<std::uint32_t>(at - m_directories.begin());
}

std::optional<Comparison::RowId> Comparison::findRow(std::string_view path) const {
    const auto directory = findDirectory(parentOf(path));
    if (!directory) return std::nullopt;
    const Directory& in = m_directories[*directory];
    const auto ids = std::views::iota(in.firstRow, in.firstRow + in.rowCount);
    const auto at = std::ranges::lower_bound(ids, alula::nameOf(path), {}, [&](RowId id) { return nameOf(m_rows[id]); });
    if (at == ids.end() || nameOf(m_rows[*at]) != alula::nameOf(path)) return std::nullopt;
    return *at;
}

Comparison::Listing::Listing(const Comparison& comparison, const std::string& path, bool recursive)
    : m_comparison(comparison), m_recursive(recursive) {
    if (path.empty()) {
        m_directory = 0;
        return;
    }
    m_top = comparison.findRow(path);
    if (m_top && comparison.m_rows[*m_top].inside != kNone) m_directory = comparison.m_rows[*m_top].inside;
}

Comparison::Totals Comparison::Listing::totals() const {
    Totals totals;
    if (m_top) totals = totalsOf(m_comparison.m_rows[*m_top]);
    if (m_directory) totals.add(m_comparison.m_directories[*m_directory].totals);
    return totals;
}

std::optional<Comparison::RowId> Comparison::Listing::first() const {
    if (m_recursive && m_top) return toldFrom(m_top);
    if (!m_directory || m_comparison.m_directories[*m_directory].rowCount == 0) return std::nullopt;
    return toldFrom(m_comparison.m_directories[*m_directory].firstRow);
}

std::optional<Comparison::RowId> Comparison::Listing::next(RowId id) const { return toldFrom(step(id)); }

// Depth first: a directory's rows come behind its own, as their paths do.
std::optional<Comparison::RowId> Comparison::Listing::step(RowId id) const {
    const auto& rows = m_comparison.m_rows;
    const auto& directories = m_comparison.m_directories;
    if (m_recursive && rows[id].inside != kNone) return directories[rows[id].inside].firstRow;
    while (!m_recursive || id != m_top) {
        const Directory& in = directories[rows[id].directory];
        if (id + 1 < in.firstRow + in.rowCount) return id + 1;
        if (!m_recursive || rows[id].directory == m_directory) return std::nullopt;
        id = in.parentRow;
    }
    return std::nullopt;
}

// With all below it told, a directory that is the same itself says nothing.
std::optional<Comparison::RowId> Comparison::Listing::toldFrom(std::optional<RowId> id) const {
    while (m_recursive && id && m_comparison.m_rows[*id].change == Change::Same) id = step(*id);
    return id;
}

bool Comparison::Listing::has(RowId id) const {
    if (id >= m_comparison.m_rows.size()) return false;
    if (!m_recursive) return m_directory && m_comparison.m_rows[id].directory == *m_directory;
    for (;;) {
        if (id == m_top || m_comparison.m_rows[id].directory == m_directory) return true;
        const std::uint32_t parent = m_comparison.m_directories[m_comparison.m_rows[id].directory].parentRow;
        if (parent == kNone) return false;
        id = parent;
    }
}

} // namespace alula
