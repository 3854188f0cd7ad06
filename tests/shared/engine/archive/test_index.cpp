// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

using namespace alula;

namespace {

bool before(const ArchiveEntry& a, const ArchiveEntry& b) {
    const int parents = comparePaths(parentOf(a.path), parentOf(b.path));
    return parents != 0 ? parents < 0 : nameOf(a.path) < nameOf(b.path);
}

bool same(const ArchiveEntry& a, const ArchiveEntry& b) {
    return a.path == b.path && a.info == b.info && a.streamOffset == b.streamOffset && a.crc64 == b.crc64 &&
           a.subtreeFiles == b.subtreeFiles && a.subtreeBytes == b.subtreeBytes && a.flags == b.flags &&
           a.linkGroup == b.linkGroup && a.linkTarget == b.linkTarget && a.attributes == b.attributes;
}

ArchiveEntry entry(std::string path, EntryType type, std::uint64_t n) {
    ArchiveEntry e;
    e.path = std::move(path);
    e.info = {.type = type,
              .mode = 0644,
              .uid = 1000,
              .gid = static_cast<std::uint32_t>(n),
              .size = type == EntryType::File ? n : 0,
              .mtimeNs = -static_cast<std::int64_t>(n),
              .ctimeNs = 7,
              .inode = n * 3};
    e.streamOffset = n * 512;
    e.crc64 = n * 0x9e3779b97f4a7c15;
    if (type == EntryType::Symlink) e.linkTarget = "../target/" + std::to_string(n);
    if (n % 17 == 0) e.attributes = {{"user.note", std::string("a\0b", 3)}, {"user.empty", ""}};
    return e;
}

// `count` entries in index order, the root among them, in directories of all shapes.
std::vector<ArchiveEntry> manyEntries(std::size_t count) {
    std::vector<ArchiveEntry> all;
    if (count > 0) all.push_back(entry("", EntryType::Directory, 0));
    for (std::size_t d = 0; all.size() < count; ++d) {
        const std::string deep = "d" + std::to_string(d % 50);
        const std::string directory = d < 50 ? deep : deep + "/s" + std::to_string(d) + (d % 2 ? "" : ".x");
        all.push_back(entry(directory, EntryType::Directory, d));
        for (std::size_t f = 0; f < d % 90 && all.size() < count; ++f)
            all.push_back(
                entry(directory + "/f" + std::to_string(f * 7919 % 1000), f % 13 ? EntryType::File : EntryType::Symlink, f));
    }
    std::ranges::sort(all, before);
    return all;
}

ArchiveHeader sampleHeader() {
    ArchiveHeader header;
    header.writer = "test";
    header.server = *ServerId::parse("11111111-2222-3333-4444-555555555555");
    header.backup = *BackupId::parse("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    header.planTime = {1};
    header.started = {2};
    header.ended = {3};
    header.ignoreText = "*.log\n";
    header.compression = Compression::Good;
    header.tarEntries = TarEntries::Wings;
    header.volumeId = 42;
    header.streamBytes = 1'000'000;
    header.generation = 29;
    header.boot = 0xfedcba9876543210;
    header.warnings = {{WarningKind::Shrank, "a/b", "it shrank"}, {WarningKind::Damaged, "\xff", ""}};
    return header;
}

std::string encode(const std::vector<ArchiveEntry>& entries, const std::vector<ArchiveBlock>& blocks = {},
                   const ArchiveHeader& header = sampleHeader()) {
    IndexWriter writer;
    for (const auto& e : entries)
        if (!writer.add(e)) return {};
    for (const auto& block : blocks)
        if (!writer.addBlock(block)) return {};
    return writer.finish(header).value_or("");
}

std::vector<ArchiveBlock> manyBlocks(std::size_t count) {
    std::vector<ArchiveBlock> blocks;
    std::uint64_t offset = 0, stream = 0;
    for (std::size_t i = 0; i < count; ++i) {
        ArchiveBlock block;
        block.offset = offset;
        block.length = 100 + i % 1000;
        block.streamOffset = stream;
        block.streamLength = 512 + i % 5000;
        block.fingerprint = {i, ~i};
        block.hash = i * 31;
        block.times = i * 37;
        if (i % 3 != 0) block.sha1.words = {static_cast<std::uint32_t>(i), 2, 3, 4, ~static_cast<std::uint32_t>(i)};
        for (std::size_t p = 0; p < i % 40; ++p) block.pieceCrcs.push_back(i * p);
        offset += block.length;
        stream += block.streamLength;
        blocks.push_back(block);
    }
    return blocks;
}

// Counts the bytes that a reader asks for.
class CountingSource final : public ByteSource {
public:
    explicit CountingSource(std::string bytes) : m_bytes(memorySource(std::move(bytes), "counted")) {}
    std::uint64_t size() const override { return m_bytes->size(); }
    std::string describe() const override { return "counted"; }
    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override {
        asked += into.size();
        return m_bytes->read(into, offset);
    }
    std::atomic<std::uint64_t> asked{0};

private:
    std::shared_ptr<ByteSource> m_bytes;
};

std::unique_ptr<IndexReader> open(std::string bytes) {
    auto reader = IndexReader::open(memorySource(std::move(bytes), "index"));
    return reader ? std::move(*reader) : nullptr;
}

// Uses everything that a reader offers; true when nothing complained.
bool readWhole(const std::string& bytes, std::vector<ArchiveEntry>& entries, std::vector<ArchiveBlock>& blocks) {
    const auto reader = IndexReader::open(memorySource(bytes, "index"));
    if (!reader) return false;
    const auto all = (*reader)->forEach([&](const ArchiveEntry& e) -> Result<bool> {
        entries.push_back(e);
        return true;
    });
    const auto table = (*reader)->blocks();
    if (table) blocks = *table;
    const bool listed = (*reader)->list("", "", 100).has_value();
    return all && table && listed && (*reader)->find("d1/f0").has_value();
}

} // namespace

class TestIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void headerComesBack();
    void blocksComeBack();
    void blocksBehindTheFileAreRefusedAtOnce();
    void listsLikeAReference();
    void forEachBelowLikeAReference();
    void browsingReadsLittle();
    void siblingsOfAPrefixAreNotBelow();
    void refusesDisorder_data();
    void refusesDisorder();
    void keepsTenThousandWarnings();
    void largeAttributesStayWithinAPage();
    void anyFlippedBitIsFound();
    void shortenedOrGarbageIsCorrupt();
    void threadsShareAReader();
};

