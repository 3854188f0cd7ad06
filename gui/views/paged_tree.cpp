// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/paged_tree.h"

#include "gui/views/number_header.h"

#include <QtCore/QSettings>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

namespace alula::gui {

using namespace Qt::StringLiterals;

PagedTree::PagedTree(const QString& settingsName, QWidget* parent) : QTreeView(parent), m_settingsName(settingsName) {
    setHeader(new NumberHeader);
    header()->setSectionsMovable(true);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAllColumnsShowFocus(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    header()->setStretchLastSection(true);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PagedTree::wantMore);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &PagedTree::wantMore);
    const auto save = [this] { QSettings().setValue(m_settingsName + "/columns"_L1, header()->saveState()); };
    connect(header(), &QHeaderView::sectionResized, this, save);
    connect(header(), &QHeaderView::sectionMoved, this, save);
    connect(header(), &QHeaderView::sortIndicatorChanged, this, save);
}

void PagedTree::setModel(QAbstractItemModel* model) {
    QTreeView::setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &PagedTree::wantMore, Qt::QueuedConnection);
}

void PagedTree::setWidths(const std::vector<int>& widths) {
    for (std::size_t i = 0; i < widths.size(); ++i) setColumnWidth(static_cast<int>(i), widths[i]);
}

void PagedTree::restoreColumns() { header()->restoreState(QSettings().value(m_settingsName + "/columns"_L1).toByteArray()); }

void PagedTree::wantMore() {
    if (!isVisible() || !model()) return;
    const int screen = viewport()->height();
    const QModelIndex below = indexAt({1, screen - 1}), above = indexAt({1, 1});
    const int rows = screen / std::max(1, above.isValid() ? rowHeight(above) : 1);
    // The folder of the last row that is seen, and those that it is in.
    QModelIndex seen = below;
    for (bool top = false; !top;) {
        const QModelIndex folder = seen.parent();
        top = !folder.isValid();
        const int row = seen.isValid() ? seen.row() : model()->rowCount(folder);
        if (row + 2 * rows >= model()->rowCount(folder) && model()->canFetchMore(folder)) model()->fetchMore(folder);
        seen = folder;
    }
}

void PagedTree::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        Q_EMIT allWanted();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void PagedTree::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    wantMore();
}

void PagedTree::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

} // namespace alula::gui
