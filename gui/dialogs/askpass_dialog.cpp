// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/askpass_dialog.h"

#include <QtGui/QFontDatabase>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

namespace {
QLabel* textLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setMinimumWidth(420);
    return label;
}
} // namespace

AskpassDialog::AskpassDialog(SshQuestion question, QWidget* parent) : QDialog(parent), m_question(std::move(question)) {
    setWindowTitle(tr("ssh asks"));
    setWindowFlag(Qt::WindowStaysOnTopHint); // another program's window: it must not come up behind the console's
    auto* column = new QVBoxLayout(this);
    auto* buttons = new QDialogButtonBox;
    switch (m_question.kind) {
    case SshQuestion::Kind::HostKey: askHostKey(*column, *buttons); break;
    case SshQuestion::Kind::Secret: askSecret(*column, *buttons); break;
    case SshQuestion::Kind::Confirm: askConfirm(*column, *buttons); break;
    case SshQuestion::Kind::Notice:
        column->addWidget(textLabel(m_question.prompt));
        buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
        break;
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    column->setSizeConstraint(QLayout::SetMinimumSize);
}

void AskpassDialog::askHostKey(QVBoxLayout& column, QDialogButtonBox& buttons) {
    const QString host = m_question.host.isEmpty() ? tr("This host") : m_question.host;
    column.addWidget(
        textLabel(m_question.knownElsewhere
                      ? tr("%1 is new here, but its key is known from another name. Connect only if this is the machine "
                           "that you mean.")
                            .arg(host)
                      : tr("%1 is not known here yet. Connect only if its key has the fingerprint that its admin told "
                           "you: else somebody may be in between.")
                            .arg(host)));
    if (!m_question.fingerprint.isEmpty()) {
        column.addWidget(textLabel(tr("%1 key:").arg(m_question.keyType)));
        QLabel* fingerprint = textLabel(m_question.fingerprint);
        fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        fingerprint->setAccessibleName(tr("Fingerprint"));
        column.addWidget(fingerprint);
    } else {
        column.addWidget(textLabel(m_question.prompt));
    }
    buttons.addButton(tr("&Trust this key and connect"), QDialogButtonBox::AcceptRole)->setAutoDefault(false);
    QPushButton* no = buttons.addButton(tr("&Do not connect"), QDialogButtonBox::RejectRole);
    no->setDefault(true);
    no->setFocus();
}

void AskpassDialog::askSecret(QVBoxLayout& column, QDialogButtonBox& buttons) {
    QLabel* prompt = textLabel(m_question.prompt);
    m_secret = new QLineEdit;
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(m_question.prompt);
    prompt->setBuddy(m_secret);
    column.addWidget(prompt);
    column.addWidget(m_secret);
    column.addWidget(textLabel(tr("It is given to ssh and kept nowhere.")));
    buttons.addButton(tr("Connect"), QDialogButtonBox::AcceptRole)->setDefault(true);
    buttons.addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_secret->setFocus();
}

void AskpassDialog::askConfirm(QVBoxLayout& column, QDialogButtonBox& buttons) {
    column.addWidget(textLabel(m_question.prompt));
    buttons.addButton(tr("&Allow"), QDialogButtonBox::AcceptRole)->setAutoDefault(false);
    buttons.addButton(tr("&Refuse"), QDialogButtonBox::RejectRole)->setDefault(true);
}

QByteArray AskpassDialog::takeAnswer() {
    if (m_question.kind == SshQuestion::Kind::HostKey) return "yes";
    if (!m_secret) return {};
    QString typed = m_secret->text();
    m_secret->clear();
    QByteArray answer = typed.toUtf8();
    typed.fill(u'\0');
    return answer;
}

} // namespace alula::gui
