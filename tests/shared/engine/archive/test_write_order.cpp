// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

constexpr unsigned kWorkers = 4;
constexpr std::uint64_t kHeldBlocks = 2 * kWorkers + 2; // block_pipeline.h

// Passes everything on to a real store's sink, and notes how its write() is called. The first one lasts until no more blocks can be built: so
// long others could overtake it.
class Watching final : public ArchiveSink {
public:
    struct Seen {
        std::atomic<bool> outOfOrder{false}, together{false}, allWereBuilt{false};
        std::atomic<std::uint64_t> writes{0};
    };
    Watching(std::unique_ptr<ArchiveSink> sink, Seen& seen, const ProgressSink& progress)
        : m_sink(std::move(sink)), m_seen(seen), m_progress(progress) {}
    Result<void> write(ByteSpan bytes, std::uint64_t offset) override {
        if (m_inside.fetch_add(1) > 0) m_seen.together = true;
        if (m_end.exchange(offset + bytes.size()) != offset) m_seen.outOfOrder = true;
        if (m_seen.writes++ == 0) m_seen.allWereBuilt = waitForBlocks();
        auto written = m_sink->write(bytes, offset);
        --m_inside;
        return written;
    }
    Result<void> publish(const std::function<Result<void>()>& ready) override { return m_sink->publish(ready); }

private:
    // Each is a file's.
    bool waitForBlocks() const {
        for (int i = 0; i < 10'000 && m_progress.filesDone < kHeldBlocks; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return m_progress.filesDone == kHeldBlocks;
    }

    std::unique_ptr<ArchiveSink> m_sink;
    Seen& m_seen;
    const ProgressSink& m_progress;
    std::atomic<int> m_inside{0};
    std::atomic<std::uint64_t> m_end{0};
};

class WatchingTarget final : public ArchiveTarget {
public:
    WatchingTarget(ArchiveTarget& store, const ProgressSink& progress) : m_store(store), m_progress(progress) {}
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override {
        ALULA_ASSIGN(auto sink, m_store.create(server, backup));
        return std::make_unique<Watching>(std::move(sink), seen, m_progress);
    }
    Watching::Seen seen;

private:
    ArchiveTarget& m_store;
    const ProgressSink& m_progress;
};

} // namespace

class TestWriteOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // An upload cannot go back: one write after the other, from the first byte to the last.
    void isFromTheFirstByteToTheLast();
};

void TestWriteOrder::isFromTheFirstByteToTheLast() {
    Workshop shop;
    WatchingTarget target(shop.store, shop.progress);
    Tree tree;
    for (int i = 0; i < 40; ++i) tree.add(file("f" + std::to_string(i), 600'000));
    tree.materialise(shop.volumePath());
    shop.options.workers = kWorkers;
    const auto volume = Volume::open(shop.files.files(), shop.volumePath());
    QVERIFY(volume);
    const auto made = createArchive({*volume, target, shop.clock, shop.load}, shop.options, {}, shop.progress, {});
    QVERIFY2(made, made ? "" : made.error().toString().c_str());
    QVERIFY(target.seen.writes > 40);
    QVERIFY(target.seen.allWereBuilt);
    QVERIFY(!target.seen.together);
    QVERIFY(!target.seen.outOfOrder);
    const auto archive = shop.open();
    QVERIFY(archive);
    QCOMPARE(QString::fromStdString(damageOf(**archive)), QString());
}

QTEST_GUILESS_MAIN(TestWriteOrder)
#include "test_write_order.moc"
