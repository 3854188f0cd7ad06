// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/command_dialog.h"
#include "gui/models/restore_draft.h"
#include "gui/models/restore_planning.h"
#include "gui/models/selection_rules.h"
#include "gui/nodes/latest.h"

#include <QtCore/QPointer>

#include <optional>

class QLabel;
class QStackedWidget;

namespace alula::gui {

class JobPanel;
class RestoreChoice;
class RestorePlanView;

// The restore of a backup, or of parts of it. No rules: everything is chosen to begin with.
void openRestoreDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent);

// What and where, then the plan, then how it goes. Closing it leaves a job that was started alone.
class RestoreDialog final : public CommandDialog {
    Q_OBJECT

public:
    RestoreDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent);
    RestorePlanning& planning() { return m_planning; }

protected:
    QString command() const override;

private:
    void askBackup();
    void takeBackup(const Result<protocol::BackupInfo>& answer);
    void makeButtons();
    void goOn();   // to the plan
    void goBack(); // to the choice
    void follow(const JobId& job);
    void showOutcome();
    void offerNext(const protocol::JobInfo& job);
    void refresh();
    QString serverName() const; // of the one that is restored into

    Node& m_node;
    const BackupId m_id;
    const SelectionRules m_wanted;
    std::optional<protocol::BackupInfo> m_backup;
    RestoreDraft m_planned; // what the plan and the job are of
    RestorePlanning m_planning;
    Latest m_question;
    QLabel* m_title;
    QLabel* m_trouble;
    QStackedWidget* m_stack;
    RestoreChoice* m_choice;
    RestorePlanView* m_plan;
    JobPanel* m_job;
    QPushButton* m_back;
    QPushButton* m_next;
    QPushButton* m_restore;
    QPushButton* m_close;
    QPointer<QPushButton> m_undo; // among the actions of an outcome
};

} // namespace alula::gui
