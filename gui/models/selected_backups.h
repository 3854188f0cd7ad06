// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backups_model.h"

#include <QtCore/QItemSelectionModel>

#include <optional>
#include <vector>

namespace alula::gui {

// What is selected of a list of backups, kept by id when other rows are seen or they stand elsewhere: a row that is not seen any more is
// not selected any more, so that nothing is done with what nobody sees.
class SelectedBackups final : public QItemSelectionModel {
    Q_OBJECT

public:
    explicit SelectedBackups(BackupsModel& model, QObject* parent = nullptr);

    std::vector<BackupId> ids() const; // in the order of the rows
    std::vector<protocol::BackupInfo> backups(std::size_t most) const;
    const BackupSummary& summary() const; // of all of them, computed once a change
    std::size_t count() const { return summary().count; }
    std::optional<BackupId> only() const; // when it is one
    void selectId(const BackupId& id);    // that one alone, as soon as it is seen

Q_SIGNALS:
    void changed();

private:
    std::vector<std::pair<int, int>> ranges() const; // first and last rows, ascending, apart
    void keep();
    void bringBack();
    void select(const std::vector<int>& rows); // ascending

    BackupsModel& m_model;
    std::vector<BackupId> m_kept;
    std::optional<BackupId> m_current, m_awaited;
    int m_currentColumn = 0;
    mutable std::optional<BackupSummary> m_summary;
};

} // namespace alula::gui
