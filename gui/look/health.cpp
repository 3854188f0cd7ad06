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

struct Ink {
    QColor color, ground;
};

void paintTriangle(QPainter& painter, const QRectF& box, const Ink& ink) {
    const qreal side = box.width();
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.color);
    painter.drawPolygon(QPolygonF({{box.center().x(), box.top() + side * 0.08},
                                   {box.right() - side * 0.04, box.bottom() - side * 0.12},
                                   {box.left() + side * 0.04, box.bottom() - side * 0.12}}));
    painter.setPen(QPen(ink.ground, side / 8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(box.center().x(), box.top() + side * 0.40), QPointF(box.center().x(), box.top() + side * 0.58));
    painter.drawPoint(QPointF(box.center().x(), box.top() + side * 0.75));
}

void paintShape(QPainter& painter, const QRectF& rect, Health health, const Ink& ink) {
    const qreal side = std::min(rect.width(), rect.height());
    const QRectF box(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    const QRectF inner = box.adjusted(side * 0.15, side * 0.15, -side * 0.15, -side * 0.15);
    const qreal thin = std::max(1.5, side / 8);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink.color, std::max(1.5, side / 6), Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    switch (health) {
    case Health::Good:
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink.color);
        painter.drawEllipse(inner);
        break;
    case Health::Warnings: paintTriangle(painter, box, ink); break;
    case Health::Failed:
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case Health::Running:
        painter.setPen(QPen(ink.color, thin, Qt::DotLine));
        painter.drawEllipse(inner);
        break;
    case Health::Cancelled:
        painter.setPen(QPen(ink.color, thin, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(inner.adjusted(side * 0.05, side * 0.05, -side * 0.05, -side * 0.05));
        break;
    case Health::Unknown:
        painter.drawLine(QPointF(inner.left(), box.center().y()), QPointF(inner.right(), box.center().y()));
        break;
    }
    painter.restore();
}
} // namespace

Health healthOf(std::string_view jobState) {
    if (jobState == "completed") return Health::Good;
    if (jobState == "completed_with_warnings") return Health::Warnings;
    if (jobState == "failed") return Health::Failed;
    if (jobState == "cancelled") return Health::Cancelled;
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
    case Health::Cancelled:
    case Health::Unknown: break;
    }
    QColor grey = palette.color(QPalette::WindowText);
    grey.setAlphaF(0.75F);
    return grey;
}

void paintMark(QPainter& painter, const QRectF& rect, Health health, const QPalette& palette) {
    paintShape(painter, rect, health, {colorOf(health, palette), palette.color(QPalette::Base)});
}

void paintSelectedMark(QPainter& painter, const QRectF& rect, Health health, const QPalette& palette) {
    paintShape(painter, rect, health, {palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)});
}

QIcon markOf(Health health, const QPalette& palette) {
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Selected}) { // without its own a style tints the first
        for (const int side : {16, 32}) {
            QPixmap pixmap(side, side);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            (mode == QIcon::Selected ? paintSelectedMark : paintMark)(painter, QRectF(0, 0, side, side), health, palette);
            painter.end();
            icon.addPixmap(pixmap, mode);
        }
    }
    return icon;
}

QString textOf(Health health) {
    switch (health) {
    case Health::Good: return Look::tr("good");
    case Health::Warnings: return Look::tr("good, with warnings");
    case Health::Failed: return Look::tr("failed");
    case Health::Running: return Look::tr("being made");
    case Health::Cancelled: return Look::tr("cancelled");
    case Health::Unknown: break;
    }
    return Look::tr("not known");
}

} // namespace alula::gui
