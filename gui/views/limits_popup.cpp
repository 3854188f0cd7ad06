// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/limits_popup.h"

#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

namespace {
constexpr int kSoon = 250;        // ms after the last key
constexpr double kMostRate = 1e5; // MiB/s
constexpr int kMostParallel = 64; // as the daemon's settings have it
} // namespace

LimitsPopup::LimitsPopup(Node& node, QWidget* parent)
    : QDialog(parent), m_node(&node), m_read(rateBox()), m_write(rateBox()), m_parallel(new QSpinBox),
      m_paused(new QCheckBox(tr("&Pause all jobs"))), m_problem(new QLabel) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Limits of %1").arg(node.name()));
    make();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &LimitsPopup::send);
    connect(m_read, &QDoubleSpinBox::valueChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(m_write, &QDoubleSpinBox::valueChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(m_parallel, &QSpinBox::valueChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(m_paused, &QCheckBox::toggled, this, &LimitsPopup::send);
    connect(&node.data(), &NodeData::statusChanged, this, [this] {
        if (m_node && m_node->data().status() && !m_soon.isActive()) showLimits(m_node->data().status()->limits);
    });
    if (const auto& status = node.data().status()) showLimits(status->limits);
}

QDoubleSpinBox* LimitsPopup::rateBox() {
    auto* box = new QDoubleSpinBox;
    box->setRange(0, kMostRate);
    box->setDecimals(1);
    box->setSingleStep(10);
    box->setSuffix(tr(" MiB/s"));
    box->setSpecialValueText(tr("no limit"));
    box->setAlignment(Qt::AlignRight);
    return box;
}

void LimitsPopup::make() {
    m_parallel->setRange(1, kMostParallel);
    m_parallel->setAlignment(Qt::AlignRight);
    m_paused->setToolTip(tr("Nothing new is started, and what runs waits, until this is taken away."));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* form = new QFormLayout;
    form->addRow(tr("&Read at most:"), m_read);
    form->addRow(tr("&Write at most:"), m_write);
    form->addRow(tr("Jobs at a &time:"), m_parallel);
    form->addRow(m_paused);
    auto* note = new QLabel(tr("Takes effect at once, until the daemon is restarted."));
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter in a number is no wish to leave
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(note);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    m_read->setAccessibleName(tr("Read at most"));
    m_write->setAccessibleName(tr("Write at most"));
    m_parallel->setAccessibleName(tr("Jobs at a time"));
    m_read->setFocus();
}

void LimitsPopup::showLimits(const protocol::Limits& limits) {
    m_known = limits;
    const QSignalBlocker read(m_read), write(m_write), parallel(m_parallel), paused(m_paused);
    // What is being typed is not taken out of the admin's hands.
    if (!m_read->hasFocus() || m_read->value() == 0) m_read->setValue(limits.readMibPerSecond);
    if (!m_write->hasFocus() || m_write->value() == 0) m_write->setValue(limits.writeMibPerSecond);
    if (!m_parallel->hasFocus() || m_parallel->value() == 1) m_parallel->setValue(limits.parallel);
    m_paused->setChecked(limits.paused);
}

void LimitsPopup::send() {
    m_soon.stop();
    if (!m_node) return;
    const auto changed = [](auto now, auto known) {
        return now == known ? std::optional<decltype(known)>() : std::optional(now);
    };
    protocol::SetLimitsParams wanted;
    wanted.readMibPerSecond = changed(m_read->value(), m_known.readMibPerSecond);
    wanted.writeMibPerSecond = changed(m_write->value(), m_known.writeMibPerSecond);
    wanted.parallel = changed(static_cast<std::int32_t>(m_parallel->value()), m_known.parallel);
    wanted.paused = changed(m_paused->isChecked(), m_known.paused);
    if (wanted == protocol::SetLimitsParams{}) return;
    m_node->call<protocol::SetLimitsParams, protocol::Limits>(
        protocol::kSetLimits, wanted, this, [this](Result<protocol::Limits> answer) {
            m_problem->setVisible(!answer);
            if (answer) {
                m_known = *answer;
                if (m_node) m_node->data().refresh();
                return;
            }
            m_problem->setText(tr("The limits were not changed. %1").arg(shown(answer.error().message())));
            showLimits(m_known);
        });
}

} // namespace alula::gui
