// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QSet>
#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QString>

namespace alula::gui {

// Of a CompareModel only the changes of some kinds, and the folders that have such below.
class ChangeFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ChangeFilter(QObject* parent = nullptr);
    void setWanted(const QSet<QString>& changes); // "added", "removed", "changed"

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QSet<QString> m_wanted;
};

} // namespace alula::gui
