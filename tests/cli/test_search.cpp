// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QtCore/QJsonArray>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

// What people type when a file is lost: search, then versions.
class TestSearch : public QObject {
    Q_OBJECT

    static SearchHit hit(const std::string& path) {
        SearchHit found;
        found.server = *ServerId::parse(F::kServer);
        found.path = {path};
        found.type = "file";
        found.newest = *BackupId::parse(F::kBackup);
        found.created = F::kTime;
        found.size = 2150;
        found.mtime = F::kTime;
        found.backups = 1212;
        return found;
    }

    std::unique_ptr<F> m_fixture;

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<F>(); }
    void cleanup() { m_fixture.reset(); }

    void searchShowsAPathOnce() {
        m_fixture->daemon->on(kBackupsSearch, [](const SearchParams& params) -> Result<SearchPage> {
            auto gone = hit("evil\x1b[2J/level.dat");
            gone.goneSince = F::kTime;
            auto folder = hit("world");
            folder.type = "directory";
            if (!params.cursor) return SearchPage{{gone}, 212, 0, "next"};
            return SearchPage{{folder}, 212, 3, {}};
        });
        const auto text = m_fixture->run({u"search"_s, u"world"_s, u"level.dat"_s, u"--server"_s, u"survival"_s, u"--backup"_s,
                                          QLatin1StringView(F::kBackup)});
        QCOMPARE(text.code, 0);
        QVERIFY(!text.out.contains('\x1b'));
        for (const char* part : {"2.1 KiB", "1,212", F::kBackup, "evil\\x1b[2J/level.dat", "world/\n", "aaaaaaaa", "GONE SINCE",
                                 "Left out: 3 of 215 backups"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        const auto asked = fromJson<SearchParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(asked->query, "world level.dat");
        QCOMPARE(asked->server, ServerId::parse(F::kServer));
        QCOMPARE(asked->backup, BackupId::parse(F::kBackup));
        QCOMPARE(asked->cursor, "next");
        const auto json = m_fixture->run({u"search"_s, u"x"_s, u"--json"_s});
        const auto page = fromJson<SearchPage>(json.json());
        QCOMPARE(page->hits.size(), std::size_t{2});
        QCOMPARE(page->hits.front().path.bytes, "evil\x1b[2J/level.dat");
        QCOMPARE(page->leftOut, 3u);
    }

    // Between two pages the names of one backup more came: the first page is asked for again, once.
    void searchBeginsAgainWhenTheBackupsAreOthers() {
        int asked = 0;
        m_fixture->daemon->on(kBackupsSearch, [&](const SearchParams& params) -> Result<SearchPage> {
            ++asked;
            if (asked == 2) return fail(ErrorCode::Conflict, "More or fewer backups");
            if (!params.cursor) return SearchPage{{hit("first")}, 2, 0, "next"};
            return SearchPage{{hit("second")}, 2, 0, {}};
        });
        const auto text = m_fixture->run({u"search"_s, u"x"_s});
        QCOMPARE(text.code, 0);
        QCOMPARE(asked, 4);
        QCOMPARE(text.out.count("first"), 1);
        QCOMPARE(text.out.count("second"), 1);
    }

    void searchStopsAtItsLimit() {
        m_fixture->daemon->answer(kBackupsSearch, SearchPage{{hit("a"), hit("b")}, 5, 0, "more"});
        const auto text = m_fixture->run({u"search"_s, u"x"_s, u"--limit"_s, u"2"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("The first 2 are shown."), text.out.constData());
        QCOMPARE(fromJson<SearchParams>(m_fixture->daemon->calls.back().params)->limit, 2);
    }

    void nothingIsFound_data() {
        QTest::addColumn<quint64>("searched");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("none") << quint64{0} << QByteArray("There are no backups to search.\n");
        QTest::newRow("one") << quint64{1} << QByteArray("No name has lvl.dat in the one backup. Try fewer letters.\n");
        QTest::newRow("many") << quint64{212} << QByteArray("No name has lvl.dat in 212 backups. Try fewer letters.\n");
    }
    void nothingIsFound() {
        QFETCH(quint64, searched);
        QFETCH(QByteArray, sentence);
        m_fixture->daemon->answer(kBackupsSearch, SearchPage{{}, searched, 0, {}});
        const auto text = m_fixture->run({u"search"_s, u"lvl.dat"_s});
        QCOMPARE(text.code, 0);
        QCOMPARE(text.out, sentence);
    }

    void badWordsAreTheDaemonsToTell() {
        m_fixture->daemon->on(kBackupsSearch, [](const SearchParams&) -> Result<SearchPage> {
            return fail(ErrorCode::InvalidInput, "Type at least one letter.");
        });
        const auto text = m_fixture->run({u"search"_s});
        QCOMPARE(text.code, 2);
        QVERIFY(text.err.contains("Type at least one letter."));
    }

    void versionsAreToldFromOldToNew() {
        VersionsList list;
        FileVersion old;
        old.first = old.last = *BackupId::parse(F::kBackup);
        old.firstCreated = old.lastCreated = F::kTime;
        old.backups = 7;
        old.type = "file";
        old.size = 2150;
        old.mtime = F::kTime;
        FileVersion gone = old;
        gone.present = false;
        gone.last = *BackupId::parse(F::kOtherBackup);
        list.versions = {old, gone};
        list.live = LiveVersion{true, 4096, F::kTime, false};
        list.leftOut = 2;
        m_fixture->daemon->answer(kBackupsVersions, list);
        const auto text = m_fixture->run({u"versions"_s, u"survival"_s, u"/world/level.dat"_s});
        QCOMPARE(text.code, 0);
        for (const char* part :
             {"2.1 KiB", F::kBackup, F::kOtherBackup, "gone", "4.0 KiB", "not as in the newest backup", "Left out: 2 backups"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        QVERIFY(text.out.indexOf("2.1 KiB") < text.out.indexOf("gone"));
        const auto asked = fromJson<VersionsParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(asked->server, *ServerId::parse(F::kServer));
        QCOMPARE(asked->path.bytes, "world/level.dat");
        const auto json = m_fixture->run({u"versions"_s, u"survival"_s, u"world"_s, u"--json"_s});
        QCOMPARE(fromJson<VersionsList>(json.json()).value(), list);
    }

    void aPathThatNoBackupHas() {
        m_fixture->daemon->answer(kBackupsVersions, VersionsList{{}, LiveVersion{}, 0});
        const auto text = m_fixture->run({u"versions"_s, u"survival"_s, u"world/x"_s});
        QCOMPARE(text.code, 0);
        QVERIFY2(text.out.contains("No backup has world/x.") && text.out.contains("not there"), text.out.constData());
        m_fixture->daemon->answer(kBackupsVersions, VersionsList{});
        QVERIFY(m_fixture->run({u"versions"_s, u"survival"_s, u"world/x"_s}).out.contains("cannot be looked at"));
    }
};

ALULACTL_TEST_MAIN(TestSearch)
#include "test_search.moc"
