// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_codes.h"
#include "cli_fixture.h"

#include <QtCore/QFile>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

// The command line, the way to the daemon, and what alulactl ends with.
class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<F>();
        m_fixture->daemon->answer(kStatus, Status{});
    }
    void cleanup() { m_fixture.reset(); }

    void everyErrorHasItsExitCode_data() {
        QTest::addColumn<int>("error");
        for (int code = 0; code <= static_cast<int>(ErrorCode::TimedOut); ++code)
            QTest::newRow(name(static_cast<ErrorCode>(code)).data()) << code;
    }
    void everyErrorHasItsExitCode() {
        QFETCH(int, error);
        const auto code = static_cast<ErrorCode>(error);
        m_fixture->daemon->refuse(kStatus, code, "This is why.");
        const auto text = m_fixture->run({u"status"_s});
        QCOMPARE(text.code, static_cast<int>(cli::exitCodeOf(code)));
        QVERIFY(text.code != 0);
        QVERIFY(text.out.isEmpty());
        QCOMPARE(text.err, "alulactl: This is why.\n");
        const auto json = m_fixture->run({u"status"_s, u"--json"_s});
        QCOMPARE(json.code, text.code);
        QVERIFY(json.out.isEmpty());
        const auto told = QJsonDocument::fromJson(json.err).object().value("error"_L1).toObject();
        QCOMPARE(told.value("data"_L1).toObject().value("code"_L1).toString().toStdString(), name(code));
    }

    void codesAreInTheTableTheDocumentAndTheHelp() {
        QFile file(QStringLiteral(ALULA_SOURCE_DIR "/docs/cli.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray document = file.readAll();
        const auto help = m_fixture->run({u"--help"_s});
        QCOMPARE(help.code, 0);
        QList<int> codes;
        for (const cli::ExitCodeRow& row : cli::exitCodeTable()) {
            const int code = static_cast<int>(row.code);
            QVERIFY2(!codes.contains(code), row.meaning);
            codes << code;
            QVERIFY2(document.contains(("| " + std::to_string(code) + " | " + row.meaning + " |").c_str()), row.meaning);
            QVERIFY2(help.out.contains((std::to_string(code) + "  " + row.meaning).c_str()), row.meaning);
        }
        for (int code = 0; code <= static_cast<int>(ErrorCode::TimedOut); ++code)
            QVERIFY(codes.contains(static_cast<int>(cli::exitCodeOf(static_cast<ErrorCode>(code)))));
    }

    void otherMajorVersions_data() {
        QTest::addColumn<int>("major");
        QTest::addColumn<QByteArray>("upgrade");
        QTest::newRow("older daemon") << kVersion.major - 1 << QByteArray("upgrade the daemon");
        QTest::newRow("newer daemon") << kVersion.major + 1 << QByteArray("upgrade this program");
    }
    void otherMajorVersions() {
        QFETCH(int, major);
        QFETCH(QByteArray, upgrade);
        m_fixture->daemon->setHello({{major, 3}, "9", "node", {}, "admin"});
        const auto ran = m_fixture->run({u"status"_s});
        QCOMPARE(ran.code, 9);
        QVERIFY2(ran.err.contains(upgrade), ran.err.constData());
        m_fixture->daemon->refuse(kHello, ErrorCode::Unsupported, "Upgrade this program."); // the daemon may be the one to say no
        QCOMPARE(m_fixture->run({u"status"_s}).code, 9);
    }

    void aMethodThatAnOlderDaemonLacks() { QCOMPARE(m_fixture->run({u"cancel"_s, QLatin1StringView(F::kJob)}).code, 9); }

    void noDaemon() {
        const QString nobody = QString::fromStdString(m_fixture->dir.path("nobody.sock"));
        const auto ran = test::Alulactl({u"status"_s, u"--socket"_s, nobody}).finish();
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.err.contains("No daemon answers at") && ran.err.contains("--socket"), ran.err.constData());
    }

    void theSocketMayComeFromTheEnvironment() {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ALULA_SOCKET"_s, QString::fromStdString(m_fixture->socket()));
        QCOMPARE(test::Alulactl({u"status"_s}, environment).finish().code, 0);
        environment.insert(u"ALULA_SOCKET"_s, u"/nowhere"_s);
        QCOMPARE(test::Alulactl(m_fixture->withSocket({u"status"_s}), environment).finish().code, 0); // the option wins
    }

    void aSilentDaemonTimesOut() {
        m_fixture->daemon->hold(kStatus);
        const auto ran = m_fixture->run({u"status"_s, u"--timeout"_s, u"1"_s});
        QCOMPARE(ran.code, 12);
    }

    void nonsenseFromTheDaemon() {
        m_fixture->daemon->hold(kStatus);
        test::Alulactl running(m_fixture->withSocket({u"status"_s}));
        QVERIFY(QTest::qWaitFor([&] { return m_fixture->daemon->called("system.status"); }, test::kPatience));
        m_fixture->daemon->write("HTTP/1.1 400 Bad Request\n");
        QCOMPARE(running.finish().code, 3);
    }

    void wordsOfTheDaemonAreShownSafely() {
        m_fixture->daemon->refuse(kStatus, ErrorCode::Internal, "bad \x1b]0;title\x07 \u009b2J \u202e end");
        const auto ran = m_fixture->run({u"status"_s});
        QVERIFY(!ran.err.contains('\x1b') && !ran.err.contains('\x07'));
        QVERIFY2(ran.err.contains("\\xc2\\x9b") && ran.err.contains("\\xe2\\x80\\xae"), ran.err.constData());
    }

    void wrongCommandLines_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("unknown command") << QStringList{u"frobnicate"_s};
        QTest::newRow("unknown option") << QStringList{u"status"_s, u"--frob"_s};
        QTest::newRow("missing argument") << QStringList{u"show"_s};
        QTest::newRow("bad number") << QStringList{u"backups"_s, u"--limit"_s, u"many"_s};
        QTest::newRow("archive without command") << QStringList{u"archive"_s};
        QTest::newRow("unknown shell") << QStringList{u"completion"_s, u"tcsh"_s};
    }
    void wrongCommandLines() {
        QFETCH(QStringList, arguments);
        const auto ran = m_fixture->run(arguments);
        QCOMPARE(ran.code, 2);
        QVERIFY(!ran.err.isEmpty());
        QVERIFY(ran.out.isEmpty());
    }

    void helpAndVersion() {
        QVERIFY(m_fixture->run({u"--version"_s}).out.startsWith("alulactl "));
        const auto help = m_fixture->run({u"--help"_s});
        for (const char* command :
             {"status", "servers", "backups", "show", "ls",     "create", "restore", "undo",   "delete",  "verify",    "export",
              "import", "pin",     "note",    "jobs", "cancel", "watch",  "log",     "bridge", "archive", "completion"}) {
            QVERIFY2(help.out.contains(command), command);
            QCOMPARE(m_fixture->run({QLatin1StringView(command), u"--help"_s}).code, 0);
        }
    }

    void bridgeCarriesTheProtocolBothWays() {
        test::Alulactl running(m_fixture->withSocket({u"bridge"_s}));
        QByteArray asked;
        for (int i = 1; i <= 50; ++i) {
            asked +=
                *toLine(RequestMessage{RequestId(i), "system.hello", *toJson(HelloParams{kVersion, std::string(20'000, 'x')})});
        }
        running.process().write(asked);
        QVERIFY(running.waitForOutput("\"id\":50,"));
        running.process().closeWriteChannel();
        const auto ran = running.finish();
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.out.count('\n'), 50);
    }

    void bridgeEndsWithTheDaemon() {
        test::Alulactl running(m_fixture->withSocket({u"bridge"_s}));
        running.process().write(*toLine(RequestMessage{RequestId(1), "system.status", {}}));
        QVERIFY(running.waitForOutput("\"id\":1"));
        m_fixture->daemon->dropConnections();
        QCOMPARE(running.finish().code, 0);
        QCOMPARE(test::Alulactl(m_fixture->withSocket({u"bridge"_s})).finish().code, 3);
    }

private:
    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestConnection)
#include "test_connection.moc"
