// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/compare_page.h"

#include "gui/dialogs/restore_dialog.h"
#include "gui/format/change_text.h"
#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/look/empty_state.h"
#include "gui/models/change_filter.h"
#include "gui/models/entry_folder.h"
#include "gui/nodes/node_data.h"
#include "gui/views/breadcrumbs.h"
#include "gui/views/entry_delegate.h"
#include "gui/views/paged_tree.h"
#include "shared/wording/wording.h"

#include <QtCore/QSettings>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}
QString idText(const BackupId& backup) { return QString::fromStdString(backup.toString()); }
} // namespace

ComparePage::ComparePage(QWidget* parent) : Page(parent), m_filter(new ChangeFilter(this)), m_details(new EntryDetails) {
    m_filter->setSourceModel(&m_model);
    m_view = new PagedTree(u"compare"_s);
    m_view->setAccessibleName(tr("What differs"));
    m_view->setItemDelegate(new EntryDelegate(CompareModel::KindRole, this));
    m_view->setModel(m_filter);
    m_view->setWidths({220, 130, 75, 75});
    m_view->restoreColumns();
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeTop());
    column->addWidget(makeFilters());
    column->addWidget(m_stack, 1);
    column->addWidget(makeBottom());
    connectAll();
    sayEmpty(tr("Choose a backup to compare."));
}

ComparePage::~ComparePage() {
    if (m_details && !m_details->parent()) delete m_details;
}

QWidget* ComparePage::makeTop() {
    auto* top = new QWidget;
    auto* rows = new QVBoxLayout(top);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    rows->addLayout(row);
    for (QComboBox** picker : {&m_from, &m_to}) {
        *picker = new QComboBox;
        (*picker)->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        (*picker)->setMinimumContentsLength(16);
        connect(*picker, &QComboBox::activated, this, &ComparePage::picked);
    }
    auto* from = new QLabel(tr("&From"));
    from->setBuddy(m_from);
    auto* to = new QLabel(tr("&to"));
    to->setBuddy(m_to);
    m_again = new QPushButton(tr("A&gain"));
    m_again->setToolTip(tr("Compares once more, as things are now."));
    m_contents = new QPushButton(tr("Compare contents"));
    row->addWidget(from);
    row->addWidget(m_from, 1);
    row->addWidget(to);
    row->addWidget(m_to, 1);
    // A row of their own: in German and French they are too wide for one with the pickers in a small window.
    m_crumbs = new Breadcrumbs;
    auto* where = new QHBoxLayout;
    rows->addLayout(where);
    where->addWidget(m_crumbs, 1);
    where->addWidget(m_again);
    where->addWidget(m_contents);
    return top;
}

QWidget* ComparePage::makeFilters() {
    auto* filters = new QWidget;
    auto* row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    const std::pair<QString, QString> kinds[] = {
        {u"added"_s, tr("+ a&dded")}, {u"removed"_s, tr("− re&moved")}, {u"changed"_s, tr("~ &changed")}};
    for (const auto& [change, text] : kinds) {
        auto* box = new QCheckBox(text);
        box->setChecked(QSettings().value("compare/"_L1 + change, true).toBool());
        m_wanted[change] = box;
        row->addWidget(box);
    }
    row->addStretch(1);
    return filters;
}

QWidget* ComparePage::makeBottom() {
    auto* bottom = new QWidget;
    auto* row = new QHBoxLayout(bottom);
    row->setContentsMargins(0, 0, 0, 0);
    m_status = new QLabel;
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_status, 1);
    const std::pair<Act, QString> buttons[] = {{Act::Restore, tr("&Restore the older…")}, {Act::Versions, tr("&Versions")}};
    for (const auto& [what, text] : buttons) {
        auto* button = new QPushButton(text);
        connect(button, &QPushButton::clicked, this, [this, act = what] { Q_EMIT wants(act); });
        row->addWidget(button);
        m_buttons[what] = button;
    }
    return bottom;
}

