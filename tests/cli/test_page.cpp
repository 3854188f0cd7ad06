// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/page.h"
#include "shared/wording/wording.h"

#include <QtTest/QTest>

using namespace alula;
using namespace alula::cli;
using namespace Qt::StringLiterals;

class TestPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void tablesAreAligned() {
        Page page;
        page.columns({{u"NAME"_s}, {u"SIZE"_s, true}, {u"NOTE"_s}});
        page.row({u"a"_s, u"12 B"_s, u"x"_s});
        page.row({u"w\u00f6rld"_s, u"3.1 GiB"_s, u""_s});
        QCOMPARE(page.toText(), u"NAME      SIZE  NOTE\na         12 B  x\nw\u00f6rld  3.1 GiB\n"_s);
    }

    void labelsAreAligned() {
        Page page;
        page.field(u"A"_s, u"1"_s);
        page.field(u"Long"_s, u"2"_s);
        page.line(u"end"_s);
        QCOMPARE(page.toText(), u"A     1\nLong  2\nend\n"_s);
    }

    void nothingReachesTheTerminalAsItIs_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("world/level.dat") << u"world/level.dat"_s;
        QTest::newRow("escape") << QByteArray("a\x1b[31m") << u"a\\x1b[31m"_s;
        QTest::newRow("newline") << QByteArray("a\nb\rc\t") << u"a\\x0ab\\x0dc\\x09"_s;
        QTest::newRow("not UTF-8") << QByteArray("a\xff") << u"a\\xff"_s;
        QTest::newRow("C1 control") << QByteArray("a\xc2\x9b\x32J") << u"a\\xc2\\x9b2J"_s;
        QTest::newRow("right to left") << QByteArray("a\xe2\x80\xaegpj.exe") << u"a\\xe2\\x80\\xaegpj.exe"_s;
        QTest::newRow("umlaut, emoji") << QByteArray("\xc3\xbc\xf0\x9f\x97\x84") << u"\u00fc\U0001f5c4"_s;
    }
    void nothingReachesTheTerminalAsItIs() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(shown(bytes.toStdString()), text);
        Page page;
        page.line(QString::fromUtf8(bytes));
        page.field(u"f"_s, QString::fromUtf8(bytes));
        page.columns({{u"c"_s}});
        page.row({QString::fromUtf8(bytes)});
        for (const QChar c : page.toText())
            QVERIFY(c == u'\n' || (c.unicode() >= 0x20 && c.category() != QChar::Other_Control && c.unicode() != 0x202e));
    }

    void sizes_data() {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << quint64(0) << u"0 B"_s;
        QTest::newRow("1023") << quint64(1023) << u"1023 B"_s;
        QTest::newRow("1 KiB") << quint64(1024) << u"1.0 KiB"_s;
        QTest::newRow("just under 1 MiB") << quint64(1048575) << u"1.0 MiB"_s;
        QTest::newRow("12.4 GiB") << quint64(13314398617) << u"12.4 GiB"_s;
        QTest::newRow("all") << ~quint64(0) << u"16.0 EiB"_s;
    }
    void sizes() {
        QFETCH(quint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(bytesText(bytes), text);
    }

    void durations_data() {
        QTest::addColumn<quint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << quint64(0) << u"0 ms"_s;
        QTest::newRow("32 ms") << quint64(32) << u"32 ms"_s; // 0.0 s would be nothing
        QTest::newRow("0.1 s") << quint64(100) << u"0.1 s"_s;
        QTest::newRow("1.5 s") << quint64(1500) << u"1.5 s"_s;
        QTest::newRow("9.96 s") << quint64(9960) << u"10 s"_s;
        QTest::newRow("59.6 s") << quint64(59600) << u"1 min 0 s"_s;
        QTest::newRow("3 min") << quint64(192000) << u"3 min 12 s"_s;
        QTest::newRow("2 h") << quint64(7260000) << u"2 h 1 min"_s;
    }
    void durations() {
        QFETCH(quint64, ms);
        QFETCH(QString, text);
        QCOMPARE(durationText(ms), text);
    }

    void modes() {
        QCOMPARE(modeText("directory", 0755), u"drwxr-xr-x"_s);
        QCOMPARE(modeText("symlink", 0777), u"lrwxrwxrwx"_s);
        QCOMPARE(modeText("file", 01640), u"-rw-r----T"_s);
    }

    void percent() {
        protocol::JobProgress progress;
        QVERIFY(!percentOf(progress));
        progress.filesTotal = 3;
        progress.filesDone = 1;
        QCOMPARE(percentOf(progress).value(), 33);
        progress.bytesTotal = 100;
        progress.bytesDone = 250; // a file grew
        QCOMPARE(percentOf(progress).value(), 100);
    }

    void namesOfTomorrowAreShown() {
        QCOMPARE(stateText("hibernating\x1b"), u"hibernating\\x1b"_s);
        QCOMPARE(phaseText("dreaming"), u"dreaming"_s);
        QCOMPARE(kindText("export"), u"export"_s);
    }
};

QTEST_APPLESS_MAIN(TestPage)
#include "test_page.moc"
