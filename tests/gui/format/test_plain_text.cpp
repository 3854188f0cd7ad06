// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/plain_text.h"

#include <QtTest/QTest>

using namespace alula::gui;
using namespace Qt::StringLiterals;

class TestPlainText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aToolTipShowsMarkupAsItIs() {
        const QString tip = plainTip(u"<img src=/dev/zero>\nTom&Jerry"_s);
        QVERIFY(!tip.contains("<img"_L1));
        QVERIFY(tip.contains("&lt;img src=/dev/zero&gt;\nTom&amp;Jerry"_L1));
        QVERIFY(tip.contains("white-space:pre-wrap"_L1)); // else the lines would run together
    }

    void whatQtTakesForPlainStaysAsItIs() {
        QCOMPARE(plainTip(u"world/level.dat\nTom&Jerry"_s), u"world/level.dat\nTom&Jerry"_s);
        QCOMPARE(plainTip({}), QString());
    }

    void anAmpersandIsShown() { QCOMPARE(withoutMnemonic(u"Tom&Jerry"_s), u"Tom&&Jerry"_s); }
};

QTEST_APPLESS_MAIN(TestPlainText)
#include "test_plain_text.moc"
