// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"
#include "gui/views/place.h"

#include <QtCore/QSet>
#include <QtWidgets/QWidget>

class QLineEdit;
class QMenu;
class QSortFilterProxyModel;
class QTreeView;

namespace alula::gui {

class SidebarModel;

// Nodes and their servers, each with its mark; what is chosen is the scope of the pages.
class Sidebar final : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(NodeList& nodes, QWidget* parent = nullptr);
    Scope scope() const { return m_scope; }
    void setScope(const Scope& scope); // selects it; no signal
    void focusFilter();

Q_SIGNALS:
    void scopeChosen(const alula::gui::Scope& scope);
    void connectWanted(); // the button "Connect…"
    void removeWanted(alula::gui::Node* node);

private:
    void makeTree();
    void onCurrent(const QModelIndex& current);
    void onExpanded(const QModelIndex& index, bool expanded);
    void showScope();
    void expandKnown(int first, int last);
    void filter(const QString& text);
    void openMenu(const QPoint& at);
    Scope scopeOf(const QModelIndex& shownIndex) const;

    NodeList& m_nodes;
    SidebarModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QLineEdit* m_filter;
    QTreeView* m_tree;
    Scope m_scope;
    QSet<QString> m_folded;   // nodes (address keys) that the admin folded; kept in the settings
    bool m_selecting = false; // it is us who change the current row
};

} // namespace alula::gui
