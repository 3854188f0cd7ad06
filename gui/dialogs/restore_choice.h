// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/restore_draft.h"
#include "gui/nodes/node.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace alula::gui {

class TickTree;

// The first page of a restore: what, where, and what happens to the rest.
class RestoreChoice final : public QWidget {
    Q_OBJECT

public:
    explicit RestoreChoice(Node& node, QWidget* parent = nullptr);

    void show(const protocol::BackupInfo& backup, const SelectionRules& rules);
    using QWidget::show;
    RestoreDraft draft() const;

Q_SIGNALS:
    void changed();

private:
    QWidget* makeWhere();
    QWidget* makeRest();
    void fillServers();
    void refresh();

    Node& m_node;
    protocol::BackupInfo m_backup;
    TickTree* m_tree;
    QRadioButton* m_inPlace;
    QRadioButton* m_intoFolder;
    QRadioButton* m_intoServer;
    QLineEdit* m_folder;
    QComboBox* m_servers;
    QRadioButton* m_keep;
    QRadioButton* m_delete;
    QLabel* m_whyKeep;
    QCheckBox* m_stop;
    QCheckBox* m_backupFirst;
};

} // namespace alula::gui
