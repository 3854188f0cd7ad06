// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/model/backup.h"
#include "daemon/model/job.h"

#include <QtTest/QTest>
#include <array>
#include <string>

using namespace alula;

namespace {

constexpr std::array<JobState, 7> kStates = {
    JobState::Queued, JobState::Running,  JobState::Cancelling, JobState::Completed, JobState::CompletedWithWarnings,
    JobState::Failed, JobState::Cancelled};
// Row: from, column: to, both in the order of kStates. x: legal.
constexpr std::array<std::string_view, 7> kMoves = {
    // Q R G C W F X
    ". x . . . x x", // queued
    "x . x x x x x", // running
    ". . . x x x x", // cancelling
    ". . . . . . .", // completed
    ". . . . . . .", // completed_with_warnings
    ". . . . . . .", // failed
    ". . . . . . .", // cancelled
};

} // namespace

class JobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void moves_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("legal");
        for (std::size_t from = 0; from < kStates.size(); ++from) {
            for (std::size_t to = 0; to < kStates.size(); ++to) {
                QTest::addRow("%s to %s", std::string(name(kStates[from])).c_str(), std::string(name(kStates[to])).c_str())
                    << static_cast<int>(kStates[from]) << static_cast<int>(kStates[to]) << (kMoves[from][to * 2] == 'x');
            }
        }
    }
    void moves() {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, legal);
        QCOMPARE(isLegalMove(static_cast<JobState>(from), static_cast<JobState>(to)), legal);
    }

    void finalStatesAreThoseWithoutAWayOut() {
        for (const auto from : kStates) {
            bool wayOut = false;
            for (const auto to : kStates) wayOut = wayOut || isLegalMove(from, to);
            QCOMPARE(isFinal(from), !wayOut);
        }
    }

    void namesAreReadBack() {
        for (const auto state : kStates) QVERIFY(jobStateFromName(name(state)) == state);
        for (int i = 0; i <= static_cast<int>(JobKind::Import); ++i)
            QVERIFY(jobKindFromName(name(static_cast<JobKind>(i))) == static_cast<JobKind>(i));
        for (int i = 0; i <= static_cast<int>(BackupState::Deleting); ++i)
            QVERIFY(backupStateFromName(name(static_cast<BackupState>(i))) == static_cast<BackupState>(i));
        for (const auto wrong : {"", "Queued", "queued ", "done"}) {
            QVERIFY(!jobStateFromName(wrong));
            QVERIFY(!jobKindFromName(wrong));
            QVERIFY(!backupStateFromName(wrong));
        }
    }
};

QTEST_APPLESS_MAIN(JobTest)
#include "test_job.moc"
