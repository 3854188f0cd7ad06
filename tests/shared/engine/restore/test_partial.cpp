// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/selection.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

// Restores of chosen paths, into another directory, and what they refuse; the preview of all that.
class TestPartial : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nearestAncestorWins_data();
    void nearestAncestorWins();
    void refusedOptions_data();
    void refusedOptions();
    void chosenPathsOnly();
    void aPathThatIsNotThereIsRefused();
    void intoADirectory_data();
    void intoADirectory();
    void intoWhatIsNoDirectoryIsRefused();
    void hardLinksOfWhichOneIsChosen();
    void previewTellsWhatWouldHappen_data();
    void previewTellsWhatWouldHappen();
    void previewNamesWhatWasAskedFor();
    void previewTouchesNothing();
};

namespace {

std::vector<std::string> list(const char* words) {
    std::vector<std::string> out;
    for (const auto& word : QByteArray(words).split(' '))
        if (!word.isEmpty()) out.push_back(word.toStdString());
    return out;
}

std::vector<Item> source() {
    return {file("a/x", 10), file("a/b/y", 20), file("a/b/c/z", 30),   file("d/w", 40),
            file("top", 50), dir("a/b/empty"),  file("hidden/only", 5)};
}

// Paths of files in the volume.
std::string filesIn(const Snapshot& snapshot) {
    std::string out;
    for (const auto& [path, entry] : snapshot)
        if (entry.type == '-') out += (out.empty() ? "" : " ") + path;
    return out;
}

} // namespace

void TestPartial::nearestAncestorWins_data() {
    QTest::addColumn<QByteArray>("include");
    QTest::addColumn<QByteArray>("exclude");
    QTest::addColumn<QByteArray>("files");
    const auto row = [](const char* include, const char* exclude, const char* files) {
        QTest::addRow("+ %s - %s", include, exclude) << QByteArray(include) << QByteArray(exclude) << QByteArray(files);
    };
    row("", "", "a/b/c/z a/b/y a/x d/w hidden/only top");
    row("a", "", "a/b/c/z a/b/y a/x");
    row("a/", "", "a/b/c/z a/b/y a/x");
    row("/a/b", "", "a/b/c/z a/b/y");
    row("a", "a/b", "a/x");
    row("a a/b/c", "a/b", "a/b/c/z a/x");
    row("a/b/c", "a", "a/b/c/z");
    row("a", "a", "a/b/c/z a/b/y a/x");
    row("", "a", "d/w hidden/only top");
    row("", "a/b d", "a/x hidden/only top");
    row("/ a/b", "a", "a/b/c/z a/b/y d/w hidden/only top");
    row("top d/w", "", "d/w top");
    row("a/b/y", "nothing/like/this", "a/b/y");
}

void TestPartial::nearestAncestorWins() {
    QFETCH(QByteArray, include);
    QFETCH(QByteArray, exclude);
    QFETCH(QByteArray, files);
    Bench bench;
    const auto archive = bench.archiveOf(source());
    bench.options.include = list(include.constData());
    bench.options.exclude = list(exclude.constData());
    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    QCOMPARE(QByteArray::fromStdString(filesIn(bench.now())), files);
    if (include != "a/b/y") QCOMPARE(bench.now().contains("a/b/empty"), bench.now().contains("a/b/y"));
}

void TestPartial::refusedOptions_data() {
    QTest::addColumn<QByteArray>("include");
    QTest::addColumn<QByteArray>("exclude");
    QTest::addColumn<QByteArray>("into");
    QTest::addColumn<bool>("truncate");
    const auto row = [](const char* include, const char* exclude, const char* into, bool truncate) {
        QTest::addRow("+ %s - %s into %s%s", include, exclude, into, truncate ? " truncate" : "")
            << QByteArray(include) << QByteArray(exclude) << QByteArray(into) << truncate;
    };
    row("../x", "", "", false);
    row("a/../b", "", "", false);
    row("", "a//b", "", false);
    row("", "/", "", false);
    row("", "", "..", false);
    row("", "", "a/./b", false);
    row("", "", ".alula-x", false);
    row("a", "", "", true);
    row("", "a", "", true);
    row("", "", "there", true);
}

