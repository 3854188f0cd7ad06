// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/tick_tree.h"

#include "shared/wording/wording.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
constexpr std::chrono::milliseconds kSoon{250};
// Rows as high as those of the tables.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QSize hint = QStyledItemDelegate::sizeHint(option, index);
        return {hint.width(), qMax(hint.height(), option.fontMetrics.height() + 8)};
    }
};

int plural(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, 1'000'000'000)); }
} // namespace

TickTree::TickTree(QWidget* parent)
    : QWidget(parent), m_ticks(&m_entries, EntryTreeModel::PathRole),
      m_everything(new QCheckBox(tr("&Everything in this backup"))), m_view(new QTreeView), m_sum(new QLabel) {
    m_view->setModel(&m_ticks);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Files of the backup; Space chooses"));
    for (int column = EntryTreeModel::Modified; column < EntryTreeModel::kColumns; ++column) m_view->hideColumn(column);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(EntryTreeModel::Name, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(EntryTreeModel::Size, QHeaderView::ResizeToContents);
    m_view->setMinimumSize(fontMetrics().averageCharWidth() * 36, fontMetrics().lineSpacing() * 10);
    m_sum->setTextFormat(Qt::PlainText);
    m_sum->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_everything);
    column->addWidget(m_view, 1);
    column->addWidget(m_sum);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &TickTree::count);
    connect(&m_ticks, &TickTreeModel::rulesChanged, this, &TickTree::onRules);
    connect(m_everything, &QCheckBox::clicked, this, [this] { m_ticks.setAll(!m_ticks.rules().isAll()); });
    connect(new QShortcut(QKeySequence(Qt::Key_Space), m_view, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            [this] { m_ticks.toggle(m_view->currentIndex()); });
    connect(new QShortcut(QKeySequence(QKeySequence::SelectAll), m_view, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, [this] { m_ticks.setAll(true); });
}

void TickTree::show(Node& node, const BackupInfo& backup, const SelectionRules& rules) {
    if (m_node != &node) connect(&node, &Node::cameOnline, this, &TickTree::onOnline);
    m_node = &node;
    m_backup = backup;
    m_entries.show({&node, backup.backup, backup.server}, {});
    m_ticks.setRules(rules);
    onRules();
}

// What could not be read when the connection went is read again; the ticks are of paths, and stay.
void TickTree::onOnline() {
    if (m_entries.hasTrouble()) m_entries.show(EntrySource(m_entries.source()), {});
    count();
}

void TickTree::onRules() {
    m_everything->setCheckState(checkStateOf(rules().state({})));
    m_totals.reset();
    m_question.drop();
    m_sum->setText(rules().isEmpty() ? tr("Nothing is chosen.") : tr("Chosen: counting"));
    if (!rules().isEmpty()) m_soon.start();
    else m_soon.stop();
    Q_EMIT rulesChanged();
}

void TickTree::count() {
    if (!m_node || rules().isEmpty() || m_totals) return;
    BackupCountParams asked{m_backup.backup, wirePaths(rules().include()), wirePaths(rules().exclude())};
    m_question.ask<BackupCountParams, EntryCount>(*m_node, kBackupsCount, asked,
                                                  [this](const Result<EntryCount>& counted) { showTotals(counted); });
}

void TickTree::showTotals(const Result<EntryCount>& counted) {
    if (!counted) {
        m_sum->setText(tr("Chosen: not known (%1)").arg(shown(counted.error().message())));
        return;
    }
    m_totals = *counted;
    m_sum->setText(tr("Chosen: %Ln files, %1", nullptr, plural(counted->files)).arg(bytesText(counted->bytes)));
    Q_EMIT rulesChanged();
}

} // namespace alula::gui
