// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/disk_bars.h"

#include "gui/format/plain_text.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
QString whatText(const std::string& what) {
    if (what == "volumes") return DiskBars::tr("Servers");
    if (what == "backups") return DiskBars::tr("Backups");
    if (what == "state") return DiskBars::tr("Alula's data");
    return shown(what);
}

struct Disk {
    QStringList names;
    std::uint64_t total, available;
    QString path;
};
// The same numbers are the same disk: but what somebody wrote between one look and the next.
bool isSame(const Disk& disk, const protocol::SpaceUse& use) {
    const auto [less, more] = std::minmax(disk.available, use.available);
    return disk.total == use.total && more - less <= disk.total / 1000;
}
std::vector<Disk> disksOf(const protocol::Status& status) {
    std::vector<Disk> disks;
    for (const protocol::SpaceUse& use : status.space) {
        const auto it = std::ranges::find_if(disks, [&](const Disk& disk) { return isSame(disk, use); });
        if (it != disks.end()) it->names << whatText(use.what);
        else disks.push_back({{whatText(use.what)}, use.total, use.available, shown(use.path.bytes)});
    }
    return disks;
}
int usedPercent(const Disk& disk) {
    if (disk.total == 0) return 0;
    const auto used = static_cast<double>(disk.total - std::min(disk.available, disk.total));
    return static_cast<int>(used * 100 / static_cast<double>(disk.total));
}
} // namespace

DiskBars::DiskBars(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this)), m_panel(new QLabel) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(8);
    m_row->addStretch(1);
    m_row->addWidget(m_panel);
}

DiskBars::Bar& DiskBars::barAt(std::size_t index) {
    while (m_bars.size() <= index) {
        Bar bar{new QLabel, new QProgressBar, new QLabel};
        bar.bar->setRange(0, 100);
        bar.bar->setTextVisible(false);
        bar.bar->setFixedWidth(120);
        bar.bar->setFixedHeight(fontMetrics().height());
        int at = static_cast<int>(m_bars.size()) * 3;
        for (QWidget* each : std::initializer_list<QWidget*>{bar.name, bar.bar, bar.room}) m_row->insertWidget(at++, each);
        m_bars.push_back(bar);
    }
    return m_bars[index];
}

void DiskBars::setStatus(const protocol::Status& status) {
    const auto disks = disksOf(status);
    for (std::size_t i = 0; i < disks.size(); ++i) {
        const Disk& disk = disks[i];
        Bar& bar = barAt(i);
        const QString name = disk.names.size() == 3 ? tr("Disk") : disk.names.join(u", "_s);
        const int percent = usedPercent(disk);
        bar.name->setText(tr("%1 %2%").arg(name).arg(percent));
        bar.bar->setValue(percent);
        bar.room->setText(tr("%1 free").arg(bytesText(disk.available)));
        const QString whole = tr("%1 (%2): %3 of %4 free, %5 bytes")
                                  .arg(disk.names.join(u", "_s), disk.path, bytesText(disk.available), bytesText(disk.total),
                                       countText(disk.available));
        for (QWidget* each : std::initializer_list<QWidget*>{bar.name, bar.bar, bar.room}) each->setToolTip(plainTip(whole));
        bar.bar->setAccessibleName(whole);
    }
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        for (QWidget* each : std::initializer_list<QWidget*>{m_bars[i].name, m_bars[i].bar, m_bars[i].room})
            each->setVisible(i < disks.size());
    }
    const protocol::PanelState& panel = status.panel;
    m_panel->setText(!panel.configured   ? tr("No panel")
                     : !panel.reachable  ? tr("Panel does not answer")
                     : panel.outbox == 0 ? tr("Panel ok")
                                         : tr("Panel ok, %n to send", nullptr, static_cast<int>(panel.outbox)));
    m_panel->setToolTip(
        panel.outbox == 0 ? QString() : tr("%n result(s) wait to be told to the panel", nullptr, static_cast<int>(panel.outbox)));
}

} // namespace alula::gui
