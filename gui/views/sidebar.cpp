// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/sidebar.h"

#include "gui/look/icons.h"
#include "gui/look/mark_delegate.h"
#include "gui/models/sidebar_model.h"

#include <QtCore/QScopedValueRollback>
#include <QtCore/QSettings>
#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kFolded = "sidebar/folded"_L1;
}

Sidebar::Sidebar(NodeList& nodes, QWidget* parent)
    : QWidget(parent), m_nodes(nodes), m_model(new SidebarModel(nodes, this)), m_filtered(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit), m_tree(new QTreeView) {
    const QStringList folded = QSettings().value(kFolded).toStringList();
    m_folded = QSet<QString>(folded.begin(), folded.end());
    m_filter->setPlaceholderText(tr("Filter servers"));
    m_filter->setAccessibleName(tr("Filter nodes and servers"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &Sidebar::filter);
    makeTree();
    auto* connectButton = new QPushButton(themeIcon(u"list-add"_s), tr("&Connect…"));
    connectButton->setAccessibleName(tr("Connect to a node"));
    connect(connectButton, &QPushButton::clicked, this, &Sidebar::connectWanted);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_filter);
    column->addWidget(m_tree, 1);
    column->addWidget(connectButton);
    setTabOrder({m_filter, m_tree, connectButton});
}

void Sidebar::makeTree() {
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setRecursiveFilteringEnabled(true); // a node stays for its servers,
    m_filtered->setAutoAcceptChildRows(true);       // and brings them all when it is named itself
    // Before the view hears of it: a row that goes is not the admin choosing the one beside it.
    connect(m_filtered, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_selecting = true; });
    m_tree->setModel(m_filtered);
    m_tree->setItemDelegate(new MarkDelegate(SidebarModel::MarkRole, m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_tree->setAccessibleName(tr("Nodes and servers"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &Sidebar::openMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &Sidebar::onCurrent);
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex& index) { onExpanded(index, true); });
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex& index) { onExpanded(index, false); });
    // After the view has heard of them.
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent, int first, int last) {
        if (!parent.isValid()) expandKnown(first, last);
        else expandKnown(parent.row(), parent.row());
        showScope();
    });
    connect(m_filtered, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_selecting = false;
        // Not from here: the header keeps an index of a row that is gone until all have heard of it.
        QMetaObject::invokeMethod(this, &Sidebar::showScope, Qt::QueuedConnection);
    });
    expandKnown(0, m_filtered->rowCount() - 1);
}

Scope Sidebar::scopeOf(const QModelIndex& shownIndex) const {
    const QModelIndex index = m_filtered->mapToSource(shownIndex);
    return {m_model->nodeOf(index), m_model->serverOf(index)};
}

void Sidebar::onCurrent(const QModelIndex& current) {
    if (m_selecting || !current.isValid()) return;
    const Scope chosen = scopeOf(current);
    if (chosen == m_scope) return;
    m_scope = chosen;
    Q_EMIT scopeChosen(chosen);
}

void Sidebar::setScope(const Scope& scope) {
    m_scope = scope;
    showScope();
}

void Sidebar::showScope() {
    const QModelIndex index = m_filtered->mapFromSource(m_model->indexOf(m_scope.node, m_scope.server));
    const QScopedValueRollback quiet(m_selecting, true);
    if (index.isValid()) m_tree->setCurrentIndex(index);
    else if (m_tree->currentIndex().isValid()) m_tree->selectionModel()->clear(); // filtered away, or not known yet
}

void Sidebar::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void Sidebar::expandKnown(int first, int last) {
    const QScopedValueRollback quiet(m_selecting, true);
    const bool filtering = !m_filter->text().isEmpty();
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_filtered->index(row, 0);
        m_tree->setExpanded(index, filtering || !m_folded.contains(index.data(SidebarModel::KeyRole).toString()));
    }
}

void Sidebar::onExpanded(const QModelIndex& index, bool expanded) {
    if (m_selecting || !m_filter->text().isEmpty()) return; // not the admin's word
    const QString key = index.data(SidebarModel::KeyRole).toString();
    if (expanded) m_folded.remove(key);
    else m_folded.insert(key);
    QSettings().setValue(kFolded, QStringList(m_folded.begin(), m_folded.end()));
}

void Sidebar::filter(const QString& text) {
    {
        const QScopedValueRollback quiet(m_selecting, true); // rows that go take the current one with them
        m_filtered->setFilterFixedString(text.trimmed());
    }
    expandKnown(0, m_filtered->rowCount() - 1);
    showScope();
}

void Sidebar::openMenu(const QPoint& at) {
    QModelIndex index = m_tree->indexAt(at);
    if (!index.isValid()) index = m_tree->currentIndex(); // the menu key
    const Scope scope = scopeOf(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (Node* node = scope.node) {
        QAction* again = menu->addAction(themeIcon(u"view-refresh"_s), tr("&Try again now"), node, &Node::reconnect);
        again->setEnabled(!node->isOnline());
        menu->addAction(themeIcon(u"list-remove"_s), tr("&Remove %1 from the list").arg(node->name()), this,
                        [this, gone = scope.node] {
                            if (gone) Q_EMIT removeWanted(gone);
                        });
        menu->addSeparator();
    }
    menu->addAction(themeIcon(u"list-add"_s), tr("&Connect to a node…"), this, &Sidebar::connectWanted);
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

} // namespace alula::gui
