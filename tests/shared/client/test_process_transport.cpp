// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/process_transport.h"
#include "tests/support/promptly.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tree.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <csignal>

using namespace alula;
using namespace Qt::StringLiterals;

namespace {
bool isThere(qint64 pid) { return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0; }

// A shell that says its process id first.
struct Shell {
    explicit Shell(const QString& script, ProcessTransport::Judge judge = {}) {
        ProcessTransport::Program program{
            u"/bin/sh"_s, {u"-c"_s, u"echo $$; "_s + script}, QProcessEnvironment::systemEnvironment()};
        program.environment.insert(u"WORD"_s, u"hello"_s);
        if (!judge) judge = [](int, const std::string&) { return Error(ErrorCode::Network, ""); };
        transport = std::make_unique<ProcessTransport>(std::move(program), std::move(judge));
        QObject::connect(transport.get(), &Transport::received, transport.get(),
                         [this](const QByteArray& bytes) { said += bytes; });
    }
    bool start() {
        transport->open();
        if (!QTest::qWaitFor([this] { return said.contains('\n'); })) return false;
        pid = said.first(said.indexOf('\n')).toLongLong();
        return true;
    }
    std::unique_ptr<ProcessTransport> transport;
    QByteArray said;
    qint64 pid = 0;
};
} // namespace

class TestProcessTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closingWaitsForNothing() {
        Shell shell(u"trap '' TERM; exec sleep 60"_s); // does not care for its input's end
        QVERIFY(shell.start());
        QElapsedTimer timer;
        timer.start();
        shell.transport.reset();
        QVERIFY2(timer.elapsed() < alula::test::promptlyMs(500), qPrintable(QString::number(timer.elapsed())));
        QVERIFY(isThere(shell.pid)); // it has its 2 s
        QVERIFY(QTest::qWaitFor([&] { return !isThere(shell.pid); }, 10'000));
    }

    void aProgramMayEndByItself() {
        test::TempDir dir;
        Shell shell(u"cat >/dev/null; sleep 0.2; echo ended > "_s + QString::fromStdString(dir.path("out")));
        QVERIFY(shell.start());
        shell.transport->close();
        QVERIFY(QTest::qWaitFor([&] { return test::exists(dir.path("out")) && !isThere(shell.pid); }, 10'000));
        QCOMPARE(test::readFile(dir.path("out")), "ended\n");
    }

    void closingAProgramThatNeverStarted() {
        ProcessTransport never({u"/nowhere/at/all"_s}, [](int, const std::string&) { return Error(ErrorCode::Io, ""); });
        std::optional<ErrorCode> why;
        connect(&never, &Transport::closed, this, [&](const Error& error) { why = error.code(); });
        never.open();
        QVERIFY(QTest::qWaitFor([&] { return why.has_value(); }));
        QCOMPARE(*why, ErrorCode::Network);
        never.close();
        never.send("x");
    }

    void itsEndIsJudgedByCodeAndWords() {
        int code = 0;
        std::string words;
        Shell shell(u"echo \"$WORD\" >&2; printf 'a\\033b\\n' >&2; exit 6"_s, [&](int exitCode, const std::string& said) {
            code = exitCode;
            words = said;
            return Error(ErrorCode::PermissionDenied, said);
        });
        QSignalSpy closed(shell.transport.get(), &Transport::closed);
        QVERIFY(shell.start());
        QVERIFY(closed.size() == 1 || closed.wait());
        QCOMPARE(code, 6);
        QCOMPARE(words, "hello\na\\x1bb");
    }

    void aKilledProgramHasNoCode() {
        int code = 0;
        Shell shell(u"kill -9 $$"_s, [&](int exitCode, const std::string&) {
            code = exitCode;
            return Error(ErrorCode::Network, "");
        });
        QSignalSpy closed(shell.transport.get(), &Transport::closed);
        shell.transport->open();
        QVERIFY(closed.wait());
        QCOMPARE(code, -1);
    }
};

QTEST_GUILESS_MAIN(TestProcessTransport)
#include "test_process_transport.moc"
