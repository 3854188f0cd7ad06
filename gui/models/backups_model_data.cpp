// SPDX-License-Identifier: GPL-3.0-or-later
// What the views and the details read of the list.
#include "gui/format/plain_text.h"
#include "gui/models/backup_cells.h"
#include "gui/models/backups_model.h"

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
bool isGood(const BackupColumns& columns, std::size_t row) {
    return *columns.state[row] == "completed" && (columns.flags[row] & (kMissing | kDamaged)) == 0;
}
} // namespace

void BackupsModel::add(BackupSummary& to, int row) const {
    const BackupKey key = m_view[static_cast<std::size_t>(row)];
    const BackupColumns& columns = m_store.columns(key);
    const std::size_t at = key % BackupSnapshot::kChunk;
    ++to.count;
    to.pinned += (columns.flags[at] & kPinned) != 0;
    to.whole += *columns.state[at] == "completed" && (columns.flags[at] & kMissing) == 0;
    to.size += columns.size[at];
    to.newBytes += columns.newBytes[at];
}

std::vector<BackupInfo> BackupsModel::history(const ServerId& server, std::size_t most) const {
    std::vector<std::pair<std::int64_t, BackupKey>> found;
    m_store.forEach([&](BackupKey key, const BackupColumns& columns, std::size_t row) {
        if (columns.server[row] == server && isGood(columns, row)) found.emplace_back(columns.created[row], key);
    });
    if (found.size() > most) {
        std::ranges::nth_element(found, found.end() - static_cast<std::ptrdiff_t>(most));
        found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    }
    std::ranges::sort(found);
    std::vector<BackupInfo> backups;
    for (const auto& [created, key] : found) backups.push_back(m_store.at(key));
    return backups;
}

std::optional<BackupId> BackupsModel::before(const BackupInfo& backup) const {
    std::optional<BackupKey> best;
    std::int64_t newest = INT64_MIN;
    m_store.forEach([&](BackupKey key, const BackupColumns& columns, std::size_t row) {
        if (columns.server[row] != backup.server || !isGood(columns, row)) return;
        if (columns.created[row] >= backup.created.ns || columns.created[row] <= newest) return;
        newest = columns.created[row];
        best = key;
    });
    return best ? std::optional(m_store.at(*best).backup) : std::nullopt;
}

int BackupsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_view.size()); }

int BackupsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kBackupColumns; }

QVariant BackupsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto column = static_cast<BackupColumn>(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    const BackupKey key = m_view[static_cast<std::size_t>(index.row())];
    const std::size_t row = key % BackupSnapshot::kChunk;
    if (role == MarkRole) return static_cast<int>(markOf(m_store.columns(key), row));
    if (role == PinnedRole) return (m_store.columns(key).flags[row] & kPinned) != 0;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole && role != KnownRole) return {};
    const BackupInfo info = m_store.at(key);
    const auto name = m_order.names.find(info.server);
    const QString server = name != m_order.names.end() ? name->second : QString::fromStdString(info.server.toString()).first(8);
    if (role == KnownRole) return isKnown(info, column);
    if (role == Qt::ToolTipRole) return plainTip(cellToolTip(info, column, server));
    const QString text = cellText(info, column, server);
    if (role == Qt::AccessibleTextRole) return tr("%1: %2", "column: cell").arg(columnTitle(column), text);
    return text;
}

QVariant BackupsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kBackupColumns) return {};
    const auto column = static_cast<BackupColumn>(section);
    if (role == Qt::DisplayRole) return columnTitle(column);
    if (role == Qt::ToolTipRole) return columnToolTip(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

} // namespace alula::gui
