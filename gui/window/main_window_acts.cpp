// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done where no page has a selection for it: by the scope alone.
#include "gui/dialogs/back_up_dialog.h"
#include "gui/dialogs/delete_dialog.h"
#include "gui/dialogs/restore_dialog.h"
#include "gui/format/plain_text.h"
#include "gui/nodes/node_data.h"
#include "gui/views/act_rules.h"
#include "gui/window/action_table.h"
#include "gui/window/main_window.h"

#include <QtGui/QAction>

namespace alula::gui {

Possible MainWindow::possibleHere(Act act) const {
    const Node* node = m_scope.node;
    const protocol::ServerInfo* server = node && m_scope.server ? node->data().server(*m_scope.server) : nullptr;
    switch (act) {
    case Act::Refresh:
    case Act::Details: return {};
    case Act::Import: return {};
    case Act::BackUp:
    case Act::DeleteAll: return server ? Possible{} : Possible::no(tr("Choose a server first."));
    case Act::Restore:
    case Act::Browse:
    case Act::CompareLive:
        if (!server) return Possible::no(tr("Choose a server or a backup first."));
        return server->lastGood ? Possible{} : Possible::no(tr("This server has no good backup."));
    default: return Possible::no(tr("Choose something first that this can be done with."));
    }
}

void MainWindow::actHere(Act act) {
    Node* node = m_scope.node;
    switch (act) {
    case Act::Refresh:
        if (node && !node->isOnline()) node->reconnect();
        if (node) node->data().refresh();
        m_current->go(m_current->place());
        return;
    case Act::Details: return showDetails(!m_detailsWanted);
    case Act::Import: return go({.page = PageKind::Import, .scope = m_scope});
    default: break;
    }
    if (!node || !m_scope.server) return;
    const protocol::ServerInfo* server = node->data().server(*m_scope.server);
    if (!server) return;
    const std::optional<BackupId> newest = server->lastGood ? std::optional(server->lastGood->backup) : std::nullopt;
    switch (act) {
    case Act::BackUp: return openBackUpDialog(*node, server->server, this);
    case Act::DeleteAll: return openDeleteAllDialog(*node, server->server, this);
    case Act::Restore: return openRestoreDialog(*node, *newest, {}, this);
    case Act::Browse: return go({.page = PageKind::Browser, .scope = m_scope, .backup = newest});
    case Act::CompareLive: return go({.page = PageKind::Compare, .scope = m_scope, .backup = newest});
    default: return;
    }
}

void MainWindow::updateActions() {
    const Node* node = m_scope.node;
    for (const ActionRow& row : actionRows()) {
        const Possible possible = allowed(m_current->possible(row.act).value_or(possibleHere(row.act)), row.act, node);
        QAction* action = m_actions[row.act];
        action->setEnabled(possible.yes);
        QString text = action->text().remove(QLatin1Char('&'));
        if (!row.key.isEmpty()) text = tr("%1 (%2)").arg(text, row.key.toString(QKeySequence::NativeText));
        action->setToolTip(plainTip(possible ? text : tr("%1: %2").arg(text, possible.why)));
        action->setStatusTip(possible.why);
    }
    m_back->setEnabled(m_history.canGoBack());
    m_forward->setEnabled(m_history.canGoForward());
}

void MainWindow::runAct(Act act) {
    if (!m_actions[act]->isEnabled()) return;
    if (m_current->possible(act)) m_current->act(act);
    else actHere(act);
}

std::vector<MainWindow::Offer> MainWindow::offers() const {
    std::vector<Offer> offers;
    for (int i = 0; i < m_nodes.size(); ++i) {
        Node* node = m_nodes.at(i);
        offers.push_back({tr("Node %1").arg(node->name()), {.page = PageKind::Overview, .scope = {node, {}}}});
        offers.push_back({tr("Failed jobs on %1").arg(node->name()),
                          {.page = PageKind::Activity, .scope = {node, {}}, .query = QStringLiteral("failed")}});
        for (const protocol::ServerInfo& server : node->data().servers()) {
            const QString name = node->data().serverName(server.server);
            offers.push_back(
                {tr("Server %1 on %2").arg(name, node->name()), {.page = PageKind::Backups, .scope = {node, server.server}}});
            for (auto it = server.outcomes.rbegin(); it != server.outcomes.rend(); ++it) {
                if (!it->backup) continue;
                const QString when =
                    QLocale().toString(QDateTime::fromMSecsSinceEpoch(it->time.ns / 1'000'000), QLocale::ShortFormat);
                offers.push_back({tr("Backup of %1, %2").arg(name, when),
                                  {.page = PageKind::Browser, .scope = {node, server.server}, .backup = it->backup}});
            }
        }
    }
    return offers;
}

} // namespace alula::gui
