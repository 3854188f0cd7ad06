// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/ssh_question.h"

#include <QtCore/QByteArray>
#include <QtWidgets/QDialog>

class QDialogButtonBox;
class QLineEdit;
class QVBoxLayout;

namespace alula::gui {

// A question of ssh's. What is typed is handed on once and kept nowhere.
class AskpassDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AskpassDialog(SshQuestion question, QWidget* parent = nullptr);
    // Once accepted: what ssh wants to read. The caller overwrites it. Empty for questions that the exit code answers.
    QByteArray takeAnswer();

private:
    void askHostKey(QVBoxLayout& column, QDialogButtonBox& buttons);
    void askSecret(QVBoxLayout& column, QDialogButtonBox& buttons);
    void askConfirm(QVBoxLayout& column, QDialogButtonBox& buttons);

    const SshQuestion m_question;
    QLineEdit* m_secret = nullptr;
};

} // namespace alula::gui
