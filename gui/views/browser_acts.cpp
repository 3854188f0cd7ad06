// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected in the browser, and what is done with it.
#include "gui/dialogs/export_dialog.h"
#include "gui/dialogs/restore_dialog.h"
#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/views/browser_page.h"
#include "gui/views/entry_details.h"
#include "gui/views/paged_tree.h"
#include "shared/wording/wording.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kMostCounted = 500; // paths in one question

std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}
std::string nameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }
} // namespace

std::optional<BackupId> BrowserPage::before() const {
    const protocol::BackupInfo* older = m_place.backup ? m_backups.before(*m_place.backup) : nullptr;
    return older ? std::optional(older->backup) : std::nullopt;
}

// Why the contents, not the names, cannot be had.
Possible BrowserPage::canRead() const {
    if (!m_place.backup || !node()) return Possible::no(tr("Choose a backup first."));
    if (!m_info) return {};
    if (m_info->missing) return Possible::no(tr("The archive of this backup is not where it was."));
    if (m_info->readable) return {};
    if (m_info->adapter == "s3")
        return Possible::no(tr("Only the panel can open this backup. Start it there, or give the node read keys."));
    const QString why = shown(m_info->whyUnreadable);
    return Possible::no(why.isEmpty() ? tr("The contents of this backup cannot be read.") : why);
}

Possible BrowserPage::canChange() const {
    const Possible read = canRead();
    if (!read) return read;
    if (!node()->isOnline()) return Possible::no(tr("There is no connection to a node just now."));
    return node()->isAdmin() ? Possible{} : Possible::no(tr("You may read here, and change nothing."));
}

QModelIndex BrowserPage::single() const {
    const QItemSelection selection = m_view->selectionModel()->selection();
    if (selection.size() != 1 || selection.first().height() != 1) return {};
    return QModelIndex(selection.first().topLeft()).siblingAtColumn(0);
}

std::optional<SelectionRules> BrowserPage::chosen() const {
    const QItemSelection selection = m_view->selectionModel()->selection();
    if (!m_allChosen && !selection.isEmpty()) return SelectionRules::only(m_model.pathsOf(selection));
    if (m_place.path.empty()) return std::nullopt;
    return SelectionRules::only({m_place.path});
}

std::optional<Possible> BrowserPage::possible(Act act) const {
    const Possible noFile = Possible::no(tr("Choose one file or folder first."));
    switch (act) {
    case Act::Restore:
    case Act::Export: return canChange();
    case Act::Open: return single().isValid() ? Possible{} : noFile;
    case Act::Parent: return m_place.path.empty() ? Possible::no(tr("This is the top folder.")) : Possible{};
    case Act::Versions: return single().isValid() ? Possible{} : noFile;
    case Act::Compare:
        return before() ? Possible{} : Possible::no(tr("No backup of this server is known that was made before this one."));
    case Act::CompareLive:
    case Act::Filter:
    case Act::CopyId: return m_place.backup ? Possible{} : Possible::no(tr("Choose a backup first."));
    default: return std::nullopt;
    }
}

void BrowserPage::act(Act act) {
    Place there{.page = PageKind::Compare, .scope = m_place.scope, .path = m_place.path};
    switch (act) {
    case Act::Restore: return openRestoreDialog(*node(), *m_place.backup, chosen(), this);
    case Act::Export: return openExportDialog(*node(), *m_place.backup, chosen(), this);
    case Act::Open: return openIndex(single());
    case Act::Versions:
        if (!m_details->isVisible()) Q_EMIT wants(Act::Details); // folded away
        return m_details->focusVersions();
    case Act::Parent: return openFolder(parentOf(m_place.path), nameOf(m_place.path));
    case Act::Compare:
        there.backup = before();
        there.against = m_place.backup;
        return Q_EMIT goTo(there);
    case Act::CompareLive: there.backup = m_place.backup; return Q_EMIT goTo(there);
    case Act::Filter: m_find->setFocus(Qt::ShortcutFocusReason); return m_find->selectAll();
    case Act::CopyId: return QGuiApplication::clipboard()->setText(QString::fromStdString(m_place.backup->toString()));
    default: return;
    }
}

void BrowserPage::openIndex(const QModelIndex& index) {
    const EntryRow* row = m_model.rowAt(index);
    if (row && row->kind == EntryKind::Directory) openFolder(m_model.pathAt(index));
}

