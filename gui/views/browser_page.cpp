// SPDX-License-Identifier: GPL-3.0-or-later
// Where the browser is: backup, folder, and what is the matter with them.
#include "gui/views/browser_page.h"

#include "gui/dialogs/restore_dialog.h"
#include "gui/format/time_text.h"
#include "gui/look/empty_state.h"
#include "gui/look/keep_return.h"
#include "gui/nodes/node_data.h"
#include "gui/views/breadcrumbs.h"
#include "gui/views/entry_delegate.h"
#include "gui/views/entry_details.h"
#include "gui/views/notice_bar.h"
#include "gui/views/paged_tree.h"
#include "shared/wording/wording.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kCountAfter{80};
constexpr std::size_t kMostLookedThrough = 50'000; // rows, for one that is to be selected
} // namespace

BrowserPage::BrowserPage(QWidget* parent) : Page(parent), m_details(new EntryDetails) {
    makeLayout();
    connectModel();
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(kCountAfter);
    connect(&m_countSoon, &QTimer::timeout, this, &BrowserPage::count);
    connect(&m_backups, &ServerBackups::changed, this, &BrowserPage::onBackups);
    noPlace(tr("Choose a backup to look into."));
}

BrowserPage::~BrowserPage() {
    if (m_details && !m_details->parent()) delete m_details;
}

QWidget* BrowserPage::details() { return m_details; }

void BrowserPage::makeLayout() {
    m_notice = new NoticeBar;
    m_view = new PagedTree(u"browser"_s);
    m_view->setAccessibleName(tr("Files of the backup"));
    m_view->setItemDelegate(new EntryDelegate(EntryTreeModel::KindRole, this));
    m_view->setModel(&m_model);
    m_view->setWidths({260, 80, 90, 90});
    m_view->header()->setSectionsClickable(true);
    m_view->header()->setSortIndicatorShown(true);
    m_view->header()->setSortIndicator(EntryTreeModel::Name, Qt::AscendingOrder);
    m_view->restoreColumns();
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeTop());
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    column->addWidget(makeBottom());
    auto* pathKey = new QShortcut(Qt::Key_F4, this);
    pathKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(pathKey, &QShortcut::activated, m_crumbs, &Breadcrumbs::edit);
}

QWidget* BrowserPage::makeTop() {
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_crumbs = new Breadcrumbs;
    m_find = new QLineEdit;
    m_find->setPlaceholderText(tr("Find in this backup"));
    m_find->setAccessibleName(tr("Find in this backup"));
    m_find->setClearButtonEnabled(true);
    const int whole = m_find->fontMetrics().horizontalAdvance(m_find->placeholderText()) + 2 * m_find->fontMetrics().height();
    m_find->setMinimumWidth(whole);
    m_find->setMaximumWidth(qMax(220, whole));
    keepReturn(m_find);
    row->addWidget(m_crumbs, 1);
    row->addWidget(m_find);
    connect(m_crumbs, &Breadcrumbs::chosen, this, [this](const std::string& path) { openFolder(path); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] {
        if (!m_place.backup) return;
        Q_EMIT goTo({.page = PageKind::Search, .scope = m_place.scope, .backup = m_place.backup, .query = m_find->text()});
    });
    return top;
}

QWidget* BrowserPage::makeBottom() {
    auto* bottom = new QWidget;
    auto* row = new QHBoxLayout(bottom);
    row->setContentsMargins(0, 0, 0, 0);
    m_status = new QLabel;
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_status, 1);
    const std::pair<Act, QString> buttons[] = {{Act::Restore, tr("&Restore…")},
                                               {Act::Export, tr("E&xport…")},
                                               {Act::Versions, tr("&Versions")},
                                               {Act::Compare, tr("&Compare")}};
    for (const auto& [what, text] : buttons) {
        auto* button = new QPushButton(text);
        connect(button, &QPushButton::clicked, this, [this, act = what] { Q_EMIT wants(act); });
        row->addWidget(button);
        m_buttons[what] = button;
    }
    return bottom;
}

