// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QDialog>

class QDialogButtonBox;
class QPlainTextEdit;
class QPushButton;

namespace alula::gui {

// A dialog that can show the alulactl command that does the same (button "Show command", Ctrl+Shift+C copies it). Window-modal; Esc
// closes and changes nothing.
class CommandDialog : public QDialog {
    Q_OBJECT

public:
    explicit CommandDialog(QWidget* parent);

protected:
    // What is shown and copied, as it stands in the dialog now. See gui/format/command_text.h.
    virtual QString command() const = 0;
    // The row at the bottom with "Show command" at its left; put last into the dialog's layout. addButton() goes through it.
    QWidget* commandRow();
    QDialogButtonBox* buttons() const { return m_buttons; }
    void updateCommand(); // something in the dialog changed

private:
    void copyCommand();

    QDialogButtonBox* m_buttons;
    QPushButton* m_show;
    QPlainTextEdit* m_text;
};

} // namespace alula::gui