void TestIndex::comesBackAsItWas_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 4096, 4097, 100'000}) QTest::addRow("%d", count) << count;
}

void TestIndex::comesBackAsItWas() {
    QFETCH(int, count);
    const auto entries = manyEntries(static_cast<std::size_t>(count));
    const auto reader = open(encode(entries));
    QVERIFY(reader);
    QCOMPARE(reader->entryCount(), entries.size());
    std::size_t i = 0;
    QVERIFY(reader->forEach([&](const ArchiveEntry& e) -> Result<bool> { return same(e, entries.at(i)) && ++i > 0; }));
    QCOMPARE(i, entries.size());
    for (std::size_t n = 0; n < entries.size(); n += 1 + entries.size() / 500) {
        const auto found = reader->find(entries[n].path);
        QVERIFY(found && *found);
        QVERIFY(same(**found, entries[n]));
    }
    const auto missing = reader->find("d1/there is no such name");
    QVERIFY(missing && !*missing);
}

void TestIndex::headerComesBack() {
    const auto reader = open(encode(manyEntries(10)));
    QVERIFY(reader);
    const ArchiveHeader expected = sampleHeader();
    const ArchiveHeader& header = reader->header();
    QVERIFY(header.server == expected.server && header.backup == expected.backup);
    QCOMPARE(header.ignoreText, expected.ignoreText);
    QCOMPARE(header.generation, expected.generation);
    QCOMPARE(header.boot, expected.boot);
    QCOMPARE(header.ended.ns, expected.ended.ns);
    QCOMPARE(header.volumeId, expected.volumeId);
    QVERIFY(header.compression == expected.compression && header.tarEntries == expected.tarEntries);
    QCOMPARE(header.warnings.size(), std::size_t{2});
    QCOMPARE(header.warnings[1].path, std::string("\xff"));
    QVERIFY(header.warnings[0].kind == WarningKind::Shrank);
}

