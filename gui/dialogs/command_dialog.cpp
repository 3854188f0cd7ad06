// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/command_dialog.h"

#include <QtGui/QClipboard>
#include <QtGui/QFontDatabase>
#include <QtGui/QGuiApplication>
#include <QtGui/QShortcut>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

CommandDialog::CommandDialog(QWidget* parent)
    : QDialog(parent), m_buttons(new QDialogButtonBox), m_show(new QPushButton(tr("Show &command"))), m_text(new QPlainTextEdit) {
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    m_show->setCheckable(true);
    m_show->setAutoDefault(false);
    m_show->setToolTip(tr("The alulactl command that does the same; Ctrl+Shift+C copies it"));
    m_buttons->addButton(m_show, QDialogButtonBox::HelpRole);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("The alulactl command that does the same"));
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * 4);
    m_text->hide();
    connect(m_show, &QPushButton::toggled, this, [this](bool shown) {
        updateCommand();
        m_text->setVisible(shown);
    });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this), &QShortcut::activated, this,
            &CommandDialog::copyCommand);
}

QWidget* CommandDialog::commandRow() {
    auto* row = new QWidget;
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    column->addWidget(m_buttons);
    return row;
}

void CommandDialog::updateCommand() { m_text->setPlainText(command()); }

void CommandDialog::copyCommand() {
    m_show->setChecked(true); // what was copied is seen
    QGuiApplication::clipboard()->setText(command());
}

} // namespace alula::gui
