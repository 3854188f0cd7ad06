// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <filesystem>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

// What export and import ask the daemon, and what they refuse before. With the bytes: tests/e2e/test_exchange.cpp.
class TestExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<F>();
        m_fixture->daemon->refuse(kBackupsExport, ErrorCode::Busy, "not now");
        m_fixture->daemon->refuse(kBackupsImport, ErrorCode::Busy, "not now");
    }
    void cleanup() { m_fixture.reset(); }

    void theFormatIsToldByTheName_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format"); // given
        QTest::addColumn<QString>("asked");  // "": refused here
        QTest::newRow("zip") << u"a.zip"_s << QString() << u"zip"_s;
        QTest::newRow("upper case") << u"A.TAR.XZ"_s << QString() << u"tar.xz"_s;
        QTest::newRow("tgz") << u"a.tgz"_s << QString() << u"tar.gz"_s;
        QTest::newRow("given") << u"a.zip"_s << u"7z"_s << u"7z"_s;
        QTest::newRow("standard output") << u"-"_s << QString() << u"tar.gz"_s;
        QTest::newRow("no ending of ours") << u"backup.rar"_s << QString() << QString();
    }
    void theFormatIsToldByTheName() {
        QFETCH(QString, file);
        QFETCH(QString, format);
        QFETCH(QString, asked);
        QStringList words{u"export"_s,
                          u"bbbbb"_s,
                          u"world/"_s,
                          u"--exclude"_s,
                          u"world/a b"_s,
                          u"-o"_s,
                          file == u"-"_s ? file : QString::fromStdString(m_fixture->dir.path(file.toStdString()))};
        if (!format.isEmpty()) words << u"--format"_s << format;
        const auto ran = m_fixture->run(words);
        QCOMPARE(ran.code, asked.isEmpty() ? 2 : 5);
        QCOMPARE(m_fixture->daemon->called(kBackupsExport.name), !asked.isEmpty());
        if (asked.isEmpty()) {
            QVERIFY2(ran.err.contains("--format") && ran.err.contains("tar.zst"), ran.err.constData());
            return;
        }
        const auto params = fromJson<ExportParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(params->format, asked.toStdString());
        QCOMPARE(params->include, (std::vector<WirePath>{{"world"}}));
        QCOMPARE(params->exclude, (std::vector<WirePath>{{"world/a b"}}));
        QVERIFY(!std::filesystem::exists(m_fixture->dir.path(file.toStdString())));
    }

    void whereToMustBeSaid() {
        const auto ran = m_fixture->run({u"export"_s, u"bbbbb"_s});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("-o FILE"), ran.err.constData());
    }

    void aTerminalGetsNoArchive() {
        test::AlulactlOnTerminal out(m_fixture->withSocket({u"export"_s, u"bbbbb"_s, u"-o"_s, u"-"_s}));
        QVERIFY(out.waitFor("is a terminal"));
        QCOMPARE(out.finish(), 2);
        test::AlulactlOnTerminal in(m_fixture->withSocket({u"import"_s, u"Lobby"_s, u"-"_s}));
        QVERIFY(in.waitFor("is a terminal"));
        QCOMPARE(in.finish(), 2);
        QVERIFY(!m_fixture->daemon->called(kBackupsExport.name) && !m_fixture->daemon->called(kBackupsImport.name));
    }

    void aFileThatIsThereIsNotAskedFor() {
        test::writeFile(m_fixture->dir.path("x.zip"), "mine");
        const auto ran = m_fixture->run({u"export"_s, u"bbbbb"_s, u"-o"_s, QString::fromStdString(m_fixture->dir.path("x.zip"))});
        QCOMPARE(ran.code, 5);
        QVERIFY2(ran.err.contains("--force"), ran.err.constData());
        QVERIFY(!m_fixture->daemon->called(kBackupsExport.name));
    }

    void anImportAnnouncesItsSize() {
        test::writeFile(m_fixture->dir.path("x.zip"), std::string(12'345, 'x'));
        const auto ran = m_fixture->run({u"import"_s, u"Lobby"_s, QString::fromStdString(m_fixture->dir.path("x.zip")),
                                         u"--format"_s, u"zip"_s, u"--note"_s, u"old"_s});
        QCOMPARE(ran.code, 5);
        const auto params = fromJson<ImportParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(params->server, *ServerId::parse(F::kOtherServer));
        QCOMPARE(params->format, std::string("zip"));
        QCOMPARE(params->note, std::string("old"));
        QVERIFY(params->size == 12'345U);
    }

    void aPipeHasNoSize() {
        test::Alulactl running(m_fixture->withSocket({u"import"_s, u"Lobby"_s, u"-"_s}));
        running.process().closeWriteChannel();
        QCOMPARE(running.finish().code, 5);
        QVERIFY(!fromJson<ImportParams>(m_fixture->daemon->calls.back().params)->size);
    }

    void aFileThatCannotBeReadIsNotAskedFor() {
        QCOMPARE(m_fixture->run({u"import"_s, u"Lobby"_s, u"/no/such/file"_s}).code, 4);
        const auto directory = m_fixture->run({u"import"_s, u"Lobby"_s, QString::fromStdString(m_fixture->dir.path())});
        QVERIFY2(directory.code != 0 && directory.err.contains("directory"), directory.err.constData());
        QVERIFY(!m_fixture->daemon->called(kBackupsImport.name));
    }

private:
    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestExchange)
#include "test_exchange.moc"
