// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/page_cache.h"

#include <QtTest>

#include <algorithm>

using namespace alula;
using namespace alula::test;

// A backup leaves the page cache as it was: files of the server that players need stay, the others do not come in.
class TestCacheAsItWas : public QObject {
    Q_OBJECT

    static std::vector<std::uint64_t> everyFifth(std::uint64_t size) {
        std::vector<std::uint64_t> pages;
        for (std::uint64_t page = 0; page * pageSize() < size; page += 5) pages.push_back(page);
        return pages;
    }

private Q_SLOTS:
    void aBackupLeavesItAsItWas_data() {
        QTest::addColumn<unsigned>("workers");
        QTest::newRow("one worker") << 1U;
        QTest::newRow("four workers") << 4U;
    }
    void aBackupLeavesItAsItWas() {
        QFETCH(unsigned, workers);
        Workshop shop;
        if (!hasDisk(shop.temp.path())) QSKIP("this file system has no disk below its cache");
        const std::vector<std::string> names{"cold", "hot", "mixed", "small", "warm", "d/tiny", "link", "link-too"};
        tree({file("cold", 20_MiB), file("hot", 9_MiB), file("mixed", 15_MiB), file("small", 30'000), file("warm", 30'000),
              dir("d", {file("tiny", 100)})})
            .materialise(shop.volumePath());
        writeFile(shop.volumePath("link"), std::string(40'000, 'l'));
        std::filesystem::create_hard_link(shop.volumePath("link"), shop.volumePath("link-too"));
        shop.options.tarEntries = TarEntries::Wings; // both names with their contents
        for (const auto& name : names) dropFromCache(shop.volumePath(name));
        bringIntoCache(shop.volumePath("mixed"), everyFifth(15_MiB));
        (void)readFile(shop.volumePath("hot"));
        (void)readFile(shop.volumePath("warm"));
        std::map<std::string, std::vector<bool>> before;
        for (const auto& name : names) before[name] = pagesInCache(shop.volumePath(name));
        // Nearly all: a busy kernel takes a page back whenever it likes.
        const auto wanted = static_cast<std::ptrdiff_t>(everyFifth(15_MiB).size());
        const auto mixed = std::ranges::count(before["mixed"], true);
        QVERIFY(mixed > wanted * 9 / 10 && mixed <= wanted * 11 / 10);

        shop.options.workers = workers;
        QVERIFY(shop.create());
        for (const auto& name : names) {
            const auto after = pagesInCache(shop.volumePath(name));
            QVERIFY2(isAsBefore(before[name], after), qPrintable(QStringLiteral("%1: %2 pages before, %3 after")
                                                                     .arg(QString::fromStdString(name))
                                                                     .arg(std::ranges::count(before[name], true))
                                                                     .arg(std::ranges::count(after, true))));
        }
    }
    void theArchiveDoesNotStayInIt() {
        Workshop shop;
        if (!hasDisk(shop.temp.path())) QSKIP("this file system has no disk below its cache");
        tree({file("large", 40_MiB)}).materialise(shop.volumePath());
        shop.options.compression = Compression::None;
        QVERIFY(shop.create());
        const auto pages = pagesInCache(shop.archivePath());
        QCOMPARE_GE(pages.size() * pageSize(), std::size_t{40_MiB});
        QCOMPARE_LE(std::ranges::count(pages, true), std::ptrdiff_t{16});
    }
};

QTEST_APPLESS_MAIN(TestCacheAsItWas)
#include "test_cache_as_it_was.moc"
