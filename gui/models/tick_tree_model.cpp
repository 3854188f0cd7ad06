// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/tick_tree_model.h"

#include <algorithm>

namespace alula::gui {

Qt::CheckState checkStateOf(SelectionRules::State state) {
    switch (state) {
    case SelectionRules::State::In: return Qt::Checked;
    case SelectionRules::State::Partly: return Qt::PartiallyChecked;
    case SelectionRules::State::Out: break;
    }
    return Qt::Unchecked;
}

TickTreeModel::TickTreeModel(QAbstractItemModel* tree, int pathRole, QObject* parent)
    : QIdentityProxyModel(parent), m_pathRole(pathRole) {
    setSourceModel(tree);
    connect(this, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& above) {
        const QPersistentModelIndex opened(above);
        if (above.isValid() && std::ranges::find(m_opened, opened) == m_opened.end()) m_opened.push_back(opened);
    });
    connect(this, &QAbstractItemModel::modelReset, this, [this] { m_opened.clear(); });
}

void TickTreeModel::setRules(const SelectionRules& rules) {
    if (m_rules == rules) return;
    m_rules = rules;
    noteTicks();
    Q_EMIT rulesChanged();
}

void TickTreeModel::setAll(bool in) {
    SelectionRules rules;
    rules.set({}, in);
    setRules(rules);
}

void TickTreeModel::toggle(const QModelIndex& index) {
    const QModelIndex first = index.siblingAtColumn(0);
    const bool in = data(first, Qt::CheckStateRole).toInt() != Qt::Checked;
    setData(first, in ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

Qt::ItemFlags TickTreeModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QIdentityProxyModel::flags(index) & ~Qt::ItemIsDragEnabled;
    const bool ticks = index.column() == 0 && index.data(m_pathRole).isValid();
    return ticks ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant TickTreeModel::data(const QModelIndex& index, int role) const {
    if (role != Qt::CheckStateRole || index.column() != 0) return QIdentityProxyModel::data(index, role);
    const QVariant path = index.data(m_pathRole);
    if (!path.isValid()) return {};
    return checkStateOf(m_rules.state(path.toByteArray().toStdString()));
}

bool TickTreeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || index.column() != 0) return false;
    const QVariant path = index.data(m_pathRole);
    if (!path.isValid()) return false;
    SelectionRules rules = m_rules;
    rules.set(path.toByteArray().toStdString(), value.toInt() == Qt::Checked);
    setRules(rules);
    return true;
}

// A tick changes ancestors and all that is below.
void TickTreeModel::noteTicks() {
    std::erase_if(m_opened, [](const auto& parent) { return !parent.isValid(); });
    const auto note = [this](const QModelIndex& parent) {
        const int rows = rowCount(parent);
        if (rows > 0) Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, 0, parent), {Qt::CheckStateRole});
    };
    note({});
    for (const auto& parent : m_opened) note(parent);
}

} // namespace alula::gui