void BrowserPage::connectModel() {
    connect(&m_model, &EntryTreeModel::pageShown, this, &BrowserPage::onPage);
    connect(&m_model, &EntryTreeModel::failed, this, &BrowserPage::onFailed);
    connect(&m_model, &EntryTreeModel::loadedChanged, this, [this] {
        keepAllChosen();
        updateStatus();
        lookForSelected();
    });
    connect(m_view, &PagedTree::selectionMoved, this, [this] {
        // The view tells of it again when it lays out the rows that were added.
        const QItemSelection now = m_view->selectionModel()->selection();
        m_allChosen = m_allChosen && now.size() == 1 && now.first().top() == 0 && now.first().bottom() + 1 >= m_rowsChosen;
        if (!m_allChosen) selectionMoved();
    });
    connect(m_view, &PagedTree::allWanted, this, [this] { // its rows are selected already
        m_allChosen = true;
        m_rowsChosen = static_cast<int>(m_model.loaded());
        selectionMoved();
    });
    connect(m_view, &QAbstractItemView::activated, this, &BrowserPage::openIndex);
    connect(m_view, &QWidget::customContextMenuRequested, this, &BrowserPage::openMenu);
    QHeaderView* header = m_view->header();
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this, header](int column, Qt::SortOrder order) {
        if (EntryTreeModel::isSortable(column)) return m_model.sort(column, order);
        const QSignalBlocker quiet(header);
        header->setSortIndicator(EntryTreeModel::Name, Qt::AscendingOrder);
        m_model.sort(EntryTreeModel::Name, Qt::AscendingOrder);
    });
    connect(m_details, &EntryDetails::restoreWanted, this, [this](const BackupId& backup, const std::string& path) {
        if (node()) openRestoreDialog(*node(), backup, SelectionRules::only({path}), this);
    });
    connect(m_details, &EntryDetails::compareWanted, this, [this](const BackupId& backup, const std::string& path) {
        const auto slash = path.rfind('/');
        Q_EMIT goTo({.page = PageKind::Compare,
                     .scope = m_place.scope,
                     .backup = backup,
                     .path = slash == std::string::npos ? std::string() : path.substr(0, slash),
                     .select = path.substr(slash + 1)});
    });
    m_model.sort(header->sortIndicatorSection(), header->sortIndicatorOrder()); // as it was left
}

std::optional<ServerId> BrowserPage::server() const {
    if (m_place.scope.server) return m_place.scope.server;
    return m_info ? std::optional(m_info->server) : std::nullopt;
}

void BrowserPage::go(const Place& place) {
    const bool otherBackup = place.scope.node != node() || place.backup != m_place.backup;
    m_place = place;
    if (!node()) return noPlace(tr("Choose a backup to look into."));
    if (!m_place.backup && m_place.scope.server) {
        const protocol::ServerInfo* known = node()->data().server(*m_place.scope.server);
        if (known && known->lastGood) m_place.backup = known->lastGood->backup;
    }
    if (!m_place.backup) return noPlace(tr("Choose a backup to look into."));
    if (otherBackup) m_info.reset();
    if (!node()->isOnline()) { // what is there stays, as it was
        if (otherBackup || m_model.loaded() == 0) noPlace(tr("There is no connection to %1 just now.").arg(node()->name()));
        return updateNotice();
    }
    askInfo();
    m_backups.show(node(), server());
    showBackup();
}

void BrowserPage::showBackup() {
    m_allChosen = false;
    m_stack->setCurrentWidget(m_view);
    m_model.show({node(), m_place.backup, server().value_or(ServerId())}, m_place.path);
    onBackups();
    updateNotice();
    selectionMoved();
}

void BrowserPage::openFolder(const std::string& path, const std::string& select) {
    if (!m_place.backup || !node() || path == m_place.path) return;
    m_place.path = path;
    m_place.select = select;
    showBackup();
    Q_EMIT moved();
}

void BrowserPage::askInfo() {
    m_infoQuestion.ask<protocol::BackupsGetParams, protocol::BackupInfo>(
        *node(), protocol::kBackupsGet, {*m_place.backup},
        [this](Result<protocol::BackupInfo> answer) { onInfo(std::move(answer)); });
}

void BrowserPage::onInfo(Result<protocol::BackupInfo> answer) {
    if (!answer) return; // the listing says what is the matter
    m_info = *std::move(answer);
    m_backups.show(node(), server());
    updateNotice();
    updateCrumbs();
    updateButtons();
    updateDetails();
    Q_EMIT possibleChanged();
}

void BrowserPage::onBackups() {
    m_model.setAgainst(before());
    updateCrumbs();
    updateStatus();
    updateButtons();
    Q_EMIT possibleChanged();
}

