// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/log_setup.h"
#include "daemon/app/state_lock.h"
#include "shared/base/log.h"
#include "tests/support/temp_dir.h"

#include <QTest>

using namespace alula;

// What the daemon sets up before anything else: its log, and the lock on its state.
class TestLogSetup : public QObject {
    Q_OBJECT

    static std::string levels(const LogMemory& memory) {
        std::string all;
        for (const auto& record : memory.records(0, "debug", {}, 100)) all += record.level + ":" + record.text + " ";
        return all;
    }

private Q_SLOTS:
    void linesAreRememberedFromTheLevelOn_data() {
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("debug") << QByteArray("debug") << QByteArray("debug:a info:b warning:c error:d ");
        QTest::newRow("info") << QByteArray("info") << QByteArray("info:b warning:c error:d ");
        QTest::newRow("warning") << QByteArray("warning") << QByteArray("warning:c error:d ");
        QTest::newRow("error") << QByteArray("error") << QByteArray("error:d ");
    }
    void linesAreRememberedFromTheLevelOn() {
        QFETCH(QByteArray, level);
        QFETCH(QByteArray, expected);
        static LogMemory memories[4]; // the logger outlives the row
        static int row = 0;
        LogMemory& memory = memories[row++];
        const auto handler = qInstallMessageHandler(nullptr);
        setUpLog(level.toStdString(), memory);
        log::debug("a");
        log::info("b");
        log::warning("c");
        log::error("d");
        qInstallMessageHandler(handler);
        QCOMPARE(levels(memory), expected.toStdString());
    }
    void qtsMessagesAreTaken() {
        static LogMemory memory;
        const auto handler = qInstallMessageHandler(nullptr);
        setUpLog("info", memory);
        qDebug("not told");
        qWarning("of Qt %d", 5);
        qCritical("bad {} brace");
        qInstallMessageHandler(handler);
        QCOMPARE(levels(memory), std::string("warning:of Qt 5 error:bad {} brace "));
    }
    void aStateHasOneDaemon() {
        const test::TempDir temp;
        {
            const auto first = lockState(temp.path());
            QVERIFY(first);
            const auto second = lockState(temp.path());
            QVERIFY(!second);
            QCOMPARE(second.error().code(), ErrorCode::Conflict);
        }
        QVERIFY(lockState(temp.path())); // it ends with its holder
        QVERIFY(!lockState(temp.path("none")));
    }
};

QTEST_APPLESS_MAIN(TestLogSetup)
#include "test_log_setup.moc"
