// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/back_up_dialog.h"

#include "gui/dialogs/command_dialog.h"
#include "gui/format/command_text.h"
#include "gui/format/time_text.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QPointer>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
class BackUpDialog final : public CommandDialog {
    Q_DECLARE_TR_FUNCTIONS(BackUpDialog)

public:
    BackUpDialog(Node& node, const ServerId& server, QWidget* parent)
        : CommandDialog(parent), m_node(&node), m_server(server), m_note(new QLineEdit),
          m_own(new QCheckBox(tr("&Leave out by rules of my own"))), m_rules(new QPlainTextEdit), m_trouble(new QLabel),
          m_start(new QPushButton) {
        const QString name = node.data().serverName(server);
        setWindowTitle(tr("Back up %1").arg(name));
        m_start->setText(tr("&Back up %1").arg(QString(name).replace(u'&', u"&&"_s)));
        m_start->setObjectName("start"_L1);
        makeFields();
        auto* column = new QVBoxLayout(this);
        column->addWidget(aboutLast());
        auto* noteLabel = new QLabel(tr("&Note, to be kept with it:"));
        noteLabel->setBuddy(m_note);
        for (QWidget* widget : std::initializer_list<QWidget*>{noteLabel, m_note, m_own, m_rules, m_trouble})
            column->addWidget(widget);
        column->addWidget(commandRow());
        buttons()->addButton(m_start, QDialogButtonBox::AcceptRole);
        auto* cancel = buttons()->addButton(QDialogButtonBox::Cancel);
        cancel->setAutoDefault(false);
        m_start->setDefault(true); // Ctrl+B, Enter
        connect(buttons(), &QDialogButtonBox::rejected, this, &BackUpDialog::reject);
        connect(m_start, &QPushButton::clicked, this, &BackUpDialog::start);
        m_note->setFocus();
    }

protected:
    QString command() const override {
        QStringList words{u"create"_s, QString::fromStdString(m_server.toString())};
        if (!m_note->text().isEmpty()) words << u"--note"_s << m_note->text();
        if (m_own->isChecked()) {
            for (const QString& rule : m_rules->toPlainText().split(u'\n', Qt::SkipEmptyParts)) words << u"--ignore"_s << rule;
        }
        return alulactlCommand(words);
    }

private:
    QLabel* aboutLast() const {
        const ServerInfo* info = m_node->data().server(m_server);
        const bool known = info && info->lastGood;
        auto* label = new QLabel(
            known
                ? tr("Its last good backup is of %1. The server goes on meanwhile.").arg(shortTimeText(info->lastGood->completed))
                : tr("It has no good backup yet. The server goes on meanwhile."));
        label->setWordWrap(true);
        return label;
    }
    void makeFields() {
        m_note->setAccessibleName(tr("Note"));
        m_note->setPlaceholderText(tr("before the update"));
        m_note->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
        m_own->setToolTip(tr("Else the server's own file says what is left out: .pelicanignore or .pteroignore"));
        m_rules->setAccessibleName(tr("Rules of what is left out, as in .gitignore, one a line"));
        m_rules->setPlaceholderText(tr("As in .gitignore, one a line:\nlogs/\n*.tmp"));
        m_rules->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        m_rules->setTabChangesFocus(true);
        m_rules->setFixedHeight(m_rules->fontMetrics().lineSpacing() * 6);
        m_rules->hide();
        m_trouble->setObjectName("trouble"_L1);
        m_trouble->setWordWrap(true);
        m_trouble->setTextFormat(Qt::PlainText);
        m_trouble->hide();
        connect(m_own, &QCheckBox::toggled, m_rules, &QWidget::setVisible);
        connect(m_own, &QCheckBox::toggled, this, [this] { updateCommand(); });
        connect(m_note, &QLineEdit::textChanged, this, [this] { updateCommand(); });
        connect(m_rules, &QPlainTextEdit::textChanged, this, [this] { updateCommand(); });
    }
    void start() {
        if (!m_node) return reject();
        m_start->setEnabled(false);
        CreateParams params;
        params.server = m_server;
        params.note = m_note->text().toStdString();
        if (m_own->isChecked()) params.ignore = m_rules->toPlainText().toStdString();
        m_node->call<CreateParams, JobStarted>(kBackupsCreate, params, this, [this](Result<JobStarted> answer) {
            if (answer) return accept(); // the strip at the bottom of the window shows how it goes
            const ErrorCode code = answer.error().code();
            const bool unsure = code == ErrorCode::Network || code == ErrorCode::TimedOut; // it may have arrived
            const QString text = unsure ? tr("Whether it was started is not known: Activity shows it. (%1)")
                                        : tr("No backup was started, and nothing was changed. Try again. (%1)");
            m_trouble->setText(text.arg(shown(answer.error().message())));
            m_trouble->show();
            m_start->setEnabled(true);
        });
    }

    const QPointer<Node> m_node;
    const ServerId m_server;
    QLineEdit* m_note;
    QCheckBox* m_own;
    QPlainTextEdit* m_rules;
    QLabel* m_trouble;
    QPushButton* m_start;
};
} // namespace

void openBackUpDialog(Node& node, const ServerId& server, QWidget* parent) { (new BackUpDialog(node, server, parent))->open(); }

} // namespace alula::gui