void BrowserPage::onPage() {
    if (m_model.loaded() == 0) {
        m_empty->say(tr("This folder is empty."));
        m_stack->setCurrentWidget(m_empty);
    } else if (!m_view->currentIndex().isValid() && m_place.select.empty()) {
        m_view->selectionModel()->setCurrentIndex(m_model.index(0, 0), QItemSelectionModel::NoUpdate); // for the keys
    }
}

void BrowserPage::onFailed(const Error& why) {
    const QString where = m_place.path.empty() ? tr("This backup") : tr("The folder %1").arg(shown(m_place.path));
    QString sentence = tr("%1 cannot be shown. Nothing was changed.").arg(where);
    if (why.code() == ErrorCode::NotFound && !m_place.path.empty())
        sentence = tr("There is no folder %1 in this backup.").arg(shown(m_place.path));
    m_empty->say(sentence + u"\n\n"_s + shown(why.message()));
    if (!m_place.path.empty()) {
        connect(m_empty->addButton(tr("Go to the &top")), &QAbstractButton::clicked, this, [this] { openFolder({}); });
    }
    connect(m_empty->addButton(tr("Try &again")), &QAbstractButton::clicked, this, [this] { go(m_place); });
    m_stack->setCurrentWidget(m_empty);
}

// The entry that somebody wanted to see here: pages are read until it comes.
void BrowserPage::lookForSelected() {
    if (m_place.select.empty() || m_model.loaded() == 0) return;
    const std::string path = m_place.path.empty() ? m_place.select : m_place.path + '/' + m_place.select;
    const QModelIndex found = m_model.find(path);
    if (found.isValid()) {
        m_place.select.clear();
        m_view->setCurrentIndex(found);
        m_view->scrollTo(found, QAbstractItemView::PositionAtCenter);
        m_view->setFocus(Qt::OtherFocusReason);
    } else if (m_model.isComplete() || m_model.loaded() >= kMostLookedThrough) {
        Q_EMIT said(tr("%1 was not found in this folder.").arg(shown(m_place.select)));
        m_place.select.clear();
    } else if (m_model.canFetchMore({})) {
        m_model.fetchMore({});
    }
}

void BrowserPage::noPlace(const QString& sentence) {
    m_model.clear();
    m_empty->say(sentence);
    connect(m_empty->addButton(tr("Show &backups")), &QAbstractButton::clicked, this,
            [this] { Q_EMIT goTo({.page = PageKind::Backups, .scope = m_place.scope}); });
    m_stack->setCurrentWidget(m_empty);
    m_notice->say(Health::Unknown, {});
    updateCrumbs();
    selectionMoved();
}

void BrowserPage::updateNotice() {
    if (!node()->isOnline()) {
        return m_notice->say(Health::Unknown,
                             tr("%1 is not connected. This is as of %2.").arg(node()->name(), asOfText(node()->asOf())));
    }
    if (!m_info) return m_notice->say(Health::Unknown, {});
    if (m_info->missing) {
        m_notice->say(Health::Failed,
                      tr("The archive of this backup is not where it was. Its names can be looked at; the server is "
                         "untouched. Put the archive back, or make a new backup."));
    } else if (m_info->damaged) {
        m_notice->say(Health::Failed, tr("This backup is damaged. What is whole can be restored; the server is untouched. Make a "
                                         "new backup."));
    } else if (!m_info->readable) {
        m_notice->say(Health::Unknown, canRead().why);
    } else if (m_info->foreign) {
        m_notice->say(Health::Unknown, tr("This backup was not written by Alula: the first look into it can take minutes."));
    } else {
        m_notice->say(Health::Good, {});
    }
}

QString BrowserPage::backupText() const {
    if (!m_place.backup) return {};
    const QString id = QString::fromStdString(m_place.backup->toString()).left(8);
    const protocol::BackupInfo* listed = m_backups.find(*m_place.backup);
    const QString when = m_info ? shortTimeText(m_info->created) : listed ? shortTimeText(listed->created) : id;
    const auto of = server();
    return of && node() ? tr("%1, %2", "server, time of its backup").arg(node()->data().serverName(*of), when) : when;
}

void BrowserPage::updateCrumbs() {
    m_crumbs->show(m_place.backup ? backupText() : tr("No backup"), m_place.path);
    m_find->setEnabled(m_place.backup.has_value());
}

QString BrowserPage::title() const {
    const QString backup = backupText();
    return m_place.path.empty() ? backup : tr("%1, %2", "backup, folder").arg(backup, shown(m_place.path));
}

} // namespace alula::gui