void BrowserPage::openMenu(const QPoint& where) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [&](Act what, const QString& text) {
        const Possible can = possible(what).value_or(Possible{});
        QAction* action = menu->addAction(text, this, [this, what] { Q_EMIT wants(what); });
        action->setEnabled(can.yes);
        action->setToolTip(can ? text : plainTip(can.why));
    };
    add(Act::Open, tr("&Open"));
    menu->addSeparator();
    add(Act::Restore, tr("&Restore…"));
    add(Act::Export, tr("E&xport…"));
    add(Act::Versions, tr("&Versions of this file"));
    menu->addSeparator();
    add(Act::Compare, tr("&Compare with the backup before"));
    add(Act::CompareLive, tr("Compare with &live"));
    menu->addSeparator();
    QAction* copy = menu->addAction(tr("Copy &path"), this, [this] {
        QStringList paths;
        for (const std::string& path : m_model.pathsOf(m_view->selectionModel()->selection())) paths += shown(path);
        QGuiApplication::clipboard()->setText(paths.join(u'\n'));
    });
    copy->setEnabled(!m_view->selectionModel()->selection().isEmpty());
    menu->popup(m_view->viewport()->mapToGlobal(where));
}

void BrowserPage::selectionMoved() {
    m_counted.reset();
    m_countFailed = false;
    m_countQuestion.drop();
    m_countSoon.start();
    updateDetails();
    updateStatus();
    updateButtons();
    Q_EMIT possibleChanged();
}

void BrowserPage::updateDetails() {
    if (!m_details) return;
    const QModelIndex index = single();
    const EntryRow* row = m_model.rowAt(index);
    const QItemSelection selection = m_view->selectionModel()->selection();
    if (!row || !server()) return m_details->say(selection.isEmpty() ? QString() : tr("Several are chosen."));
    const Possible read = canRead();
    m_details->show({node(), *server(), m_place.backup, FileSide{}, m_info ? std::optional(m_info->created) : std::nullopt,
                     m_model.pathAt(index), *row, index.data(EntryTreeModel::FlagsRole).toStringList(), read.why});
}

// Rows that came after Ctrl+A are chosen as well.
void BrowserPage::keepAllChosen() {
    if (!m_allChosen || m_model.loaded() == 0) return;
    if (std::cmp_equal(m_rowsChosen, m_model.loaded())) return;
    m_rowsChosen = static_cast<int>(m_model.loaded());
    m_view->selectAll();
}

void BrowserPage::count() {
    const QItemSelection selection = m_view->selectionModel()->selection();
    if (selection.isEmpty() || !node() || !m_place.backup) return;
    const bool more = m_allChosen && !m_model.isComplete();
    if (!more && m_model.totalsOf(selection).known) return;
    protocol::BackupCountParams params{*m_place.backup, {}, {}};
    const auto rules = chosen();
    for (const std::string& path : rules ? rules->include() : std::vector<std::string>()) params.include.push_back({path});
    if (params.include.size() > kMostCounted) {
        m_countFailed = true;
        return updateStatus();
    }
    m_countQuestion.ask<protocol::BackupCountParams, protocol::EntryCount>(*node(), protocol::kBackupsCount, params,
                                                                           [this](Result<protocol::EntryCount> answer) {
                                                                               if (answer) m_counted = *answer;
                                                                               m_countFailed = !answer;
                                                                               updateStatus();
                                                                           });
}

QString BrowserPage::selectionText() const {
    const QItemSelection selection = m_view->selectionModel()->selection();
    const EntryTotals totals = m_model.totalsOf(selection);
    const bool more = m_allChosen && !m_model.isComplete();
    const auto items = static_cast<int>(std::min<std::uint64_t>(totals.entries, INT_MAX));
    const QString what = more ? tr("All of this folder") : tr("%Ln item(s)", nullptr, items);
    QString size = tr("counting…");
    if (!more && totals.known) size = bytesText(totals.bytes);
    else if (m_counted) size = bytesText(m_counted->bytes);
    else if (m_countFailed) size = tr("size not known");
    return tr("%1, %2", "3 items, 3.1 GiB").arg(what, size);
}

void BrowserPage::updateStatus() {
    if (!m_status) return;
    if (!m_view->selectionModel()->selection().isEmpty()) return m_status->setText(selectionText());
    if (!m_place.backup || !m_model.source().node) return m_status->clear();
    const auto rows = static_cast<int>(m_model.loaded());
    QString text = m_model.isComplete() ? tr("%Ln item(s)", nullptr, rows) : tr("%Ln loaded", nullptr, rows);
    const protocol::BackupInfo* older = m_backups.before(*m_place.backup);
    if (older && m_model.goneSinceBefore() > 0) {
        text = tr("%1; %Ln gone since %2", nullptr, static_cast<int>(m_model.goneSinceBefore()))
                   .arg(text, shortTimeText(older->created));
    }
    m_status->setText(text);
    m_status->setToolTip(older ? tr("Changes are told since the backup of %1.").arg(shortTimeText(older->created)) : QString());
}

void BrowserPage::updateButtons() {
    for (const auto& [what, button] : m_buttons) {
        const Possible can = possible(what).value_or(Possible{});
        button->setEnabled(can.yes);
        button->setToolTip(plainTip(can.why));
    }
}

} // namespace alula::gui
