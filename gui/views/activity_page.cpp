// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/activity_page.h"

#include "gui/format/outcome_text.h"
#include "gui/format/time_text.h"
#include "gui/look/empty_state.h"
#include "gui/models/jobs_text.h"
#include "gui/nodes/node_data.h"
#include "gui/views/act_rules.h"
#include "gui/views/job_delegate.h"
#include "gui/views/job_details.h"
#include "gui/views/number_header.h"
#include "shared/wording/wording.h"

#include <QtCore/QSettings>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStyle>
#include <QtWidgets/QTableView>

#include <array>
#include <string_view>

namespace alula::gui {

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace {
constexpr auto kColumnsKey = "activity/columns"_L1;
constexpr std::chrono::milliseconds kTyping{250}; // the daemon looks for it

// The words that stand for a state in Place::query, and in the box.
constexpr std::array<const char*, 7> kStates = {"",          "active",    "failed", "completed_with_warnings",
                                                "completed", "cancelled", "ended"};
constexpr std::array<const char*, 8> kKinds = {"", "create", "restore", "undo", "delete", "verify", "export", "import"};

// The longest of what usually stands there.
QStringList samples(JobsModel::Column column) {
    switch (column) {
    case JobsModel::Column::When: return agoSamples();
    case JobsModel::Column::Job: {
        QStringList kinds;
        for (std::size_t i = 1; i < kKinds.size(); ++i) {
            if (kKinds[i] != "undo"sv) kinds << kindText(kKinds[i]); // that one is seldom, and long
        }
        return kinds;
    }
    case JobsModel::Column::Server: return {u"Survival w"_s};
    case JobsModel::Column::By: return {startedByText({"panel", "8f"})};
    case JobsModel::Column::Took: return {durationText(59 * 60'000 + 59'000)};
    case JobsModel::Column::Outcome: break;
    }
    return {};
}

int widthOf(int column, const QHeaderView& header) {
    const QFontMetrics metrics = header.fontMetrics();
    int widest = metrics.horizontalAdvance(header.model()->headerData(column, Qt::Horizontal).toString());
    for (const QString& text : samples(static_cast<JobsModel::Column>(column)))
        widest = std::max(widest, metrics.horizontalAdvance(text));
    const bool marked = static_cast<JobsModel::Column>(column) == JobsModel::Column::When;
    const int mark = marked ? header.style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, &header) : 0;
    return widest + mark + metrics.height();
}

QComboBox* makeBox(const QString& name) {
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->view()->setTextElideMode(Qt::ElideNone);
    return box;
}
} // namespace

ActivityPage::ActivityPage(QWidget* parent) : Page(parent), m_model(new JobsModel(this)), m_text(new JobsText(this)) {
    m_stack = new QStackedWidget;
    m_empty = new EmptyState;
    auto* top = makeFilters();
    m_stack->addWidget(makeTable());
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(top);
    column->addWidget(makeTrouble());
    column->addWidget(m_stack, 1);
    // Not beside the filters: they fill the row in a small window.
    column->addWidget(makeActButton(*this, Act::ExportText, tr("Export &text…"), tr("Writes this list to a text file")), 0,
                      Qt::AlignRight);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        updateDetails();
        Q_EMIT possibleChanged();
    });
    m_minute.setInterval(60'000);
    m_minute.start();
    connect(&m_minute, &QTimer::timeout, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &JobsModel::listed, this, [this] {
        updateStack();
        updateTrouble();
    });
    connect(m_model, &JobsModel::becameStale, this, [this] {
        if (isVisible()) m_model->refresh();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &ActivityPage::bringSelectionBack, Qt::QueuedConnection);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_model, signal, this, [this] {
            updateStack();
            bringSelectionBack();
        });
    }
    connect(m_model, &QAbstractItemModel::dataChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(m_text, &JobsText::done, this, [this](int jobs, const QString& trouble) {
        Q_EMIT said(trouble.isEmpty() ? tr("%n job(s) written.", nullptr, jobs)
                                      : tr("The list was not written: %1").arg(trouble));
    });
}