void ComparePage::connectAll() {
    connect(&m_model, &CompareModel::loadedChanged, this, &ComparePage::onLoaded);
    connect(&m_model, &CompareModel::failed, this, &ComparePage::onFailed);
    connect(&m_backups, &ServerBackups::changed, this, &ComparePage::fillPickers);
    connect(m_crumbs, &Breadcrumbs::chosen, this, &ComparePage::openFolder);
    connect(m_view, &PagedTree::selectionMoved, this, &ComparePage::onSelection);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const QModelIndex row = index.siblingAtColumn(0);
        m_view->setExpanded(row, !m_view->isExpanded(row));
    });
    connect(m_again, &QPushButton::clicked, this, [this] { compare(); });
    connect(m_contents, &QPushButton::clicked, this, [this] { compare(true); });
    const auto refilter = [this] {
        QSet<QString> wanted;
        for (const auto& [change, box] : m_wanted) {
            if (box->isChecked()) wanted.insert(change);
            QSettings().setValue("compare/"_L1 + change, box->isChecked());
        }
        m_filter->setWanted(wanted);
        onLoaded();
    };
    for (const auto& [change, box] : m_wanted) connect(box, &QCheckBox::toggled, this, refilter);
    refilter();
    connect(m_details, &EntryDetails::restoreWanted, this, [this](const BackupId& backup, const std::string& path) {
        if (node()) openRestoreDialog(*node(), backup, SelectionRules::only({path}), this);
    });
    connect(m_details, &EntryDetails::compareWanted, this, [this](const BackupId& backup, const std::string& path) {
        Place there{.page = PageKind::Compare, .scope = m_place.scope, .backup = backup, .path = parentOf(path)};
        there.select = path.substr(path.rfind('/') + 1);
        Q_EMIT goTo(there);
    });
}

void ComparePage::go(const Place& place) {
    const bool same = place.scope.node == node() && place.backup == m_place.backup && place.against == m_place.against &&
                      place.path == m_place.path;
    m_place = place;
    if (!node() || !m_place.backup) return sayEmpty(tr("Choose a backup to compare."));
    if (!node()->isOnline()) {
        if (same && m_model.sides().node) return; // what is there stays
        return sayEmpty(tr("There is no connection to %1 just now.").arg(node()->name()));
    }
    m_backups.show(node(), m_place.scope.server);
    fillPickers();
    compare();
}

void ComparePage::compare(bool contents) {
    if (!node() || !m_place.backup) return;
    m_crumbs->show(tr("All files"), m_place.path);
    m_status->setText(contents ? tr("Comparing contents. The server's files are read for it…") : tr("Comparing…"));
    m_stack->setCurrentWidget(m_view);
    m_model.show({node(), *m_place.backup, m_place.against, contents}, m_place.path);
    onSelection();
}

void ComparePage::openFolder(const std::string& path) {
    if (path == m_place.path) return;
    m_place.path = path;
    m_place.select.clear();
    compare();
    Q_EMIT moved();
}

QString ComparePage::sideText(const std::optional<BackupId>& backup) const {
    if (!backup) {
        const auto& asOf = m_model.asOf();
        return asOf ? tr("Live, as of %1").arg(QLocale().toString(localTime(*asOf).time(), u"HH:mm"_s))
                    : tr("Live, as it is now");
    }
    const protocol::BackupInfo* known = m_backups.find(*backup);
    return known ? shortTimeText(known->created) : idText(*backup).left(8);
}

