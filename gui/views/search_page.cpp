// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/search_page.h"

#include "gui/dialogs/restore_dialog.h"
#include "gui/format/plain_text.h"
#include "gui/look/empty_state.h"
#include "gui/look/keep_return.h"
#include "gui/nodes/node_data.h"
#include "gui/views/entry_delegate.h"
#include "gui/views/paged_tree.h"
#include "shared/wording/wording.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kDebounce{250};

std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}
std::string nameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }
} // namespace

SearchPage::SearchPage(QWidget* parent) : Page(parent), m_details(new EntryDetails) {
    m_view = new PagedTree(u"search"_s);
    m_view->setRootIsDecorated(false);
    m_view->setAccessibleName(tr("Files found"));
    m_view->setItemDelegate(new EntryDelegate(SearchModel::KindRole, this));
    m_view->setModel(&m_model);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setWidths({150, 150, 80, 95, 70});
    m_view->restoreColumns();
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeTop());
    column->addWidget(m_stack, 1);
    column->addWidget(makeBottom());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kDebounce);
    connectAll();
    sayEmpty(tr("Type a part of the name of a file that is lost."));
}

SearchPage::~SearchPage() {
    if (m_details && !m_details->parent()) delete m_details;
}

QWidget* SearchPage::makeTop() {
    auto* top = new QWidget;
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    m_line = new QLineEdit;
    m_line->setClearButtonEnabled(true);
    m_line->setPlaceholderText(tr("level.dat, or *.mca, or world region"));
    m_line->setToolTip(tr("Parts of the path, in any letter case. All words have to be there, the last one in the name. * and ? "
                          "stand for other letters."));
    m_line->installEventFilter(this);
    keepReturn(m_line);
    auto* label = new QLabel(tr("&Find"));
    label->setBuddy(m_line);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_line, 1);
    m_inBackup = new QRadioButton(tr("In this bac&kup"));
    m_inServer = new QRadioButton;
    m_inAll = new QRadioButton(tr("In &all servers"));
    auto* scopes = new QHBoxLayout;
    for (QRadioButton* each : {m_inBackup, m_inServer, m_inAll}) scopes->addWidget(each);
    scopes->addStretch();
    column->addLayout(row);
    column->addLayout(scopes);
    return top;
}

QWidget* SearchPage::makeBottom() {
    auto* bottom = new QWidget;
    auto* row = new QHBoxLayout(bottom);
    row->setContentsMargins(0, 0, 0, 0);
    m_status = new QLabel;
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_status, 1);
    const std::pair<Act, QString> buttons[] = {
        {Act::Open, tr("&Open its folder")}, {Act::Restore, tr("&Restore…")}, {Act::Versions, tr("&Versions")}};
    for (const auto& [what, text] : buttons) {
        auto* button = new QPushButton(text);
        connect(button, &QPushButton::clicked, this, [this, act = what] { Q_EMIT wants(act); });
        row->addWidget(button);
        m_buttons[what] = button;
    }
    return bottom;
}

void SearchPage::connectAll() {
    connect(&m_soon, &QTimer::timeout, this, &SearchPage::look);
    connect(m_line, &QLineEdit::textEdited, this, [this] { m_soon.start(); });
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        if (m_soon.isActive() || m_model.rowCount() == 0) return look();
        m_view->setFocus(Qt::OtherFocusReason); // the second Enter opens what was found
    });
    for (QRadioButton* each : {m_inBackup, m_inServer, m_inAll}) connect(each, &QRadioButton::clicked, this, &SearchPage::look);
    connect(&m_model, &SearchModel::answered, this, &SearchPage::onAnswer);
    connect(&m_model, &SearchModel::failed, this, &SearchPage::onFailed);
    connect(m_view, &PagedTree::selectionMoved, this, &SearchPage::onSelection);
    connect(m_view, &QAbstractItemView::activated, this, [this] {
        if (selected()) act(Act::Open);
    });
    connect(m_details, &EntryDetails::restoreWanted, this, [this](const BackupId& backup, const std::string& path) {
        if (node()) openRestoreDialog(*node(), backup, SelectionRules::only({path}), this);
    });
    connect(m_details, &EntryDetails::compareWanted, this, [this](const BackupId& backup, const std::string& path) {
        const auto* hit = selected();
        Q_EMIT goTo({.page = PageKind::Compare,
                     .scope = {node(), hit ? std::optional(hit->server) : m_place.scope.server},
                     .backup = backup,
                     .path = parentOf(path),
                     .select = nameOf(path)});
    });
}

bool SearchPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down &&
        m_model.rowCount() > 0) {
        m_view->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return Page::eventFilter(watched, event);
}

void SearchPage::go(const Place& place) {
    const bool again = place == m_place && m_model.rowCount() > 0;
    m_place = place;
    m_fromBackup = place.backup;
    m_fromServer = place.scope.server;
    m_line->setText(place.query);
    updateScopes();
    if (again && !(node() && node()->isOnline())) return; // what is there stays
    look();
    if (!again) m_line->setFocus(Qt::OtherFocusReason);
}

void SearchPage::updateScopes() {
    m_inBackup->setVisible(m_fromBackup.has_value());
    m_inServer->setVisible(m_fromServer.has_value());
    m_inAll->setVisible(m_fromBackup || m_fromServer); // alone it is no choice
    if (m_fromServer && node())
        m_inServer->setText(tr("In all backups of %1").arg(node()->data().serverName(*m_fromServer).replace(u'&', u"&&"_s)));
    QRadioButton* chosen = m_fromBackup ? m_inBackup : m_fromServer ? m_inServer : m_inAll;
    chosen->setChecked(true);
}

