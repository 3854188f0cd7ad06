// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/file_bytes.h"
#include "gui/models/line_diff.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <random>

using namespace alula::gui;
using In = TextLine::In;

namespace {
std::vector<QString> lines(const char* text) { return linesOf(QString::fromUtf8(text)); }
// A side of a diff, as it was given.
std::vector<QString> side(const LineDiff& diff, In other) {
    std::vector<QString> result;
    for (const TextLine& line : diff.lines) {
        if (line.in != other) result.push_back(line.text);
    }
    return result;
}
} // namespace

class TestLineDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatChangedIsMarkedAndTheRestIsNot() {
        const LineDiff diff = diffLines(lines("a\nb\nc\nd\n"), lines("a\nx\nc\nd\ne\n"));
        const std::vector<TextLine> expected = {
            {QStringLiteral("a")}, {QStringLiteral("b"), In::Older}, {QStringLiteral("x"), In::Newer}, {QStringLiteral("c")},
            {QStringLiteral("d")}, {QStringLiteral("e"), In::Newer}};
        QCOMPARE(diff.lines, expected);
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.removed, 1);
    }

    void emptyAndEqualTexts() {
        QVERIFY(diffLines({}, {}).lines.empty());
        QCOMPARE(diffLines({}, lines("a\nb")).added, 2);
        QCOMPARE(diffLines(lines("a\nb"), {}).removed, 2);
        const LineDiff same = diffLines(lines("a\nb"), lines("a\nb"));
        QCOMPARE(same.added + same.removed, 0);
    }

    void bothSidesComeOutAsTheyWentIn() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<QString> older, newer;
            for (auto i = random() % 40; i > 0; --i) older.push_back(QString::number(random() % 6));
            for (auto i = random() % 40; i > 0; --i) newer.push_back(QString::number(random() % 6));
            const LineDiff diff = diffLines(older, newer);
            QCOMPARE(side(diff, In::Newer), older);
            QCOMPARE(side(diff, In::Older), newer);
        }
    }

    void quiteDifferentLargeTextsAreDoneInTime() {
        std::vector<QString> older, newer;
        for (int i = 0; i < 60'000; ++i) {
            older.push_back(QStringLiteral("old %1").arg(i));
            newer.push_back(QStringLiteral("new %1").arg(i));
        }
        QElapsedTimer clock;
        clock.start();
        const LineDiff diff = diffLines(older, newer);
        qInfo("60,000 lines, all different: %lld ms", static_cast<long long>(clock.elapsed()));
        QVERIFY(diff.rough);
        QCOMPARE(diff.removed, 60'000);
        QCOMPARE(side(diff, In::Older), newer);
    }

    void longLinesAreCut() {
        const auto cut = linesOf(QString(100'000, u'x') + QStringLiteral("\nshort\r\n"));
        QCOMPARE(cut.size(), std::size_t(2));
        QCOMPARE(cut[0].size(), kLongestLine + 1);
        QCOMPARE(cut[1], QStringLiteral("short"));
    }

    void textIsToldFromOtherBytes() {
        QVERIFY(looksLikeText("motd=Welcome\n"));
        QVERIFY(looksLikeText(""));
        QVERIFY(!looksLikeText(QByteArray("\x89PNG\r\n\x1a\n\0\0", 10)));
        QCOMPARE(textOf("gr\xc3\xbc\xc3\x9f"), QStringLiteral("grüß"));
        QCOMPARE(textOf("gr\xc3\xbc\xc3"), QStringLiteral("grü")); // cut in a character
        QCOMPARE(textOf("gr\xfc\xdf dich"), QStringLiteral("grüß dich"));
        QCOMPARE(textOf("\x1b[31m"), QStringLiteral("␛[31m"));
    }

    void bytesAreShownAsHex() {
        const QStringList rows = hexRows(QByteArray("ABC\0\xff", 5) + QByteArray(5000, 'z'));
        QCOMPARE(rows.size(), 256);
        QVERIFY(rows[0].startsWith(QStringLiteral("00000000  41 42 43 00 ff 7a")));
        QVERIFY(rows[0].endsWith(QStringLiteral("ABC..zzzzzzzzzzz")));
    }
};

QTEST_GUILESS_MAIN(TestLineDiff)
#include "test_line_diff.moc"
