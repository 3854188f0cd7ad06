// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/undo_banner.h"

#include "gui/format/time_text.h"
#include "gui/look/banner.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

namespace {
QString serverOf(const Node& node, const protocol::JobInfo& job) {
    return job.server ? shown(node.data().serverName(*job.server).toStdString()) : node.name();
}
QString untilText(Timestamp until) {
    const QDateTime end = localTime(until);
    return end.date() == QDate::currentDate() ? QLocale().toString(end.time(), QStringLiteral("HH:mm")) : shortTimeText(until);
}
} // namespace

UndoBanner::UndoBanner(QWidget* parent) : QWidget(parent), m_banner(new Banner) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_banner);
    connect(&m_restores, &UndoableRestores::changed, this, &UndoBanner::refresh);
    hide();
}

void UndoBanner::setScope(const Scope& scope) {
    if (m_scope.node) m_scope.node->disconnect(this);
    m_scope = scope;
    m_restores.setNode(scope.node);
    if (scope.node) connect(scope.node, &Node::stateChanged, this, &UndoBanner::refresh);
    refresh();
}

const UndoableRestores::Restore* UndoBanner::newest() const {
    for (const auto& restore : m_restores.restores()) {
        if (!m_scope.server || restore.job.server == m_scope.server) return &restore;
    }
    return nullptr;
}

void UndoBanner::refresh() {
    std::vector<Banner::Item> items;
    Node* node = m_scope.node;
    for (const auto& restore : m_restores.restores()) {
        const protocol::JobInfo& job = restore.job;
        if (!node || !node->isAdmin() || (m_scope.server && job.server != m_scope.server)) continue;
        Banner::Item item{.health = Health::Good, .sentence = {}};
        item.sentence = restore.backupTime
                            ? tr("%1 was restored to %2.").arg(serverOf(*node, job), shortTimeText(*restore.backupTime))
                            : tr("%1 was restored.").arg(serverOf(*node, job));
        if (job.undoUntil) item.sentence += QLatin1Char(' ') + tr("Undo until %1.").arg(untilText(*job.undoUntil));
        const QString why = node->isOnline() ? QString() : tr("There is no connection to a node just now.");
        item.buttons.push_back({tr("Undo…"), [this, job] { askToUndo(job); }, why});
        item.buttons.push_back({tr("Keep"), [this, id = job.job] { m_restores.keep(id); }});
        items.push_back(std::move(item));
    }
    m_banner->setItems(std::move(items));
    setVisible(m_banner->count() > 0);
    Q_EMIT changed();
}

void UndoBanner::askToUndo(const protocol::JobInfo& restore) {
    if (!m_scope.node) return;
    const QString server = serverOf(*m_scope.node, restore);
    auto* box = new QMessageBox(QMessageBox::Question, tr("Undo the restore of %1").arg(server),
                                tr("This puts the files of %1 back that the restore replaced, and takes away what it wrote, with "
                                   "all that was changed since. Until the last step Cancel job puts all back.")
                                    .arg(server),
                                QMessageBox::NoButton, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = box->addButton(tr("Undo the restore"), QMessageBox::DestructiveRole);
    QPushButton* no = box->addButton(tr("Keep it as it is"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, [this, id = restore.job, server] { undo(id, server); });
    box->open();
}

void UndoBanner::undo(const JobId& restore, const QString& server) {
    if (!m_scope.node) return;
    m_scope.node->call<protocol::UndoParams, protocol::JobStarted>(
        protocol::kBackupsUndo, {restore}, this, [this, server](Result<protocol::JobStarted> answer) {
            const bool unsure =
                !answer && (answer.error().code() == ErrorCode::Network || answer.error().code() == ErrorCode::TimedOut);
            if (unsure) return Q_EMIT said(tr("Whether it began is not known: look at Activity before you try again."));
            Q_EMIT said(answer ? tr("The restore of %1 is being undone.").arg(server)
                               : tr("The restore of %1 was not undone; nothing was changed. %2")
                                     .arg(server, shown(answer.error().message())));
        });
}

} // namespace alula::gui
