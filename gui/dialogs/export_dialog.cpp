// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/export_dialog.h"

#include "gui/dialogs/job_panel.h"
#include "gui/dialogs/tick_tree.h"
#include "gui/format/command_text.h"
#include "gui/format/exchange_text.h"
#include "gui/format/time_text.h"
#include "gui/look/icons.h"
#include "gui/nodes/exchange.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QUrl>
#include <QtGui/QCloseEvent>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr QSize kSize(820, 520);
const QString kFolderKey = QStringLiteral("export/folder");
const QString kFormatKey = QStringLiteral("export/format");

QString lastFolder() {
    const QString kept = QSettings().value(kFolderKey).toString();
    if (!kept.isEmpty() && QFileInfo(kept).isDir()) return kept;
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return QFileInfo(usual).isDir() ? usual : QDir::homePath();
}
} // namespace

void openExportDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent) {
    (new ExportDialog(node, backup, chosen, parent))->open();
}

ExportDialog::ExportDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent)
    : CommandDialog(parent), m_node(node), m_id(backup), m_wanted(chosen.value_or(SelectionRules::all())), m_title(new QLabel),
      m_trouble(new QLabel), m_stack(new QStackedWidget), m_tree(new TickTree), m_format(new QComboBox), m_note(new QLabel),
      m_file(new QLineEdit), m_job(new JobPanel(node)), m_exchange(new Exchange(node, m_job->watch(), this)) {
    setObjectName("export"_L1);
    setWindowTitle(tr("Export"));
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    m_title->setFont(large);
    for (QLabel* label : {m_title, m_trouble, m_note}) label->setTextFormat(Qt::PlainText);
    for (QLabel* label : {m_trouble, m_note}) label->setWordWrap(true);
    m_stack->addWidget(makeChoice());
    m_stack->addWidget(m_job);
    makeButtons();
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_trouble);
    column->addWidget(m_stack, 1);
    column->addWidget(commandRow());
    resize(kSize);
    connect(m_tree, &TickTree::rulesChanged, this, &ExportDialog::refresh);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_file->text().isEmpty()) m_file->setText(withFormat(m_file->text(), m_format->currentData().toString()));
        refresh();
    });
    connect(m_exchange, &Exchange::started, this, [this](const JobId& job) {
        m_job->follow(job, tr("Exporting to %1").arg(QDir::toNativeSeparators(m_exchange->file())),
                      tr("Cancel job leaves nothing behind. This window may be closed: the export goes on while Alula is open."));
        m_stack->setCurrentWidget(m_job);
        refresh();
    });
    connect(m_exchange, &Exchange::movedOn, this,
            [this] { m_job->setDetail(tr("%1 are here.").arg(bytesText(m_exchange->moved()))); });
    connect(m_exchange, &Exchange::ended, this, &ExportDialog::showOutcome);
    connect(&node, &Node::stateChanged, this, &ExportDialog::refresh);
    connect(&node, &Node::cameOnline, this, &ExportDialog::askBackup);
    connect(&node, &QObject::destroyed, this, &QObject::deleteLater);
    refresh();
    askBackup();
}