void TestPartial::refusedOptions() {
    QFETCH(QByteArray, include);
    QFETCH(QByteArray, exclude);
    QFETCH(QByteArray, into);
    QFETCH(bool, truncate);
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(source());
    bench.options.include = list(include.constData());
    bench.options.exclude = list(exclude.constData());
    bench.options.into = into.toStdString();
    bench.options.truncate = truncate;
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
    QCOMPARE(bench.preview(*archive).error().code(), ErrorCode::InvalidInput);
    QCOMPARE(bench.gate.stops, 0);
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
}

void TestPartial::chosenPathsOnly() {
    Bench bench;
    bench.live({file("a/x", 99), file("a/other", 1), file("top", 1)});
    const auto before = bench.now();
    const auto archive = bench.archiveOf(source());
    bench.options.include = {"a"};
    QVERIFY(bench.restore(*archive));
    const auto now = bench.now();
    QCOMPARE(now.at("a/x").sha1, bench.wanted.at("a/x").sha1);
    QCOMPARE(now.at("a/other").inode, before.at("a/other").inode);
    QCOMPARE(now.at("top").inode, before.at("top").inode);
    QCOMPARE(now.at("a/b").mode, bench.wanted.at("a/b").mode);
}

void TestPartial::aPathThatIsNotThereIsRefused() {
    Bench bench;
    const auto archive = bench.archiveOf(source());
    bench.options.include = {"a", "a/nothing"};
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::NotFound);
    QCOMPARE(refused.error().path(), std::string("a/nothing"));
    QCOMPARE(bench.now().size(), std::size_t{1});
    QCOMPARE(bench.gate.stops, 0);
}

void TestPartial::intoADirectory_data() {
    QTest::addColumn<bool>("exists");
    QTest::newRow("existing") << true;
    QTest::newRow("missing") << false;
}

void TestPartial::intoADirectory() {
    QFETCH(bool, exists);
    Bench bench;
    bench.live({file("a/x", 99)});
    if (exists) bench.live({file("found/here/a/mine", 3)});
    const auto archive = bench.archiveOf(source());
    bench.options.into = "found/here/";
    bench.options.include = {"a/b"};
    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    QCOMPARE(filesIn(bench.now()), std::string(exists ? "a/x found/here/a/b/c/z found/here/a/b/y found/here/a/mine"
                                                      : "a/x found/here/a/b/c/z found/here/a/b/y"));
    QCOMPARE(bench.now().at("found/here/a/b/y").sha1, bench.wanted.at("a/b/y").sha1);
    QCOMPARE(bench.now().at("a/x").size, std::uint64_t{99});
    QCOMPARE(bench.now().at("found/here").mode, mode_t{0755});
}

void TestPartial::intoWhatIsNoDirectoryIsRefused() {
    Bench bench;
    bench.temp.makeDirectory("outside");
    bench.live({file("file", 1), softlink("link", "../../outside"), dir("d", {softlink("link", "..")})});
    const auto archive = bench.archiveOf(source());
    for (const auto* into : {"file", "file/below", "link", "link/below", "d/link"}) {
        bench.options.into = into;
        const auto refused = bench.restore(*archive);
        QVERIFY2(!refused, into);
        QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        QCOMPARE(bench.preview(*archive).error().code(), ErrorCode::InvalidInput);
    }
    QVERIFY(snapshot(bench.temp.path("outside")).size() == 1);
}

void TestPartial::hardLinksOfWhichOneIsChosen() {
    for (const auto entries : {TarEntries::Wings, TarEntries::Full}) {
        Bench bench;
        bench.tarEntries = entries;
        const auto archive =
            bench.archiveOf({file("a/first", 100), hardlink("b/second", "a/first"), hardlink("b/third", "a/first")});
        bench.options.include = {"b"};
        const auto summary = bench.restore(*archive);
        QVERIFY2(summary, qPrintable(why(summary)));
        const auto now = bench.now();
        QCOMPARE(filesIn(now), std::string("b/second b/third"));
        QCOMPARE(now.at("b/second").sha1, bench.wanted.at("b/second").sha1);
        QCOMPARE(now.at("b/second").inode, now.at("b/third").inode);
    }
}

