// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/import_page.h"

#include "gui/dialogs/job_panel.h"
#include "gui/dialogs/restore_dialog.h"
#include "gui/format/exchange_text.h"
#include "gui/look/icons.h"
#include "gui/nodes/exchange.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtCore/QUrl>
#include <QtGui/QDragEnterEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr int kMargin = 16;
constexpr int kMostNote = 1000; // letters
const QString kFolderKey = QStringLiteral("import/folder");

QLabel* wrapped(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

// The one file that is dragged here; "": something else is.
QString fileOf(const QMimeData* dragged) {
    const QList<QUrl> urls = dragged->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}
} // namespace

ImportPage::ImportPage(QWidget* parent)
    : Page(parent), m_stack(new QStackedWidget), m_why(wrapped()), m_kind(wrapped()), m_file(new QLineEdit),
      m_servers(new QComboBox), m_note(new QLineEdit), m_import(new QPushButton(tr("&Import"))) {
    setAcceptDrops(true);
    m_stack->addWidget(makeForm());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->addWidget(m_stack);
    connect(m_file, &QLineEdit::textChanged, this, &ImportPage::refresh);
    connect(m_servers, &QComboBox::currentIndexChanged, this, [this] {
        m_choice = server();
        refresh();
    });
    connect(m_import, &QPushButton::clicked, this, &ImportPage::start);
    refresh();
}

ImportPage::~ImportPage() { delete m_exchange; } // before the watch that it reads, which is the panel's

QWidget* ImportPage::makeForm() {
    auto* page = new QWidget;
    auto* title = new QLabel(tr("Import an archive"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    title->setFont(large);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Archive:"), makeFileRow());
    static_cast<QLabel*>(form->labelForField(form->itemAt(0, QFormLayout::FieldRole)->widget()))->setBuddy(m_file);
    form->addRow({}, m_kind);
    form->addRow(tr("For &server:"), m_servers);
    form->addRow(tr("&Note:"), m_note);
    m_note->setMaxLength(kMostNote);
    m_note->setPlaceholderText(tr("for example from the old host"));
    m_import->setIcon(themeIcon(u"document-import"_s));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(title);
    column->addWidget(
        wrapped(tr("Makes a backup of a server out of an archive of this computer: zip, 7z, or tar, plain or packed as "
                   "gz, xz, bz2, zst or lz4. Choose it, or drop it here. Nothing of the server is changed; browse and "
                   "restore it afterwards like any other backup.")));
    column->addSpacing(8);
    column->addLayout(form);
    column->addWidget(m_why);
    column->addWidget(m_import, 0, Qt::AlignLeft);
    column->addStretch();
    return page;
}

QWidget* ImportPage::makeFileRow() {
    auto* row = new QWidget;
    auto* choose = new QPushButton(tr("C&hoose…"));
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_file, 1);
    line->addWidget(choose);
    m_file->setAccessibleName(tr("Archive on this computer"));
    connect(choose, &QPushButton::clicked, this, &ImportPage::chooseFile);
    return row;
}

void ImportPage::go(const Place& place) {
    const bool moved = m_place.scope.node != place.scope.node || m_place.scope.server != place.scope.server;
    // Only the admin chooses: by going to another place, or in the list.
    if (moved && (place.scope.server || m_place.scope.node != place.scope.node)) m_choice = place.scope.server;
    m_place = place;
    if (m_node != place.scope.node && !(m_exchange && m_exchange->isRunning())) attach(place.scope.node);
    fillServers();
}

// One that runs stays in sight, whatever node the admin looks at.
void ImportPage::attach(Node* node) {
    if (m_node) disconnect(m_node, nullptr, this, nullptr);
    delete m_exchange; // it reads the panel's watch as it goes
    delete m_running;
    m_running = nullptr;
    m_job = nullptr;
    m_exchange = nullptr;
    m_node = node;
    m_stack->setCurrentIndex(0);
    if (!node) return;
    m_job = new JobPanel(*node);
    m_running = m_job;
    m_exchange = new Exchange(*node, m_job->watch(), m_job);
    m_stack->addWidget(m_job);
    connect(&node->data(), &NodeData::serversChanged, this, &ImportPage::fillServers);
    connect(node, &Node::stateChanged, this, &ImportPage::refresh);
    connect(node, &QObject::destroyed, this, [this] { attach(nullptr); });
    connect(m_exchange, &Exchange::started, this, [this](const JobId& job) {
        m_job->follow(job, tr("Importing %1").arg(QDir::toNativeSeparators(m_exchange->file())),
                      tr("Cancel job leaves nothing behind. Another page may be shown meanwhile; Alula has to stay open."));
        m_stack->setCurrentWidget(m_running);
        refresh();
    });
    connect(m_exchange, &Exchange::movedOn, this,
            [this] { m_job->setDetail(tr("%1 are sent.").arg(bytesText(m_exchange->moved()))); });
    connect(m_exchange, &Exchange::ended, this, &ImportPage::showOutcome);
}

void ImportPage::fillServers() {
    {
        const QSignalBlocker quiet(m_servers);
        m_servers->clear();
        if (m_node) {
            for (const auto& each : m_node->data().servers())
                m_servers->addItem(m_node->data().serverName(each.server), QString::fromStdString(each.server.toString()));
        }
        if (!m_choice && m_servers->count() == 1) m_choice = ServerId::parse(m_servers->itemData(0).toString().toStdString());
        m_servers->setCurrentIndex(m_choice ? m_servers->findData(QString::fromStdString(m_choice->toString())) : -1);
    }
    refresh();
}

std::optional<ServerId> ImportPage::server() const { return ServerId::parse(m_servers->currentData().toString().toStdString()); }

void ImportPage::setFile(const QString& file) { m_file->setText(QDir::toNativeSeparators(file)); }

void ImportPage::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Import"), QSettings().value(kFolderKey, QDir::homePath()).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Archives (%1)").arg(importEndings()), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ImportPage::setFile);
    dialog->open();
}

void ImportPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!fileOf(event->mimeData()).isEmpty() && m_stack->currentIndex() == 0) event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent* event) {
    setFile(fileOf(event->mimeData()));
    event->acceptProposedAction();
}

void ImportPage::start() {
    m_importedInto = server();
    if (!m_importedInto) return;
    const QString file = QDir::fromNativeSeparators(m_file->text());
    QSettings().setValue(kFolderKey, QFileInfo(file).absolutePath());
    ImportParams params;
    params.server = *m_importedInto;
    params.note = m_note->text().trimmed().toStdString();
    m_exchange->importFrom(params, file);
    refresh();
}

void ImportPage::showOutcome() {
    const QString file = m_exchange->file();
    if (m_exchange->state() == Exchange::State::Done) {
        m_job->showOutcome(
            healthOf(m_job->watch().job()->state),
            tr("%1 is a backup of %2 now.").arg(QDir::toNativeSeparators(file), m_node->data().serverName(*m_importedInto)));
        m_file->clear();
        m_note->clear();
    } else if (m_exchange->state() == Exchange::State::Cancelled) {
        m_job->showOutcome(Health::Unknown, tr("Cancelled. No backup was made, and your file is untouched."));
    } else {
        const QString text = importFailedText(file, *m_exchange->trouble(), m_exchange->failedHere());
        if (m_stack->currentIndex() == 0) return m_why->setText(text), m_why->show(), m_import->setEnabled(true);
        m_job->showOutcome(Health::Failed, text);
    }
    offerNext();
    refresh();
}

void ImportPage::offerNext() {
    if (m_exchange->state() == Exchange::State::Done && m_exchange->backup()) {
        const BackupId made = *m_exchange->backup();
        connect(m_job->addAction(tr("&Browse it")), &QPushButton::clicked, this,
                [this, made] { Q_EMIT goTo({.page = PageKind::Browser, .scope = {m_node, m_importedInto}, .backup = made}); });
        connect(m_job->addAction(tr("&Restore…")), &QPushButton::clicked, this,
                [this, made] { openRestoreDialog(*m_node, made, {}, window()); });
    }
    connect(m_job->addAction(tr("&Import another")), &QPushButton::clicked, this, [this] {
        attach(m_place.scope.node);
        fillServers();
    });
}

void ImportPage::refresh() {
    QString why;
    const QFileInfo file(QDir::fromNativeSeparators(m_file->text()));
    if (!m_node) why = tr("Connect to a node first.");
    else if (!m_node->isOnline()) why = tr("There is no connection to %1 just now.").arg(m_node->name());
    else if (!m_node->isAdmin()) why = tr("You may read here, and change nothing.");
    else if (m_servers->count() == 0) why = tr("This node has no server to import for.");
    else if (!server()) why = tr("Choose a server.");
    else if (!m_file->text().isEmpty() && !file.isFile()) why = tr("There is no such file.");
    m_kind->setText(file.isFile() ? tr("%1, %2").arg(endingOf(file.fileName()).isEmpty() ? tr("The format is told by its bytes")
                                                                                         : endingOf(file.fileName()).sliced(1),
                                                     bytesText(static_cast<std::uint64_t>(file.size())))
                                  : QString());
    m_kind->setVisible(!m_kind->text().isEmpty());
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    m_import->setEnabled(why.isEmpty() && file.isFile() && !m_exchange->isRunning());
    Q_EMIT possibleChanged();
}

std::optional<Possible> ImportPage::possible(Act act) const {
    if (act != Act::CancelJob) return std::nullopt;
    if (!m_exchange || !m_exchange->isRunning()) return Possible::no(tr("No import is running."));
    return Possible{};
}

void ImportPage::act(Act act) {
    if (act == Act::CancelJob && m_job) m_job->watch().cancel();
}

} // namespace alula::gui
