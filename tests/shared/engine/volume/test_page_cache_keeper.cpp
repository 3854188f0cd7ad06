// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/page_cache_keeper.h"
#include "tests/support/faulty_files.h"
#include "tests/support/page_cache.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tree.h"

#include <QtTest>

#include <algorithm>

using namespace alula;
using namespace alula::test;

// On real files: what reading does to the cache is the kernel's.
class TestPageCacheKeeper : public QObject {
    Q_OBJECT

    TempDir m_temp;
    std::string path() const { return m_temp.path("f"); }
    std::uint64_t pages() const { return kSize / pageSize(); }
    static constexpr std::uint64_t kSize = 8_MiB;

    // As a backup does it: blocks that are no whole pages.
    static void readThrough(PageCacheKeeper& keeper, const std::string& path, std::uint64_t size = kSize) {
        const auto fd = openToRead(path);
        auto before = keeper.look(1, fd.get(), size);
        std::vector<std::uint8_t> block(300'001);
        for (std::uint64_t at = 0; at < size; at += block.size()) {
            const auto part = MutableByteSpan(block).first(std::min<std::uint64_t>(block.size(), size - at));
            QVERIFY(readFully(systemFiles().files, fd.get(), part, at));
            keeper.wasRead(*before, fd.get(), at, part.size());
        }
        keeper.closing(1, std::move(before), fd.get());
    }

private Q_SLOTS:
    void init() {
        if (!hasDisk(m_temp.path())) QSKIP("this file system has no disk below its cache");
        tree({file("f", kSize), file("small", 5000)}).materialise(m_temp.path());
        dropFromCache(path());
        QVERIFY(std::ranges::none_of(pagesInCache(path()), std::identity{}));
    }
    void cleanup() { tree({}).materialise(m_temp.path()); }

    void whatWasNotThereGoes() {
        PageCacheKeeper keeper(systemFiles());
        readThrough(keeper, path());
        QVERIFY(std::ranges::none_of(pagesInCache(path()), std::identity{}));
    }
    void whatWasThereStays() {
        std::vector<std::uint64_t> all(pages());
        std::ranges::iota(all, 0);
        bringIntoCache(path(), all);
        PageCacheKeeper keeper(systemFiles());
        readThrough(keeper, path());
        QVERIFY(isAsBefore(std::vector<bool>(pages(), true), pagesInCache(path())));
    }
    void pageByPage() {
        bringIntoCache(path(), {0, 1, 2, 100, 512, 513, 1023, pages() - 1});
        const auto before = pagesInCache(path());
        PageCacheKeeper keeper(systemFiles());
        readThrough(keeper, path());
        QVERIFY(isAsBefore(before, pagesInCache(path())));
    }
    // The second would take for the server's what the first has read, or the kernel ahead of it.
    void readersShareTheFirstLook() {
        PageCacheKeeper keeper(systemFiles());
        const auto fd = openToRead(path());
        auto first = keeper.look(1, fd.get(), kSize);
        std::vector<std::uint8_t> all(kSize);
        QVERIFY(readFully(systemFiles().files, fd.get(), all, 0));
        auto second = keeper.look(1, fd.get(), kSize);
        QCOMPARE(second.get(), first.get());
        // What the first leaves the second may still need.
        keeper.closing(1, std::move(first), fd.get());
        QVERIFY(std::ranges::all_of(pagesInCache(path()), std::identity{}));
        keeper.closing(1, std::move(second), fd.get());
        QVERIFY(std::ranges::none_of(pagesInCache(path()), std::identity{}));
        // The next time is another time.
        bringIntoCache(path(), {3});
        auto third = keeper.look(1, fd.get(), kSize);
        QVERIFY(!third->none);
        keeper.closing(1, std::move(third), fd.get());
        QVERIFY(pagesInCache(path())[3]);
    }
    // Of a file of 100 GB no more than some MiB may gather.
    void aLargeFileDoesNotGather() {
        constexpr std::uint64_t kLarge = 64_MiB;
        tree({file("f", kLarge)}).materialise(m_temp.path());
        dropFromCache(path());
        PageCacheKeeper keeper(systemFiles());
        const auto fd = openToRead(path());
        auto before = keeper.look(1, fd.get(), kLarge);
        std::vector<std::uint8_t> block(1'000'001);
        std::ptrdiff_t most = 0;
        for (std::uint64_t at = 0; at + block.size() < kLarge; at += block.size()) {
            QVERIFY(readFully(systemFiles().files, fd.get(), block, at));
            keeper.wasRead(*before, fd.get(), at, block.size());
            most = std::max(most, std::ranges::count(pagesInCache(path()), true));
        }
        QCOMPARE_LE(static_cast<std::uint64_t>(most) * pageSize(), 40_MiB); // 18 of ours, and what the kernel reads ahead
        keeper.closing(1, std::move(before), fd.get());
        QVERIFY(std::ranges::none_of(pagesInCache(path()), std::identity{}));
    }
    void smallFilesToo() {
        const auto small = m_temp.path("small");
        PageCacheKeeper keeper(systemFiles());
        dropFromCache(small);
        readThrough(keeper, small, 5000);
        QVERIFY(std::ranges::none_of(pagesInCache(small), std::identity{}));
        bringIntoCache(small, {0, 1});
        readThrough(keeper, small, 5000);
        QVERIFY(std::ranges::all_of(pagesInCache(small), std::identity{}));
    }
    // Before Linux 6.5 large files are looked at page by page, small ones are left alone.
    void withoutCachestat() {
        FaultyFiles old;
        old.failCall(1, ENOSYS, Call::CachedPages, true);
        bringIntoCache(path(), {7, 8});
        const auto before = pagesInCache(path());
        PageCacheKeeper keeper(old.files());
        readThrough(keeper, path());
        QVERIFY(isAsBefore(before, pagesInCache(path())));
        dropFromCache(m_temp.path("small"));
        readThrough(keeper, m_temp.path("small"), 5000);
        QVERIFY(std::ranges::all_of(pagesInCache(m_temp.path("small")), std::identity{}));
    }
    // Better a page too many than one that players wait for.
    void whoCannotLookDropsNothing() {
        FaultyFiles blind;
        blind.failCall(1, ENOSYS, Call::CachedPages, true);
        blind.failCall(1, ENOMEM, Call::InCache, true);
        bringIntoCache(path(), {7});
        PageCacheKeeper keeper(blind.files());
        readThrough(keeper, path());
        QCOMPARE(blind.calls(Call::Advise), std::uint64_t{0});
        QVERIFY(pagesInCache(path())[7]);
    }
};

QTEST_APPLESS_MAIN(TestPageCacheKeeper)
#include "test_page_cache_keeper.moc"
