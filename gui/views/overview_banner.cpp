// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/overview_banner.h"

#include "gui/dialogs/back_up_dialog.h"
#include "gui/format/problem_text.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QMessageBox>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
// The mean of the newest good ones of all servers; 0: there are none.
std::uint64_t usualBackup(const NodeData& data) {
    std::uint64_t sum = 0, count = 0;
    for (const protocol::ServerInfo& server : data.servers()) {
        if (!server.lastGood) continue;
        sum += server.lastGood->size;
        ++count;
    }
    return count == 0 ? 0 : sum / count;
}

void run(ProblemAct act, const protocol::Problem& problem, const QPointer<Node>& node, Page& page) {
    if (!node) return;
    const Scope scope{node, problem.server};
    switch (act) {
    case ProblemAct::BackUp:
        if (problem.server) openBackUpDialog(*node, *problem.server, &page);
        return;
    case ProblemAct::SeeWhy: return page.goTo({.page = PageKind::Activity, .scope = scope, .query = u"failed"_s});
    case ProblemAct::FreeSpace: return page.goTo({.page = PageKind::Backups, .scope = {node, {}}, .query = u"space"_s});
    case ProblemAct::ShowBackup: return page.goTo({.page = PageKind::Backups, .scope = scope, .backup = problem.backup});
    case ProblemAct::ShowBackups: return page.goTo({.page = PageKind::Backups, .scope = scope});
    case ProblemAct::CheckAgain: return node->data().refresh();
    }
}

QString whyNot(ProblemAct act, const Node& node) {
    if (act != ProblemAct::BackUp) return {};
    if (!node.isAdmin()) return OverviewBanner::tr("You may read here, and change nothing.");
    return node.isOnline() ? QString() : OverviewBanner::tr("There is no connection to a node just now.");
}

Banner::Item itemOf(const protocol::Problem& problem, Node& node, Page& page) {
    const NodeData& data = node.data();
    ProblemFacts facts;
    facts.server = problem.server ? data.server(*problem.server) : nullptr;
    facts.serverName = problem.server ? shown(data.serverName(*problem.server).toStdString()) : QString();
    facts.node = node.name();
    facts.outbox = data.status()->panel.outbox;
    facts.usualBackupBytes = usualBackup(data);
    const ProblemText text = problemText(problem, facts);
    Banner::Item item{problem.severity == "error" ? Health::Failed : Health::Warnings, text.sentence, text.detail};
    for (const ProblemAct act : text.acts) {
        item.buttons.push_back(
            {actText(act), [act, problem, at = QPointer(&node), &page] { run(act, problem, at, page); }, whyNot(act, node)});
    }
    return item;
}

void showOutput(const QString& said, QWidget& parent) {
    auto* box = new QMessageBox(QMessageBox::Information, OverviewBanner::tr("What was said"), said, QMessageBox::Close, &parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}
} // namespace

Banner::Item troubleItem(Node& node, QWidget& parent) {
    Banner::Item item{Health::Unknown, OverviewBanner::tr("Connecting to %1…").arg(node.name())};
    const auto& trouble = node.trouble();
    if (!trouble) return item;
    item.sentence = trouble->sentence;
    item.detail = trouble->details;
    if (node.state() == Node::State::Connecting) return item;
    item.buttons.push_back({OverviewBanner::tr("Try again"), [at = QPointer(&node)] {
                                if (at) at->reconnect();
                            }});
    if (!trouble->fix.isEmpty()) {
        item.buttons.push_back(
            {OverviewBanner::tr("Copy fix"), [fix = trouble->fix] { QGuiApplication::clipboard()->setText(fix); }});
    }
    if (node.address().way == NodeAddress::Way::Ssh && !trouble->details.isEmpty()) {
        item.buttons.push_back(
            {OverviewBanner::tr("Show ssh output"), [said = trouble->details, &parent] { showOutput(said, parent); }});
    }
    return item;
}

std::vector<Banner::Item> bannerItems(const Scope& scope, Page& page) {
    std::vector<Banner::Item> items;
    if (!scope.node) return items;
    if (!scope.node->isOnline() && scope.node->state() != Node::State::Off) items.push_back(troubleItem(*scope.node, page));
    const auto& status = scope.node->data().status();
    if (!status) return items;
    for (const protocol::Problem& problem : status->problems) {
        // What is wrong with the node concerns each of its servers.
        if (scope.server && problem.server && problem.server != scope.server) continue;
        items.push_back(itemOf(problem, *scope.node, page));
    }
    return items;
}

} // namespace alula::gui
