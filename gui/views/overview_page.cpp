// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/overview_page.h"

#include "gui/dialogs/back_up_dialog.h"
#include "gui/dialogs/delete_dialog.h"
#include "gui/dialogs/restore_dialog.h"
#include "gui/format/time_text.h"
#include "gui/look/banner.h"
#include "gui/look/empty_state.h"
#include "gui/look/mark_label.h"
#include "gui/models/cards_model.h"
#include "gui/views/card_delegate.h"
#include "gui/views/disk_bars.h"
#include "gui/views/job_list.h"
#include "gui/views/looked_since.h"
#include "gui/views/overview_banner.h"
#include "gui/views/server_details.h"
#include "gui/views/undo_banner.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostJobs = 5;
constexpr int kCardAtLeast = 200; // pixels
} // namespace

OverviewPage::OverviewPage(QWidget* parent)
    : Page(parent), m_stack(new QStackedWidget), m_empty(new EmptyState), m_content(new QWidget), m_banner(new Banner),
      m_undo(new UndoBanner), m_well(new QLabel), m_asOf(new QLabel), m_disks(new DiskBars), m_looked(new LookedSince),
      m_middle(new QStackedWidget), m_cards(new CardsModel(this)), m_delegate(new CardDelegate(this)), m_list(new QListView),
      m_server(new ServerDetails), m_noServers(new EmptyState), m_jobs(new JobList(kMostJobs)),
      m_details(new ServerDetails(this)) {
    m_details->hide(); // until the window takes it
    makeCards();
    makeContent();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    for (ServerDetails* each : {m_details, m_server}) {
        connect(each, &ServerDetails::wants, this, &Page::wants);
        connect(each, &ServerDetails::goTo, this, &Page::goTo);
    }
    connect(m_undo, &UndoBanner::said, this, &Page::said);
    connect(m_undo, &UndoBanner::changed, this, &Page::possibleChanged);
    connect(m_jobs, &JobList::goTo, this, &Page::goTo);
    connect(m_looked, &QToolButton::clicked, this,
            [this] { Q_EMIT goTo({.page = PageKind::Activity, .scope = {m_place.scope.node, {}}, .query = u"failed"_s}); });
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (!isVisible()) return;
        refreshBanner();
        m_list->viewport()->update();
    });
    m_minute.start();
    showEmpty();
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::makeCards() {
    m_list->setModel(m_cards);
    m_list->setItemDelegate(m_delegate);
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(0);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Servers"));
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_cards, signal, this, &OverviewPage::layCards);
    connect(m_cards, &QAbstractItemModel::modelReset, this, &OverviewPage::layCards);
    m_list->installEventFilter(this);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        m_list->setCurrentIndex(index);
        act(Act::Open);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_details->setServer(m_place.scope.node, target());
        Q_EMIT possibleChanged();
    });
    m_noServers->say(tr("This node has no servers yet. They appear here when the panel lists them, or when they have files."));
    connect(m_noServers->addButton(tr("Look again")), &QAbstractButton::clicked, this, [this] { Q_EMIT wants(Act::Refresh); });
}

void OverviewPage::makeContent() {
    m_wellRow = new QWidget;
    auto* well = new QHBoxLayout(m_wellRow);
    well->setContentsMargins(0, 0, 0, 0);
    QFont font = m_well->font();
    font.setBold(true);
    m_well->setFont(font);
    well->addWidget(new MarkLabel(Health::Good));
    well->addWidget(m_well, 1);
    m_asOf->setWordWrap(true);
    for (QLabel* label : {m_well, m_asOf}) label->setTextFormat(Qt::PlainText);
    auto* facts = new QHBoxLayout;
    facts->addWidget(m_disks, 1);
    m_middle->addWidget(m_list);
    m_middle->addWidget(m_server);
    m_middle->addWidget(m_noServers);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_banner);
    column->addWidget(m_wellRow);
    column->addWidget(m_undo);
    column->addWidget(m_asOf);
    column->addLayout(facts);
    column->addWidget(m_middle, 1);
    column->addWidget(m_jobs);
    column->addWidget(m_looked, 0, Qt::AlignLeft);
}

void OverviewPage::go(const Place& place) {
    m_place = place;
    Node* node = place.scope.node;
    if (node != m_watched) watch(node);
    m_undo->setScope(place.scope);
    m_jobs->setScope(place.scope);
    m_server->setServer(node, place.scope.server);
    m_looked->look(node);
    refresh();
}

void OverviewPage::watch(Node* node) {
    if (m_watched) {
        m_watched->disconnect(this);
        m_watched->data().disconnect(this);
    }
    m_watched = node;
    m_cards->setNode(node);
    m_details->setServer(node, {});
    if (!node) return;
    connect(node, &Node::stateChanged, this, &OverviewPage::refresh);
    connect(&node->data(), &NodeData::statusChanged, this, &OverviewPage::refresh);
    connect(&node->data(), &NodeData::serversChanged, this, &OverviewPage::refresh);
}

void OverviewPage::refresh() {
    const Node* node = m_place.scope.node;
    const bool known = node && node->data().status();
    if (!known) return showEmpty();
    m_stack->setCurrentWidget(m_content);
    refreshBanner();
    m_disks->setStatus(*node->data().status());
    m_asOf->setVisible(!node->isOnline());
    m_asOf->setText(tr("What follows is as of %1.").arg(asOfText(node->asOf())));
    if (m_place.scope.server) m_middle->setCurrentWidget(m_server);
    else if (node->data().isKnown() && node->data().servers().empty()) m_middle->setCurrentWidget(m_noServers);
    else m_middle->setCurrentWidget(m_list);
    Q_EMIT possibleChanged();
}

