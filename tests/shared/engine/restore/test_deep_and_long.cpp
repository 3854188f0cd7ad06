// SPDX-License-Identifier: GPL-3.0-or-later
// Trees at the limits of names and paths, from the backup to the removal of what a restore replaced.
#include "shared/engine/restore/directory_cache.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <fcntl.h>

using namespace alula;
using namespace alula::test;

class TestDeepAndLong : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiveThousandLevels();
    void namesOf255Bytes();

private:
    static constexpr std::size_t kLevels = 5'000;
    // "d/d/d…": the longest that a path may be has 2048 of them.
    static constexpr std::size_t kMostLevels = (kMaxPathBytes + 1) / 2;
    static std::string levels(std::size_t count) {
        std::string path;
        for (std::size_t i = 0; i < count; ++i) path += i ? "/d" : "d";
        return path;
    }
};

void TestDeepAndLong::fiveThousandLevels() {
    Bench bench;
    const std::string source = bench.temp.makeDirectory("source");
    makeDeepDirectories(source, kLevels);
    writeFile(source + "/beside", "beside");
    const auto archive = bench.archiveOfDirectory(source);
    // What no archive could name is left out, and that is said, with the path.
    const auto& warnings = archive->index().header().warnings;
    QCOMPARE(warnings.size(), std::size_t{1});
    QCOMPARE(warnings[0].path.size(), kMaxPathBytes + 2);
    QVERIFY2(warnings[0].detail.starts_with("the path is too long"), warnings[0].detail.c_str());
    ProgressSink progress;
    const auto report = archive->verify({}, progress, {});
    QVERIFY(report && report->sound());
    QCOMPARE(archive->index().header().directories, std::uint64_t{kMostLevels});
    const auto page = archive->index().list(levels(kMostLevels - 1), "", 10);
    QVERIFY2(page, qPrintable(why(page)));
    QCOMPARE(page->entries.size(), std::size_t{1});
    // Over a volume that is as deep: the swap, and the removal of what it replaced, reach to the last level.
    makeDeepDirectories(bench.volumePath(), kLevels);
    bench.options.truncate = true;
    const auto preview = bench.preview(*archive);
    QVERIFY2(preview, qPrintable(why(preview)));
    const auto done = bench.restore(*archive);
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(readFile(bench.volumePath("beside")), std::string("beside"));
    const UniqueFd root(::open(bench.volumePath().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QVERIFY(openBeneath(systemFiles().names, root.get(), levels(kMostLevels), O_RDONLY | O_DIRECTORY));
    QCOMPARE(bench.stagingFolders().size(), std::size_t{1});
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QVERIFY(openBeneath(systemFiles().names, root.get(), levels(kMostLevels), O_RDONLY | O_DIRECTORY));
    bench.journal.entries.clear();
    QCOMPARE(QString::fromStdString(bench.recoverAll()), QString());
    QVERIFY(bench.stagingFolders().empty());
}

void TestDeepAndLong::namesOf255Bytes() {
    const std::string name(255, 'n'), wide = [] {
        std::string text;
        while (text.size() + 3 <= 255) text += "\xe2\x82\xac"; // of three bytes: 85 characters are all that fit
        return text;
    }();
    std::string deep = "w";
    while (deep.size() + 256 <= kMaxPathBytes) deep += "/" + name;
    Bench bench;
    bench.live({file(name, 5), dir(wide, {file("old", 1)})});
    const auto archive = bench.archiveOf({file(name, 10), file(wide + "/" + name, 20), softlink("link", name), file(deep, 30)});
    QVERIFY(archive->index().header().warnings.empty());
    bench.options.truncate = true;
    const auto done = bench.restore(*archive);
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
}

QTEST_APPLESS_MAIN(TestDeepAndLong)
#include "test_deep_and_long.moc"
