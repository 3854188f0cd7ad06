// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/note_dialog.h"

#include "gui/dialogs/command_dialog.h"
#include "gui/format/command_text.h"
#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;

namespace {
class NoteDialog final : public CommandDialog {
    Q_DECLARE_TR_FUNCTIONS(NoteDialog)

public:
    NoteDialog(Node& node, const BackupInfo& backup, QWidget* parent)
        : CommandDialog(parent), m_node(&node), m_backup(backup.backup),
          m_text(new QLineEdit(QString::fromStdString(backup.note))), m_trouble(new QLabel),
          m_save(buttons()->addButton(QDialogButtonBox::Save)) {
        buttons()->addButton(QDialogButtonBox::Cancel);
        setWindowTitle(tr("Note"));
        auto* label = new QLabel(tr("&Note of the backup of %1, %2:")
                                     .arg(withoutMnemonic(node.data().serverName(backup.server)), shortTimeText(backup.created)));
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(m_text);
        m_text->setAccessibleName(tr("Note"));
        m_text->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
        m_text->selectAll();
        m_trouble->setWordWrap(true);
        m_trouble->setTextFormat(Qt::PlainText);
        m_trouble->hide();
        auto* column = new QVBoxLayout(this);
        column->addWidget(label);
        column->addWidget(m_text);
        column->addWidget(m_trouble);
        column->addWidget(commandRow());
        connect(m_text, &QLineEdit::textChanged, this, [this] { updateCommand(); });
        connect(buttons(), &QDialogButtonBox::accepted, this, &NoteDialog::save);
        connect(buttons(), &QDialogButtonBox::rejected, this, &NoteDialog::reject);
    }

private:
    QString command() const override {
        return alulactlCommand({QStringLiteral("note"), QString::fromStdString(m_backup.toString()), m_text->text()});
    }
    void save() {
        if (!m_node) return reject();
        m_save->setEnabled(false);
        m_node->call<NoteParams, BackupInfo>(
            kBackupsNote, {m_backup, m_text->text().toStdString()}, this, [this](Result<BackupInfo> answer) {
                if (answer) return accept();
                m_trouble->setText(tr("The note was not saved; the old one is still there. Try again. (%1)")
                                       .arg(shown(answer.error().message())));
                m_trouble->show();
                m_save->setEnabled(true);
            });
    }

    QPointer<Node> m_node;
    BackupId m_backup;
    QLineEdit* m_text;
    QLabel* m_trouble;
    QPushButton* m_save;
};
} // namespace

void openNoteDialog(Node& node, const BackupInfo& backup, QWidget* parent) { (new NoteDialog(node, backup, parent))->open(); }

} // namespace alula::gui
