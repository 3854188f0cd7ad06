// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/few_descriptors.h"
#include "tests/support/open_handles.h"

#include <QTest>

#include <fcntl.h>
#include <fstream>
#include <set>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

// Whether anything of the files lies in the page cache is the test's word.
class SaidCache final : public CacheCalls {
public:
    Result<std::uint64_t> cachedPages(int) override {
        if (unknown) return fail(Error(ErrorCode::Unsupported, "no such call").withErrno(ENOSYS));
        return warm ? 1000 : 0;
    }
    Result<std::vector<bool>> inCache(int, std::uint64_t, std::uint64_t length) override {
        if (unknown) return fail(Error(ErrorCode::Unsupported, "no such call").withErrno(ENOSYS));
        return std::vector<bool>((length + pageSize() - 1) / pageSize(), warm);
    }
    bool warm = false, unknown = false;
};

// A volume on a disk of whose files none is in the page cache, unless `cache` is told otherwise.
class ColdShop : public Workshop {
public:
    explicit ColdShop(int number = 200) {
        Tree items;
        for (int i = 0; i < number; ++i) items.add(file(nameOf(i), 3000));
        items.materialise(volumePath());
        options.workers = 1;
    }
    static std::string nameOf(int i) { return "f" + std::to_string(1000 + i); }
    // Below the volume, of a file in it; "": another.
    std::string pathOf(const CallInfo& call) const {
        const std::string path = resolvedPath(call.directory, call.name);
        return path.starts_with(volumePath() + "/") ? path.substr(volumePath().size() + 1) : "";
    }
    Result<CreateSummary> createCold() {
        ALULA_ASSIGN(const Volume volume, Volume::open(cold.files(), volumePath()));
        return createArchive({volume, store, clock, load}, options, {}, progress, stop.get_token());
    }
    // The bytes that the disk was asked for, by file, in a backup that must be made.
    std::map<std::string, std::set<std::uint64_t>> asked(const std::function<void(const CallInfo&)>& each = {}) {
        std::map<std::string, std::set<std::uint64_t>> pages;
        std::mutex mutex;
        cold.when([&](const CallInfo& call) {
            const std::lock_guard lock(mutex);
            if (each) each(call);
            if (call.call != Call::Advise || call.flags != POSIX_FADV_WILLNEED) return 0;
            const std::uint64_t last = (call.offset + call.size - 1) / pageSize();
            for (std::uint64_t page = call.offset / pageSize(); page <= last; ++page) pages[pathOf(call)].insert(page);
            return 0;
        });
        const auto made = createCold();
        if (!made) throw std::runtime_error(made.error().toString());
        return pages;
    }

    SaidCache cache;
    FaultyFiles cold{{systemFiles().names, systemFiles().files, systemFiles().attributes, cache}};
};

} // namespace