void SearchPage::look() {
    m_soon.stop();
    m_place.query = m_line->text();
    m_place.backup = m_inBackup->isChecked() ? m_fromBackup : std::nullopt;
    m_place.scope.server = m_inAll->isChecked() ? std::nullopt : m_fromServer;
    m_model.clear();
    m_status->clear();
    onSelection();
    if (!node()) return sayEmpty(tr("Choose a node first."));
    if (m_place.query.trimmed().isEmpty()) return sayEmpty(tr("Type a part of the name of a file that is lost."));
    if (!node()->isOnline()) return sayEmpty(tr("There is no connection to %1 just now.").arg(node()->name()));
    sayEmpty(tr("Looking…"));
    m_model.ask(node(), {m_place.query, m_place.backup ? std::nullopt : m_place.scope.server, m_place.backup});
}

void SearchPage::onAnswer() {
    const auto backups = static_cast<int>(std::min<std::uint64_t>(m_model.searched(), INT_MAX));
    const QString where = tr("in %Ln backup(s)", nullptr, backups);
    QString left;
    if (m_model.leftOut() > 0)
        left = u' ' + tr("%Ln backup(s) could not be looked through.", nullptr, static_cast<int>(m_model.leftOut()));
    if (m_model.rowCount() == 0) return sayEmpty(tr("No name has %1 %2. Try fewer letters.").arg(m_place.query, where) + left);
    const QString count = m_model.isComplete() ? tr("%Ln path(s)", nullptr, m_model.rowCount())
                                               : tr("%Ln path(s), and more", nullptr, m_model.rowCount());
    m_status->setText(tr("%1, %2.", "3 paths, 212 backups searched").arg(count, tr("%Ln backup(s) searched", nullptr, backups)) +
                      left);
    m_status->setToolTip(plainTip(m_status->text()));
    m_stack->setCurrentWidget(m_view);
    if (!m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_model.index(0, 0));
}

void SearchPage::onFailed(const Error& why) {
    if (m_model.rowCount() > 0) return m_status->setText(tr("The rest could not be found: %1").arg(shown(why.message())));
    sayEmpty(tr("The search did not work. Nothing was changed.") + u"\n\n"_s + shown(why.message()));
    connect(m_empty->addButton(tr("Try a&gain")), &QAbstractButton::clicked, this, &SearchPage::look);
}

void SearchPage::sayEmpty(const QString& sentence) {
    m_emptySentence = sentence;
    m_empty->say(sentence);
    m_stack->setCurrentWidget(m_empty);
    if (m_details) m_details->say(tr("No file to look into."));
}

QString SearchPage::sentence() const { return m_stack->currentWidget() == m_empty ? m_emptySentence : m_status->text(); }

const protocol::SearchHit* SearchPage::selected() const {
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.size() == 1 ? m_model.hitAt(rows.first()) : nullptr;
}

void SearchPage::onSelection() {
    updateButtons();
    Q_EMIT possibleChanged();
    const protocol::SearchHit* hit = selected();
    if (!m_details) return;
    if (!hit) return m_details->say({});
    EntryRow row;
    row.name = nameOf(hit->path.bytes);
    row.kind = entryKindOf(hit->type);
    if (row.kind == EntryKind::File) row.size = hit->size;
    row.mtimeNs = hit->mtime.ns;
    DetailedEntry entry;
    entry.node = node();
    entry.server = hit->server;
    entry.backup = hit->newest;
    entry.newer = FileSide{};
    entry.created = hit->created;
    entry.path = hit->path.bytes;
    entry.row = row;
    m_details->show(entry);
}

void SearchPage::updateButtons() {
    for (const auto& [what, button] : m_buttons) {
        const Possible can = possible(what).value_or(Possible{});
        button->setEnabled(can.yes);
        button->setToolTip(plainTip(can.why));
    }
}

QString SearchPage::title() const { return m_place.query.isEmpty() ? tr("Find a lost file") : tr("Find %1").arg(m_place.query); }

std::optional<Possible> SearchPage::possible(Act act) const {
    switch (act) {
    case Act::Filter: return Possible{};
    case Act::Restore:
        if (selected() && !node()->isAdmin()) return Possible::no(tr("You may read here, and change nothing."));
        if (selected() && !node()->isOnline()) return Possible::no(tr("There is no connection to a node just now."));
        [[fallthrough]];
    case Act::Open:
    case Act::Versions:
    case Act::Browse: return selected() ? Possible{} : Possible::no(tr("Choose one of the files first."));
    default: return std::nullopt;
    }
}

void SearchPage::act(Act act) {
    const protocol::SearchHit* hit = selected();
    switch (act) {
    case Act::Filter: m_line->setFocus(Qt::ShortcutFocusReason); return m_line->selectAll();
    case Act::Restore: return openRestoreDialog(*node(), hit->newest, SelectionRules::only({hit->path.bytes}), this);
    case Act::Versions:
        if (!m_details->isVisible()) Q_EMIT wants(Act::Details); // folded away
        return m_details->focusVersions();
    case Act::Open:
    case Act::Browse:
        Q_EMIT moved(); // so that "back" comes to these words
        return Q_EMIT goTo({.page = PageKind::Browser,
                            .scope = {node(), hit->server},
                            .backup = hit->newest,
                            .path = parentOf(hit->path.bytes),
                            .select = nameOf(hit->path.bytes)});
    default: return;
    }
}

} // namespace alula::gui
