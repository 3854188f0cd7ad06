// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/node_text.h"

#include <QtCore/QJsonArray>

using namespace alula;
using namespace alula::cli;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

namespace {

Problem problem(const char* severity, const char* code, const char* text) {
    Problem made;
    made.severity = severity;
    made.code = code;
    made.text = text;
    made.server = ServerId::parse(F::kServer);
    return made;
}

Status statusWith(std::vector<Problem> problems) {
    Status status;
    status.version = "1.2.3";
    status.ready = true;
    status.space = {{"backups", {"/srv/backups"}, 100u << 20, 25u << 20}};
    status.limits = {0, 50, 2, false};
    status.problems = std::move(problems);
    return status;
}

} // namespace

// The node at a glance, and how hard it may work.
class TestOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        qputenv("LC_ALL", "C");
        m_fixture = std::make_unique<F>();
    }
    void cleanup() { m_fixture.reset(); }

    void theWorstComesFirstWithWhatToDo() {
        auto late = problem("warning", "no_good_backup", "Survival has no good backup since 2026-11-18.");
        late.count = 4;
        m_fixture->daemon->answer(kStatus, statusWith({problem("error", "backup_damaged", "1 backup is damaged."), late}));
        const auto text = m_fixture->run({u"overview"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.indexOf("Problem: 1 backup is damaged.") < text.out.indexOf("Warning: Survival has no good"),
                 text.out.constData());
        for (const char* part :
             {"node-1, as of", "Make a new one: alulactl create aaaaaaaa", "See why 4 failed: alulactl jobs --server aaaaaaaa",
              "Survival", "ox!-", "cccccccc  backup, Survival: packing", "read no limit, write 50 MiB/s, 2 at a time",
              "25.0 MiB free of 100.0 MiB (75 % used), /srv/backups"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        const auto json = m_fixture->run({u"overview"_s, u"--json"_s});
        QCOMPARE(json.json()["servers"_L1].toArray().size(), 2);
        QCOMPARE(json.json()["jobs"_L1].toArray().size(), 1);
        QCOMPARE(json.json()["status"_L1]["problems"_L1].toArray().size(), 2);
    }

    void aCalmNodeSaysSinceWhen() {
        auto status = statusWith({});
        status.wellSince = F::kTime;
        m_fixture->daemon->answer(kStatus, status);
        m_fixture->daemon->answer(kJobsList, JobsList{});
        m_fixture->daemon->answer(kServersList, ServersList{});
        const auto text = m_fixture->run({u"overview"_s});
        for (const char* part :
             {"All is well since 2026-01-02", "There is no server on this node yet.", "Nothing is being done."})
            QVERIFY2(text.out.contains(part), text.out.constData());
    }

    void throttleShowsAndSets() {
        std::vector<SetLimitsParams> asked;
        m_fixture->daemon->answer(kStatus, statusWith({}));
        m_fixture->daemon->on(kSetLimits, [&](const SetLimitsParams& params) -> Result<Limits> {
            asked.push_back(params);
            return Limits{0, 20, 1, true};
        });
        const auto shows = m_fixture->run({u"throttle"_s});
        QCOMPARE(shows.out, QByteArray("read no limit, write 50 MiB/s, 2 at a time\n"));
        QVERIFY(asked.empty());
        const auto sets = m_fixture->run({u"throttle"_s, u"--write"_s, u"20"_s, u"--read"_s, u"0"_s, u"--pause"_s});
        QCOMPARE(sets.out, QByteArray("read no limit, write 20 MiB/s, 1 at a time, paused\n"));
        QCOMPARE(asked.size(), std::size_t{1});
        QCOMPARE(asked[0].writeMibPerSecond, std::optional(20.0));
        QCOMPARE(asked[0].readMibPerSecond, std::optional(0.0)); // no limit, not: as it is
        QCOMPARE(asked[0].paused, std::optional(true));
        QVERIFY(!asked[0].parallel);
        m_fixture->run({u"throttle"_s, u"--resume"_s, u"--parallel"_s, u"3"_s});
        QCOMPARE(asked.back().paused, std::optional(false));
        QCOMPARE(asked.back().parallel, std::optional(3));
        QCOMPARE(m_fixture->run({u"throttle"_s, u"--resume"_s, u"--pause"_s}).code, 2);
        QCOMPARE(m_fixture->run({u"throttle"_s, u"--read"_s, u"-1"_s}).code, 2);
        QCOMPARE(asked.size(), std::size_t{2});
    }

    void outcomesAsTheTerminalCanShowThem() {
        const std::vector<Outcome> outcomes = {
            {F::kTime, "completed"}, {F::kTime, "completed_with_warnings"}, {F::kTime, "failed"}, {F::kTime, "cancelled"}};
        QCOMPARE(outcomeSigns(outcomes, Letters::Ascii), u"o!x-"_s);
        QCOMPARE(outcomeSigns(outcomes, Letters::Unicode), u"●◐✕·"_s);
        QCOMPARE(lettersOf(u"de_DE.UTF-8"_s), Letters::Unicode);
        QCOMPARE(lettersOf(u"C.utf8"_s), Letters::Unicode);
        QCOMPARE(lettersOf(u"C"_s), Letters::Ascii);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        m_fixture->daemon->answer(kStatus, statusWith({}));
        const auto text = test::Alulactl(m_fixture->withSocket({u"overview"_s}), environment).finish();
        QVERIFY2(text.out.contains("●✕◐·"), text.out.constData());
    }

    void growth_data() {
        QTest::addColumn<QList<qulonglong>>("sizes"); // 0: a failed one
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QList<qulonglong>{} << QString();
        QTest::newRow("one") << QList<qulonglong>{100, 0} << QString();
        QTest::newRow("more") << QList<qulonglong>{100, 0, 150, 102} << u"+2 %"_s;
        QTest::newRow("less") << QList<qulonglong>{100, 50} << u"-50 %"_s;
        QTest::newRow("the same") << QList<qulonglong>{100, 100} << u"0 %"_s;
    }
    void growth() {
        QFETCH(QList<qulonglong>, sizes);
        QFETCH(QString, text);
        std::vector<Outcome> outcomes;
        for (const auto size : sizes) {
            Outcome& outcome = outcomes.emplace_back();
            if (size != 0) outcome.size = size;
        }
        QCOMPARE(trendText(outcomes), text);
    }

    void ages() {
        const auto ago = [](std::int64_t seconds) { return agoText(F::kTime, F::kTime + std::chrono::seconds(seconds)); };
        QCOMPARE(ago(59), u"just now"_s);
        QCOMPARE(ago(-5), u"just now"_s); // clocks differ
        QCOMPARE(ago(3599), u"59 min ago"_s);
        QCOMPARE(ago(47 * 3600), u"47 h ago"_s);
        QCOMPARE(ago(4 * 86400), u"4 d ago"_s);
    }

private:
    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestOverview)
#include "test_overview.moc"
