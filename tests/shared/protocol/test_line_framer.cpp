// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/line_framer.h"

#include <QtTest/QTest>

using namespace alula;
using namespace alula::protocol;

namespace {
QList<QByteArray> takeAll(LineFramer& framer) {
    QList<QByteArray> lines;
    while (auto line = framer.take()) lines.append(*line);
    return lines;
}
} // namespace

class TestLineFramer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySplitGivesTheSameLines() {
        const QByteArray stream = "{\"a\":1}\n\n{\"b\":\"\xc3\xa9\"}\r\n  \n{\"c\":3}\nrest";
        const QList<QByteArray> expected = {"{\"a\":1}", "{\"b\":\"\xc3\xa9\"}\r", "{\"c\":3}"};
        for (qsizetype first = 0; first <= stream.size(); ++first) {
            for (qsizetype second = first; second <= stream.size(); ++second) {
                LineFramer framer;
                QList<QByteArray> lines;
                for (const auto part : {QByteArrayView(stream).first(first), QByteArrayView(stream).sliced(first, second - first),
                                        QByteArrayView(stream).sliced(second)}) {
                    QVERIFY(framer.push(part));
                    lines += takeAll(framer);
                }
                QCOMPARE(lines, expected);
                QVERIFY(framer.inMidLine());
            }
        }
    }

    void byteByByte() {
        LineFramer framer;
        for (const char c : QByteArray("one\ntwo\n")) QVERIFY(framer.push(QByteArrayView(&c, 1)));
        QCOMPARE(takeAll(framer), (QList<QByteArray>{"one", "two"}));
        QVERIFY(!framer.inMidLine());
    }

    void theLongestLinePasses() {
        LineFramer framer;
        QVERIFY(framer.push(QByteArray(kMaxLine, 'x')));
        QVERIFY(!framer.take());
        QVERIFY(framer.push("\n"));
        QCOMPARE(framer.take()->size(), kMaxLine);
    }

    void aLongerLineIsAnError_data() {
        QTest::addColumn<int>("chunk");
        QTest::newRow("at once") << 0;
        QTest::newRow("in pieces") << 65'537;
    }
    void aLongerLineIsAnError() {
        QFETCH(int, chunk);
        const QByteArray stream = "good\n" + QByteArray(kMaxLine + 1, 'x') + "\nbad\n";
        LineFramer framer;
        Result<void> result;
        const qsizetype step = chunk ? chunk : stream.size();
        for (qsizetype at = 0; at < stream.size() && result; at += step)
            result = framer.push(QByteArrayView(stream).sliced(at, qMin(step, stream.size() - at)));
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Protocol);
        QCOMPARE(takeAll(framer), QList<QByteArray>{"good"});
        QVERIFY(!framer.push("more\n"));
        QVERIFY(!framer.take());
        framer.clear();
        QVERIFY(framer.push("again\n"));
        QCOMPARE(takeAll(framer), QList<QByteArray>{"again"});
    }

    void blankLinesCostNothing() {
        LineFramer framer;
        for (int i = 0; i < 100; ++i) QVERIFY(framer.push(QByteArray(100'000, '\n')));
        QVERIFY(!framer.take());
    }
};

QTEST_APPLESS_MAIN(TestLineFramer)
#include "test_line_framer.moc"