void ComparePage::fillPickers() {
    const QSignalBlocker quietFrom(m_from), quietTo(m_to);
    m_from->clear();
    m_to->clear();
    m_to->addItem(sideText({}), QString());
    const auto add = [this](const BackupId& backup) {
        for (QComboBox* picker : {m_from, m_to}) picker->addItem(sideText(backup), idText(backup));
    };
    for (const protocol::BackupInfo& backup : m_backups.all()) add(backup.backup);
    for (const auto& side : {m_place.backup, m_place.against}) {
        if (side && !m_backups.find(*side)) add(*side); // not (yet) in the list
    }
    m_from->setCurrentIndex(m_place.backup ? m_from->findData(idText(*m_place.backup)) : -1);
    m_to->setCurrentIndex(m_place.against ? m_to->findData(idText(*m_place.against)) : 0);
    updateButtons();
}

void ComparePage::picked() {
    m_place.backup = BackupId::parse(m_from->currentData().toString().toStdString());
    m_place.against = BackupId::parse(m_to->currentData().toString().toStdString());
    compare();
    Q_EMIT moved();
}

void ComparePage::onLoaded() {
    if (!m_model.totals()) return;
    QString text = totalsText(*m_model.totals());
    if (!m_model.sides().to && !m_model.sides().contents) text = tr("%1; live: size and time only", "what differs").arg(text);
    m_status->setText(text);
    m_status->setToolTip(plainTip(text));
    m_to->setItemText(0, sideText({}));
    const bool none = m_filter->rowCount() == 0 && m_model.isComplete();
    if (none && m_model.rowCount() == 0) {
        sayEmpty(m_place.path.empty() ? tr("Nothing differs.") : tr("Nothing differs in this folder."));
    } else if (none) {
        sayEmpty(tr("None of these changes is chosen to be shown."));
        connect(m_empty->addButton(tr("Show &all")), &QAbstractButton::clicked, this, [this] {
            for (const auto& [change, box] : m_wanted) box->setChecked(true);
        });
    } else {
        m_stack->setCurrentWidget(m_view);
        m_view->wantMore(); // all that came may be left out
    }
    if (!m_place.select.empty()) {
        const std::string path = m_place.path.empty() ? m_place.select : m_place.path + '/' + m_place.select;
        const QModelIndex found = m_filter->mapFromSource(m_model.find(path));
        if (found.isValid()) m_view->setCurrentIndex(found);
        if (found.isValid() || m_model.isComplete()) m_place.select.clear();
    }
    updateButtons();
}

void ComparePage::onFailed(const Error& why) {
    m_status->clear();
    if (m_model.totals()) return m_status->setText(tr("A side has changed meanwhile. Press Again."));
    sayEmpty(tr("These two cannot be compared. Nothing was changed.") + u"\n\n"_s + shown(why.message()));
    connect(m_empty->addButton(tr("Try &again")), &QAbstractButton::clicked, this, [this] { compare(); });
}

void ComparePage::sayEmpty(const QString& sentence) {
    m_emptySentence = sentence;
    m_empty->say(sentence);
    m_stack->setCurrentWidget(m_empty);
    updateButtons();
}

QString ComparePage::sentence() const { return m_stack->currentWidget() == m_empty ? m_emptySentence : m_status->text(); }

const protocol::CompareRow* ComparePage::selected() const {
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.size() == 1 ? m_model.rowAt(m_filter->mapToSource(rows.first())) : nullptr;
}

std::vector<std::string> ComparePage::restorable() const {
    std::vector<std::string> paths;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows()) {
        const protocol::CompareRow* row = m_model.rowAt(m_filter->mapToSource(index));
        if (row && row->before) paths.push_back(row->path.bytes);
    }
    return paths;
}

