// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/restore_text.h"

#include "shared/wording/wording.h"

#include <QtCore/QLocale>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::protocol;
using namespace Qt::StringLiterals;

namespace {
const ServerId kOne = *ServerId::parse("11111111-2222-4333-8444-555555555555");
const ServerId kTwo = *ServerId::parse("22222222-2222-4333-8444-555555555555");

ServerInfo server(const ServerId& id, const std::string& name) {
    ServerInfo info;
    info.server = id;
    info.name = name;
    return info;
}
RestorePlan planOf(std::uint64_t files, std::uint64_t replaced, std::uint64_t unchanged, std::uint64_t removed) {
    RestorePlan plan;
    plan.files = files;
    plan.replaced = replaced;
    plan.unchanged = unchanged;
    plan.removed = removed;
    return plan;
}
} // namespace

class TestRestoreText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theButtonAndTheSentence_data() {
        QTest::addColumn<RestorePlan>("plan");
        QTest::addColumn<bool>("stops");
        QTest::addColumn<bool>("backupFirst");
        QTest::addColumn<bool>("name");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("sentence");
        const QString back = u" Until the last step Cancel job puts all back."_s;
        QTest::newRow("replaces") << planOf(600, 600, 88, 0) << true << true << false << u"Restore 512"_s
                                  << u"This backs up Survival, stops Survival, and replaces 512 files."_s + back;
        QTest::newRow("no backup first") << planOf(600, 600, 88, 0) << true << false << true << u"Restore 512"_s
                                         << u"This stops Survival and replaces 512 files."_s + back;
        QTest::newRow("deletes") << planOf(600, 600, 88, 37) << true << true << true << u"Restore 512, delete 37"_s
                                 << u"This backs up Survival, stops Survival, replaces 512 files, and deletes 37 files."_s + back;
        QTest::newRow("new files only") << planOf(1'204, 0, 0, 0) << false << false << false << u"Restore 1,204"_s
                                        << u"This writes 1,204 new files."_s + back;
        QTest::newRow("deletes only") << planOf(5, 5, 5, 2) << false << false << true << u"Restore 0, delete 2"_s
                                      << u"This deletes 2 files."_s + back;
        QTest::newRow("nothing")
            << planOf(5, 5, 5, 0) << false << false << false << u"Restore 0"_s
            << u"All that was chosen is there already, with the same size and time. Nothing needs to be restored."_s;
        QTest::newRow("nothing, but the server is stopped")
            << planOf(5, 5, 5, 0) << true << false << false << u"Restore 0"_s
            << u"All that was chosen is there already, with the same size and time. Nothing needs to be restored. This stops Survival."_s +
                   back;
        RestorePlan links = planOf(10, 1'010, 1'000, 0);
        links.symlinks = 1'000;
        QTest::newRow("symlinks that are the same") << links << true << true << false << u"Restore 10"_s
                                                    << u"This backs up Survival, stops Survival, and replaces 10 files."_s + back;
    }
    void theButtonAndTheSentence() {
        QFETCH(RestorePlan, plan);
        QFETCH(bool, stops);
        QFETCH(bool, backupFirst);
        QFETCH(bool, name);
        QFETCH(QString, button);
        QFETCH(QString, sentence);
        plan.stopsServer = stops;
        QCOMPARE(restoreButtonText(plan), button);
        QCOMPARE(restoreSentence(plan, u"Survival"_s, backupFirst), sentence);
        QCOMPARE(needsName(plan, backupFirst), name);
    }

    void theNameToType_data() {
        QTest::addColumn<std::string>("one");
        QTest::addColumn<std::string>("two");
        QTest::addColumn<QString>("typed");
        QTest::newRow("its own") << std::string("Survival") << std::string("Lobby") << u"Survival"_s;
        QTest::newRow("none") << std::string() << std::string("Lobby") << u"11111111"_s;
        QTest::newRow("doubled") << std::string("Survival") << std::string("Survival") << u"11111111"_s;
        QTest::newRow("doubled but for spaces") << std::string("My  server") << std::string(" My server") << u"11111111"_s;
        QTest::newRow("bytes that cannot be typed")
            << std::string("a\x1b[2Jb") << std::string("Lobby") << shown("a\x1b[2Jb").simplified();
        QTest::newRow("spaces") << std::string(" My  server ") << std::string("Lobby") << u"My server"_s;
    }
    void theNameToType() {
        QFETCH(std::string, one);
        QFETCH(std::string, two);
        QTEST(nameToType(kOne, std::vector{server(kOne, one), server(kTwo, two)}), "typed");
        QCOMPARE(nameToType(kOne, {}), u"11111111"_s);
    }

    void timeAndRoom() {
        RestorePlan plan;
        QCOMPARE(estimateText(plan), u"No time estimate yet: there are no past restores."_s);
        plan.estimateJobs = 5;
        plan.estimateMs = 20'000;
        QCOMPARE(estimateText(plan), u"Less than a minute (from 5 past restores)."_s);
        plan.estimateMs = 118'000;
        QCOMPARE(estimateText(plan), u"About 2 min (from 5 past restores)."_s);
        plan.estimateMs = 7'500'000;
        QCOMPARE(estimateText(plan), u"About 2 h 5 min (from 5 past restores)."_s);
        plan.roomNeeded = 6'657'199'309;
        plan.roomAvailable = 4'294'967'296;
        QVERIFY(!hasRoom(plan));
        QCOMPARE(roomText(plan),
                 u"Restore needs 6.2 GiB, 4.0 GiB are free. Nothing was changed. Free 2.2 GiB or choose fewer files."_s);
        plan.roomAvailable = plan.roomNeeded;
        QVERIFY(hasRoom(plan));
    }

    void theOutcomeNamesThePlace_data() {
        QTest::addColumn<std::string>("state");
        QTest::addColumn<std::string>("into");
        QTest::addColumn<bool>("elsewhere");
        QTest::addColumn<QString>("says");
        QTest::newRow("in place") << std::string("completed") << std::string() << false << u"Restored into Lobby, in place."_s;
        QTest::newRow("folder") << std::string("completed") << std::string("old") << false
                                << u"Restored into the folder old of Lobby."_s;
        QTest::newRow("server") << std::string("completed") << std::string() << true << u"Restored into Lobby."_s;
        QTest::newRow("warnings") << std::string("completed_with_warnings") << std::string() << true
                                  << u"Restored into Lobby, with 3 warnings."_s;
        QTest::newRow("cancelled") << std::string("cancelled") << std::string() << false
                                   << u"Cancelled. The files of Lobby are as they were before."_s;
    }
    void theOutcomeNamesThePlace() {
        QFETCH(std::string, state);
        QFETCH(std::string, into);
        QFETCH(bool, elsewhere);
        JobInfo job;
        job.state = state;
        job.warnings = 3;
        RestoreParams params;
        params.into = {into};
        if (elsewhere) params.server = kTwo;
        QTEST(restoreOutcomeText(job, params, u"Lobby"_s), "says");
    }
};

QTEST_APPLESS_MAIN(TestRestoreText)
#include "test_restore_text.moc"
