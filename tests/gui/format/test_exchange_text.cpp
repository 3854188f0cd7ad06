// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/exchange_text.h"

#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace Qt::StringLiterals;

class TestExchangeText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("TZ", "UTC");
        tzset();
    }

    void theNameIsOneThatEveryDiskTakes_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("file");
        QTest::newRow("plain") << u"Survival"_s << u"Survival 2026-11-22 0300.zip"_s;
        QTest::newRow("a path") << u"../a/b\\c"_s << u"_._a_b_c 2026-11-22 0300.zip"_s;
        QTest::newRow("Windows") << u"a:b*c?\"<d>|"_s << u"a_b_c___d__ 2026-11-22 0300.zip"_s;
        QTest::newRow("a line") << u"a\nb"_s << u"a_b 2026-11-22 0300.zip"_s;
        QTest::newRow("hidden") << u".x"_s << u"_x 2026-11-22 0300.zip"_s;
    }
    void theNameIsOneThatEveryDiskTakes() {
        QFETCH(QString, server);
        QTEST(suggestedFile(server, *fromIso8601("2026-11-22T03:00:00Z"), u"zip"_s), "file");
    }

    void theEndingFollowsTheFormat_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("changed");
        QTest::newRow("two parts") << u"/a/s.tar.zst"_s << u"/a/s.zip"_s;
        QTest::newRow("one part") << u"s.7z"_s << u"s.zip"_s;
        QTest::newRow("short form") << u"s.tgz"_s << u"s.zip"_s;
        QTest::newRow("none of ours") << u"my.server"_s << u"my.server.zip"_s;
        QTest::newRow("nothing but an ending") << u".tar"_s << u".tar.zip"_s;
    }
    void theEndingFollowsTheFormat() {
        QFETCH(QString, file);
        QTEST(withFormat(file, u"zip"_s), "changed");
    }

    void everyFormatHasItsWords() {
        for (const QString& format : exportFormats()) {
            QVERIFY(formatText(format).startsWith(format));
            QVERIFY(!formatNote(format).isEmpty());
            QVERIFY(importEndings().contains(u"*."_s + format));
        }
    }

    void aFailureSaysWhatIsSafe_data() {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("here");
        QTest::addColumn<QString>("says");
        QTest::newRow("disk full") << ErrorCode::NoSpace << true << u"The disk of this computer is full."_s;
        QTest::newRow("not writable") << ErrorCode::Io << true << u"could not be written: why."_s;
        QTest::newRow("connection") << ErrorCode::Network << true << u"The connection that carried the bytes ended: why"_s;
        QTest::newRow("the node") << ErrorCode::NoSpace << false << u"The export failed: why"_s;
    }
    void aFailureSaysWhatIsSafe() {
        QFETCH(ErrorCode, code);
        QFETCH(bool, here);
        QFETCH(QString, says);
        const QString text = exportFailedText(u"/a/s.zip"_s, Error(code, "why"), here);
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY2(text.contains(u"Nothing was kept, and the backup is untouched."_s), qPrintable(text));
    }
};

QTEST_APPLESS_MAIN(TestExchangeText)
#include "test_exchange_text.moc"
