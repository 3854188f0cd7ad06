// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/health.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <QtGui/QPixmap>
#include <QtGui/QPolygonF>

#include <algorithm>

namespace alula::gui {

namespace {
struct Look {
    Q_DECLARE_TR_FUNCTIONS(look)
};
bool isDark(const QPalette& palette) { return palette.color(QPalette::Base).lightnessF() < 0.5; }
} // namespace

Health healthOf(std::string_view jobState) {
    if (jobState == "completed") return Health::Good;
    if (jobState == "completed_with_warnings") return Health::Warnings;
    if (jobState == "failed") return Health::Failed;
    if (jobState == "queued" || jobState == "running" || jobState == "cancelling") return Health::Running;
    return Health::Unknown;
}

// Contrast against white and against #1e1e1e, by WCAG 2's formula: 5.4 and 8.6 (green), 5.0 and 9.9 (amber), 6.5 and 6.1 (red).
QColor colorOf(Health health, const QPalette& palette) {
    const bool dark = isDark(palette);
    switch (health) {
    case Health::Good: return dark ? QColor(0x6c, 0xcf, 0x7a) : QColor(0x1b, 0x7a, 0x33);
    case Health::Warnings: return dark ? QColor(0xf0, 0xb8, 0x40) : QColor(0x8a, 0x5d, 0x00);
    case Health::Failed: return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x1d, 0x1d);
    case Health::Running: return palette.color(QPalette::Link);
    case Health::Unknown: break;
    }
    QColor grey = palette.color(QPalette::WindowText);
    grey.setAlphaF(0.75F);
    return grey;
}

void paintMark(QPainter& painter, const QRectF& rect, Health health, const QPalette& palette) {
    const qreal side = std::min(rect.width(), rect.height());
    const QRectF box(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    const QColor color = colorOf(health, palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPen stroke(color, std::max(1.5, side / 6), Qt::SolidLine, Qt::RoundCap);
    const QRectF inner = box.adjusted(side * 0.15, side * 0.15, -side * 0.15, -side * 0.15);
    switch (health) {
    case Health::Good:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(inner);
        break;
    case Health::Warnings:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({{box.center().x(), box.top() + side * 0.08},
                                       {box.right() - side * 0.04, box.bottom() - side * 0.12},
                                       {box.left() + side * 0.04, box.bottom() - side * 0.12}}));
        painter.setPen(QPen(palette.color(QPalette::Base), side / 8, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(box.center().x(), box.top() + side * 0.40), QPointF(box.center().x(), box.top() + side * 0.58));
        painter.drawPoint(QPointF(box.center().x(), box.top() + side * 0.75));
        break;
    case Health::Failed:
        painter.setPen(stroke);
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case Health::Running:
        painter.setPen(QPen(color, std::max(1.5, side / 8), Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(inner);
        break;
    case Health::Unknown:
        painter.setPen(stroke);
        painter.drawLine(QPointF(inner.left(), box.center().y()), QPointF(inner.right(), box.center().y()));
        break;
    }
    painter.restore();
}

QIcon markOf(Health health, const QPalette& palette) {
    QIcon icon;
    for (const int side : {16, 32}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintMark(painter, QRectF(0, 0, side, side), health, palette);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QString textOf(Health health) {
    switch (health) {
    case Health::Good: return Look::tr("good");
    case Health::Warnings: return Look::tr("good, with warnings");
    case Health::Failed: return Look::tr("failed");
    case Health::Running: return Look::tr("being made");
    case Health::Unknown: break;
    }
    return Look::tr("not known");
}

} // namespace alula::gui
