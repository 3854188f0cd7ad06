// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/connect_dialog.h"

#include "gui/dialogs/command_dialog.h"
#include "gui/format/command_text.h"
#include "gui/format/plain_text.h"
#include "gui/look/mark_label.h"
#include "gui/models/connect_steps.h"
#include "gui/nodes/ssh_hosts.h"

#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QSettings>
#include <QtGui/QClipboard>
#include <QtGui/QFontDatabase>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kHosts = "connect/hosts"_L1;
constexpr int kMostHosts = 20;

class ConnectDialog final : public CommandDialog {
    Q_OBJECT

public:
    ConnectDialog(NodeList& nodes, QWidget* parent);
    void done(int result) override;

protected:
    QString command() const override;

private:
    NodeAddress address() const;
    void makeChoice(QVBoxLayout& column);
    void makeOutcome(QVBoxLayout& column);
    void tryIt();
    void letGo(); // of the node that was tried in vain
    void refresh();
    void showSteps();
    void rememberHost();

    NodeList& m_nodes;
    QPointer<Node> m_tried;
    bool m_ours = false; // it was not in the list before
    QRadioButton* m_here;
    QRadioButton* m_there;
    QComboBox* m_host;
    QHBoxLayout* m_steps;
    QLabel* m_sentence;
    QPushButton* m_output;
    QPushButton* m_copy;
    QPlainTextEdit* m_said;
    QPushButton* m_connect;
};

ConnectDialog::ConnectDialog(NodeList& nodes, QWidget* parent)
    : CommandDialog(parent), m_nodes(nodes), m_here(new QRadioButton), m_there(new QRadioButton(tr("Over &ssh:"))),
      m_host(new QComboBox), m_steps(new QHBoxLayout), m_sentence(new QLabel), m_output(new QPushButton(tr("Show ssh &output"))),
      m_copy(new QPushButton(tr("Copy &fix"))), m_said(new QPlainTextEdit),
      m_connect(buttons()->addButton(tr("&Connect"), QDialogButtonBox::AcceptRole)) {
    setWindowTitle(tr("Connect to a node"));
    auto* column = new QVBoxLayout(this);
    makeChoice(*column);
    makeOutcome(*column);
    column->addWidget(commandRow());
    buttons()->addButton(QDialogButtonBox::Close);
    m_connect->setDefault(true);
    connect(buttons(), &QDialogButtonBox::accepted, this, &ConnectDialog::tryIt);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(520);
    refresh();
}

void ConnectDialog::makeChoice(QVBoxLayout& column) {
    const bool found = QFile::exists(NodeAddress::local().where);
    m_here->setText(found ? tr("&This computer: found") : tr("&This computer: no Alula found"));
    m_host->setEditable(true);
    m_host->setInsertPolicy(QComboBox::NoInsert);
    m_host->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QStringList hosts = QSettings().value(kHosts).toStringList();
    for (const QString& host : sshHosts(defaultSshConfig())) {
        if (!hosts.contains(host)) hosts << host;
    }
    m_host->addItems(hosts);
    m_host->setCurrentText({});
    m_host->lineEdit()->setPlaceholderText(tr("user@host, or a name of your ssh settings"));
    m_host->setAccessibleName(tr("Host that ssh reaches"));
    m_host->lineEdit()->setAccessibleName(m_host->accessibleName());
    auto* there = new QHBoxLayout;
    there->addWidget(m_there);
    there->addWidget(m_host, 1);
    column.addWidget(m_here);
    column.addLayout(there);
    (found && !m_nodes.find(NodeAddress::local()) ? m_here : m_there)->setChecked(true);
    m_host->setEnabled(m_there->isChecked());
    connect(m_there, &QRadioButton::toggled, this, [this](bool there_) {
        m_host->setEnabled(there_);
        if (there_) m_host->setFocus();
        letGo();
        refresh();
    });
    connect(m_host, &QComboBox::currentTextChanged, this, [this] {
        letGo();
        refresh();
    });
    if (m_there->isChecked()) m_host->setFocus();
}

