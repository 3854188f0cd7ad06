// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/create_helper.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

Q_DECLARE_METATYPE(alula::test::Tree)
Q_DECLARE_METATYPE(alula::Compression)

namespace {

// Passes everything on to a real store's sink, and keeps what was told beforehand.
class Expecting final : public ArchiveSink {
public:
    Expecting(std::unique_ptr<ArchiveSink> sink, std::vector<std::uint64_t>& told, bool paces)
        : m_sink(std::move(sink)), m_told(told), m_paces(paces) {}
    Result<void> expect(std::uint64_t atMost, std::stop_token) override {
        m_told.push_back(atMost);
        return {};
    }
    bool pacesItself() const override { return m_paces; }
    Result<void> write(ByteSpan bytes, std::uint64_t offset) override { return m_sink->write(bytes, offset); }
    Result<void> publish(const std::function<Result<void>()>& ready) override { return m_sink->publish(ready); }

private:
    std::unique_ptr<ArchiveSink> m_sink;
    std::vector<std::uint64_t>& m_told;
    const bool m_paces;
};

class ExpectingTarget final : public ArchiveTarget {
public:
    explicit ExpectingTarget(ArchiveTarget& store) : m_store(store) {}
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override {
        ALULA_ASSIGN(auto sink, m_store.create(server, backup));
        return std::make_unique<Expecting>(std::move(sink), told, paces);
    }
    std::vector<std::uint64_t> told;
    bool paces = false;

private:
    ArchiveTarget& m_store;
};

Result<CreateSummary> createInto(ExpectingTarget& target, Workshop& shop) {
    ALULA_ASSIGN(const Volume volume, Volume::open(shop.files.files(), shop.volumePath()));
    return createArchive({volume, target, shop.clock, shop.load}, shop.options, {}, shop.progress, {});
}

std::vector<Item> manyFiles(std::size_t count, std::size_t nameLength, std::uint64_t size) {
    std::vector<Item> items;
    for (std::size_t i = 0; i < count; ++i) {
        // Names that zstd saves little of.
        auto name = hex(asBytes(pseudoRandom(i, nameLength / 2)));
        items.push_back(file("d" + std::to_string(i % 97) + "/" + name, size).seed(i));
    }
    return items;
}

} // namespace

class TestSizeBound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noArchiveIsLarger_data();
    void noArchiveIsLarger();
    void theWriteLimitIsTakenOnce_data();
    void theWriteLimitIsTakenOnce();
    void theIndexIsHandedOver();
    void anIndexThatCannotBeKeptEndsTheBackup();
};

void TestSizeBound::noArchiveIsLarger_data() {
    QTest::addColumn<Tree>("tree");
    QTest::addColumn<Compression>("compression");
    const auto rows = [](const std::string& what, const Tree& made) {
        QTest::newRow((what + ", stored").c_str()) << made << Compression::None;
        QTest::newRow((what + ", fast").c_str()) << made << Compression::BestSpeed;
        QTest::newRow((what + ", good").c_str()) << made << Compression::Good;
    };
    rows("an empty volume", tree({}));
    rows("incompressible", tree({file("noise", 9_MiB + 333), file("more/noise", 700_KiB)}));
    rows("6,000 tiny files", Tree(manyFiles(6'000, 32, 9)));
    rows("long names", Tree(manyFiles(1'000, 250, 0)));
    std::vector<Item> deep;
    std::string path = "root";
    for (int i = 0; i < 60; ++i) {
        path += "/" + hex(asBytes(pseudoRandom(static_cast<std::uint64_t>(i), 30)));
        if (path.size() > 3900) break;
        deep.push_back(file(path + "/f", 3).seed(static_cast<std::uint64_t>(i)));
    }
    rows("deep paths", Tree(deep));
    std::vector<Item> labelled;
    for (std::uint64_t i = 0; i < 500; ++i)
        labelled.push_back(file("l" + std::to_string(i), 1).attribute("user.label", pseudoRandom(i, 2000)));
    rows("attributes", Tree(labelled));
    std::vector<Item> skipped;
    for (int i = 0; i < 2000; ++i) skipped.push_back(fifo("pipe" + std::to_string(i)));
    rows("warnings", Tree(skipped));
}

void TestSizeBound::noArchiveIsLarger() {
    QFETCH(Tree, tree);
    QFETCH(Compression, compression);
    Workshop shop;
    tree.materialise(shop.volumePath());
    shop.options.compression = compression;
    shop.options.ignoreText = std::string(3000, '#');
    ExpectingTarget target(shop.store);
    const auto made = createInto(target, shop);
    QVERIFY2(made, made ? "" : made.error().toString().c_str());
    QCOMPARE(target.told.size(), std::size_t{1});
    QVERIFY2(made->size <= target.told[0], (std::to_string(made->size) + " > " + std::to_string(target.told[0])).c_str());
    // And not so far off that the panel is asked for a wild number of urls.
    const std::uint64_t entries = made->files + made->directories + 2001;
    QVERIFY2(target.told[0] <= made->contentBytes + entries * 9'000 + 1_MiB, std::to_string(target.told[0]).c_str());
}

void TestSizeBound::theWriteLimitIsTakenOnce_data() {
    QTest::addColumn<bool>("paces");
    QTest::newRow("the writer") << false;
    QTest::newRow("the sink itself") << true;
}

void TestSizeBound::theWriteLimitIsTakenOnce() {
    QFETCH(bool, paces);
    Workshop shop;
    tree({file("noise", 3_MiB)}).materialise(shop.volumePath());
    shop.load.write.setLimit(1_MiB);
    ExpectingTarget target(shop.store);
    target.paces = paces;
    const auto begun = shop.clock.steady();
    QVERIFY(createInto(target, shop).has_value());
    const auto took = shop.clock.steady() - begun;
    if (paces) QVERIFY(took < std::chrono::milliseconds(100));
    else QVERIFY(took > std::chrono::milliseconds(2900));
}

void TestSizeBound::theIndexIsHandedOver() {
    Workshop shop;
    tree({file("a", 3), file("b/c", 700_KiB)}).materialise(shop.volumePath());
    std::string kept;
    shop.options.keepIndex = [&kept](ByteSpan index) -> Result<void> {
        kept = asText(index);
        return {};
    };
    QVERIFY(shop.create().has_value());
    const auto reader = IndexReader::open(memorySource(kept, "kept"));
    QVERIFY(reader.has_value());
    const auto archive = shop.open();
    QVERIFY(archive.has_value());
    QCOMPARE((*reader)->entryCount(), (*archive)->index().entryCount());
    QVERIFY((*reader)->find("b/c")->has_value());
}

void TestSizeBound::anIndexThatCannotBeKeptEndsTheBackup() {
    Workshop shop;
    tree({file("a", 3)}).materialise(shop.volumePath());
    shop.options.keepIndex = [](ByteSpan) -> Result<void> { return fail(ErrorCode::NoSpace, "no room for the index"); };
    const auto made = shop.create();
    QVERIFY(!made);
    QCOMPARE(made.error().code(), ErrorCode::NoSpace);
    QVERIFY(shop.nothingIsLeft());
}

QTEST_GUILESS_MAIN(TestSizeBound)
#include "test_size_bound.moc"
