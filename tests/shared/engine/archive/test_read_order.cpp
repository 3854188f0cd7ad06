// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/index_source.h"
#include "tests/shared/engine/archive/create_helper.h"

#include <QTest>

#include <atomic>

using namespace alula;
using namespace alula::test;

namespace {

constexpr std::uint64_t kFar = 4_MiB; // of blocks of one

// A source that counts the reads of it that began far before the foremost one.
class Watched final : public ByteSource {
public:
    Watched(std::shared_ptr<ByteSource> source, bool inOrder) : m_source(std::move(source)), m_inOrder(inOrder) {}
    std::uint64_t size() const override { return m_source->size(); }
    std::string describe() const override { return m_source->describe(); }
    bool wantsOrder() const override { return m_inOrder; }
    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override {
        if (offset < m_end) {
            const std::lock_guard lock(m_mutex);
            m_foremost = std::max(m_foremost, offset);
            if (m_foremost - offset > kFar) ++farBack;
        }
        return m_source->read(into, offset);
    }
    // From now on, and of what lies before `end`: the index is read when something of it is wanted.
    void watch(std::uint64_t end) { m_end = end; }
    std::size_t farBack = 0;

private:
    const std::shared_ptr<ByteSource> m_source;
    const bool m_inOrder;
    std::mutex m_mutex;
    std::uint64_t m_foremost = 0; // guarded by m_mutex
    std::atomic<std::uint64_t> m_end = 0;
};

} // namespace

class TestReadOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Where restores would read in several places at once, what comes over a network is read from front to back.
    void aSourceThatWantsOrderIsReadInOrder_data() {
        QTest::addColumn<bool>("inOrder");
        QTest::newRow("over a network") << true;
        QTest::newRow("on this disk") << false; // without this row the other would show nothing
    }
    void aSourceThatWantsOrderIsReadInOrder() {
        QFETCH(bool, inOrder);
        Workshop shop;
        Tree items;
        for (int i = 0; i < 100; ++i) items.add(file("f" + std::to_string(1000 + i), 1_MiB));
        items.materialise(shop.volumePath());
        shop.options.compression = Compression::None;
        QVERIFY(shop.create());
        const auto source = std::make_shared<Watched>(*shop.store.open(shop.options.server, shop.options.backup), inOrder);
        const auto archive = openAlulaArchive(source);
        QVERIFY(archive);
        auto entries = allEntries(**archive);
        std::erase_if(entries, [](const ArchiveEntry& entry) { return entry.info.type != EntryType::File; });
        const auto footer = readFooter(*source);
        QVERIFY(footer);
        source->watch(footer->indexOffset);
        ContentsInMemory contents;
        QVERIFY((*archive)->extract(entries, contents, {.workers = 2, .spread = true}, shop.progress, {}));
        QCOMPARE(contents.files.size(), std::size_t{100});
        // Two workers: one may be held up by the machine now and then while the other goes on, but not all the time.
        constexpr std::size_t kNowAndThen = 10;
        const QByteArray count = QByteArray::number(static_cast<qulonglong>(source->farBack));
        if (inOrder) QVERIFY2(source->farBack <= kNowAndThen, count.constData());
        else QVERIFY2(source->farBack > kNowAndThen, count.constData());
    }
};

QTEST_GUILESS_MAIN(TestReadOrder)
#include "test_read_order.moc"