QWidget* ExportDialog::makeChoice() {
    auto* page = new QWidget;
    auto* what = new QGroupBox(tr("What"));
    (new QVBoxLayout(what))->addWidget(m_tree);
    auto* where = new QGroupBox(tr("Where"));
    auto* right = new QVBoxLayout(where);
    auto* formatLabel = new QLabel(tr("&Format:"));
    formatLabel->setBuddy(m_format);
    for (const QString& format : exportFormats()) m_format->addItem(formatText(format), format);
    m_format->setCurrentIndex(qMax(0, m_format->findData(QSettings().value(kFormatKey))));
    auto* fileLabel = new QLabel(tr("File on &this computer:"));
    fileLabel->setBuddy(m_file);
    auto* choose = new QPushButton(tr("C&hoose…"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    for (QWidget* widget : std::initializer_list<QWidget*>{formatLabel, m_format, m_note}) right->addWidget(widget);
    right->addSpacing(8);
    right->addWidget(fileLabel);
    right->addWidget(m_file);
    right->addWidget(choose, 0, Qt::AlignLeft);
    right->addStretch();
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(what, 3);
    row->addWidget(where, 2);
    return page;
}

void ExportDialog::makeButtons() {
    m_export = buttons()->addButton(tr("&Export"), QDialogButtonBox::ActionRole);
    m_export->setIcon(themeIcon(u"document-save-as"_s));
    m_close = buttons()->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    m_close->setAutoDefault(false);
    m_export->setDefault(true);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::askToReplace);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
}

void ExportDialog::askBackup() {
    if (m_backup) return;
    m_question.ask<BackupsGetParams, BackupInfo>(m_node, kBackupsGet, {m_id},
                                                 [this](const Result<BackupInfo>& answer) { takeBackup(answer); });
}

void ExportDialog::takeBackup(const Result<BackupInfo>& answer) {
    if (!answer) {
        m_trouble->setText(tr("The backup could not be looked at. %1").arg(shown(answer.error().message())));
        return refresh();
    }
    m_backup = *answer;
    m_trouble->clear();
    if (!m_backup->readable) m_trouble->setText(shown(m_backup->whyUnreadable));
    m_tree->show(m_node, *m_backup, m_wanted);
    if (m_file->text().isEmpty()) suggest();
    refresh();
}

void ExportDialog::suggest() {
    const QString name =
        suggestedFile(m_node.data().serverName(m_backup->server), m_backup->created, m_format->currentData().toString());
    m_file->setText(QDir::toNativeSeparators(QDir(lastFolder()).filePath(name)));
}

void ExportDialog::setFile(const QString& file) { m_file->setText(QDir::toNativeSeparators(file)); }

void ExportDialog::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Export to"), QFileInfo(m_file->text()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // is asked when it begins
    dialog->selectFile(QFileInfo(m_file->text()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::setFile);
    dialog->open();
}

void ExportDialog::askToReplace() {
    const QFileInfo file(m_file->text());
    if (!file.exists() && !file.isSymLink()) return start();
    auto* ask = new QMessageBox(QMessageBox::Warning, tr("Replace?"), tr("%1 is there already.").arg(m_file->text()),
                                QMessageBox::NoButton, this);
    ask->setTextFormat(Qt::PlainText);
    ask->setObjectName("replace"_L1);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setInformativeText(tr("It stays as it is until the export is whole."));
    QPushButton* replace = ask->addButton(tr("&Replace it"), QMessageBox::AcceptRole);
    ask->setDefaultButton(ask->addButton(tr("&Keep it"), QMessageBox::RejectRole));
    connect(replace, &QPushButton::clicked, this, &ExportDialog::start);
    ask->open();
}

void ExportDialog::start() {
    const QString file = QDir::fromNativeSeparators(m_file->text());
    QSettings().setValue(kFolderKey, QFileInfo(file).absolutePath());
    QSettings().setValue(kFormatKey, m_format->currentData());
    m_trouble->clear();
    m_exchange->exportTo({m_id, wirePaths(m_tree->rules().include()), wirePaths(m_tree->rules().exclude()),
                          m_format->currentData().toString().toStdString()},
                         file);
    refresh();
}

void ExportDialog::showOutcome() {
    const QString file = m_exchange->file();
    const bool wasSeen = isVisible();
    switch (m_exchange->state()) {
    case Exchange::State::Done:
        m_job->showOutcome(healthOf(m_job->watch().job()->state), exportedText(file, m_exchange->moved()));
        connect(m_job->addAction(tr("&Open its folder")), &QPushButton::clicked, this,
                [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath())); });
        break;
    case Exchange::State::Cancelled:
        m_job->showOutcome(Health::Unknown, tr("Cancelled. Nothing was kept, and the backup is untouched."));
        break;
    default: {
        const QString text = exportFailedText(file, *m_exchange->trouble(), m_exchange->failedHere());
        if (m_stack->currentWidget() != m_job) m_trouble->setText(text); // it had not begun
        else m_job->showOutcome(Health::Failed, text);
        connect(m_job->addAction(tr("&Try again…")), &QPushButton::clicked, this, [this] {
            m_stack->setCurrentIndex(0);
            refresh();
        });
    }
    }
    refresh();
    if (!wasSeen) open(); // it had been closed while it ran
}

void ExportDialog::refresh() {
    const bool choosing = m_stack->currentWidget() != m_job;
    const bool ready = m_backup && m_backup->readable && !m_exchange->isRunning();
    m_title->setText(
        m_backup ? tr("Export from %1, %2").arg(m_node.data().serverName(m_backup->server), shortTimeText(m_backup->created))
                 : tr("Export"));
    m_trouble->setVisible(!m_trouble->text().isEmpty());
    m_note->setText(formatNote(m_format->currentData().toString()));
    m_stack->widget(0)->setEnabled(ready);
    m_export->setVisible(choosing);
    const bool named = !QFileInfo(m_file->text()).fileName().isEmpty();
    m_export->setEnabled(ready && m_node.isOnline() && named && !m_tree->rules().isEmpty());
    m_close->setText(m_exchange->isRunning() ? tr("&Close, the export goes on") : tr("&Close"));
    updateCommand();
}

QString ExportDialog::command() const {
    QString text = alulactlCommand({u"export"_s, QString::fromStdString(m_id.toString())});
    const SelectionRules& rules = m_tree->rules();
    for (const std::string& path : rules.include()) text += u' ' + shellWord(path.empty() ? "/" : path);
    for (const std::string& path : rules.exclude()) text += " --exclude "_L1 + shellWord(path);
    return text + " -o "_L1 + shellWord(m_file->text().toStdString());
}

void ExportDialog::reject() {
    if (m_exchange->isRunning()) hide();
    else CommandDialog::reject();
}

void ExportDialog::closeEvent(QCloseEvent* event) {
    if (!m_exchange->isRunning()) return CommandDialog::closeEvent(event);
    hide();
    event->ignore();
}

} // namespace alula::gui
