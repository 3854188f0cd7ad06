// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QtCore/QJsonArray>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

// Every command that asks and shows, as text and as JSON.
class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<F>(); }
    void cleanup() { m_fixture.reset(); }

    void status() {
        Status status;
        status.version = "1.2.3";
        status.ready = true;
        status.queued = 2;
        status.space = {{"backups", {"/srv/backups"}, 100u << 20, 25u << 20}};
        status.panel = {true, false, 3};
        status.problems = {{"error", "disk_full", {}, "The disk is full."}, {"warning", "x", {}, "No good backup for 4 days."}};
        m_fixture->daemon->answer(kStatus, status);
        const auto text = m_fixture->run({u"status"_s});
        QCOMPARE(text.code, 0);
        QVERIFY(text.err.isEmpty());
        for (const char* part :
             {"node-1", "alulad 1.2.3, ready", "does not answer, 3 messages",
              "25.0 MiB free of 100.0 MiB (75 % used), /srv/backups", "Problem: The disk is full.", "Warning: No good"}) {
            QVERIFY2(text.out.contains(part), text.out.constData());
        }
        const auto json = m_fixture->run({u"status"_s, u"--json"_s});
        QCOMPARE(json.code, 0);
        QCOMPARE(fromJson<Status>(json.json()).value(), status);
        QCOMPARE(json.out.count('\n'), 1);
    }

    void servers() {
        const auto text = m_fixture->run({u"servers"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("ox!-") && text.out.contains("Survival") && text.out.contains("running"),
                 text.out.constData());
        const auto json = m_fixture->run({u"--json"_s, u"servers"_s});
        QCOMPARE(json.json().value("servers"_L1).toArray().size(), 2);
    }

    void backupsAreListedPageByPage() {
        m_fixture->daemon->on(kBackupsList, [](const BackupsListParams& params) -> Result<BackupsList> {
            if (!params.cursor) return BackupsList{{F::backup(F::kBackup)}, 2, "next"};
            return BackupsList{{F::backup(F::kOtherBackup)}, 2, {}};
        });
        const auto text =
            m_fixture->run({u"backups"_s, u"--server"_s, u"survival"_s, u"--filter"_s, u"update"_s, u"--sort"_s, u"size"_s});
        QCOMPARE(text.code, 0);
        for (const char* part : {F::kBackup, F::kOtherBackup, "12.4 GiB", "41,203", "3 min 12 s", "good", "before the update"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        const auto asked = fromJson<BackupsListParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(asked->server, ServerId::parse(F::kServer));
        QCOMPARE(asked->filter, "update");
        QCOMPARE(asked->sort, "size");
        QCOMPARE(asked->cursor, "next");
        const auto one = m_fixture->run({u"backups"_s, u"--limit"_s, u"1"_s, u"--json"_s});
        QCOMPARE(one.json().value("backups"_L1).toArray().size(), 1);
    }

    void show() {
        const auto text = m_fixture->run({u"show"_s, u"bbbbb"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("12.4 GiB, of which 5.0 MiB new") && text.out.contains("never"), text.out.constData());
        const auto json = m_fixture->run({u"show"_s, u"--json"_s, QLatin1StringView(F::kBackup)});
        QCOMPARE(fromJson<BackupInfo>(json.json()).value(), F::backup(F::kBackup));
    }

    void lsShowsNamesSafely() {
        m_fixture->daemon->on(kBackupsEntries, [](const BackupEntriesParams& params) -> Result<EntryPage> {
            EntryInfo file;
            file.name = {"evil\x1b[2J\n\xff"};
            file.type = "file";
            file.mode = 0640;
            file.size = 2150;
            file.mtime = F::kTime;
            file.change = "changed";
            EntryInfo folder = file;
            folder.name = {"region"};
            folder.type = "directory";
            folder.files = 900;
            folder.bytes = 3u << 30;
            EntryInfo link = file;
            link.name = {"link"};
            link.type = "symlink";
            link.target = WirePath{"../x"};
            if (!params.cursor) return EntryPage{{folder, link}, "2"};
            return EntryPage{{file}, {}};
        });
        const auto text = m_fixture->run({u"ls"_s, u"bbbbb"_s, u"/world/"_s, u"--against"_s, QLatin1StringView(F::kOtherBackup)});
        QCOMPARE(text.code, 0);
        QVERIFY(!text.out.contains('\x1b'));
        for (const char* part : {"~  -rw-r-----", "2.1 KiB", "evil\\x1b[2J\\x0a\\xff", "3.0 GiB", "region/", "link -> ../x"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        const auto asked = fromJson<BackupEntriesParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(asked->path.bytes, "world");
        QCOMPARE(asked->against, BackupId::parse(F::kOtherBackup));
        const auto json = m_fixture->run({u"ls"_s, u"bbbbb"_s, u"--json"_s});
        const auto page = fromJson<EntryPage>(json.json());
        QCOMPARE(page->entries.size(), std::size_t(3));
        QCOMPARE(page->entries[2].name.bytes, "evil\x1b[2J\n\xff");
    }

    void pin() {
        std::vector<bool> pinned;
        m_fixture->daemon->on(kBackupsPin, [&](const PinParams& params) -> Result<BackupInfo> {
            pinned.push_back(params.pinned);
            auto info = F::backup(F::kBackup);
            info.pinned = params.pinned;
            return info;
        });
        QCOMPARE(m_fixture->run({u"pin"_s, u"bbbbbbbb"_s}).code, 0);
        const auto json = m_fixture->run({u"pin"_s, u"bbbbbbbb"_s, u"--off"_s, u"--json"_s});
        QCOMPARE(json.json().value("pinned"_L1).toBool(true), false);
        QCOMPARE(pinned, (std::vector<bool>{true, false}));
    }

    void note() {
        std::vector<std::string> notes;
        m_fixture->daemon->on(kBackupsNote, [&](const NoteParams& params) -> Result<BackupInfo> {
            notes.push_back(params.text);
            auto info = F::backup(F::kBackup);
            info.note = params.text;
            return info;
        });
        const auto text = m_fixture->run({u"note"_s, u"bbbbbbbb"_s, u"before 1.21"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("before 1.21"), text.out.constData());
        QCOMPARE(m_fixture->run({u"note"_s, u"bbbbbbbb"_s, u""_s}).code, 0);
        QCOMPARE(notes, (std::vector<std::string>{"before 1.21", ""}));
        QCOMPARE(m_fixture->run({u"note"_s, u"bbbbbbbb"_s}).code, 2); // a text forgotten takes no note away
        QCOMPARE(notes.size(), std::size_t(2));
    }

    void jobs() {
        const auto text = m_fixture->run({u"jobs"_s, u"--state"_s, u"active"_s, u"--kind"_s, u"create"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("backup") && text.out.contains("1,000 of 2,000 files"), text.out.constData());
        QCOMPARE(fromJson<JobsListParams>(m_fixture->daemon->calls.back().params)->state, "active");
        QCOMPARE(m_fixture->run({u"jobs"_s, u"--state"_s, u"asleep"_s}).code, 2);
        const auto one = m_fixture->run({u"jobs"_s, u"cccc"_s, u"--json"_s});
        QCOMPARE(fromJson<JobInfo>(one.json()).value(), F::job("completed"));
    }

    void cancel() {
        m_fixture->daemon->answer(kJobsCancel, F::job("cancelling"));
        const auto text = m_fixture->run({u"cancel"_s, u"cccccccc"_s});
        QCOMPARE(text.code, 0);
        QVERIFY(text.out.contains("being cancelled"));
    }

    void logOfDaemonAndJob() {
        m_fixture->daemon->on(kLog, [](const LogParams& params) -> Result<LogPage> {
            if (params.cursor) return LogPage{{{F::kTime, "error", "second"}}, "2", false};
            return LogPage{{{F::kTime, "info", "first\x1b"}}, "1", true};
        });
        m_fixture->daemon->answer(kJobsLog, JobLogPage{{{1, F::kTime, "warning", "shrank", WirePath{"a\xff"}}}, "1", false});
        const auto newest = m_fixture->run({u"log"_s});
        QVERIFY2(newest.out.contains("first\\x1b") && !newest.out.contains("second"), newest.out.constData());
        const auto since = m_fixture->run({u"log"_s, u"--since"_s, u"2026-01-01T00:00:00Z"_s});
        QVERIFY(since.out.contains("first") && since.out.contains("second"));
        QCOMPARE(m_fixture->run({u"log"_s, u"--since"_s, u"yesterday"_s}).code, 2);
        const auto job = m_fixture->run({u"log"_s, u"--job"_s, u"cccc"_s});
        QVERIFY2(job.out.contains("a\\xff: shrank"), job.out.constData());
        const auto json = m_fixture->run({u"log"_s, u"--json"_s, u"--since"_s, u"2026-01-01T00:00:00Z"_s});
        QCOMPARE(json.out.count('\n'), 2);
    }

    void aJobsLogIsCutAndSifted() {
        m_fixture->daemon->on(kJobsLog, [](const JobLogParams& params) -> Result<JobLogPage> {
            if (params.cursor)
                return JobLogPage{{{3, F::kTime, "error", "third", {}}, {4, F::kTime, "info", "fourth", {}}}, "4", false};
            return JobLogPage{{{1, F::kTime, "warning", "first", {}}, {2, F::kTime, "info", "second\u0085", {}}}, "2", true};
        });
        const auto newest = m_fixture->run({u"log"_s, u"--job"_s, u"cccc"_s, u"-n"_s, u"3"_s});
        QVERIFY2(!newest.out.contains("first") && newest.out.contains("second") && newest.out.contains("fourth"),
                 newest.out.constData());
        const auto worst = m_fixture->run({u"log"_s, u"--job"_s, u"cccc"_s, u"--level"_s, u"warning"_s});
        QVERIFY2(worst.out.contains("first") && worst.out.contains("third") && worst.out.count('\n') == 2, worst.out.constData());
        const auto json = m_fixture->run({u"log"_s, u"--json"_s, u"--job"_s, u"cccc"_s});
        QVERIFY2(json.out.contains("second\\u0085"), json.out.constData()); // a terminal would obey the bare character
    }

    void wrongUsageIsToldInTheFormAskedFor() {
        const auto text = m_fixture->run({u"log"_s, u"--colour"_s});
        QCOMPARE(text.code, 2);
        QVERIFY2(text.err.contains("--colour") && !text.err.startsWith('{'), text.err.constData());
        const auto json = m_fixture->run({u"log"_s, u"--colour"_s, u"--json"_s});
        QCOMPARE(json.code, 2);
        const auto error = QJsonDocument::fromJson(json.err).object().value("error"_L1).toObject();
        QVERIFY2(error.value("message"_L1).toString().contains(u"--colour"_s), json.err.constData());
    }

    void logFollowsUntilTheDaemonGoes() {
        m_fixture->daemon->on(kLog, [](const LogParams& params) -> Result<LogPage> {
            return LogPage{{{F::kTime, "info", params.cursor ? "later" : "now"}}, "1", false};
        });
        test::Alulactl running(m_fixture->withSocket({u"log"_s, u"-f"_s}));
        QVERIFY(running.waitForOutput("later"));
        m_fixture->daemon->dropConnections();
        QCOMPARE(running.finish().code, 3);
    }

    void watchTellsWhatHappens() {
        for (const bool json : {false, true}) {
            init();
            test::Alulactl running(m_fixture->withSocket(json ? QStringList{u"watch"_s, u"--json"_s} : QStringList{u"watch"_s}));
            QVERIFY(QTest::qWaitFor([&] { return m_fixture->daemon->topics.size() == 5; }, test::kPatience));
            m_fixture->daemon->notify(kJobProgress, JobProgressEvent{0, *JobId::parse(F::kJob), F::progress(500)});
            m_fixture->daemon->notify(kJobChanged, JobChangedEvent{0, F::job("completed")});
            m_fixture->daemon->notify(kBackupChanged, BackupChangedEvent{0, *BackupId::parse(F::kBackup), {}});
            m_fixture->daemon->notify(kServerChanged, ServerChangedEvent{0, *ServerId::parse(F::kServer)});
            m_fixture->daemon->skipSequence();
            m_fixture->daemon->notify(kSystemChanged, SystemChangedEvent{});
            QVERIFY(running.waitForOutput(json ? "system.changed" : "state changed"));
            running.interrupt();
            const auto ran = running.finish();
            QVERIFY(ran.err.contains("missed"));
            QCOMPARE(ran.out.count('\n'), 5);
            if (json)
                QCOMPARE(QJsonDocument::fromJson(ran.out.split('\n').at(1)).object().value("event"_L1),
                         QJsonValue(u"job.changed"_s));
            else QVERIFY2(ran.out.contains("backup bbbbbbbb is gone") && ran.out.contains(" 25%"), ran.out.constData());
        }
    }

    void idsAreFound_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::newRow("whole") << QStringList{u"show"_s, QLatin1StringView(F::kBackup)} << 0;
        QTest::newRow("upper case") << QStringList{u"show"_s, u"BBBBB"_s} << 0;
        QTest::newRow("ambiguous") << QStringList{u"show"_s, u"bbbb"_s} << 2;
        QTest::newRow("too short") << QStringList{u"show"_s, u"bbb"_s} << 4;
        QTest::newRow("none") << QStringList{u"show"_s, u"dddd"_s} << 4;
        QTest::newRow("no id at all") << QStringList{u"show"_s, u"../../etc"_s} << 4;
        QTest::newRow("ambiguous server") << QStringList{u"backups"_s, u"--server"_s, u"aaaa"_s} << 2;
        QTest::newRow("server by id") << QStringList{u"backups"_s, u"--server"_s, u"aaaaa"_s} << 0;
        QTest::newRow("no server") << QStringList{u"backups"_s, u"--server"_s, u"Nether"_s} << 4;
        QTest::newRow("no job") << QStringList{u"jobs"_s, u"dddd"_s} << 4;
    }
    void idsAreFound() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        const auto ran = m_fixture->run(arguments);
        QVERIFY2(ran.code == code, QByteArray(ran.out + ran.err).constData());
    }

private:
    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestCommands)
#include "test_commands.moc"
