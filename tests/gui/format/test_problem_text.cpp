// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/job_text.h"
#include "gui/format/outcome_text.h"
#include "gui/format/problem_text.h"
#include "gui/format/server_text.h"
#include "gui/format/time_text.h"

#include <QtCore/QLocale>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

#include <ctime>

using namespace alula;
using namespace alula::gui;
using namespace Qt::StringLiterals;

namespace {
const QDateTime kNow(QDate(2026, 11, 22), QTime(15, 2), QTimeZone::UTC);
constexpr Timestamp kThen{1'795'000'000'000'000'000};
Timestamp at(const std::string& iso) { return *fromIso8601(iso); }

ProblemFacts facts() {
    ProblemFacts facts;
    facts.serverName = u"Survival"_s;
    facts.node = u"node-3"_s;
    facts.now = kNow;
    return facts;
}
} // namespace

class TestProblemText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void aStaleServerCountsDaysAndFailures() {
        protocol::ServerInfo server;
        for (const char* time : {"2026-11-17T03:00:00Z", "2026-11-19T03:00:00Z", "2026-11-20T03:00:00Z"})
            server.outcomes.push_back({at(time), "failed"});
        protocol::Problem problem{"warning", "no_good_backup", ServerId(), "x"};
        problem.since = at("2026-11-18T03:00:00Z");
        auto with = facts();
        with.server = &server;
        const ProblemText text = problemText(problem, with);
        QCOMPARE(text.sentence,
                 u"Survival has had no good backup for 4 day(s). The one of 18 Nov is still there. Back up now, or see why "
                 "2 failed."_s);
        QCOMPARE(text.acts, (std::vector{ProblemAct::BackUp, ProblemAct::SeeWhy}));
    }

    void aServerWithoutAnyBackupHasNoDate() {
        const ProblemText text = problemText({"warning", "no_good_backup", ServerId(), "x"}, facts());
        QCOMPARE(text.sentence, u"Survival has no good backup yet. The server is untouched. Back up now."_s);
        QCOMPARE(text.acts, std::vector{ProblemAct::BackUp});
    }

    void aFullDiskSaysForHowManyBackups() {
        protocol::Problem problem{"error", "disk_full", {}, "x"};
        problem.what = "backups";
        problem.percent = 99;
        QVERIFY(problemText(problem, facts()).sentence.startsWith(u"The backup disk is 99% full. Nothing was deleted."_s));
        problem.bytes = 9ULL << 30;
        QVERIFY(problemText(problem, facts()).sentence.startsWith(u"The backup disk has only 9.0 GiB left."_s));
        auto with = facts();
        with.usualBackupBytes = 4ULL << 30;
        QCOMPARE(problemText(problem, with).sentence,
                 u"The backup disk has room for about 2 backup(s) (9.0 GiB). Nothing was deleted. Choose Free space."_s);
        with.usualBackupBytes = 10ULL << 30;
        QVERIFY(problemText(problem, with).sentence.contains(u"no room for one more"_s));
    }

    void aSilentPanelSaysWhatWaits() {
        protocol::Problem problem{"warning", "panel_silent", {}, "x"};
        problem.since = at("2026-11-22T14:02:00Z");
        auto with = facts();
        with.outbox = 3;
        QCOMPARE(
            problemText(problem, with).sentence,
            u"The panel has not answered since 14:02. Backups go on; 3 result(s) wait here and will be sent. Check the panel."_s);
    }

    void everyProblemHasAButton() {
        for (const char* code : {"no_good_backup", "disk_full", "panel_silent", "backup_damaged", "backup_missing",
                                 "unknown_to_panel", "outbox_given_up", "more", "of_a_later_daemon"}) {
            const ProblemText text = problemText({"warning", code, {}, "The daemon's own words."}, facts());
            QVERIFY2(!text.acts.empty(), code);
            QVERIFY2(text.sentence.endsWith(u'.'), qPrintable(text.sentence));
            QCOMPARE(text.detail, u"The daemon's own words."_s);
            for (const ProblemAct act : text.acts) QVERIFY2(!actText(act).isEmpty() && act != ProblemAct::ShowBackup, code);
        }
        QCOMPARE(problemText({"warning", "of_a_later_daemon", {}, "New\x1b."}, facts()).sentence, u"New\\x1b."_s);
    }

    void fullTimesSayEachTimeOnce() {
        QCOMPARE(fullTimeText(at("2026-11-23T05:57:54Z")), u"23 Nov 2026 05:57:54 UTC"_s);
        qputenv("TZ", "Asia/Tokyo");
        ::tzset();
        const QString sameDay = fullTimeText(at("2026-11-23T05:57:54Z")), dayBefore = fullTimeText(at("2026-11-22T20:00:00Z"));
        qputenv("TZ", "UTC");
        ::tzset();
        QCOMPARE(sameDay, u"23 Nov 2026 14:57:54 (05:57:54 UTC)"_s);
        QCOMPARE(dayBefore, u"23 Nov 2026 05:00:00 (22 Nov 20:00:00 UTC)"_s);
        const QDateTime now = QDateTime::currentDateTime();
        QCOMPARE(asOfText(now), QLocale().toString(now.time(), u"HH:mm"_s));
        QVERIFY(asOfText(now.addDays(-1)).size() > 5);
    }

    void timeLeftIsCoarse() {
        QCOMPARE(leftText(59'000), u"under 1 min"_s);
        QCOMPARE(leftText(180'000), u"3 min"_s);
        QCOMPARE(leftText(7'800'000), u"2 h 10 min"_s);
    }

    // The daemon tells the size of good ones, and the backup while its archive is there.
    void aBackupThatIsDamagedNowWasNoGoodOne() {
        const BackupId backup = *BackupId::parse("11111111-0000-4000-8000-000000000001");
        protocol::ServerInfo server;
        server.backups = 1;
        server.outcomes = {{kThen, "completed", {}, {}},
                           {kThen, "completed", backup, 5},
                           {kThen, "completed", backup, {}},
                           {kThen, "cancelled", {}, {}}};
        QCOMPARE(markOf(server.outcomes[0]), Mark("completed")); // deleted since
        QCOMPARE(markOf(server.outcomes[1]), Mark("completed"));
        QCOMPARE(markOf(server.outcomes[2]), Mark("failed"));
        QCOMPARE(markOf(server, {}), Mark("failed"));
        QCOMPARE(outcomesText(server.outcomes), u"last 4 backup(s): 2 good, 1 damaged since, 1 cancelled"_s);
        QCOMPARE(lastGoodText(server, kNow), u"no good backup any more"_s);
        QCOMPARE(lastGoodText({}, kNow), u"no good backup yet"_s);
        protocol::Problem problem{"error", "no_good_backup", ServerId(), "x"};
        auto with = facts();
        with.server = &server;
        QCOMPARE(problemText(problem, with).sentence,
                 u"Survival has no good backup any more. The server is untouched. Back up now."_s);
    }

    // The daemon's sentences are English and long.
    void aFailureIsToldByItsCode() {
        protocol::JobInfo job;
        job.state = "failed";
        job.kind = "create";
        job.error = protocol::JobError{"not_found", "opening the volume: opening: No such file or directory (/var/x)"};
        QCOMPARE(outcomeInShort(job), u"failed: the server's folder is missing"_s);
        QVERIFY(
            jobLine(job, {}).endsWith(u"folder is missing (opening the volume: opening: No such file or directory (/var/x))"_s));
        job.error->code = "of_a_later_daemon";
        QCOMPARE(outcomeInShort(job), u"failed"_s);
        for (std::uint8_t code = 0; code <= static_cast<std::uint8_t>(ErrorCode::TimedOut); ++code) {
            const auto known = static_cast<ErrorCode>(code);
            if (known == ErrorCode::Cancelled || known == ErrorCode::InvalidInput) continue; // no job fails with these
            job.error->code = name(known);
            QVERIFY2(outcomeInShort(job).startsWith(u"failed: "_s), job.error->code.c_str());
        }
    }

    void theWorseMarkWins() {
        QCOMPARE(worse("completed", "failed"), Mark("failed"));
        QCOMPARE(worse("completed_with_warnings", ""), Mark("completed_with_warnings"));
        QCOMPARE(worse("", "completed"), Mark(""));
    }
};

QTEST_GUILESS_MAIN(TestProblemText)
#include "test_problem_text.moc"
