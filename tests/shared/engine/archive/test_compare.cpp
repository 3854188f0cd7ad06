// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/hand_made_archive.h"

#include "shared/engine/archive/compare.h"

#include <QTest>
#include <functional>
#include <map>
#include <random>

using namespace alula;
using namespace handmade;

namespace {

std::unique_ptr<Archive> archiveOf(std::vector<Item> items) {
    return openAlulaArchive(memorySource(make(std::move(items)).bytes, "made by hand")).value();
}

// "+path", "-path", "~path:bits", in the order they came.
std::vector<std::string> changes(const Archive& from, const Archive& to, const std::string& path = {}) {
    std::vector<std::string> out;
    const auto done = compareIndexes(from.index(), to.index(), path,
                                     [&](const EntryChange& change) -> Result<bool> {
                                         switch (change.kind) {
                                         case ChangeKind::Added: out.push_back("+" + change.to->path); break;
                                         case ChangeKind::Removed: out.push_back("-" + change.from->path); break;
                                         case ChangeKind::Changed:
                                             out.push_back("~" + change.to->path + ":" + std::to_string(change.differences));
                                             break;
                                         }
                                         return true;
                                     },
                                     {});
    if (!done) out.push_back(done.error().toString());
    return out;
}

using Strings = std::vector<std::string>;

} // namespace

class TestCompare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anArchiveEqualsItself();
    void tellsWhatHappened();
    void ofOneSubtreeOnly();
    void everyFieldCounts_data();
    void everyFieldCounts();
    void wholeSecondsAreEnoughForPlainTar();
    void likeAReferenceOnRandomTrees();
    void stopsWhenTold();
};

void TestCompare::anArchiveEqualsItself() {
    const auto archive = archiveOf({dir("a"), file("a/b", "b"), symlinkTo("l", "a")});
    QVERIFY(changes(*archive, *archive).empty());
}

void TestCompare::tellsWhatHappened() {
    const auto before =
        archiveOf({dir("d"), file("d/gone", "1"), file("d/same", "2"), file("e", "old"), symlinkTo("l", "x"), file("t", "type")});
    const auto after = archiveOf(
        {dir("d"), file("d/new", "1"), file("d/same", "2"), file("e", "new"), symlinkTo("l", "y"), dir("t"), file("t/in", "")});
    QVERIFY((changes(*before, *after) == Strings{"~e:2", "~l:32", "~t:7", "-d/gone", "+d/new", "+t/in"}));
    QVERIFY((changes(*after, *before) == Strings{"~e:2", "~l:32", "~t:7", "+d/gone", "-d/new", "-t/in"}));
}

void TestCompare::ofOneSubtreeOnly() {
    const auto before = archiveOf({dir("d"), file("d/a", "1"), dir("d/e"), file("d/e/f", "1"), file("d.x", "1"), file("z", "1")});
    const auto after = archiveOf({dir("d"), file("d/a", "2"), dir("d/e"), file("d/e/f", "2"), file("d.x", "2")});
    QVERIFY((changes(*before, *after, "d") == Strings{"~d/a:2", "~d/e/f:2"}));
    QVERIFY((changes(*before, *after, "d/a") == Strings{"~d/a:2"}));
    QVERIFY((changes(*before, *after, "z") == Strings{"-z"}));
    QVERIFY(changes(*before, *after, "nothing").empty());
    const auto none = archiveOf({});
    QVERIFY((changes(*before, *none, "d") == Strings{"-d", "-d/a", "-d/e", "-d/e/f"}));
    QVERIFY((changes(*none, *before, "d") == Strings{"+d", "+d/a", "+d/e", "+d/e/f"}));
}

void TestCompare::everyFieldCounts_data() {
    QTest::addColumn<int>("field");
    QTest::addColumn<int>("bits");
    QTest::newRow("crc") << 0 << int(kDifferentContents);
    QTest::newRow("mode") << 1 << int(kDifferentMode);
    QTest::newRow("gid") << 2 << int(kDifferentOwner);
    QTest::newRow("mtime") << 3 << int(kDifferentTime);
    QTest::newRow("attribute") << 4 << int(kDifferentAttributes);
    QTest::newRow("inode, ctime, place, link group") << 5 << 0;
}

void TestCompare::everyFieldCounts() {
    QFETCH(int, field);
    QFETCH(int, bits);
    ArchiveEntry from, to;
    from.info.mtimeNs = to.info.mtimeNs = 1;
    switch (field) {
    case 0: to.crc64 = 1; break;
    case 1: to.info.mode = 1; break;
    case 2: to.info.gid = 1; break;
    case 3: to.info.mtimeNs = 2; break;
    case 4: to.attributes = {{"user.a", "b"}}; break;
    default: to.info.inode = to.streamOffset = to.linkGroup = 1; to.info.ctimeNs = 1;
    }
    QCOMPARE(static_cast<int>(differences(from, to)), bits);
}

void TestCompare::wholeSecondsAreEnoughForPlainTar() {
    ArchiveEntry fine, whole;
    fine.info.mtimeNs = -1;
    whole.info.mtimeNs = -1'000'000'000;
    QCOMPARE(differences(fine, whole), 0u);
    whole.info.mtimeNs = 0;
    QCOMPARE(differences(fine, whole), static_cast<unsigned>(kDifferentTime));
}

void TestCompare::likeAReferenceOnRandomTrees() {
    std::mt19937 random(4);
    for (int round = 0; round < 20; ++round) {
        std::map<std::string, std::string> trees[2];
        std::vector<Item> items[2];
        for (int t = 0; t < 2; ++t) {
            for (int i = 0; i < 300; ++i) {
                const std::string top = "d" + std::to_string(random() % 10);
                const std::string path = top + (random() % 2 ? "/s" : ".") + "/f" + std::to_string(random() % 30);
                trees[t][path] = std::to_string(random() % 2);
            }
            for (const auto& [path, contents] : trees[t]) {
                items[t].push_back(file(path, contents));
                for (std::string_view p = parentOf(path); !p.empty(); p = parentOf(p))
                    if (std::ranges::none_of(items[t], [&](const Item& i) { return i.path == p; }))
                        items[t].push_back(dir(std::string(p)));
            }
        }
        std::vector<std::string> expected, seen;
        for (const auto& [path, contents] : trees[0])
            if (!trees[1].contains(path)) expected.push_back("-" + path);
            else if (trees[1][path] != contents) expected.push_back("~" + path + ":2");
        for (const auto& [path, contents] : trees[1])
            if (!trees[0].contains(path)) expected.push_back("+" + path);
        for (const std::string& change : changes(*archiveOf(items[0]), *archiveOf(items[1])))
            if (change.contains("/f")) seen.push_back(change); // directories aside
        std::ranges::sort(expected);
        std::ranges::sort(seen);
        QVERIFY(seen == expected);
    }
}

void TestCompare::stopsWhenTold() {
    const auto before = archiveOf({});
    const auto after = archiveOf({file("a", ""), file("b", ""), file("c", "")});
    int calls = 0;
    QVERIFY(
        compareIndexes(before->index(), after->index(), {}, [&](const EntryChange&) -> Result<bool> { return ++calls < 2; }, {}));
    QCOMPARE(calls, 2);
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(compareIndexes(
                 before->index(), after->index(), {}, [](const EntryChange&) -> Result<bool> { return true; }, stop.get_token())
                 .error()
                 .code(),
             ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestCompare)
#include "test_compare.moc"
