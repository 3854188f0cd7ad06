// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/backup_details.h"

#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/look/health.h"
#include "gui/models/backup_cells.h"
#include "gui/nodes/node_data.h"
#include "gui/views/backup_delegate.h"
#include "gui/views/size_chart.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;
using protocol::BackupInfo;

namespace {
constexpr std::size_t kInChart = 200; // more are no wider than the pane
constexpr std::uint64_t kKibi = 1024; // below, the short text is exact
constexpr auto kSelectable = Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;
} // namespace

QString BackupDetails::originText(const std::string& origin) {
    if (origin == "panel") return tr("made by the panel");
    if (origin == "console") return tr("made with this console");
    if (origin == "cli") return tr("made with alulactl");
    if (origin == "adopted") return tr("found on the disk and taken in");
    if (origin == "imported") return tr("imported");
    return shown(origin);
}

BackupDetails::BackupDetails(QWidget* parent)
    : QScrollArea(parent), m_title(new QLabel), m_mark(new QLabel), m_state(new QLabel), m_trend(new QLabel),
      m_chart(new SizeChart) {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel* label : {m_title, m_state, m_trend}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(kSelectable);
    }
    auto* row = new QHBoxLayout;
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_state, 1);
    column->addWidget(m_title);
    column->addLayout(row);
    column->addWidget(m_chart);
    column->addWidget(m_trend);
    column->addStretch();
    setWidget(inside);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Details of the selected backups"));
}

void BackupDetails::clear() {
    delete m_facts;
    m_facts = new QWidget;
    m_form = new QFormLayout(m_facts);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft);
    qobject_cast<QVBoxLayout*>(widget()->layout())->insertWidget(4, m_facts);
    m_mark->hide();
    m_state->clear();
    m_state->hide();
    m_trend->hide();
    m_chart->hide();
}

void BackupDetails::add(const QString& title, const QString& value, const QString& toolTip) {
    auto* label = new QLabel(value);
    label->setTextFormat(Qt::PlainText); // notes and names are other people's
    label->setWordWrap(true);
    label->setTextInteractionFlags(kSelectable);
    label->setAccessibleName(title);
    label->setToolTip(plainTip(toolTip));
    m_form->addRow(title, label);
}

void BackupDetails::show(const BackupsModel& model, const SelectedBackups& selected, const Scope& scope) {
    clear();
    if (selected.count() == 1) showOne(model, selected.backups(1).front(), scope);
    else if (selected.count() > 1) showSeveral(selected.summary());
    else showList(model);
}

void BackupDetails::showOne(const BackupsModel& model, const BackupInfo& backup, const Scope& scope) {
    m_title->setText(fullTimeText(backup.created));
    setMark(backup);
    const std::vector<BackupInfo> history = model.history(backup.server, kInChart);
    m_chart->show(history, backup.backup);
    m_trend->setVisible(m_chart->isVisibleTo(widget()));
    m_trend->setText(m_chart->accessibleDescription());
    if (scope.node) add(tr("Server"), scope.node->data().serverName(backup.server));
    if (!backup.note.empty()) add(tr("Note"), shown(backup.note));
    addSizes(backup);
    addState(backup);
    add(tr("Id"), QString::fromStdString(backup.backup.toString()));
}

void BackupDetails::addSizes(const BackupInfo& backup) {
    const auto bytes = [&](BackupColumn column, std::uint64_t value) {
        const QString text = cellText(backup, column, {});
        add(columnTitle(column),
            isKnown(backup, column) && value >= kKibi ? tr("%1 (%2)").arg(text, exactBytesText(value)) : text,
            columnToolTip(column));
    };
    bytes(BackupColumn::Size, backup.size);
    bytes(BackupColumn::Logical, backup.contentBytes);
    bytes(BackupColumn::New, backup.newBytes);
    add(tr("Files"), cellText(backup, BackupColumn::Files, {}));
    add(tr("Took"), cellText(backup, BackupColumn::Took, {}));
}

void BackupDetails::addState(const BackupInfo& backup) {
    add(tr("Kept"), backup.pinned ? tr("pinned: nothing deletes it") : tr("until it is deleted"));
    add(tr("Verified"),
        backup.verified ? tr("%1. %2").arg(fullTimeText(*backup.verified), shown(backup.verifyResult)) : tr("never"));
    add(tr("Origin"), originText(backup.origin));
    add(tr("Adapter"), shown(backup.adapter), columnToolTip(BackupColumn::Adapter));
    // In pieces of 20: 40 hex digits without a break are wider than the pane.
    const QString sha1 = shown(backup.sha1);
    add(tr("SHA-1"), sha1.isEmpty() ? tr("not known") : sha1.size() == 40 ? sha1.first(20) + u' ' + sha1.sliced(20) : sha1);
    if (!backup.readable) add(tr("Contents"), shown(backup.whyUnreadable));
    if (backup.deletedInPanel) add(tr("Panel"), tr("deleted there; it stays here because it is pinned"));
}

void BackupDetails::setMark(const BackupInfo& backup) {
    const Health health = healthOf(backup);
    const int side = fontMetrics().height();
    m_mark->setPixmap(gui::markOf(health, palette()).pixmap(side, side));
    m_mark->setAccessibleName(textOf(health));
    m_mark->show();
    m_state->show();
    if (backup.missing) {
        m_state->setText(
            tr("Its archive is not where it was. The server is untouched. Make a new backup, or put the file back."));
    } else if (backup.damaged) {
        m_state->setText(
            tr("Some of its files are damaged. The rest can be restored; the server is untouched. Make a new backup."));
    } else if (backup.state != "completed") {
        m_state->setText(backupStateText(backup));
    } else if (backup.warnings > 0) {
        m_state->setText(tr("Good, with %n warning(s). The log of its job in Activity names them.", nullptr,
                            static_cast<int>(std::min<std::uint64_t>(backup.warnings, INT_MAX))));
    } else {
        m_state->setText(tr("Good"));
    }
}

void BackupDetails::showSeveral(const BackupSummary& summary) {
    const auto bytes = [](std::uint64_t value) {
        return value < kKibi ? exactBytesText(value) : tr("%1 (%2)").arg(bytesText(value), exactBytesText(value));
    };
    m_title->setText(tr("%n backup(s) selected", nullptr, static_cast<int>(summary.count)));
    add(tr("Size"), bytes(summary.size));
    add(columnTitle(BackupColumn::New), bytes(summary.newBytes), columnToolTip(BackupColumn::New));
    add(tr("Pinned"), countText(summary.pinned));
}

void BackupDetails::showList(const BackupsModel& model) {
    m_title->setText(tr("%n backup(s)", nullptr, static_cast<int>(model.total())));
    m_state->setText(tr("Select one to see what is known of it."));
    m_state->show();
}

} // namespace alula::gui
