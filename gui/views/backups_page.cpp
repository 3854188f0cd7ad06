// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/backups_page.h"

#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/look/empty_state.h"
#include "gui/models/backup_cells.h"
#include "gui/models/tr.h"
#include "gui/nodes/node_data.h"
#include "gui/views/act_rules.h"
#include "gui/views/backup_delegate.h"
#include "gui/views/backup_details.h"
#include "gui/views/backup_header.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
// What of the palette's "Free space" the filter field does not show.
const QString kSpace = QStringLiteral("space");
} // namespace

BackupsPage::BackupsPage(QWidget* parent)
    : Page(parent), m_model(new BackupsModel(this)), m_selection(new SelectedBackups(*m_model, this)) {
    m_stack = new QStackedWidget;
    m_empty = new EmptyState;
    m_stack->addWidget(makeTable());
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(makeTop());
    column->addWidget(makeTrouble());
    column->addWidget(m_stack, 1);
    column->addWidget(makeButtons());
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        updateDetails();
        Q_EMIT possibleChanged();
    });
    m_minute.setInterval(60'000);
    connect(&m_minute, &QTimer::timeout, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_selection, &SelectedBackups::changed, this, [this] {
        updateCounts();
        m_soon.start();
    });
    connect(m_model, &BackupsModel::loadingChanged, this, [this] {
        updateCounts();
        updateStack();
        updateTrouble();
    });
    connect(m_model, &BackupsModel::arrangedAnew, this, [this] {
        updateCounts();
        updateStack();
        m_soon.start();
    });
    connect(m_model, &BackupsModel::becameStale, this, [this] {
        if (isVisible()) m_model->refresh();
    });
    connect(m_model, &BackupsModel::dataChanged, &m_soon, qOverload<>(&QTimer::start));
}

BackupsPage::~BackupsPage() = default;

