// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/fuzzy.h"

#include <QtTest/QTest>

using namespace alula::gui;
using namespace Qt::StringLiterals;

class TestFuzzy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noLettersFindAllAlike() {
        QCOMPARE(fuzzyScore({}, u"Back up now"_s), std::optional(0));
        QCOMPARE(fuzzyScore(u" "_s, u"Quit"_s), std::optional(0));
    }
    void allLettersHaveToBeThereInTheirOrder() {
        QVERIFY(fuzzyScore(u"bun"_s, u"Back up now"_s));
        QVERIFY(fuzzyScore(u"BACK"_s, u"back up now"_s));
        QVERIFY(!fuzzyScore(u"nub"_s, u"Back up now"_s));
        QVERIFY(!fuzzyScore(u"bux"_s, u"Back up now"_s));
    }
    void beginningsOfWordsAreBetter() {
        QVERIFY(*fuzzyScore(u"da"_s, u"Delete all of this server"_s) > *fuzzyScore(u"da"_s, u"Undo a restore"_s));
        QVERIFY(*fuzzyScore(u"surv"_s, u"Server Survival"_s) > *fuzzyScore(u"surv"_s, u"Set up a review"_s));
    }
    void theShorterIsBetter() { QVERIFY(*fuzzyScore(u"re"_s, u"Refresh"_s) > *fuzzyScore(u"re"_s, u"Refresh this list"_s)); }
};

QTEST_APPLESS_MAIN(TestFuzzy)
#include "test_fuzzy.moc"
