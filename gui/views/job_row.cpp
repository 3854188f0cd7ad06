// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/job_row.h"

#include "gui/format/job_text.h"
#include "gui/format/plain_text.h"
#include "gui/look/elided_label.h"
#include "gui/look/icons.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kNameWidth = 18, kPhaseWidth = 26; // characters

QIcon iconOf(const std::string& kind) {
    if (kind == "create") return themeIcon(u"alula-backup"_s);
    if (kind == "restore") return themeIcon(u"document-revert"_s);
    if (kind == "undo") return themeIcon(u"edit-undo"_s);
    if (kind == "delete") return themeIcon(u"edit-delete"_s);
    if (kind == "verify") return themeIcon(u"alula-verify"_s);
    if (kind == "export") return themeIcon(u"document-export"_s);
    if (kind == "import") return themeIcon(u"document-import"_s);
    return themeIcon(u"system-run"_s);
}

QLabel* numberLabel(const QString& widest) {
    auto* label = new QLabel;
    QFont font = label->font();
    font.setFeature("tnum", 1); // figures of one width
    label->setFont(font);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setFixedWidth(QFontMetrics(font).horizontalAdvance(widest) + 4);
    return label;
}
} // namespace

JobRow::JobRow(QWidget* parent)
    : QWidget(parent), m_name(new QToolButton), m_phase(new ElidedLabel), m_bar(new QProgressBar),
      m_bytes(numberLabel(u"1023.9 MiB"_s)), m_rate(numberLabel(u"1023.9 MiB/s"_s)), m_left(numberLabel(tr("under 1 min"))),
      m_cancel(new QPushButton(themeIcon(u"process-stop"_s), tr("Cancel job"))) {
    const int character = fontMetrics().averageCharWidth();
    m_name->setAutoRaise(true);
    m_name->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_name->setFixedWidth(character * kNameWidth);
    m_phase->setFixedWidth(character * kPhaseWidth);
    m_bar->setTextVisible(true);
    m_bar->setMinimumWidth(character * 10);
    m_bar->setFixedHeight(fontMetrics().height() + 2);
    m_bytes->setToolTip(tr("Bytes done in this phase"));
    m_left->setToolTip(tr("Time left, as this phase goes on"));
    m_cancel->setMinimumWidth(qMax(m_cancel->sizeHint().width(), QPushButton(tr("Cancelling…")).sizeHint().width()));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_name);
    row->addWidget(m_phase);
    row->addWidget(m_bar, 1);
    for (QWidget* each : std::initializer_list<QWidget*>{m_bytes, m_rate, m_left, m_cancel}) row->addWidget(each);
    connect(m_name, &QToolButton::clicked, this, [this] { Q_EMIT opened(m_job); });
    connect(m_cancel, &QPushButton::clicked, this, &JobRow::cancelJob);
}

void JobRow::setJob(Node& node, const protocol::JobInfo& job) {
    if (m_job != job.job) m_cancelAsked = false;
    m_node = &node;
    m_job = job.job;
    m_state = job.state;
    const QString server = job.server ? shown(node.data().serverName(*job.server).toStdString()) : node.name();
    const QString sentence = jobSentence(server, job);
    m_name->setText(withoutMnemonic(m_name->fontMetrics().elidedText(server, Qt::ElideRight, m_name->width() - 32)));
    m_name->setIcon(iconOf(job.kind));
    m_name->setAccessibleName(sentence);
    m_name->setToolTip(plainTip(tr("%1. Click to see it in Activity.").arg(sentence)));
    m_phase->setWhole(tr("%1: %2").arg(kindText(job.kind), jobPhaseText(job)));
    const auto percent = percentOf(job.progress);
    m_bar->setRange(0, percent || job.state == "queued" ? 100 : 0); // 0, 0: busy, and how far is not known
    m_bar->setValue(percent.value_or(0));
    m_bar->setAccessibleName(tr("Progress of %1").arg(server));
    m_bytes->setText(jobBytesText(job.progress));
    m_rate->setText(jobRateText(job.progress));
    m_left->setText(job.progress.etaMs ? leftText(*job.progress.etaMs) : QString());
    m_cancel->setAccessibleName(tr("Cancel job: %1").arg(sentence));
    updateCancel();
}

void JobRow::updateCancel() {
    const bool going = m_cancelAsked || m_state == "cancelling";
    m_cancel->setVisible(m_node && m_node->isAdmin());
    m_cancel->setEnabled(!going && m_node && m_node->isOnline());
    m_cancel->setText(going ? tr("Cancelling…") : tr("Cancel job"));
}

void JobRow::cancelJob() {
    if (!m_node) return;
    m_cancelAsked = true;
    updateCancel();
    m_node->call<protocol::JobParams, protocol::JobInfo>(
        protocol::kJobsCancel, {m_job}, this, [this, asked = m_job](Result<protocol::JobInfo> answer) {
            if (answer || asked != m_job) return; // its events say the rest
            m_cancelAsked = false;
            updateCancel();
            m_phase->setWhole(tr("Not cancelled: %1").arg(shown(answer.error().message())));
        });
}

} // namespace alula::gui
