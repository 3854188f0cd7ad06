// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

// restore, undo, delete: the plan, the question, and nothing without an answer.
class TestDestructive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<F>();
        m_real.clear();
        m_fixture->daemon->on(kBackupsRestore, [this](const RestoreParams& params) -> Result<RestoreAnswer> {
            if (!params.dryRun) return started(params);
            RestorePlan plan;
            plan.token = "token-1";
            plan.server = *ServerId::parse(F::kServer);
            plan.replaced = 512;
            plan.removed = 37;
            plan.removedPaths = {{"world/new\x1b.dat"}};
            plan.stopsServer = true;
            return RestoreAnswer{{}, plan};
        });
        m_fixture->daemon->on(kBackupsDelete, [this](const DeleteParams& params) -> Result<DeleteAnswer> {
            if (!params.dryRun) return DeleteAnswer{started(params).job, {}};
            DeletePlan plan;
            plan.token = "token-2";
            plan.count = 2;
            plan.bytes = 4u << 20;
            plan.backups = {F::backup(F::kBackup), F::backup(F::kOtherBackup)};
            plan.lastGoodOf = {*ServerId::parse(F::kServer)};
            return DeleteAnswer{{}, plan};
        });
        m_fixture->daemon->on(kBackupsDeleteAll, [this](const DeleteAllParams& params) -> Result<DeleteAnswer> {
            if (!params.dryRun) return DeleteAnswer{started(params).job, {}};
            return DeleteAnswer{{}, DeletePlan{}};
        });
        m_fixture->daemon->on(kBackupsUndo, [this](const UndoParams& params) -> Result<JobStarted> {
            return JobStarted{*started(params).job, {}};
        });
        JobInfo job = F::job("completed");
        job.undoable = true;
        m_fixture->daemon->answer(kJobsGet, job);
    }
    void cleanup() { m_fixture.reset(); }

    void withoutATerminalNothingIsDone_data() { commands(); }
    void withoutATerminalNothingIsDone() {
        QFETCH(QStringList, arguments);
        const auto ran = m_fixture->run(arguments);
        QCOMPARE(ran.code, 11);
        QVERIFY2(ran.err.contains("--yes"), ran.err.constData());
        QVERIFY(ran.out.isEmpty());
        QVERIFY(m_real.isEmpty());
    }

    void yesDoesNotAsk_data() { commands(); }
    void yesDoesNotAsk() {
        QFETCH(QStringList, arguments);
        const auto ran = m_fixture->run(arguments + QStringList{u"--yes"_s});
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_real.size(), 1);
        QVERIFY(!m_real[0].contains("plan"_L1));
    }

    void onATerminalTheAnswerCounts_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<int>("code");
        QTest::newRow("y") << QByteArray("y\n") << 0;
        QTest::newRow("YES") << QByteArray("YES\n") << 0;
        QTest::newRow("n") << QByteArray("n\n") << 11;
        QTest::newRow("just return") << QByteArray("\n") << 11;
        QTest::newRow("something else") << QByteArray("yesterday\n") << 11;
        QTest::newRow("end of input") << QByteArray("\x04") << 11;
    }
    void onATerminalTheAnswerCounts() {
        QFETCH(QByteArray, typed);
        QFETCH(int, code);
        test::AlulactlOnTerminal running(m_fixture->withSocket({u"restore"_s, u"bbbbb"_s, u"--truncate"_s}));
        QVERIFY2(running.waitFor("Restore, replace 512 and delete 37 live files? [y/N] "), running.said.constData());
        QVERIFY2(running.said.contains("deletes world/new\\x1b.dat") && running.said.contains("is stopped first"),
                 running.said.constData());
        running.type(typed);
        QCOMPARE(running.finish(), code);
        QCOMPARE(m_real.size(), code == 0 ? 1 : 0);
        if (code == 0) QCOMPARE(m_real[0].value("plan"_L1), QJsonValue(u"token-1"_s));
    }

    void deletionWarnsOfTheLastGoodOne() {
        test::AlulactlOnTerminal running(m_fixture->withSocket({u"delete"_s, u"bbbbb"_s, u"bbbbc"_s}));
        QVERIFY2(running.waitFor("Delete 2 backups? [y/N] "), running.said.constData());
        QVERIFY2(running.said.contains("NEWEST GOOD"), running.said.constData());
        running.type("y\n");
        QCOMPARE(running.finish(), 0);
        QCOMPARE(m_real[0].value("plan"_L1), QJsonValue(u"token-2"_s));
    }

    void deletionSaysWhatIsNotThere() {
        const QString missing = u"0c0c0c0c-0000-4000-8000-000000000000"_s;
        const auto ran = m_fixture->run({u"delete"_s, u"bbbbb"_s, missing, u"--dry-run"_s});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains(QByteArray("There is no backup '" + missing.toLatin1() + "'")), ran.out.constData());
        QVERIFY2(!ran.out.contains("There is no backup 'b"), ran.out.constData());
    }

    void dryRunOnlyTells_data() { commands(); }
    void dryRunOnlyTells() {
        QFETCH(QStringList, arguments);
        if (arguments[0] == "undo"_L1) return; // has no plan
        QCOMPARE(m_fixture->run(arguments + QStringList{u"--dry-run"_s}).code, 0);
        const auto json = m_fixture->run(arguments + QStringList{u"--dry-run"_s, u"--json"_s});
        QCOMPARE(json.code, 0);
        QVERIFY(json.json().contains("token"_L1));
        QVERIFY(m_real.isEmpty());
    }

    void anOutdatedPlanIsRefused() {
        m_fixture->daemon->on(kBackupsRestore, [](const RestoreParams& params) -> Result<RestoreAnswer> {
            if (params.plan) return fail(ErrorCode::Conflict, "The facts have changed since the plan was made.");
            return RestoreAnswer{{}, RestorePlan{}};
        });
        test::AlulactlOnTerminal running(m_fixture->withSocket({u"restore"_s, u"bbbbb"_s}));
        QVERIFY(running.waitFor("[y/N] "));
        running.type("y\n");
        QCOMPARE(running.finish(), 5);
        QVERIFY(running.said.contains("facts have changed"));
    }

    void everyOptionOfRestoreArrives() {
        QCOMPARE(m_fixture
                     ->run({u"restore"_s, u"bbbbb"_s, u"--server"_s, u"Lobby"_s, u"--include"_s, u"world/"_s, u"--include"_s,
                            u"a b"_s, u"--exclude"_s, u"world/x"_s, u"--into"_s, u"old"_s, u"--no-stop"_s, u"--backup-first"_s,
                            u"--yes"_s, u"--detach"_s})
                     .code,
                 0);
        const auto params = fromJson<RestoreParams>(m_real.at(0));
        QCOMPARE(params->server, ServerId::parse(F::kOtherServer));
        QCOMPARE(params->include, (std::vector<WirePath>{{"world"}, {"a b"}}));
        QCOMPARE(params->exclude, std::vector<WirePath>{{"world/x"}});
        QCOMPARE(params->into.bytes, "old");
        QVERIFY(!params->stop && params->backupFirst && !params->truncate);
    }

    void whatCannotBeUndoneIsNotAsked() {
        m_fixture->daemon->answer(kJobsGet, F::job("completed"));
        QCOMPARE(m_fixture->run({u"undo"_s, u"cccc"_s}).code, 5);
    }

    void deleteWantsToKnowWhat() {
        QCOMPARE(m_fixture->run({u"delete"_s, u"--yes"_s}).code, 2);
        QCOMPARE(m_fixture->run({u"delete"_s, u"bbbbb"_s, u"--all"_s, u"Lobby"_s, u"--yes"_s}).code, 2);
    }

private:
    static void commands() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("restore") << QStringList{u"restore"_s, u"bbbbb"_s};
        QTest::newRow("undo") << QStringList{u"undo"_s, u"cccc"_s};
        QTest::newRow("delete") << QStringList{u"delete"_s, u"bbbbb"_s, QLatin1StringView(F::kOtherBackup)};
        QTest::newRow("delete all") << QStringList{u"delete"_s, u"--all"_s, u"Survival"_s};
    }
    template <class P>
    RestoreAnswer started(const P& params) {
        m_real << *toJson(params);
        return RestoreAnswer{JobId::parse(F::kJob), {}};
    }

    std::unique_ptr<F> m_fixture;
    QList<QJsonObject> m_real; // parameters of the calls that were no dry runs
};

ALULACTL_TEST_MAIN(TestDestructive)
#include "test_destructive.moc"
