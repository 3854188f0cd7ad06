// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/open_handles.h"

#include <QTest>

#include <fcntl.h>
#include <set>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

// A disk of whose files none is in the page cache, as far as anybody can tell.
class ColdCache final : public CacheCalls {
public:
    Result<std::uint64_t> cachedPages(int) override { return 0; }
    Result<std::vector<bool>> inCache(int, std::uint64_t, std::uint64_t length) override {
        return std::vector<bool>((length + pageSize() - 1) / pageSize(), false);
    }
};

// A volume of many small files on such a disk.
class ColdShop : public Workshop {
public:
    explicit ColdShop(int number = 200) {
        Tree items;
        for (int i = 0; i < number; ++i) items.add(file(nameOf(i), 3000));
        items.materialise(volumePath());
        options.workers = 1;
    }
    static std::string nameOf(int i) { return "f" + std::to_string(1000 + i); }
    std::string pathOf(const CallInfo& call) const { // below the volume, of a file in it; "": another
        const std::string path = resolvedPath(call.directory, call.name);
        return path.starts_with(volumePath() + "/f") ? path.substr(volumePath().size() + 1) : "";
    }
    Result<CreateSummary> createCold() {
        ALULA_ASSIGN(const Volume volume, Volume::open(cold.files(), volumePath()));
        return createArchive({volume, store, clock, load}, options, {}, progress, stop.get_token());
    }

    ColdCache cache;
    FaultyFiles cold{{systemFiles().names, systemFiles().files, systemFiles().attributes, cache}};
};

} // namespace

// Small files that lie cold on a disk are asked of it many at a time: one by one, a backup would wait for each.
class TestReadAhead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyAreOnTheirWayWhileOneIsRead() {
        ColdShop shop;
        std::set<std::string> asked;
        std::size_t read = 0, most = 0, unasked = 0;
        shop.cold.when([&](const CallInfo& call) {
            const bool asks = call.call == Call::Advise && call.flags == POSIX_FADV_WILLNEED;
            if (!asks && call.call != Call::Read) return 0;
            const std::string path = shop.pathOf(call);
            if (path.empty()) return 0;
            if (asks) asked.insert(path);
            else ++read;
            if (!asks && !asked.contains(path)) ++unasked;
            most = std::max(most, asked.size() - std::min(asked.size(), read));
            return 0;
        });
        const std::size_t handles = openHandles();
        const auto made = shop.createCold();
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QCOMPARE(asked.size(), std::size_t{200});
        QCOMPARE(unasked, std::size_t{0});
        QVERIFY2(most >= 10 && most <= 32, std::to_string(most).c_str());
        QCOMPARE(openHandles(), handles);
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
        const auto note = [&](const CallInfo& call) {
            if (call.call != Call::Read && call.call != Call::Write) return 0;
            const std::lock_guard lock(mutex);
            seen.insert(std::this_thread::get_id());
            return 0;
        };
        shop.cold.when(note);
        shop.files.when(note);
        const auto made = shop.createCold();
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY(seen.contains(std::this_thread::get_id()));
        QVERIFY2(seen.size() <= workers, std::to_string(seen.size()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "test_read_ahead.moc"