void TestIndex::blocksComeBack() {
    const auto blocks = manyBlocks(10'000);
    const auto reader = open(encode(manyEntries(3), blocks));
    QVERIFY(reader);
    const auto read = reader->blocks();
    QVERIFY(read);
    QCOMPARE(read->size(), blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        QCOMPARE((*read)[i].offset, blocks[i].offset);
        QCOMPARE((*read)[i].streamLength, blocks[i].streamLength);
        QVERIFY((*read)[i].fingerprint == blocks[i].fingerprint);
        QCOMPARE((*read)[i].times, blocks[i].times);
        QVERIFY((*read)[i].sha1 == blocks[i].sha1);
        QVERIFY((*read)[i].pieceCrcs == blocks[i].pieceCrcs);
    }
}

// A hostile index may name 2^32 blocks in a small file: it is not read on to be refused at the end.
void TestIndex::blocksBehindTheFileAreRefusedAtOnce() {
    const auto blocks = manyBlocks(50'000);
    const auto source = std::make_shared<CountingSource>(encode(manyEntries(3), blocks));
    const auto reader = IndexReader::open(source);
    QVERIFY(reader);
    const auto before = source->asked.load();
    const auto end = blocks[10].offset + blocks[10].length;
    const auto read = (*reader)->blocks(end - 1);
    QVERIFY(!read);
    QCOMPARE(read.error().code(), ErrorCode::Corrupt);
    QVERIFY2(source->asked - before < source->size() / 8, qPrintable(QString::number(source->asked - before)));
    QCOMPARE((*reader)->blocks(blocks.back().offset + blocks.back().length)->size(), blocks.size());
    QVERIFY(!(*reader)->blocks(0));
}

void TestIndex::listsLikeAReference() {
    const auto entries = manyEntries(20'000);
    const auto reader = open(encode(entries));
    QVERIFY(reader);
    for (const std::string directory : {"", "d0", "d7", "d49", "d49/s149", "d0/s100.x"}) {
        std::vector<std::string> expected, listed;
        for (const auto& e : entries)
            if (!e.path.empty() && parentOf(e.path) == directory) expected.push_back(e.path);
        for (std::string after;;) {
            const auto page = reader->list(directory, after, 7);
            QVERIFY(page);
            QVERIFY(page->entries.size() <= 7);
            for (const auto& e : page->entries) listed.push_back(e.path);
            after = page->next;
            if (after.empty()) break;
        }
        QVERIFY(listed == expected);
        QVERIFY(directory.empty() || reader->find(directory)->has_value());
    }
    QCOMPARE(reader->list("d0/nothing", "", 10).error().code(), ErrorCode::NotFound);
    const auto file = std::ranges::find(entries, EntryType::File, [](const ArchiveEntry& e) { return e.info.type; });
    QCOMPARE(reader->list(file->path, "", 10).error().code(), ErrorCode::NotFound);
}

void TestIndex::forEachBelowLikeAReference() {
    const auto entries = manyEntries(20'000);
    const auto reader = open(encode(entries));
    for (const std::string top : {"", "d0", "d49", "d49/s149", "d0/f0", "none"}) {
        std::vector<std::string> expected, seen;
        for (const auto& e : entries)
            if (top.empty() || e.path == top || e.path.starts_with(top + "/")) expected.push_back(e.path);
        QVERIFY(reader->forEachBelow(top, [&](const ArchiveEntry& e) -> Result<bool> {
            seen.push_back(e.path);
            return true;
        }));
        QVERIFY(seen == expected);
    }
    int calls = 0;
    QVERIFY(reader->forEachBelow("d0", [&](const ArchiveEntry&) -> Result<bool> { return ++calls < 3; }));
    QCOMPARE(calls, 3);
}

void TestIndex::browsingReadsLittle() {
    const std::string bytes = encode(manyEntries(100'000));
    const auto source = std::make_shared<CountingSource>(bytes);
    const auto reader = IndexReader::open(source);
    QVERIFY(reader);
    QVERIFY((*reader)->list("d20", "", 1000));
    QVERIFY2(source->asked < bytes.size() / 4, "browsing one directory reads most of the index");
    const std::uint64_t asked = source->asked;
    QVERIFY((*reader)->list("d20", "", 1000));
    QCOMPARE(source->asked.load(), asked); // cached
}

void TestIndex::siblingsOfAPrefixAreNotBelow() {
    std::vector<ArchiveEntry> entries = {entry("", EntryType::Directory, 0),    entry("a", EntryType::Directory, 1),
                                         entry("a.b", EntryType::Directory, 2), entry("a-", EntryType::Directory, 3),
                                         entry("a/x", EntryType::File, 4),      entry("a.b/y", EntryType::File, 5),
                                         entry("a-/z", EntryType::File, 6)};
    std::ranges::sort(entries, before);
    const auto reader = open(encode(entries));
    QVERIFY(reader);
    std::vector<std::string> seen;
    QVERIFY(reader->forEachBelow("a", [&](const ArchiveEntry& e) -> Result<bool> {
        seen.push_back(e.path);
        return true;
    }));
    QVERIFY((seen == std::vector<std::string>{"a", "a/x"}));
}

void TestIndex::refusesDisorder_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("same twice") << QByteArray("a") << QByteArray("a");
    QTest::newRow("names") << QByteArray("b") << QByteArray("a");
    QTest::newRow("parents") << QByteArray("b/a") << QByteArray("a/b");
    QTest::newRow("root late") << QByteArray("a") << QByteArray("");
    QTest::newRow("unsafe") << QByteArray("a") << QByteArray("b/../c");
    QTest::newRow("absolute") << QByteArray("a") << QByteArray("/b");
}

void TestIndex::refusesDisorder() {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    IndexWriter writer;
    QVERIFY(writer.add(entry(first.toStdString(), EntryType::File, 1)));
    QCOMPARE(writer.add(entry(second.toStdString(), EntryType::File, 1)).error().code(), ErrorCode::InvalidInput);
}

void TestIndex::keepsTenThousandWarnings() {
    ArchiveHeader header = sampleHeader();
    header.warnings.assign(12'345, {WarningKind::Unreadable, "path", "why"});
    const auto reader = open(encode({}, {}, header));
    QVERIFY(reader);
    QCOMPARE(reader->header().warnings.size(), std::size_t{10'001});
    QVERIFY(reader->header().warnings.back().detail.contains("2345 more"));
}

void TestIndex::largeAttributesStayWithinAPage() {
    std::vector<ArchiveEntry> entries = {entry("", EntryType::Directory, 0)};
    for (int i = 0; i < 20; ++i) {
        ArchiveEntry e = entry("f" + std::to_string(i), EntryType::File, 1);
        e.attributes = {{"user.big", std::string(200'000, static_cast<char>(i))}};
        entries.push_back(e);
    }
    std::ranges::sort(entries, before);
    const auto reader = open(encode(entries));
    QVERIFY(reader);
    std::size_t i = 0;
    QVERIFY(reader->forEach([&](const ArchiveEntry& e) -> Result<bool> { return same(e, entries[i++]); }));
    QCOMPARE(i, entries.size());
    ArchiveEntry tooBig = entry("g", EntryType::File, 1);
    tooBig.attributes = {{"user.big", std::string(format::kMaxAttributeBytes, 'x')}};
    IndexWriter writer;
    QCOMPARE(writer.add(tooBig).error().code(), ErrorCode::InvalidInput);
}

// Every stored byte is under a hash, so that a flip anywhere must be told.
void TestIndex::anyFlippedBitIsFound() {
    const std::string good = encode(manyEntries(4500), manyBlocks(100));
    std::mt19937 random(5);
    for (int round = 0; round < 800; ++round) {
        std::string bad = good;
        // Half of them in the last 2 KiB, where root and tail are.
        const std::size_t from = round % 2 ? good.size() - 2048 : 0;
        bad[from + random() % (good.size() - from)] ^= static_cast<char>(1u << (random() % 8));
        std::vector<ArchiveEntry> entries;
        std::vector<ArchiveBlock> blocks;
        QVERIFY(!readWhole(bad, entries, blocks));
    }
}

void TestIndex::shortenedOrGarbageIsCorrupt() {
    const std::string good = encode(manyEntries(100), manyBlocks(3));
    for (const std::size_t size : {std::size_t{0}, std::size_t{15}, std::size_t{16}, good.size() / 2, good.size() - 1}) {
        const auto cut = IndexReader::open(memorySource(good.substr(0, size), "cut"));
        QVERIFY(!cut);
        QCOMPARE(cut.error().code(), ErrorCode::Corrupt);
        const auto headless = IndexReader::open(memorySource(good.substr(good.size() - size), "headless"));
        QVERIFY(!headless);
        QCOMPARE(headless.error().code(), ErrorCode::Corrupt);
    }
}

void TestIndex::threadsShareAReader() {
    const auto entries = manyEntries(50'000);
    const auto reader = open(encode(entries));
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (unsigned t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                std::mt19937 random(t);
                for (int i = 0; i < 300; ++i) {
                    const auto& expected = entries[random() % entries.size()];
                    const auto found = reader->find(expected.path);
                    if (!found || !*found || !same(**found, expected)) ++wrong;
                }
            });
    }
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(TestIndex)
#include "test_index.moc"
