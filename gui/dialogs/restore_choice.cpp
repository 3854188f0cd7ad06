// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/restore_choice.h"

#include "gui/dialogs/tick_tree.h"
#include "gui/models/tr.h"
#include "gui/nodes/node_data.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
void group(QWidget* owner, std::initializer_list<QAbstractButton*> buttons) {
    auto* together = new QButtonGroup(owner);
    for (QAbstractButton* button : buttons) together->addButton(button);
}
} // namespace

RestoreChoice::RestoreChoice(Node& node, QWidget* parent)
    : QWidget(parent), m_node(node), m_tree(new TickTree), m_inPlace(new QRadioButton(tr("In &place"))),
      m_intoFolder(new QRadioButton(tr("Into the &folder"))), m_intoServer(new QRadioButton(tr("Into another &server"))),
      m_folder(new QLineEdit), m_servers(new QComboBox), m_keep(new QRadioButton(tr("&Keep what is not in the backup"))),
      m_delete(new QRadioButton(tr("&Delete what is not in the backup"))), m_whyKeep(new QLabel),
      m_stop(new QCheckBox(tr("S&top the server first"))), m_backupFirst(new QCheckBox(tr("Back &up what is there first"))) {
    auto* what = new QGroupBox(tr("What"));
    auto* whatColumn = new QVBoxLayout(what);
    whatColumn->addWidget(m_tree);
    auto* right = new QVBoxLayout;
    right->addWidget(makeWhere());
    right->addWidget(makeRest());
    right->addWidget(m_stop);
    right->addWidget(m_backupFirst);
    right->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(what, 3);
    row->addLayout(right, 2);
    fillServers();
    refresh();
    connect(m_tree, &TickTree::rulesChanged, this, &RestoreChoice::refresh);
    connect(m_servers, &QComboBox::currentIndexChanged, this, &RestoreChoice::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &RestoreChoice::refresh);
    for (QAbstractButton* button :
         std::initializer_list<QAbstractButton*>{m_inPlace, m_intoFolder, m_intoServer, m_keep, m_delete, m_stop, m_backupFirst})
        connect(button, &QAbstractButton::toggled, this, &RestoreChoice::refresh);
    connect(&node.data(), &NodeData::serversChanged, this, &RestoreChoice::fillServers);
}

QWidget* RestoreChoice::makeWhere() {
    auto* box = new QGroupBox(tr("Where"));
    auto* grid = new QGridLayout(box);
    m_folder->setPlaceholderText(tr("for example restored"));
    m_folder->setAccessibleName(tr("Folder in the server's files to restore into"));
    m_servers->setAccessibleName(tr("Server to restore into"));
    m_servers->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_servers->setMinimumContentsLength(14);
    m_servers->setPlaceholderText(Models::tr("Choose the server to restore into."));
    grid->addWidget(m_inPlace, 0, 0, 1, 2);
    grid->addWidget(m_intoFolder, 1, 0);
    grid->addWidget(m_folder, 1, 1);
    grid->addWidget(m_intoServer, 2, 0);
    grid->addWidget(m_servers, 2, 1);
    grid->setColumnStretch(1, 1);
    group(box, {m_inPlace, m_intoFolder, m_intoServer});
    m_inPlace->setChecked(true);
    return box;
}

QWidget* RestoreChoice::makeRest() {
    auto* box = new QGroupBox(tr("Other files"));
    auto* column = new QVBoxLayout(box);
    m_whyKeep->setWordWrap(true);
    m_whyKeep->setTextFormat(Qt::PlainText);
    m_whyKeep->setText(tr("Only a restore of everything, in place or into another server, can delete the rest."));
    column->addWidget(m_keep);
    column->addWidget(m_delete);
    column->addWidget(m_whyKeep);
    group(box, {m_keep, m_delete});
    m_keep->setChecked(true);
    m_stop->setChecked(true);
    m_backupFirst->setChecked(true);
    return box;
}

void RestoreChoice::show(const protocol::BackupInfo& backup, const SelectionRules& rules) {
    m_backup = backup;
    fillServers();
    m_tree->show(m_node, backup, rules);
}

void RestoreChoice::fillServers() {
    const QVariant chosen = m_servers->currentData();
    const QSignalBlocker quiet(m_servers);
    m_servers->clear();
    for (const auto& server : m_node.data().servers()) {
        if (server.server == m_backup.server) continue;
        m_servers->addItem(m_node.data().serverName(server.server), QString::fromStdString(server.server.toString()));
    }
    // None when the chosen one is gone: never another that nobody chose.
    m_servers->setCurrentIndex(chosen.isValid() ? m_servers->findData(chosen) : -1);
    refresh();
}

RestoreDraft RestoreChoice::draft() const {
    RestoreDraft draft;
    draft.backup = m_backup.backup;
    draft.server = m_backup.server;
    draft.chosen = m_tree->rules();
    if (m_intoFolder->isChecked()) draft.where = RestoreDraft::Where::Folder;
    if (m_intoServer->isChecked()) draft.where = RestoreDraft::Where::Server;
    draft.folder = m_folder->text().trimmed().toStdString();
    if (const auto id = ServerId::parse(m_servers->currentData().toString().toStdString())) draft.into = *id;
    draft.deleteOthers = m_delete->isChecked();
    draft.stop = m_stop->isChecked();
    draft.backupFirst = m_backupFirst->isChecked();
    return draft;
}

void RestoreChoice::refresh() {
    m_intoServer->setEnabled(m_servers->count() > 0);
    m_intoServer->setToolTip(m_servers->count() > 0 ? QString() : tr("This node has no other server."));
    m_folder->setEnabled(m_intoFolder->isChecked());
    m_servers->setEnabled(m_intoServer->isChecked());
    const bool canDelete = draft().canDeleteOthers();
    m_delete->setEnabled(canDelete);
    m_whyKeep->setVisible(!canDelete);
    if (!canDelete) m_keep->setChecked(true);
    Q_EMIT changed();
}

} // namespace alula::gui