QWidget* ActivityPage::makeFilters() {
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_state = makeBox(tr("State of the jobs"));
    m_state->setObjectName("state"_L1);
    const std::array<QString, kStates.size()> states = {tr("All states"),    tr("Running or queued"), tr("Failed"),
                                                        tr("With warnings"), tr("Completed"),         tr("Cancelled"),
                                                        tr("Ended")};
    for (std::size_t i = 0; i < states.size(); ++i) m_state->addItem(states[i], QString::fromLatin1(kStates[i]));
    m_server = makeBox(tr("Server of the jobs"));
    m_server->setObjectName("server"_L1);
    // Names may be long: the list shows them whole, and beside it the filter field has to have room.
    m_server->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind = makeBox(tr("Kind of the jobs"));
    m_kind->setObjectName("kind"_L1);
    m_kind->addItem(tr("All kinds"), QString());
    for (std::size_t i = 1; i < kKinds.size(); ++i) m_kind->addItem(kindText(kKinds[i]), QString::fromLatin1(kKinds[i]));
    m_words = new QLineEdit;
    m_words->setObjectName("filter"_L1);
    m_words->setPlaceholderText(tr("Filter: id, backup, who, error"));
    m_words->setAccessibleName(tr("Filter the list of jobs"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    for (QComboBox* box : {m_state, m_server, m_kind}) {
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &ActivityPage::applyFilter);
    }
    row->addWidget(m_words, 1);
    m_wordsSoon.setSingleShot(true);
    m_wordsSoon.setInterval(kTyping);
    connect(m_words, &QLineEdit::textChanged, &m_wordsSoon, qOverload<>(&QTimer::start));
    connect(&m_wordsSoon, &QTimer::timeout, this, &ActivityPage::applyFilter);
    return top;
}

QWidget* ActivityPage::makeTable() {
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Jobs"));
    auto* header = new NumberHeader;
    m_table->setHorizontalHeader(header);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new JobDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    header->setSectionsClickable(true);
    header->setStretchLastSection(true);
    for (int i = 0; i + 1 < header->count(); ++i) header->resizeSection(i, widthOf(i, *header));
    header->setByHand(header->restoreState(QSettings().value(kColumnsKey).toByteArray()));
    m_header = header;
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ActivityPage::keepSelection);
    connect(m_table, &QTableView::doubleClicked, this, [this] { Q_EMIT wants(Act::Open); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint& where) {
        popUpActs(*this,
                  {{Act::Open, tr("&Open its backup")},
                   {Act::CancelJob, tr("Cancel &job")},
                   {Act::Undo, tr("&Undo restore…")},
                   {Act::CopyId, tr("&Copy id")}},
                  m_table->viewport()->mapToGlobal(where));
    });
    return m_table;
}

QWidget* ActivityPage::makeTrouble() {
    m_trouble = new QFrame;
    m_trouble->setFrameShape(QFrame::StyledPanel);
    auto* row = new QHBoxLayout(m_trouble);
    m_troubleText = new QLabel;
    m_troubleText->setObjectName("trouble"_L1);
    m_troubleText->setWordWrap(true);
    m_troubleText->setTextFormat(Qt::PlainText);
    m_troubleText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* again = new QPushButton(tr("&Try again"));
    connect(again, &QAbstractButton::clicked, this, [this] { Q_EMIT wants(Act::Refresh); });
    row->addWidget(m_troubleText, 1);
    row->addWidget(again);
    m_trouble->hide();
    return m_trouble;
}

void ActivityPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_wasHidden = true;
    if (m_header->isByHand()) QSettings().setValue(kColumnsKey, m_header->saveState());
}

void ActivityPage::go(const Place& place) {
    const bool sameNode = m_ears && place.scope.node == m_place.scope.node;
    const bool sameScope = sameNode && place.scope.server == m_place.scope.server;
    const bool cameBack = std::exchange(m_wasHidden, false);
    const bool again = sameScope && place == this->place() && !cameBack;
    m_place = place;
    if (!sameNode) {
        m_ears = std::make_unique<QObject>();
        if (Node* node = place.scope.node) {
            connect(node, &Node::stateChanged, m_ears.get(), [this] {
                updateTrouble();
                updateStack();
                Q_EMIT possibleChanged();
            });
            connect(&node->data(), &NodeData::serversChanged, m_ears.get(), [this] { fillServers(); });
        }
    }
    if (!sameScope) fillServers();
    if (!sameScope || !place.query.isEmpty()) readQuery(place.query);
    if (place.job) {
        readQuery({}); // a filter might hide it
        look(*place.job);
    }
    if (again) m_model->refresh();
    else applyFilter();
    bringSelectionBack();
    updateTrouble();
    updateStack();
    Q_EMIT possibleChanged();
}