void OverviewPage::showEmpty() {
    m_stack->setCurrentWidget(m_empty);
    Node* node = m_place.scope.node;
    if (!node) {
        m_empty->say(tr("No Alula on this computer."));
        connect(m_empty->addButton(tr("Connect to a node")), &QAbstractButton::clicked, this, &OverviewPage::connectWanted);
        connect(m_empty->addButton(tr("How to install")), &QAbstractButton::clicked, this, &OverviewPage::manualWanted);
        return;
    }
    const Banner::Item item = troubleItem(*node, *this);
    m_empty->say(item.sentence);
    for (const Banner::Button& button : item.buttons)
        connect(m_empty->addButton(button.text), &QAbstractButton::clicked, this, [run = button.run] { run(); });
}

void OverviewPage::refreshBanner() {
    if (!m_place.scope.node || !m_place.scope.node->data().status()) return;
    m_banner->setItems(bannerItems(m_place.scope, *this));
    refreshWell();
}

void OverviewPage::refreshWell() {
    const auto& status = m_place.scope.node->data().status();
    const bool well = m_banner->count() == 0;
    m_wellRow->setVisible(well);
    if (!well) return;
    const QString name = m_place.scope.server ? shown(m_place.scope.node->data().serverName(*m_place.scope.server).toStdString())
                                              : m_place.scope.node->name();
    m_well->setText(status->wellSince ? tr("All is well on %1 since %2.").arg(name, shortTimeText(*status->wellSince))
                                      : tr("All is well on %1.").arg(name));
    m_well->setToolTip(status->wellSince ? fullTimeText(*status->wellSince) : QString());
}

QString OverviewPage::title() const {
    const Node* node = m_place.scope.node;
    if (!node) return {};
    if (!m_place.scope.server) return node->name();
    return tr("%1, %2").arg(shown(node->data().serverName(*m_place.scope.server).toStdString()), node->name());
}

QWidget* OverviewPage::details() { return m_place.scope.node && !m_place.scope.server ? m_details : nullptr; }

std::optional<ServerId> OverviewPage::target() const {
    if (m_place.scope.server) return m_place.scope.server;
    // Not the current one: the list gets one by being tabbed into.
    const QModelIndexList chosen = m_list->selectionModel()->selectedIndexes();
    const Card* card = chosen.isEmpty() ? nullptr : m_cards->cardAt(chosen.first());
    return card ? std::optional(card->id) : std::nullopt;
}

const protocol::ServerInfo* OverviewPage::targetInfo() const {
    const auto id = target();
    return id && m_place.scope.node ? m_place.scope.node->data().server(*id) : nullptr;
}

std::optional<Possible> OverviewPage::possible(Act act) const {
    const protocol::ServerInfo* server = targetInfo();
    switch (act) {
    case Act::Open:
    case Act::CopyId:
    case Act::BackUp:
    case Act::DeleteAll: return server ? Possible{} : Possible::no(tr("Choose a server first."));
    case Act::Restore:
    case Act::Browse:
    case Act::CompareLive:
        if (!server) return Possible::no(tr("Choose a server first."));
        return server->lastGood ? Possible{} : Possible::no(tr("This server has no good backup."));
    case Act::Undo: return m_undo->newest() ? Possible{} : Possible::no(tr("There is no restore that can be undone."));
    default: return std::nullopt;
    }
}

void OverviewPage::act(Act act) {
    const protocol::ServerInfo* server = targetInfo();
    Node* node = m_place.scope.node;
    if (act == Act::Undo && m_undo->newest()) return m_undo->askToUndo(m_undo->newest()->job);
    if (!server || !node) return;
    const Scope scope{node, server->server};
    const auto newest = server->lastGood ? std::optional(server->lastGood->backup) : std::nullopt;
    switch (act) {
    case Act::Open: return goTo({.page = PageKind::Backups, .scope = scope});
    case Act::CopyId: return QGuiApplication::clipboard()->setText(QString::fromStdString(server->server.toString()));
    case Act::BackUp: return openBackUpDialog(*node, server->server, this);
    case Act::DeleteAll: return openDeleteAllDialog(*node, server->server, this);
    case Act::Restore: return openRestoreDialog(*node, *newest, {}, this);
    case Act::Browse: return goTo({.page = PageKind::Browser, .scope = scope, .backup = newest});
    case Act::CompareLive: return goTo({.page = PageKind::Compare, .scope = scope, .backup = newest});
    default: return;
    }
}

void OverviewPage::layCards() {
    // Told by the number of cards, not by whether the bar is there: its coming and going would lay them out for ever.
    const int height = m_delegate->sizeHint(QStyleOptionViewItem(), {}).height();
    const auto columnsIn = [](int width) { return qMax(1, width / kCardAtLeast); };
    int width = m_list->width() - 2;
    const int rows = (m_cards->rowCount() + columnsIn(width) - 1) / columnsIn(width);
    const bool scrolls = rows * height > m_list->height();
    // "As needed" keeps the bar's room free also while there is none.
    m_list->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    if (scrolls) width -= m_list->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_list) + 2;
    const QSize card(width / columnsIn(width), height);
    if (card == m_list->gridSize()) return;
    m_delegate->setCardWidth(card.width());
    m_list->setGridSize(card);
}

// The list's own size: banners come and go, and behind another page of the stack it changes without this page.
bool OverviewPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::Resize) layCards();
    return Page::eventFilter(watched, event);
}

} // namespace alula::gui
