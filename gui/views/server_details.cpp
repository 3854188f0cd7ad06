// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/server_details.h"

#include "gui/format/server_text.h"
#include "gui/format/time_text.h"
#include "gui/look/elided_label.h"
#include "gui/look/icons.h"
#include "gui/look/outcome_dots.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
QString exactBytes(std::uint64_t bytes) { return ServerDetails::tr("%1 bytes").arg(countText(bytes)); }
void showBytes(QLabel* label, const std::optional<std::uint64_t>& bytes, const QString& none) {
    label->setText(bytes ? bytesText(*bytes) : none);
    label->setToolTip(bytes ? exactBytes(*bytes) : QString());
}
} // namespace

ServerDetails::ServerDetails(QWidget* parent)
    : QWidget(parent), m_name(new ElidedLabel), m_hint(new QLabel(tr("Choose a server to see more of it."))), m_body(new QWidget),
      m_form(new QFormLayout), m_dots(new OutcomeDots), m_state(addRow(tr("State"))), m_good(addRow(tr("Last good"))),
      m_size(addRow(tr("Its size"))), m_backups(addRow(tr("Backups"))), m_contents(addRow(tr("Files on disk"))),
      m_limit(addRow(tr("Disk limit"))), m_panel(addRow(tr("Panel"))), m_id(addRow(tr("Id"))),
      m_backUp(new QPushButton(themeIcon(u"alula-backup"_s), tr("Back up now…"))),
      m_restore(new QPushButton(themeIcon(u"document-revert"_s), tr("Restore…"))), m_show(new QPushButton(tr("Show backups"))) {
    QFont font = m_name->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.25);
    m_name->setFont(font);
    m_hint->setWordWrap(true);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(8);
    body->addWidget(m_dots);
    body->addLayout(m_form);
    for (QPushButton* button : {m_backUp, m_restore, m_show}) {
        button->setMinimumWidth(fontMetrics().averageCharWidth() * 24);
        body->addWidget(button, 0, Qt::AlignLeft);
    }
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_name);
    column->addWidget(m_hint);
    column->addWidget(m_body);
    column->addStretch(1);
    connect(m_backUp, &QPushButton::clicked, this, [this] { Q_EMIT wants(Act::BackUp); });
    connect(m_restore, &QPushButton::clicked, this, [this] { Q_EMIT wants(Act::Restore); });
    connect(m_show, &QPushButton::clicked, this, [this] { Q_EMIT goTo({.page = PageKind::Backups, .scope = m_scope}); });
    refresh();
}

QLabel* ServerDetails::addRow(const QString& label) {
    auto* value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setWordWrap(true);
    value->setAccessibleName(label);
    m_form->addRow(tr("%1:").arg(label), value);
    return value;
}

void ServerDetails::setServer(Node* node, const std::optional<ServerId>& server) {
    if (m_scope.node != node) {
        if (m_scope.node) {
            m_scope.node->disconnect(this);
            m_scope.node->data().disconnect(this);
        }
        if (node) {
            connect(node, &Node::stateChanged, this, &ServerDetails::refresh);
            connect(&node->data(), &NodeData::serversChanged, this, &ServerDetails::refresh);
        }
    }
    m_scope = {node, server};
    refresh();
}

void ServerDetails::refresh() {
    const protocol::ServerInfo* info = m_scope.node && m_scope.server ? m_scope.node->data().server(*m_scope.server) : nullptr;
    m_hint->setVisible(!info);
    m_name->setVisible(info);
    m_body->setVisible(info);
    if (info) showInfo(*info);
}

void ServerDetails::showInfo(const protocol::ServerInfo& info) {
    m_name->setWhole(shown(m_scope.node->data().serverName(info.server).toStdString()));
    std::vector<std::string> states;
    for (const protocol::Outcome& outcome : info.outcomes) states.push_back(markOf(outcome));
    m_dots->setOutcomes(std::move(states), outcomesText(info.outcomes));
    m_state->setText(info.suspended ? tr("suspended") : runStateText(info.state));
    m_good->setText(info.lastGood ? tr("%1 (%2)").arg(agoText(info.lastGood->completed), shortTimeText(info.lastGood->completed))
                    : hadGood(info) ? tr("none any more")
                                    : tr("none yet"));
    m_good->setToolTip(info.lastGood ? fullTimeText(info.lastGood->completed) : QString());
    showBytes(m_size, info.lastGood ? std::optional(info.lastGood->size) : std::nullopt, tr("not known"));
    if (const QString trend = trendText(sizeTrend(info)); !trend.isEmpty() && info.lastGood)
        m_size->setText(tr("%1 (%2 over these backups)").arg(m_size->text(), trend));
    m_backups->setText(tr("%1, together %2").arg(countText(info.backups), bytesText(info.backupBytes)));
    m_backups->setToolTip(exactBytes(info.backupBytes));
    showBytes(m_contents, info.volumeBytes, tr("size not known"));
    showBytes(m_limit, info.diskLimit, tr("none, or not known"));
    m_panel->setText(info.inPanel ? tr("listed there") : tr("not listed there"));
    m_id->setText(QString::fromStdString(info.server.toString()));
    updateButtons(info);
}

void ServerDetails::updateButtons(const protocol::ServerInfo& info) {
    const Node& node = *m_scope.node;
    const QString why = !node.isAdmin()    ? tr("You may read here, and change nothing.")
                        : !node.isOnline() ? tr("There is no connection to a node just now.")
                                           : QString();
    m_backUp->setEnabled(why.isEmpty());
    m_backUp->setToolTip(why);
    m_restore->setEnabled(why.isEmpty() && info.lastGood);
    m_restore->setToolTip(why.isEmpty() && !info.lastGood ? tr("This server has no good backup.") : why);
}

} // namespace alula::gui
