// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/run_tool.h"
#include "tests/shared/engine/restore/small_scene.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

// A tar.gz that somebody else wrote, without Alula's footer, restored into a volume: the tree it was made from comes back.
class TestForeignRestore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damagedArchive_data();
    void damagedArchive();
    void anotherArchiveThanTheIndexes();
    void bringsBackTheTree_data();
    void bringsBackTheTree();
    void filesOnly();
    void partOfOne();
    void undone();
};

namespace {

using Foreign = std::unique_ptr<Archive>;

// The index of one archive with the bytes of, perhaps, another.
Foreign openWith(const std::string& bytes, const std::string& index) {
    auto archive = openForeignArchive(memorySource(bytes, "foreign.tar.gz"), memorySource(index, "index"));
    if (!archive) throw std::runtime_error(archive.error().toString());
    return *std::move(archive);
}

std::string indexOf(const std::string& bytes) {
    ProgressSink progress;
    auto scan = scanForeignArchive(*memorySource(bytes, "foreign.tar.gz"), {}, {}, nullptr, progress, {});
    if (!scan) throw std::runtime_error(scan.error().toString());
    return std::move(scan->index);
}

std::vector<Item> without(const char* path, std::vector<Item> items) {
    std::erase_if(items, [&](const Item& item) { return item.path().starts_with(path); });
    return items;
}

// What the command writes to its standard output in the directory of the declared tree.
std::string packed(Bench& bench, const std::vector<Item>& items, const std::string& command) {
    const std::string source = bench.temp.makeDirectory("source");
    tree(items).materialise(source);
    bench.wanted = snapshot(source);
    const ToolRun run = runShell(command, source);
    if (!run.ok || hasAlulaFooter(*memorySource(run.out, "foreign.tar.gz")).value_or(true)) throw std::runtime_error(run.err);
    return run.out;
}

Foreign foreign(Bench& bench, const std::vector<Item>& items, const std::string& command) {
    const std::string bytes = packed(bench, items, command);
    return openWith(bytes, indexOf(bytes));
}

// Without what not every tar, or not every reader of one, can say: attributes, parts of a second, and those of a time before
// 1970 (libarchive reads the -5.000000001 that GNU tar writes as -4.999999999).
std::vector<Item> plainTree() { return without("attr", without("before-epoch", fullTree())); }

} // namespace

void TestForeignRestore::damagedArchive_data() {
    QTest::addColumn<bool>("cut");
    QTest::addColumn<bool>("truncate");
    for (const bool cut : {false, true})
        for (const bool truncate : {false, true})
            QTest::addRow("%s, %s", cut ? "its end is missing" : "a byte is wrong", truncate ? "truncate" : "overlay")
                << cut << truncate;
}

// Damaged after its index was made: found while the new tree is built, and the volume is as it was.
void TestForeignRestore::damagedArchive() {
    QFETCH(bool, cut);
    QFETCH(bool, truncate);
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    std::string bytes = packed(bench, plainTree(), "tar -cf - . | gzip -1");
    const std::string index = indexOf(bytes);
    if (cut) bytes.resize(bytes.size() / 2);
    else bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
    bench.options.truncate = truncate;
    const auto refused = bench.restore(*openWith(bytes, index));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Corrupt);
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

// Sound, but not what the index tells of: same names and sizes, other contents.
void TestForeignRestore::anotherArchiveThanTheIndexes() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const std::string index = indexOf(packed(bench, {file("a", 1000), file("b", 2000)}, "tar -czf - a b"));
    const std::string other = packed(bench, {file("a", 1000), file("b", 2000).seed(7)}, "tar -czf - a b");
    const auto refused = bench.restore(*openWith(other, index));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Corrupt);
    QCOMPARE(refused.error().path(), std::string("b"));
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
    QVERIFY(bench.stagingFolders().empty());
}

void TestForeignRestore::bringsBackTheTree_data() {
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<bool>("full"); // nanoseconds and attributes
    QTest::addColumn<bool>("inside");
    const std::pair<const char*, bool> commands[] = {
        {"tar -cf - . | gzip -1", false},
        {"tar --format=gnu --sparse -czf - .", false},
        {"tar --format=posix --xattrs --sparse -czf - .", true},
        {"bsdtar --format=gnutar -czf - .", false},
        {"bsdtar --format=pax --xattrs -czf - .", true},
    };
    for (const auto& [command, full] : commands)
        for (const bool inside : {false, true})
            QTest::addRow("%s, staging %s", command, inside ? "inside" : "beside") << QByteArray(command) << full << inside;
}

void TestForeignRestore::bringsBackTheTree() {
    QFETCH(QByteArray, command);
    QFETCH(bool, full);
    QFETCH(bool, inside);
    Bench bench;
    bench.live(vandalised());
    const auto archive = foreign(bench, full ? without("before-epoch", fullTree()) : plainTree(), command.toStdString());
    if (inside) bench.dataDirectory = bench.temp.path("none");
    bench.options.truncate = true;
    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    QVERIFY(summary->warnings.empty());
    QCOMPARE(differences(bench.wanted, treeOf(bench), {.rootTime = !inside, .seconds = !full}), QString());
    QCOMPARE(bench.stagingFolders().size(), std::size_t{1}); // what was replaced
}

// As some tools write them: no directories, which get a time and a mode of their own.
void TestForeignRestore::filesOnly() {
    Bench bench;
    bench.live(vandalised());
    const auto archive =
        foreign(bench, plainTree(), "find . ! -type d -print0 | sort -z | tar --null --no-recursion -T - -czf -");
    bench.options.truncate = true;
    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    QCOMPARE(differences(bench.wanted, bench.now(), {.seconds = true, .directories = false}), QString());
    const auto now = bench.now();
    QVERIFY(!now.contains("plugins/empty"));
    QCOMPARE(now.at("world/region").mode, mode_t{0755});
}

// One large file out of the middle of a stream, and a name that is a hard link to a file that was not asked for.
void TestForeignRestore::partOfOne() {
    Bench bench;
    bench.live({file("world/region/r.0.0.mca", 5), file("mine", 9)});
    const auto before = bench.now();
    const auto archive = foreign(bench, plainTree(), "tar -czf - .");
    bench.options.include = {"world/region/r.0.0.mca", "a.link"};
    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    const auto now = bench.now();
    QCOMPARE(now.size(), before.size() + 1);
    QCOMPARE(now.at("world/region/r.0.0.mca").sha1, bench.wanted.at("world/region/r.0.0.mca").sha1);
    QCOMPARE(now.at("a.link").sha1, bench.wanted.at("a.link").sha1);
    QCOMPARE(now.at("mine").inode, before.at("mine").inode);
}

void TestForeignRestore::undone() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = foreign(bench, plainTree(), "tar -czf - .");
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now()), QString());
    QVERIFY(bench.journal.entries.empty());
}

QTEST_APPLESS_MAIN(TestForeignRestore)
#include "test_foreign_restore.moc"
