// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <optional>
#include <thread>

using namespace alula;
using namespace alula::test;

// createArchive() that fails or is cancelled, at any place: nothing is left, and nothing that was there is touched.
class TestCreateFailures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noDescriptorsLeftIsAFailure() {
        Workshop shop;
        tree({file("a", 100), file("b", 100)}).materialise(shop.volumePath());
        shop.files.when([](const CallInfo& call) {
            return call.call == Call::Open && call.name.ends_with("b") && call.name.size() == 1 ? EMFILE : 0;
        });
        QVERIFY(!shop.create());
        QVERIFY(shop.nothingIsLeft());
    }

    // Everything that changes the disk is the store's: whichever of it fails, the backup fails and leaves nothing.
    void aFailedChangeLeavesNothing_data() {
        QTest::addColumn<int>("errnum");
        QTest::newRow("ENOSPC") << ENOSPC;
        QTest::newRow("EIO") << EIO;
    }
    void aFailedChangeLeavesNothing() {
        QFETCH(int, errnum);
        std::uint64_t failures = 0;
        for (std::uint64_t n = 1; failures == n - 1; ++n) {
            Workshop shop;
            tree({file("a", 2_MiB), file("b", 100)}).materialise(shop.volumePath());
            shop.files.failMutation(n, errnum);
            const auto summary = shop.create();
            if (shop.files.failures() == 0) {
                QVERIFY(summary);
                break;
            }
            ++failures;
            QVERIFY2(!summary, qPrintable(QString::number(n)));
            if (errnum == ENOSPC) QCOMPARE(summary.error().code(), ErrorCode::NoSpace);
            QVERIFY2(shop.nothingIsLeft(), qPrintable(QString::number(n)));
        }
        QVERIFY(failures >= 6);
    }

    void aFailedSyncOrReadyLeavesNothing() {
        for (const int n : {1, 2}) {
            Workshop shop;
            tree({file("a", 100)}).materialise(shop.volumePath());
            shop.files.failCall(static_cast<std::uint64_t>(n), EIO, Call::Sync);
            QVERIFY(!shop.create());
            QVERIFY(shop.nothingIsLeft());
        }
        Workshop shop;
        tree({file("a", 100)}).materialise(shop.volumePath());
        const auto summary =
            shop.create([](const CreateSummary&) { return Result<void>(fail(ErrorCode::Conflict, "the catalog says no")); });
        QVERIFY(!summary);
        QCOMPARE(summary.error().code(), ErrorCode::Conflict);
        QVERIFY(shop.nothingIsLeft());
    }

    void anArchiveThatIsThereIsKept() {
        Workshop shop;
        tree({file("a", 100)}).materialise(shop.volumePath());
        QVERIFY(shop.create());
        const std::string bytes = readFile(shop.archivePath());
        auto again = shop.create();
        QVERIFY(!again);
        QCOMPARE(again.error().code(), ErrorCode::AlreadyExists);
        QVERIFY(shop.store.remove(shop.options.server, shop.options.backup));
        // Appears in the last moment.
        again = shop.create([&](const CreateSummary&) -> Result<void> {
            writeFile(shop.archivePath(), "somebody else's");
            return {};
        });
        QVERIFY(!again);
        QCOMPARE(again.error().code(), ErrorCode::AlreadyExists);
        QCOMPARE(readFile(shop.archivePath()), std::string("somebody else's"));
    }

    // The token is stopped at the nth call to the files, for every n: cancelled, and nothing is left. After `ready` it is too
    // late.
    void cancelledAnywhereLeavesNothing() {
        std::uint64_t cancelledRuns = 0;
        for (std::uint64_t n = 1;; ++n) {
            Workshop shop;
            tree({dir("d", {file("a", 2_MiB), file("b", 100)}), file("c", 100'000)}).materialise(shop.volumePath());
            std::atomic<std::uint64_t> calls = 0;
            shop.files.when([&](const CallInfo&) {
                if (++calls == n) shop.stop.request_stop();
                return 0;
            });
            const auto summary = shop.create();
            if (summary) {
                QVERIFY(calls >= n || n > 40);
                break;
            }
            QCOMPARE(summary.error().code(), ErrorCode::Cancelled);
            QVERIFY2(shop.nothingIsLeft(), qPrintable(QString::number(n)));
            ++cancelledRuns;
        }
        QVERIFY2(cancelledRuns > 20, qPrintable(QString::number(cancelledRuns)));
    }

    void cancelledWhilePausedOrSlow_data() {
        QTest::addColumn<bool>("paused");
        QTest::newRow("paused") << true;
        QTest::newRow("slow") << false;
    }
    void cancelledWhilePausedOrSlow() {
        QFETCH(bool, paused);
        Workshop shop;
        tree({file("a", 4_MiB), file("b", 4_MiB)}).materialise(shop.volumePath());
        FakeClock clock; // nobody moves it: a limited reader waits for ever
        LoadControl load(clock);
        const auto volume = Volume::open(shop.files.files(), shop.volumePath());
        load.setPaused(paused);
        if (!paused) load.read.setLimit(1000);
        std::optional<Result<CreateSummary>> summary;
        {
            const std::jthread thread([&] {
                summary =
                    createArchive({*volume, shop.store, clock, load}, shop.options, {}, shop.progress, shop.stop.get_token());
            });
            if (!paused) QVERIFY(clock.waitForSleep(1));
            shop.stop.request_stop();
        }
        QVERIFY(!*summary);
        QCOMPARE(summary->error().code(), ErrorCode::Cancelled);
        QVERIFY(shop.nothingIsLeft());
    }
};

QTEST_APPLESS_MAIN(TestCreateFailures)
#include "test_create_failures.moc"
