// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/size_chart.h"

#include "gui/format/time_text.h"
#include "shared/wording/wording.h"

#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>
#include <QtCore/QEvent>
#include <QtGui/QPen>

#include <algorithm>

namespace alula::gui {

namespace {
constexpr int kHeight = 96;
QValueAxis* hiddenAxis() {
    auto* axis = new QValueAxis;
    axis->setVisible(false);
    return axis;
}
} // namespace

SizeChart::SizeChart(QWidget* parent) : QChartView(parent), m_line(new QLineSeries), m_dot(new QScatterSeries) {
    viewport()->setFocusPolicy(Qt::NoFocus); // a picture: its words stand beside it
    setFocusPolicy(Qt::NoFocus);
    QChart* small = chart();
    small->legend()->hide();
    small->setMargins({});
    small->setContentsMargins(-8, -8, -8, -8); // QChart keeps room for what is hidden here
    small->setBackgroundRoundness(0);
    small->setAnimationOptions(QChart::NoAnimation);
    small->addSeries(m_line);
    small->addSeries(m_dot);
    small->addAxis(hiddenAxis(), Qt::AlignBottom);
    small->addAxis(hiddenAxis(), Qt::AlignLeft);
    for (QAbstractSeries* series : small->series()) {
        for (QAbstractAxis* axis : small->axes()) series->attachAxis(axis);
    }
    m_dot->setMarkerSize(8);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFixedHeight(kHeight);
    setFocusPolicy(Qt::NoFocus); // what it shows is said in words beside it
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    paintAsPalette();
    hide();
}

void SizeChart::show(const std::vector<protocol::BackupInfo>& backups, const std::optional<BackupId>& selected) {
    setVisible(backups.size() >= 2);
    if (backups.size() < 2) return;
    QList<QPointF> points, dots;
    for (const protocol::BackupInfo& each : backups) {
        const QPointF point(static_cast<double>(each.created.ns) / 1e9, static_cast<double>(each.size));
        points << point;
        if (each.backup == selected) dots << point;
    }
    m_line->replace(points);
    m_dot->replace(dots);
    const auto [low, high] = std::ranges::minmax_element(backups, {}, &protocol::BackupInfo::size);
    const double room = std::max(static_cast<double>(high->size - low->size), static_cast<double>(high->size) / 100) / 8 + 1;
    const double sides =
        std::max(points.back().x() - points.front().x(), 1.0) / 40; // for the halves of the first and the last dot
    chart()->axes(Qt::Horizontal).front()->setRange(points.front().x() - sides, points.back().x() + sides);
    chart()->axes(Qt::Vertical).front()->setRange(static_cast<double>(low->size) - room, static_cast<double>(high->size) + room);
    setAccessibleName(tr("Size over time"));
    const QString from = shortTimeText(backups.front().created), to = shortTimeText(backups.back().created);
    const QString least = bytesText(low->size), most = bytesText(high->size);
    setAccessibleDescription(least == most ? tr("From %1 to %2, always %3").arg(from, to, least)
                                           : tr("From %1 to %2, between %3 and %4").arg(from, to, least, most));
    setToolTip(accessibleDescription());
}

void SizeChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) paintAsPalette();
}

void SizeChart::paintAsPalette() {
    chart()->setBackgroundBrush(palette().color(QPalette::Window));
    chart()->setPlotAreaBackgroundVisible(false);
    const QColor ink = palette().color(QPalette::Highlight);
    m_line->setPen(QPen(ink, 1.5));
    m_dot->setColor(palette().color(QPalette::WindowText));
    m_dot->setBorderColor(palette().color(QPalette::Window));
    setBackgroundBrush(palette().color(QPalette::Window));
}

} // namespace alula::gui
