// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/command_dialog.h"
#include "gui/models/selection_rules.h"
#include "gui/nodes/latest.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace alula::gui {

class Exchange;
class JobPanel;
class TickTree;

// Writes a backup, or parts of it, to a file of the admin's own computer, over ssh as well.
void openExportDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent);

// What, as which format, and into which file; then how it goes. Closed while it runs it only goes out of sight, and comes back when
// something went wrong: the bytes go through this program.
class ExportDialog final : public CommandDialog {
    Q_OBJECT

public:
    ExportDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent);
    void reject() override;
    void setFile(const QString& file); // as if chosen

protected:
    QString command() const override;
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeChoice();
    void makeButtons();
    void askBackup();
    void takeBackup(const Result<protocol::BackupInfo>& answer);
    void suggest();
    void chooseFile();
    void askToReplace();
    void start();
    void showOutcome();
    void refresh();

    Node& m_node;
    const BackupId m_id;
    const SelectionRules m_wanted;
    std::optional<protocol::BackupInfo> m_backup;
    Latest m_question;
    QLabel* m_title;
    QLabel* m_trouble;
    QStackedWidget* m_stack;
    TickTree* m_tree;
    QComboBox* m_format;
    QLabel* m_note;
    QLineEdit* m_file;
    JobPanel* m_job;
    Exchange* m_exchange;
    QPushButton* m_export;
    QPushButton* m_close;
};

} // namespace alula::gui