// Files that lie cold on a disk are asked of it many at a time: one by one, a backup would wait for each.
class TestReadAhead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyAreOnTheirWayWhileOneIsRead_data() {
        QTest::addColumn<bool>("unknown");
        QTest::newRow("cold") << false;
        QTest::newRow("a kernel that cannot tell") << true;
    }
    void manyAreOnTheirWayWhileOneIsRead() {
        QFETCH(bool, unknown);
        ColdShop shop;
        shop.cache.unknown = unknown;
        std::set<std::string> asked;
        std::size_t read = 0, most = 0, unasked = 0;
        const std::size_t handles = openHandles();
        const auto pages = shop.asked([&](const CallInfo& call) {
            const bool asks = call.call == Call::Advise && call.flags == POSIX_FADV_WILLNEED;
            if (asks) asked.insert(shop.pathOf(call));
            if (call.call != Call::Read || shop.pathOf(call).empty()) return;
            ++read;
            if (!asked.contains(shop.pathOf(call))) ++unasked;
            most = std::max(most, asked.size() - read + 1);
        });
        QCOMPARE(pages.size(), std::size_t{200});
        QCOMPARE(unasked, std::size_t{0});
        QVERIFY2(most >= 8 && most <= 16, std::to_string(most).c_str());
        QCOMPARE(openHandles(), handles);
    }
    void ofALargeFileAllIsAskedForAndNoMore() {
        ColdShop shop(0);
        tree({file("large", 5_MiB + 100)}).materialise(shop.volumePath());
        bool grown = false;
        const auto pages = shop.asked([&](const CallInfo& call) {
            if (grown || call.call != Call::Read || shop.pathOf(call).empty()) return;
            grown = true; // since the plan
            std::ofstream(shop.volumePath("large"), std::ios::app) << std::string(3_MiB, 'x');
        });
        QVERIFY(grown);
        QCOMPARE(pages.size(), std::size_t{1});
        QCOMPARE(pages.at("large").size(), (5_MiB + 100 + pageSize() - 1) / pageSize());
        QCOMPARE(*pages.at("large").rbegin(), (5_MiB + 99) / pageSize());
    }
    void nothingIsAskedFor_data() {
        QTest::addColumn<bool>("warm");
        QTest::addColumn<bool>("linked");
        QTest::addColumn<bool>("yielding");
        QTest::newRow("that is in the page cache") << true << false << false;
        // The second name would find in the page cache what was asked for the first, and keep it there.
        QTest::newRow("that has two names") << false << true << false;
        // What the server loads meanwhile would be taken for what was asked for.
        QTest::newRow("while work gives way") << false << false << true;
    }
    void nothingIsAskedFor() {
        QFETCH(bool, warm);
        QFETCH(bool, linked);
        QFETCH(bool, yielding);
        ColdShop shop(linked ? 0 : 50);
        shop.cache.warm = warm;
        if (linked) {
            tree({file("a", 3000)}).materialise(shop.volumePath());
            std::filesystem::create_hard_link(shop.volumePath("a"), shop.volumePath("b"));
        }
        if (yielding) shop.load.setYielding(Yielding::Turn);
        QVERIFY(shop.asked().empty());
    }
    void thatThereAreNoHandlesLeftForItIsNoMatter() {
        ColdShop shop(1000);
        shop.options.workers = 4;
        {
            const FewDescriptors few(14); // some ten are the archive's and the workers' own
            (void)shop.asked();
        }
        QCOMPARE(allContents(**shop.open()).size(), std::size_t{1000});
    }
    // One that cannot be opened before its turn is opened in its turn: trouble that passes costs nothing.
    void whatCannotBeOpenedAheadIsOpenedInItsTurn() {
        ColdShop shop;
        int refused = 0;
        shop.cold.when([&](const CallInfo& call) {
            if (call.call != Call::Open || shop.pathOf(call) != ColdShop::nameOf(50) || refused > 0) return 0;
            ++refused;
            return EMFILE;
        });
        const auto made = shop.createCold();
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QCOMPARE(refused, 1);
        QVERIFY(made->warnings.empty());
        QCOMPARE(allContents(**shop.open()).at(ColdShop::nameOf(50)), readFile(shop.volumePath(ColdShop::nameOf(50))));
    }
    // What was opened before another took its name is the file that was planned.
    void whatIsReplacedMeanwhileIsStillRead() {
        ColdShop shop;
        const std::string name = ColdShop::nameOf(1); // the second that is read
        const std::string planned = readFile(shop.volumePath(name));
        bool replaced = false;
        shop.cold.when([&](const CallInfo& call) {
            if (replaced || call.call != Call::Read || shop.pathOf(call).empty()) return 0;
            replaced = true;
            writeFile(shop.temp.path("other"), std::string(3000, 'o'));
            std::filesystem::rename(shop.temp.path("other"), shop.volumePath(name));
            return 0;
        });
        const auto made = shop.createCold();
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY(replaced);
        QVERIFY(made->warnings.empty());
        QCOMPARE(allContents(**shop.open()).at(name), planned);
    }
    // Cancelled with files open ahead: all are closed.
    void aCancelLeavesNoneOpen() {
        ColdShop shop;
        const std::size_t handles = openHandles();
        shop.cold.when([&](const CallInfo& call) {
            if (call.call == Call::Read && !shop.pathOf(call).empty()) shop.stop.request_stop();
            return 0;
        });
        const auto made = shop.createCold();
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::Cancelled);
        QCOMPARE(openHandles(), handles);
        QVERIFY(shop.nothingIsLeft());
    }
    // So many threads as there are workers: none that only waits for others.
    void threadsAreTheWorkers_data() {
        QTest::addColumn<unsigned>("workers");
        QTest::newRow("one") << 1U;
        QTest::newRow("three") << 3U;
    }
    void threadsAreTheWorkers() {
        QFETCH(unsigned, workers);
        ColdShop shop(2000);
        shop.options.workers = workers;
        std::mutex mutex;
        std::set<std::thread::id> seen;
        shop.cold.when([&](const CallInfo& call) {
            if (call.call != Call::Read || shop.pathOf(call).empty()) return 0;
            const std::lock_guard lock(mutex);
            seen.insert(std::this_thread::get_id());
            return 0;
        });
        const auto made = shop.createCold();
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY2(!seen.empty() && seen.size() <= workers, std::to_string(seen.size()).c_str());
        if (workers == 1) QVERIFY(seen.contains(std::this_thread::get_id())); // the caller's own
    }
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "test_read_ahead.moc"