void TestPartial::previewTellsWhatWouldHappen_data() {
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<QByteArray>("include");
    QTest::addColumn<QByteArray>("into");
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("replaced");
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("kept");
    QTest::newRow("truncate") << true << QByteArray() << QByteArray() << 7 << 2 << 5 << 0;
    QTest::newRow("overlay") << false << QByteArray() << QByteArray() << 7 << 2 << 3 << 2;
    QTest::newRow("chosen") << false << QByteArray("a") << QByteArray() << 3 << 1 << 1 << 5;
    QTest::newRow("into") << false << QByteArray() << QByteArray("d") << 7 << 0 << 0 << 7;
}

void TestPartial::previewTellsWhatWouldHappen() {
    QFETCH(bool, truncate);
    QFETCH(QByteArray, include);
    QFETCH(QByteArray, into);
    QFETCH(int, files);
    QFETCH(int, replaced);
    QFETCH(int, removed);
    QFETCH(int, kept);
    Bench bench;
    bench.live({file("a/x", 1), file("a/b", std::string("a file in the way")), file("top", 1), file("mine", 1),
                softlink("link", "a"), dir("was-file", {file("one", 1), file("two", 1)}), dir("d")});
    auto items = source();
    items.push_back(file("was-file", 3));
    const auto archive = bench.archiveOf(items);
    bench.options.truncate = truncate;
    bench.options.include = list(include.constData());
    bench.options.into = into.toStdString();
    const auto preview = bench.preview(*archive);
    QVERIFY2(preview, qPrintable(why(preview)));
    QCOMPARE(preview->files, static_cast<std::uint64_t>(files));
    QCOMPARE(preview->replaced, static_cast<std::uint64_t>(replaced));
    QCOMPARE(preview->removed, static_cast<std::uint64_t>(removed));
    QCOMPARE(preview->kept, static_cast<std::uint64_t>(kept));
    QCOMPARE(preview->named.size(), static_cast<std::size_t>(removed));
    QVERIFY(preview->roomNeeded > preview->bytes);
    QVERIFY(preview->roomAvailable > 0);
}

void TestPartial::previewNamesWhatWasAskedFor() {
    Bench bench;
    bench.live({file("changed", 2), file("same", 1), file("mine/a", 1), file("mine/b", 1), file("mine/c", 1)});
    const auto archive = bench.archiveOf({file("changed", 1), file("same", 1)});
    bench.options.truncate = true;
    const auto named = [&](FileFate fate, std::uint64_t from, std::size_t most) {
        bench.options.named = {fate, from, most};
        const auto preview = bench.preview(*archive);
        std::string all;
        if (preview) {
            for (const auto& path : preview->named) all += path + " ";
        }
        return all;
    };
    QCOMPARE(named(FileFate::Removed, 0, 2), std::string("mine/a mine/b "));
    QCOMPARE(named(FileFate::Removed, 2, 2), std::string("mine/c "));
    QCOMPARE(named(FileFate::Removed, 3, 2), std::string());
    QCOMPARE(named(FileFate::Replaced, 0, 2), std::string("changed "));
    QCOMPARE(named(FileFate::Unchanged, 0, 2), std::string("same "));
    QCOMPARE(named(FileFate::Kept, 0, 2), std::string());
    const auto before = bench.preview(*archive);
    QVERIFY2(before, qPrintable(why(before)));
    QCOMPARE(before->replaced, std::uint64_t{2});
    QCOMPARE(before->unchanged, std::uint64_t{1});
    bench.live({file("mine/d", 1)});
    const auto after = bench.preview(*archive);
    QVERIFY2(after, qPrintable(why(after)));
    QVERIFY(before->removedDigest != after->removedDigest);
}

void TestPartial::previewTouchesNothing() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.preview(*archive));
    QCOMPARE(bench.files.mutations(), std::uint64_t{0});
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
    QVERIFY(bench.stagingFolders().empty());
    QCOMPARE(bench.gate.stops, 0);
}

QTEST_APPLESS_MAIN(TestPartial)
#include "test_partial.moc"
