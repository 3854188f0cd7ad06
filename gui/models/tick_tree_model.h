// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/selection_rules.h"

#include <QtCore/QIdentityProxyModel>

#include <vector>

namespace alula::gui {

// Ticks on a lazy tree of paths (EntryTreeModel): chosen, not chosen, or partly, also for rows that were never loaded. The tree gives each
// row's path as bytes under a role; a row without one cannot be ticked.
class TickTreeModel final : public QIdentityProxyModel {
    Q_OBJECT

public:
    TickTreeModel(QAbstractItemModel* tree, int pathRole, QObject* parent = nullptr);

    const SelectionRules& rules() const { return m_rules; }
    void setRules(const SelectionRules& rules);
    void setAll(bool in); // one rule
    void toggle(const QModelIndex& index);

    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void rulesChanged();

private:
    void noteTicks();

    const int m_pathRole;
    SelectionRules m_rules;
    std::vector<QPersistentModelIndex> m_opened; // rows that have got children: all others have nobody who looks below them
};

Qt::CheckState checkStateOf(SelectionRules::State state);

} // namespace alula::gui
