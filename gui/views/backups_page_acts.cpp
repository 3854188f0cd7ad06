// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the selected backups.
#include "gui/dialogs/delete_dialog.h"
#include "gui/dialogs/export_dialog.h"
#include "gui/dialogs/note_dialog.h"
#include "gui/dialogs/restore_dialog.h"
#include "gui/format/time_text.h"
#include "gui/nodes/node_data.h"
#include "gui/views/backups_page.h"
#include "shared/wording/wording.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <memory>

namespace alula::gui {

using namespace protocol;

namespace {
constexpr std::size_t kMostDeleted = 20'000; // their ids have to fit into a line of 1 MiB
constexpr std::size_t kMostAtOnce = 200;     // each is a request of its own

bool isMade(const BackupInfo& backup) { return backup.state == "completed"; }
} // namespace

std::optional<Possible> BackupsPage::possible(Act act) const {
    switch (act) {
    case Act::Filter: return Possible{};
    case Act::Open:
    case Act::Browse:
    case Act::Restore:
    case Act::Export:
    case Act::CompareLive:
        // Nothing selected: the newest good one of the server in scope, which the window knows.
        if (!m_selection->hasSelection() && act != Act::Open && act != Act::Export) return std::nullopt;
        return possibleContents(act);
    case Act::Compare: return possibleCompare();
    case Act::Delete: return possibleDelete();
    case Act::Verify:
    case Act::Pin: return possibleEach(act);
    case Act::CopyId: return m_selection->hasSelection() ? Possible{} : Possible::no(tr("Select one or more backups first."));
    case Act::Note: return possibleWithOne(tr("A note is written to one backup at a time: select one."));
    default: return std::nullopt;
    }
}

Possible BackupsPage::possibleWithOne(const QString& what) const { return m_selection->only() ? Possible{} : Possible::no(what); }

Possible BackupsPage::possibleEach(Act act) const {
    const BackupSummary& chosen = m_selection->summary();
    if (chosen.count == 0) return Possible::no(tr("Select one or more backups first."));
    if (chosen.count > kMostAtOnce)
        return Possible::no(tr("Select at most %n backup(s) at a time.", nullptr, static_cast<int>(kMostAtOnce)));
    if (act == Act::Verify && chosen.whole == 0)
        return Possible::no(tr("There is nothing to read of them: they are missing, or still being made."));
    return {};
}

Possible BackupsPage::possibleContents(Act act) const {
    if (m_selection->count() != 1) return Possible::no(tr("Select one backup first."));
    const BackupInfo backup = m_selection->backups(1).front();
    if (!isMade(backup)) return Possible::no(tr("This backup is %1.").arg(backupStateText(backup)));
    const bool byIndex = act == Act::Open || act == Act::Browse || act == Act::CompareLive;
    // Names of a backup in an object store are always known: its index is on the node.
    if (backup.adapter == "s3" && !backup.readable) {
        if (byIndex) return {};
        return Possible::no(tr("Only the panel can open this backup. Start it there, or give the node read keys."));
    }
    if (backup.missing) return Possible::no(tr("Its archive is missing on the node. Put it back, or choose another backup."));
    if (!backup.readable) return Possible::no(shown(backup.whyUnreadable));
    return {};
}

Possible BackupsPage::possibleDelete() const {
    const BackupSummary& chosen = m_selection->summary();
    if (chosen.count == 0) return Possible::no(tr("Select one or more backups first."));
    if (chosen.count == chosen.pinned) return Possible::no(tr("They are pinned: unpin them first."));
    if (chosen.count > kMostDeleted)
        return Possible::no(tr("Select at most %1 at a time, or delete all of a server.").arg(countText(kMostDeleted)));
    return {};
}

Possible BackupsPage::possibleCompare() const {
    if (m_selection->count() == 0 || m_selection->count() > 2)
        return Possible::no(tr("Select one backup, or two of the same server."));
    const auto backups = m_selection->backups(2);
    if (!std::ranges::all_of(backups, isMade)) return Possible::no(tr("A backup that is being made cannot be compared yet."));
    if (backups.size() == 2)
        return backups[0].server == backups[1].server ? Possible{} : Possible::no(tr("These two are of different servers."));
    return m_model->before(backups[0]) ? Possible{} : Possible::no(tr("There is no older backup of this server."));
}

void BackupsPage::act(Act act) {
    Node* node = m_place.scope.node;
    switch (act) {
    case Act::Filter: m_filter->setFocus(Qt::ShortcutFocusReason); return m_filter->selectAll();
    case Act::CopyId: return copyIds();
    case Act::Compare: return compare();
    default: break;
    }
    if (!node) return;
    switch (act) {
    case Act::Delete: return openDeleteDialog(*node, m_selection->ids(), window());
    case Act::Pin: return pin();
    case Act::Verify: return verify();
    default: break;
    }
    if (m_selection->count() == 1) actWithOne(act, m_selection->backups(1).front());
}

void BackupsPage::actWithOne(Act act, const BackupInfo& backup) {
    Node& node = *m_place.scope.node;
    const Scope scope{&node, backup.server};
    switch (act) {
    case Act::Open:
    case Act::Browse: Q_EMIT goTo({.page = PageKind::Browser, .scope = scope, .backup = backup.backup}); return;
    case Act::CompareLive: Q_EMIT goTo({.page = PageKind::Compare, .scope = scope, .backup = backup.backup}); return;
    case Act::Restore: return openRestoreDialog(node, backup.backup, {}, window());
    case Act::Export: return openExportDialog(node, backup.backup, {}, window());
    case Act::Note: return openNoteDialog(node, backup, window());
    default: return;
    }
}

void BackupsPage::compare() {
    auto backups = m_selection->backups(2);
    std::ranges::sort(backups, {}, &BackupInfo::created);
    const std::optional<BackupId> older = backups.size() == 2 ? std::optional(backups[0].backup) : m_model->before(backups[0]);
    const BackupInfo& newer = backups.back();
    if (!older) return;
    Q_EMIT goTo(
        {.page = PageKind::Compare, .scope = {m_place.scope.node, newer.server}, .backup = older, .against = newer.backup});
}

// Of several: all of them are pinned, unless they are already.
void BackupsPage::pin() {
    const auto backups = m_selection->backups(kMostAtOnce);
    const bool wanted = !std::ranges::all_of(backups, &BackupInfo::pinned);
    for (const BackupInfo& backup : backups) {
        if (backup.pinned == wanted) continue;
        m_place.scope.node->call<PinParams, BackupInfo>(
            kBackupsPin, {backup.backup, wanted}, this, [this](Result<BackupInfo> answer) {
                if (!answer) Q_EMIT said(tr("The pin was not changed: %1").arg(shown(answer.error().message())));
            });
    }
}

void BackupsPage::verify() {
    struct Count {
        int asked = 0, started = 0, answered = 0;
        QString why;
    };
    const auto count = std::make_shared<Count>();
    for (const BackupInfo& backup : m_selection->backups(kMostAtOnce)) {
        if (!isMade(backup) || backup.missing) continue;
        ++count->asked;
        m_place.scope.node->call<VerifyParams, JobStarted>(
            kBackupsVerify, {backup.backup}, this, [this, count](Result<JobStarted> answer) {
                if (answer) ++count->started;
                else count->why = shown(answer.error().message());
                if (++count->answered < count->asked) return;
                const QString text = tr("%n verification(s) started; Activity shows how they go.", nullptr, count->started);
                Q_EMIT said(count->why.isEmpty() ? text : tr("%1 Not all: %2").arg(text, count->why));
            });
    }
}

void BackupsPage::copyIds() {
    QStringList ids;
    for (const BackupId& id : m_selection->ids()) ids << QString::fromStdString(id.toString());
    QGuiApplication::clipboard()->setText(ids.join(QLatin1Char('\n')));
    Q_EMIT said(tr("%n id(s) copied.", nullptr, static_cast<int>(ids.size())));
}

} // namespace alula::gui