QWidget* BackupsPage::makeTop() {
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_filter = new QLineEdit;
    m_filter->setObjectName("filter"_L1);
    m_filter->setPlaceholderText(tr("Filter: text, date, %1, %2, %3 …", "words that the filter knows")
                                     .arg(Models::tr("pinned"), Models::tr("warn"), Models::tr("damaged")));
    m_filter->setAccessibleName(tr("Filter the list of backups"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setToolTip(tr("Shows what fits all of the words: pieces of note, id, server or date, or one of\n%1.\n"
                            "With - in front: what does not fit.")
                             .arg(BackupFilter::keywords().join(u", "_s)));
    connect(m_filter, &QLineEdit::textChanged, this, &BackupsPage::applyFilter);
    m_counts = new QLabel;
    m_counts->setObjectName("counts"_L1);
    row->addWidget(m_filter, 1);
    row->addWidget(m_counts);
    return top;
}

QWidget* BackupsPage::makeTable() {
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Backups"));
    m_header = new BackupHeader;
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(m_model);
    m_table->setSelectionModel(m_selection);
    m_table->setItemDelegate(new BackupDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    connect(m_table, &QTableView::doubleClicked, this, [this] { Q_EMIT wants(Act::Open); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this,
            [this](const QPoint& where) { popUpActs(*this, rowActs(), m_table->viewport()->mapToGlobal(where)); });
    m_header->restore();
    m_model->sort(m_header->sortIndicatorSection(), m_header->sortIndicatorOrder());
    m_table->setSortingEnabled(true);
    return m_table;
}

QWidget* BackupsPage::makeTrouble() {
    m_trouble = new QFrame;
    m_trouble->setFrameShape(QFrame::StyledPanel);
    auto* row = new QHBoxLayout(m_trouble);
    m_troubleText = new QLabel;
    m_troubleText->setObjectName("trouble"_L1);
    m_troubleText->setWordWrap(true);
    m_troubleText->setTextFormat(Qt::PlainText);
    m_troubleText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_again = new QPushButton(tr("&Try again"));
    connect(m_again, &QAbstractButton::clicked, this, [this] { Q_EMIT wants(Act::Refresh); });
    row->addWidget(m_troubleText, 1);
    row->addWidget(m_again);
    m_trouble->hide();
    return m_trouble;
}

std::vector<std::pair<Act, QString>> BackupsPage::rowActs() {
    return {{Act::Browse, tr("Bro&wse")},    {Act::Restore, tr("&Restore…")},
            {Act::Compare, tr("Co&mpare")},  {Act::CompareLive, tr("Compare with &live")},
            {Act::Verify, tr("Ver&ify")},    {Act::Export, tr("E&xport…")},
            {Act::Pin, tr("&Pin or unpin")}, {Act::Note, tr("&Note…")},
            {Act::CopyId, tr("&Copy id")},   {Act::Delete, tr("&Delete…")}};
}

QWidget* BackupsPage::makeButtons() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(makeActButton(*this, Act::Browse, tr("Bro&wse"), tr("Look at the files in this backup")));
    row->addWidget(makeActButton(*this, Act::Restore, tr("&Restore…"), tr("Put this backup back, or a part of it")));
    row->addWidget(makeActButton(*this, Act::Compare, tr("Co&mpare"),
                                 tr("What differs from the one before it; of two selected ones, between them")));
    row->addWidget(makeActButton(*this, Act::Verify, tr("Ver&ify"), tr("Read and check every byte of the selected backups")));
    row->addWidget(makeActButton(*this, Act::Export, tr("E&xport…"), tr("Write this backup to a file of this computer")));
    row->addStretch();
    row->addWidget(makeActButton(*this, Act::Delete, tr("&Delete…"), tr("Shows what would be lost, and asks, first")));
    // In German and French they are wide: the frames have this much to spare, and the details fit beside them in a small window.
    constexpr int kSpare = 6;
    bar->setMinimumWidth(row->minimumSize().width() - kSpare * (row->count() - 1));
    return bar;
}

void BackupsPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_wasHidden = true;
    m_minute.stop();
    m_header->save();
}

void BackupsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_minute.start();
}

void BackupsPage::go(const Place& place) {
    const bool sameList = m_ears && place.scope == m_place.scope;
    const bool cameBack = std::exchange(m_wasHidden, false);
    m_place = place;
    if (!sameList) {
        m_ears = std::make_unique<QObject>();
        if (place.scope.node) {
            connect(place.scope.node, &Node::stateChanged, m_ears.get(), [this] {
                updateTrouble();
                updateStack();
                Q_EMIT possibleChanged();
            });
            connect(&place.scope.node->data(), &NodeData::serversChanged, m_ears.get(), [this] { updateStack(); });
        }
        // All rows of one server say the same there; what was hidden by the admin stays so.
        m_header->showColumn(BackupColumn::Server, !place.scope.server);
        m_model->show(place.scope.node, place.scope.server);
    } else if (!cameBack || m_model->isStale()) {
        m_model->refresh();
    }
    const bool forSpace = place.query == kSpace;
    if (forSpace) sortForSpace();
    const QString words = forSpace ? QString() : place.query;
    if (!words.isEmpty() || forSpace || !sameList) m_filter->setText(words);
    if (place.backup) m_selection->selectId(*place.backup);
    updateTrouble();
    updateStack();
    Q_EMIT possibleChanged();
}

// What deleting frees is what only this backup holds.
void BackupsPage::sortForSpace() {
    m_table->sortByColumn(static_cast<int>(BackupColumn::New), Qt::DescendingOrder);
    m_header->showColumn(BackupColumn::New, true);
}

Place BackupsPage::place() const {
    Place place = m_place;
    if (place.query != kSpace || !m_filter->text().isEmpty()) place.query = m_filter->text();
    place.backup = m_selection->only();
    return place;
}

QString BackupsPage::title() const {
    if (!m_place.scope.node) return tr("Backups");
    if (!m_place.scope.server) return tr("Backups of %1").arg(m_place.scope.node->name());
    return tr("Backups of %1").arg(m_place.scope.node->data().serverName(*m_place.scope.server));
}

QWidget* BackupsPage::details() {
    if (!m_details) {
        m_details = new BackupDetails;
        connect(m_details, &QObject::destroyed, this, [this] { m_details = nullptr; });
        m_soon.start();
    }
    return m_details;
}

void BackupsPage::applyFilter(const QString& words) { m_model->setFilter(words); }

void BackupsPage::updateCounts() {
    const auto shownNow = static_cast<std::size_t>(m_model->rowCount());
    QStringList parts;
    if (shownNow == m_model->total()) parts << tr("%1 shown").arg(countText(shownNow));
    else parts << tr("%1 of %2 shown").arg(countText(shownNow), countText(m_model->total()));
    const std::size_t chosen = m_selection->count();
    if (chosen > 0) parts << tr("%1 selected").arg(countText(chosen));
    if (m_model->isLoading()) parts << tr("loading …");
    m_counts->setText(parts.join(u", "_s));
}

void BackupsPage::updateStack() {
    const bool nothing = m_model->rowCount() == 0 && !m_model->isArranging() && !m_model->isLoading();
    if (!nothing || m_model->error()) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    if (!m_place.scope.node) {
        m_empty->say(tr("No node is chosen. Choose one at the left."));
    } else if (m_model->total() > 0) {
        m_empty->say(tr("0 of %n match.", nullptr, static_cast<int>(m_model->total())));
        connect(m_empty->addButton(tr("&Clear")), &QAbstractButton::clicked, m_filter, &QLineEdit::clear);
    } else if (!m_model->isWhole()) {
        m_empty->say(tr("Not known yet: there is no connection to %1.").arg(m_place.scope.node->name()));
    } else if (m_place.scope.server) {
        m_empty->say(tr("%1 has no backups yet.").arg(m_place.scope.node->data().serverName(*m_place.scope.server)));
        const Possible canBackUp = allowed({}, Act::BackUp, m_place.scope.node);
        QAbstractButton* button = m_empty->addButton(tr("&Back up now…"));
        button->setEnabled(canBackUp.yes);
        button->setToolTip(plainTip(canBackUp.why));
        connect(button, &QAbstractButton::clicked, this, [this] { Q_EMIT wants(Act::BackUp); });
    } else {
        m_empty->say(tr("There are no backups on %1 yet. Choose a server at the left to make the first one.")
                         .arg(m_place.scope.node->name()));
    }
    m_stack->setCurrentWidget(m_empty);
}

void BackupsPage::updateTrouble() {
    const Node* node = m_place.scope.node;
    QString text;
    if (node && !node->isOnline() && m_model->total() > 0) {
        text = tr("There is no connection to %1. This is as of %2; its jobs go on.").arg(node->name(), asOfText(node->asOf()));
    } else if (m_model->error() && node && node->isOnline()) {
        text = tr("The list of backups could not be read; nothing was changed. Try again. (%1)")
                   .arg(shown(m_model->error()->message()));
    }
    m_troubleText->setText(text);
    m_trouble->setVisible(!text.isEmpty());
}

void BackupsPage::updateDetails() {
    if (m_details) m_details->show(*m_model, *m_selection, m_place.scope);
}

} // namespace alula::gui
