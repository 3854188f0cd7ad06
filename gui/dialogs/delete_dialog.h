// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/command_dialog.h"
#include "gui/models/delete_plan_model.h"

class QFrame;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QScrollArea;
class QTableView;
class QTimer;
class QVBoxLayout;

namespace alula::gui {

class JobPanel;

// Deletes backups: the daemon's plan first, with what would be lost; then the job and how it ended. Closing it stops nothing.
class DeleteDialog final : public CommandDialog {
    Q_OBJECT

public:
    DeleteDialog(Node& node, DeletePlanModel::Target target, QWidget* parent);

protected:
    QString command() const override;

private:
    QWidget* makePlanPage();
    QWidget* makeNameRow();
    void refresh();
    void showPlan();
    void showLost();
    void updateDelete();
    void follow(const JobId& job);
    void showOutcome();
    void notePlan();
    QString wordToType() const; // a server's name, or a number; "": nothing
    bool nameFits() const;

    Node& m_node;
    DeletePlanModel* m_model;
    JobPanel* m_job;
    QStackedWidget* m_pages;
    QFrame* m_lost = nullptr;
    QVBoxLayout* m_lostLines = nullptr;
    QLabel* m_word = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_panel = nullptr;
    QTableView* m_list = nullptr;
    QWidget* m_nameRow = nullptr;
    QLabel* m_nameLabel = nullptr;
    QLineEdit* m_name = nullptr;
    QPushButton* m_keep;
    QPushButton* m_delete;
    QPushButton* m_again;
    QTimer* m_reading;   // while it runs, the plan has only just taken the place of another
    std::string m_token; // of the plan that is shown
    QScrollArea* m_lostArea = nullptr;
    std::uint64_t m_planned = 0;
};

void openDeleteDialog(Node& node, const std::vector<BackupId>& backups, QWidget* parent);
void openDeleteAllDialog(Node& node, const ServerId& server, QWidget* parent);

} // namespace alula::gui