void ComparePage::onSelection() {
    updateButtons();
    Q_EMIT possibleChanged();
    if (!m_details) return;
    const protocol::CompareRow* row = selected();
    const std::optional<ServerId> server = m_place.scope.server;
    if (!row || !server) return m_details->say({});
    const protocol::EntryFacts facts = row->before ? *row->before : row->after.value_or(protocol::EntryFacts());
    DetailedEntry entry;
    entry.node = node();
    entry.server = *server;
    entry.backup = row->before ? m_place.backup : m_place.against;
    if (row->before && row->after) entry.newer = FileSide{m_place.against};
    if (const auto* info = entry.backup ? m_backups.find(*entry.backup) : nullptr) entry.created = info->created;
    entry.path = row->path.bytes;
    entry.row.name = row->path.bytes.substr(row->path.bytes.rfind('/') + 1);
    entry.row.kind = entryKindOf(facts.type);
    if (entry.row.kind == EntryKind::File) entry.row.size = facts.size;
    entry.row.mtimeNs = facts.mtime.ns;
    entry.row.mode = facts.mode;
    entry.flags = {changeText(*row)};
    if (!row->differences.empty()) entry.flags += tr("differs in: %1").arg(differencesText(row->differences));
    m_details->show(entry);
}

void ComparePage::updateButtons() {
    const bool live = !m_place.against;
    const bool admin = node() && node()->isAdmin();
    m_again->setEnabled(m_place.backup.has_value());
    m_contents->setVisible(live);
    m_contents->setEnabled(live && admin && m_place.backup);
    m_contents->setToolTip(admin ? tr("Files of equal size and time are read and compared too. This takes its time.")
                                 : tr("Only administrators of the node may have files read."));
    for (const auto& [what, button] : m_buttons) {
        const Possible can = possible(what).value_or(Possible{});
        button->setEnabled(can.yes);
        button->setToolTip(plainTip(can.why));
    }
}

QString ComparePage::title() const {
    if (!m_place.backup) return tr("Compare");
    return tr("%1 compared with %2").arg(sideText(m_place.backup), m_place.against ? sideText(m_place.against) : tr("live"));
}

std::optional<Possible> ComparePage::possible(Act act) const {
    const bool one = selected() != nullptr;
    switch (act) {
    case Act::Restore:
        if (!node() || !m_place.backup) return Possible::no(tr("Choose a backup first."));
        if (!node()->isOnline()) return Possible::no(tr("There is no connection to a node just now."));
        if (!node()->isAdmin()) return Possible::no(tr("You may read here, and change nothing."));
        if (m_view->selectionModel()->selection().isEmpty()) return Possible::no(tr("Choose what is to be restored first."));
        return restorable().empty() ? Possible::no(tr("The older backup does not have this.")) : Possible{};
    case Act::Open:
    case Act::Versions:
    case Act::Browse: return one ? Possible{} : Possible::no(tr("Choose one file or folder first."));
    case Act::Parent: return m_place.path.empty() ? Possible::no(tr("This is the top folder.")) : Possible{};
    case Act::CompareLive:
        return m_place.backup && m_place.against ? Possible{} : Possible::no(tr("This is compared with live already."));
    case Act::Filter: return Possible{};
    default: return std::nullopt;
    }
}

void ComparePage::act(Act act) {
    const protocol::CompareRow* row = selected();
    switch (act) {
    case Act::Restore: return openRestoreDialog(*node(), *m_place.backup, SelectionRules::only(restorable()), this);
    case Act::Open:
        if (row->below) return openFolder(row->path.bytes);
        [[fallthrough]];
    case Act::Browse: {
        Place there{.page = PageKind::Browser, .scope = m_place.scope, .path = parentOf(row->path.bytes)};
        there.backup = row->before || !m_place.against ? m_place.backup : m_place.against;
        there.select = row->path.bytes.substr(row->path.bytes.rfind('/') + 1);
        return Q_EMIT goTo(there);
    }
    case Act::Versions:
        if (!m_details->isVisible()) Q_EMIT wants(Act::Details); // folded away
        return m_details->focusVersions();
    case Act::Parent: return openFolder(parentOf(m_place.path));
    case Act::CompareLive: {
        Place there = m_place;
        there.against.reset();
        return Q_EMIT goTo(there);
    }
    case Act::Filter: return m_wanted.begin()->second->setFocus(Qt::ShortcutFocusReason);
    default: return;
    }
}

} // namespace alula::gui