// "failed create mira": a state and a kind are boxes, the rest is looked for.
void ActivityPage::readQuery(const QString& query) {
    const QSignalBlocker quietState(m_state), quietKind(m_kind), quietWords(m_words);
    m_state->setCurrentIndex(0);
    m_kind->setCurrentIndex(0);
    QStringList words;
    for (const QString& word : query.split(u' ', Qt::SkipEmptyParts)) {
        const int state = m_state->findData(word), kind = m_kind->findData(word);
        if (state > 0) m_state->setCurrentIndex(state);
        else if (kind > 0) m_kind->setCurrentIndex(kind);
        else words << word;
    }
    m_words->setText(words.join(u' '));
}

QString ActivityPage::query() const {
    QStringList words{m_state->currentData().toString(), m_kind->currentData().toString(), m_words->text().simplified()};
    words.removeAll(QString());
    return words.join(u' ');
}

void ActivityPage::fillServers() {
    const QSignalBlocker quiet(m_server);
    const QString chosen = m_server->currentData().toString();
    m_server->clear();
    m_server->addItem(tr("All servers"), QString());
    const int letters =
        m_server->fontMetrics().horizontalAdvance(m_server->itemText(0)) / m_server->fontMetrics().horizontalAdvance(u'X');
    m_server->setMinimumContentsLength(qMax(9, letters + 2));
    if (m_place.scope.node) {
        for (const protocol::ServerInfo& server : m_place.scope.node->data().servers())
            m_server->addItem(m_place.scope.node->data().serverName(server.server),
                              QString::fromStdString(server.server.toString()));
    }
    m_server->setCurrentIndex(std::max(0, m_server->findData(chosen)));
    m_server->setVisible(!m_place.scope.server); // the scope says which
}

void ActivityPage::applyFilter() {
    m_wordsSoon.stop();
    JobsFilter filter;
    filter.state = m_state->currentData().toString().toStdString();
    filter.kind = m_kind->currentData().toString().toStdString();
    filter.text = m_words->text().simplified().toStdString();
    filter.server = m_place.scope.server;
    if (!filter.server) filter.server = ServerId::parse(m_server->currentData().toString().toStdString());
    m_model->show(m_place.scope.node, filter);
    updateStack();
}

Place ActivityPage::place() const {
    Place place = m_place;
    place.query = query();
    place.job = m_chosen;
    return place;
}

QString ActivityPage::title() const {
    if (!m_place.scope.node) return tr("Activity");
    if (!m_place.scope.server) return tr("Activity of %1").arg(m_place.scope.node->name());
    return tr("Activity of %1").arg(m_place.scope.node->data().serverName(*m_place.scope.server));
}

QWidget* ActivityPage::details() {
    if (!m_details) {
        m_details = new JobDetails(*this);
        connect(m_details, &QObject::destroyed, this, [this] { m_details = nullptr; });
        m_soon.start();
    }
    return m_details;
}

void ActivityPage::updateStack() {
    const bool nothing = m_model->rowCount() == 0 && m_model->isKnown() && !m_model->isLoading();
    m_stack->setCurrentWidget(nothing ? static_cast<QWidget*>(m_empty) : m_table);
    if (!nothing) return;
    if (query().isEmpty() && m_server->currentIndex() <= 0) {
        m_empty->say(tr("Nothing was done here yet. Backups, restores and all else show up here, with their logs."));
        return;
    }
    m_empty->say(tr("No job matches."));
    connect(m_empty->addButton(tr("&Clear")), &QAbstractButton::clicked, this, [this] {
        readQuery({});
        m_server->setCurrentIndex(0);
        applyFilter();
    });
}

void ActivityPage::updateTrouble() {
    const Node* node = m_place.scope.node;
    QString text;
    if (node && !node->isOnline() && m_model->isKnown()) {
        text = tr("There is no connection to %1. This is as of %2; its jobs go on.").arg(node->name(), asOfText(node->asOf()));
    } else if (m_model->error() && node && node->isOnline()) {
        text = tr("The list of jobs could not be read; nothing was changed. Try again. (%1)")
                   .arg(shown(m_model->error()->message()));
    }
    m_troubleText->setText(text);
    m_trouble->setVisible(!text.isEmpty());
}

void ActivityPage::updateDetails() {
    if (!m_details) return;
    const protocol::JobInfo* job = selected();
    m_details->show(m_place.scope.node, job ? std::optional(*job) : std::nullopt, job ? m_model->serverName(*job) : QString());
}

} // namespace alula::gui
