// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/selected_backups.h"

#include <algorithm>

namespace alula::gui {

SelectedBackups::SelectedBackups(BackupsModel& model, QObject* parent) : QItemSelectionModel(&model, parent), m_model(model) {
    // A reset takes the selection away without a word; what it was is read before.
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &SelectedBackups::keep);
    connect(&model, &QAbstractItemModel::modelReset, this, &SelectedBackups::bringBack, Qt::QueuedConnection);
    connect(&model, &BackupsModel::arrangedAnew, this, [this] {
        if (m_awaited) selectId(*m_awaited);
    });
    const auto forget = [this] { m_summary.reset(); };
    connect(&model, &QAbstractItemModel::modelReset, this, forget);
    connect(&model, &QAbstractItemModel::dataChanged, this, forget);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, forget);
    connect(this, &QItemSelectionModel::selectionChanged, this, [this] {
        m_summary.reset();
        Q_EMIT changed();
    });
}

std::vector<std::pair<int, int>> SelectedBackups::ranges() const {
    std::vector<std::pair<int, int>> found;
    for (const QItemSelectionRange& range : selection()) found.emplace_back(range.top(), range.bottom());
    std::ranges::sort(found);
    int next = 0;
    for (auto& [top, bottom] : found) {
        top = std::max(top, next);
        next = std::max(next, bottom + 1);
    }
    std::erase_if(found, [](const auto& range) { return range.first > range.second; });
    return found;
}

std::vector<BackupId> SelectedBackups::ids() const {
    std::vector<BackupId> ids;
    for (const auto& [top, bottom] : ranges()) {
        for (int row = top; row <= bottom; ++row) ids.push_back(m_model.idAt(row));
    }
    return ids;
}

std::vector<protocol::BackupInfo> SelectedBackups::backups(std::size_t most) const {
    std::vector<protocol::BackupInfo> found;
    for (const auto& [top, bottom] : ranges()) {
        for (int row = top; row <= bottom && found.size() < most; ++row) found.push_back(m_model.at(row));
    }
    return found;
}

const BackupSummary& SelectedBackups::summary() const {
    if (!m_summary) {
        m_summary.emplace();
        for (const auto& [top, bottom] : ranges()) {
            for (int row = top; row <= bottom; ++row) m_model.add(*m_summary, row);
        }
    }
    return *m_summary;
}

std::optional<BackupId> SelectedBackups::only() const {
    return count() == 1 ? std::optional(m_model.idAt(ranges().front().first)) : std::nullopt;
}

void SelectedBackups::selectId(const BackupId& id) {
    const int row = m_model.rowOf(id);
    m_awaited = row < 0 ? std::optional(id) : std::nullopt;
    if (row < 0) return;
    setCurrentIndex(m_model.index(row, 0), ClearAndSelect | Rows);
}

// Two resets may come before the selection is back: the first one's is meant.
void SelectedBackups::keep() {
    if (hasSelection()) m_kept = ids();
    if (currentIndex().isValid()) {
        m_current = m_model.idAt(currentIndex().row());
        m_currentColumn = currentIndex().column();
    }
}

void SelectedBackups::bringBack() {
    const std::vector<BackupId> kept = std::exchange(m_kept, {});
    const auto current = std::exchange(m_current, {});
    if (hasSelection()) return; // somebody was quicker
    if (current) {
        const int row = m_model.rowOf(*current);
        if (row >= 0) setCurrentIndex(m_model.index(row, m_currentColumn), NoUpdate);
    }
    select(m_model.rowsOf(kept));
    m_summary.reset();
    Q_EMIT changed();
}

void SelectedBackups::select(const std::vector<int>& rows) {
    QItemSelection ranges;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1) ++end;
        ranges.append(QItemSelectionRange(m_model.index(rows[i], 0), m_model.index(rows[end - 1], kBackupColumns - 1)));
        i = end;
    }
    QItemSelectionModel::select(ranges, ClearAndSelect);
}

} // namespace alula::gui
