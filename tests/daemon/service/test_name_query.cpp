// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_query.h"
#include "shared/engine/volume/entry.h"

#include <QTest>

using namespace alula;

// What the words that people type find, and what they do not.
class TestNameQuery : public QObject {
    Q_OBJECT

    static bool finds(const std::string& query, const std::string& path) {
        const auto parsed = NameQuery::parse(query);
        if (!parsed) throw std::runtime_error(parsed.error().toString());
        const std::string folder = foldedName(parentOf(path));
        const std::string name = foldedName(nameOf(path));
        const bool found = parsed->matches(name, parsed->looksAtDirectories() ? parsed->wordsIn(folder) : 0);
        // The needle is only there to be quicker.
        if (found && !name.contains(parsed->needle())) throw std::runtime_error("the needle misses " + path);
        return found;
    }

private Q_SLOTS:
    void words_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* query, const char* path, bool found) {
            QTest::newRow(QByteArray(QByteArray(query) + " | " + path).constData())
                << QByteArray(query) << QByteArray(path) << found;
        };
        row("level", "world/level.dat", true);
        row("LEVEL.DAT", "world/level.dat", true);
        row("level", "level/other", false); // in the folder's name only
        row("lvl", "world/level.dat", false);
        row("world level", "world/level.dat", true);
        row("world level", "nether/level.dat", false);
        row("level world", "world/level.dat", false); // the last word is of the name
        row("dat level", "world/level.dat", true);    // the others of the path, its end included
        row("  world   level  ", "world/level.dat", true);
        row("world/level", "world/level.dat", true);
        row("orld/lev", "world/level.dat", true);
        row("orld/evel", "world/level.dat", false);
        row("/level", "world/level.dat", true);
        row("/evel", "world/level.dat", false);
        row("region/", "world/region", true);
        row("world/region/r", "world/region/r.0.mca", true);
        row("world/region/r", "old/world/region/r.0.mca", true);
        row("/world/region/r", "oldworld/region/r.0.mca", false);
        row("/world/ r", "old/world/region/r.0.mca", true);
        row("/world/ r", "oldworld/region/r.0.mca", false);
        row("*.mca", "world/region/r.0.mca", true);
        row("*.mca", "world/region/r.0.mca.bak", false);
        row("r.?.mca", "r.0.mca", true);
        row("r.?.mca", "r.10.mca", false);
        row("region *.mca", "world/region/r.0.mca", true);
        row("wor* *.mca", "world/region/r.0.mca", true);
        row("or* *.mca", "world/region/r.0.mca", false); // a pattern is of a whole name
        row("*", "x", true);
        row("**a**b**", "xaxbx", true);
        row("**a**b**", "xbxax", false);
        row("?", "\xc3\xa4", true); // one letter
        row("??", "\xc3\xa4", false);
        row("\xc3\x84PFEL", "\xc3\xa4pfel.txt", true);  // Ä
        row("\xc3\xa4pfel", "A\xcc\x88pfel.txt", true); // decomposed, as macOS writes it
        row("txt", "bad\xff.TXT", true);                // no UTF-8: ASCII's letters
        row("a name", "a name with spaces", true);
    }
    void words() {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, path);
        QFETCH(bool, found);
        QCOMPARE(finds(query.toStdString(), path.toStdString()), found);
    }

    void theNameItselfIsExact() {
        QVERIFY(NameQuery::parse("LEVEL.dat")->isExact("level.dat"));
        QVERIFY(NameQuery::parse("world level.dat")->isExact("level.dat"));
        QVERIFY(!NameQuery::parse("level")->isExact("level.dat"));
        QVERIFY(!NameQuery::parse("*")->isExact("*"));
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("empty") << QByteArray() << QByteArray("at least one letter");
        QTest::newRow("spaces") << QByteArray("  ") << QByteArray("at least one letter");
        QTest::newRow("slashes") << QByteArray("//") << QByteArray("at least one letter");
        QTest::newRow("pattern over folders") << QByteArray("region/*.mca") << QByteArray("'region *.mca'");
        QTest::newRow("long") << QByteArray(257, 'x') << QByteArray("256");
        QTest::newRow("many") << QByteArray("a b c d e f g h i j k l m n o p q") << QByteArray("16");
        QTest::newRow("zero byte") << QByteArray("a\0b", 3) << QByteArray("zero byte");
    }
    void refusals() {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, says);
        const auto refused = NameQuery::parse(query.toStdString());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        QVERIFY2(refused.error().message().contains(says.toStdString()), refused.error().message().c_str());
    }
};

QTEST_GUILESS_MAIN(TestNameQuery)
#include "test_name_query.moc"
