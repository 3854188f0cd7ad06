// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

// Passes everything on to a real store's sink, slowly, and notes how its write() is called.
class Watching final : public ArchiveSink {
public:
    struct Seen {
        std::atomic<bool> outOfOrder{false}, together{false};
        std::atomic<std::uint64_t> writes{0};
    };
    Watching(std::unique_ptr<ArchiveSink> sink, Seen& seen, bool inOrder)
        : m_sink(std::move(sink)), m_seen(seen), m_inOrder(inOrder) {}
    bool inOrder() const override { return m_inOrder; }
    Result<void> write(ByteSpan bytes, std::uint64_t offset) override {
        if (m_inside.fetch_add(1) > 0) m_seen.together = true;
        if (m_end.exchange(offset + bytes.size()) != offset) m_seen.outOfOrder = true;
        // Every third one takes long: others come to overtake it.
        if (m_seen.writes++ % 3 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
        auto written = m_sink->write(bytes, offset);
        --m_inside;
        return written;
    }
    Result<void> publish(const std::function<Result<void>()>& ready) override { return m_sink->publish(ready); }

private:
    std::unique_ptr<ArchiveSink> m_sink;
    Seen& m_seen;
    const bool m_inOrder;
    std::atomic<int> m_inside{0};
    std::atomic<std::uint64_t> m_end{0};
};

class WatchingTarget final : public ArchiveTarget {
public:
    WatchingTarget(ArchiveTarget& store, bool inOrder) : m_store(store), m_inOrder(inOrder) {}
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override {
        ALULA_ASSIGN(auto sink, m_store.create(server, backup));
        return std::make_unique<Watching>(std::move(sink), seen, m_inOrder);
    }
    Watching::Seen seen;

private:
    ArchiveTarget& m_store;
    const bool m_inOrder;
};

} // namespace

class TestWriteOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // An upload cannot go back: whoever says so gets one write after the other, from the first byte to the last.
    void aSinkInOrderIsWrittenInOrder();
    // Which the others are not: without this the test above would show nothing.
    void othersAreWrittenBySeveralAtOnce();

private:
    static void create(WatchingTarget& target, Workshop& shop);
};

void TestWriteOrder::create(WatchingTarget& target, Workshop& shop) {
    Tree tree;
    for (int i = 0; i < 120; ++i) tree.add(file("f" + std::to_string(i), 300'000));
    tree.materialise(shop.volumePath());
    shop.options.workers = 4;
    const auto volume = Volume::open(shop.files.files(), shop.volumePath());
    QVERIFY(volume);
    const auto made = createArchive({*volume, target, shop.clock, shop.load}, shop.options, {}, shop.progress, {});
    QVERIFY2(made, made ? "" : made.error().toString().c_str());
    QVERIFY(target.seen.writes > 30);
}

void TestWriteOrder::aSinkInOrderIsWrittenInOrder() {
    Workshop shop;
    WatchingTarget target(shop.store, true);
    create(target, shop);
    QVERIFY(!target.seen.together);
    QVERIFY(!target.seen.outOfOrder);
    const auto archive = shop.open();
    QVERIFY(archive);
    QCOMPARE(QString::fromStdString(damageOf(**archive)), QString());
}

void TestWriteOrder::othersAreWrittenBySeveralAtOnce() {
    Workshop shop;
    WatchingTarget target(shop.store, false);
    create(target, shop);
    QVERIFY(target.seen.together);
}

QTEST_GUILESS_MAIN(TestWriteOrder)
#include "test_write_order.moc"