void ConnectDialog::makeOutcome(QVBoxLayout& column) {
    auto* line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(m_output);
    line->addWidget(m_copy);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setMinimumHeight(m_sentence->fontMetrics().lineSpacing() * 3); // so that nothing jumps
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_output->setCheckable(true);
    m_output->setAutoDefault(false);
    m_copy->setAutoDefault(false);
    m_said->setReadOnly(true);
    m_said->setTabChangesFocus(true);
    m_said->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_said->setFixedHeight(m_said->fontMetrics().lineSpacing() * 6);
    m_said->setAccessibleName(tr("What ssh said"));
    m_said->hide();
    auto* steps = new QHBoxLayout;
    steps->addLayout(m_steps);
    steps->addStretch(1);
    column.addLayout(steps);
    column.addWidget(m_sentence);
    column.addLayout(line);
    column.addWidget(m_said);
    connect(m_output, &QPushButton::toggled, m_said, &QWidget::setVisible);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_tried && m_tried->trouble()) QGuiApplication::clipboard()->setText(m_tried->trouble()->fix);
    });
}

NodeAddress ConnectDialog::address() const {
    return m_here->isChecked() ? NodeAddress::local() : NodeAddress::ssh(m_host->currentText().trimmed());
}

QString ConnectDialog::command() const {
    const QString there = alulactlCommand({u"status"_s});
    return m_here->isChecked() ? there : u"ssh "_s + shellWord(address().where.toStdString()) + u' ' + there;
}

void ConnectDialog::tryIt() {
    const QString problem = m_there->isChecked() ? destinationProblem(address().where) : QString();
    if (!problem.isEmpty()) return m_sentence->setText(problem);
    if (m_tried && m_tried->address() == address()) return m_tried->reconnect();
    letGo();
    m_ours = !m_nodes.find(address());
    m_tried = m_nodes.add(address());
    connect(m_tried, &Node::stateChanged, this, &ConnectDialog::refresh);
    if (!m_ours) m_tried->reconnect();
    refresh();
}

void ConnectDialog::letGo() {
    if (!m_tried) return;
    m_tried->disconnect(this);
    if (m_ours && !m_tried->isOnline()) m_nodes.remove(m_tried);
    m_tried = nullptr;
}

void ConnectDialog::refresh() {
    updateCommand();
    showSteps();
    const bool trying = m_tried && m_tried->state() == Node::State::Connecting;
    m_connect->setEnabled(!trying);
    const Trouble* trouble = m_tried && !trying && m_tried->trouble() ? &*m_tried->trouble() : nullptr;
    m_connect->setText(trouble ? tr("&Try again") : tr("&Connect"));
    m_copy->setVisible(trouble && !trouble->fix.isEmpty());
    m_copy->setToolTip(trouble ? plainTip(trouble->fix) : QString());
    const bool hasOutput = trouble && m_tried->address().way == NodeAddress::Way::Ssh;
    m_output->setVisible(hasOutput);
    if (!hasOutput) m_output->setChecked(false);
    m_said->setPlainText(hasOutput ? trouble->details : QString());
    if (trouble) m_sentence->setText(trouble->sentence);
    else if (trying) m_sentence->setText(tr("Connecting to %1…").arg(m_tried->address().title()));
    else m_sentence->setText({});
    if (m_tried && m_tried->isOnline()) accept();
}

void ConnectDialog::showSteps() {
    while (QLayoutItem* item = m_steps->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    if (!m_tried) return;
    for (const ConnectStep& step : connectSteps(*m_tried)) {
        const Health health = step.state == ConnectStep::State::Passed   ? Health::Good
                              : step.state == ConnectStep::State::Failed ? Health::Failed
                              : m_tried->trouble()                       ? Health::Unknown
                                                                         : Health::Running;
        const QString text = step.state == ConnectStep::State::Failed ? tr("%1: no").arg(step.name)
                             : step.state == ConnectStep::State::Open ? step.name
                                                                      : tr("%1 ok").arg(step.name);
        m_steps->addWidget(new MarkLabel(health));
        auto* label = new QLabel(text);
        label->setTextFormat(Qt::PlainText); // it names the host
        m_steps->addWidget(label);
    }
}

void ConnectDialog::rememberHost() {
    if (m_tried->address().way != NodeAddress::Way::Ssh) return;
    QSettings settings;
    QStringList hosts = settings.value(kHosts).toStringList();
    hosts.removeAll(m_tried->address().where);
    hosts.prepend(m_tried->address().where);
    settings.setValue(kHosts, hosts.mid(0, kMostHosts));
}

void ConnectDialog::done(int result) {
    if (result == Accepted) rememberHost();
    else letGo();
    CommandDialog::done(result);
}
} // namespace

void openConnectDialog(NodeList& nodes, QWidget* parent) { (new ConnectDialog(nodes, parent))->open(); }

} // namespace alula::gui

#include "connect_dialog.moc"
