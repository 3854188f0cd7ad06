// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/change_filter.h"

#include "gui/models/compare_model.h"

namespace alula::gui {

using namespace Qt::StringLiterals;

ChangeFilter::ChangeFilter(QObject* parent) : QSortFilterProxyModel(parent), m_wanted{u"added"_s, u"removed"_s, u"changed"_s} {
    setDynamicSortFilter(false);
}

void ChangeFilter::setWanted(const QSet<QString>& changes) {
    m_wanted = changes;
    invalidateFilter();
}

bool ChangeFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QVariant change = index.data(CompareModel::ChangeRole);
    if (!change.isValid() || m_wanted.contains(change.toString())) return true; // "Loading" too
    const QStringList below = index.data(CompareModel::BelowRole).toStringList();
    return std::ranges::any_of(below, [this](const QString& each) { return m_wanted.contains(each); });
}

} // namespace alula::gui
