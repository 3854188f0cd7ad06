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
    Watching(std::unique_ptr<ArchiveSink> sink, Seen& seen) : m_sink(std::move(sink)), m_seen(seen) {}
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
    std::atomic<int> m_inside{0};
    std::atomic<std::uint64_t> m_end{0};
};

class WatchingTarget final : public ArchiveTarget {
public:
    explicit WatchingTarget(ArchiveTarget& store) : m_store(store) {}
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override {
        ALULA_ASSIGN(auto sink, m_store.create(server, backup));
        return std::make_unique<Watching>(std::move(sink), seen);
    }
    Watching::Seen seen;

private:
    ArchiveTarget& m_store;
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
    WatchingTarget target(shop.store);
    Tree tree;
    for (int i = 0; i < 120; ++i) tree.add(file("f" + std::to_string(i), 300'000));
    tree.materialise(shop.volumePath());
    shop.options.workers = 4;
    const auto volume = Volume::open(shop.files.files(), shop.volumePath());
    QVERIFY(volume);
    const auto made = createArchive({*volume, target, shop.clock, shop.load}, shop.options, {}, shop.progress, {});
    QVERIFY2(made, made ? "" : made.error().toString().c_str());
    QVERIFY(target.seen.writes > 30);
    QVERIFY(!target.seen.together);
    QVERIFY(!target.seen.outOfOrder);
    const auto archive = shop.open();
    QVERIFY(archive);
    QCOMPARE(QString::fromStdString(damageOf(**archive)), QString());
}

QTEST_GUILESS_MAIN(TestWriteOrder)
#include "test_write_order.moc"
