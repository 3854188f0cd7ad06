// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/health.h"
#include "tests/gui/stall_watch.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtWidgets/QStyleFactory>

#include <cmath>

using namespace alula::gui;
using namespace Qt::StringLiterals;

namespace {
// WCAG 2: relative luminance, contrast.
double light(const QColor& color) {
    const auto part = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double one = light(a) + 0.05, other = light(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

// The best that any point of the mark stands out from the row's ground, as the style draws it.
double bestContrast(Health health, bool selected) {
    const QPalette palette = QApplication::palette();
    const QColor ground = palette.color(selected ? QPalette::Highlight : QPalette::Base);
    QImage image(16, 16, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    markOf(health, palette).paint(&painter, image.rect(), Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
    painter.end();
    double best = 1;
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x) best = std::max(best, contrast(image.pixelColor(x, y), ground));
    return best;
}
} // namespace

class TestMarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create(u"Fusion"_s)); }

    // WCAG 2.1, 1.4.11: what is needed to understand a picture.
    void areSeenOnEveryRow_data() {
        QTest::addColumn<Health>("health");
        for (const Health health :
             {Health::Good, Health::Warnings, Health::Failed, Health::Unknown, Health::Running, Health::Cancelled})
            QTest::newRow(qPrintable(textOf(health))) << health;
    }
    void areSeenOnEveryRow() {
        QFETCH(Health, health);
        for (const bool selected : {false, true}) {
            const double best = bestContrast(health, selected);
            QVERIFY2(best >= 3, qPrintable(QString::number(best) + (selected ? u" selected"_s : QString())));
        }
    }

    void whatWasCancelledIsNotUnknown() {
        QCOMPARE(healthOf("cancelled"), Health::Cancelled);
        QCOMPARE(healthOf(""), Health::Unknown);
    }
};

ALULA_GUI_TEST_MAIN(TestMarks)
#include "test_marks.moc"
