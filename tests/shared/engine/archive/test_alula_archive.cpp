// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/hand_made_archive.h"
#include "tests/shared/engine/archive/memory_sink.h"

#include <QTest>
#include <random>

using namespace alula;
using namespace handmade;

namespace {

std::vector<Item> sampleItems() {
    std::vector<Item> items = {dir("world"),
                               file("world/big.mca", noise(1'234'567, 1)),
                               file("world/empty", ""),
                               dir("world/void"),
                               file("server.properties", "motd=hi\n"),
                               symlinkTo("latest.log", "logs/2026.log"),
                               file(std::string(90, 'd') + "/" + std::string(120, 'n'), "long name"),
                               dir(std::string(90, 'd')),
                               file("world/hard1", noise(300'000, 2)),
                               file("world/hard2", noise(300'000, 2)),
                               file("z\xff", "raw name")};
    for (auto& item : items)
        if (item.path.starts_with("world/hard")) item.linkGroup = 7;
    for (int i = 0; i < 200; ++i)
        items.push_back(file("world/small" + std::to_string(i), noise(static_cast<std::size_t>(i) * 37, 3)));
    return items;
}

std::unique_ptr<Archive> open(const std::string& bytes) {
    auto archive = openAlulaArchive(memorySource(bytes, "made by hand"));
    return archive ? std::move(*archive) : nullptr;
}

VerifyReport verified(const Archive& archive, unsigned workers = 2) {
    ProgressSink progress;
    auto report = archive.verify({.workers = workers}, progress, {});
    if (report) return *report;
    VerifyReport none;
    none.archiveDamage = "verify failed: " + report.error().toString();
    return none;
}

std::string describe(const VerifyReport& report) {
    std::string text = report.archiveDamage;
    for (const auto& d : report.damaged) text += " [" + d.path + ": " + d.reason + "]";
    return text;
}

} // namespace

class TestAlulaArchive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesAround_data();
    void goesAround();
    void emptyVolume();
    void deepDirectoriesAreReadInSmallPages();
    void extractsAChosenFew();
    void readsRanges();
    void hardLinksShareContents();
    void sinkErrorEndsIt();
    void cancelEndsIt();
    void entryWithWrongChecksumIsNamed();
    void overlappingOrOutlyingEntriesAreCorrupt();
    void truncatedOrExtendedIsNotOpened();
    void flipsAreFound_data();
    void flipsAreFound();
    void verifyNamesTheDamagedFile();
    void verifyFindsAForgedHeader();
    void verifyFindsAForgedPieceCrc();
    void verifyFindsSomethingBehindTheEnd();
    void verifyTellsTheSha1OfTheFile();
    void progressCounts();
};

void TestAlulaArchive::goesAround_data() {
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("cut");
    QTest::addColumn<bool>("full");
    QTest::addColumn<int>("padding");
    QTest::newRow("one worker") << 1 << 100'000 << true << 0;
    QTest::newRow("four workers") << 4 << 100'000 << true << 0;
    QTest::newRow("odd blocks") << 3 << 7'777 << true << 0;
    QTest::newRow("largest blocks") << 3 << 1'048'576 << true << 0;
    QTest::newRow("wings") << 3 << 65'536 << false << 0;
    QTest::newRow("padded") << 3 << 100'000 << true << 4100;
}

void TestAlulaArchive::goesAround() {
    QFETCH(int, workers);
    QFETCH(int, cut);
    QFETCH(bool, full);
    QFETCH(int, padding);
    const Made made = make(sampleItems(), {static_cast<std::size_t>(cut), full ? TarEntries::Full : TarEntries::Wings,
                                           static_cast<std::size_t>(padding)});
    const auto source = memorySource(made.bytes, "made by hand");
    QVERIFY(hasAlulaFooter(*source).value());
    const auto archive = open(made.bytes);
    QVERIFY(archive);
    QVERIFY(archive->randomAccess());
    MemorySink sink;
    ProgressSink progress;
    const auto done = archive->extract(filesOf(*archive), sink, {.workers = static_cast<unsigned>(workers)}, progress, {});
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
    QCOMPARE(sink.broken, std::string());
    for (const Item& item : sampleItems()) {
        if (item.type != EntryType::File) continue;
        QVERIFY2(sink.contents[item.path] == item.contents, item.path.c_str());
        QVERIFY(sink.ended.contains(item.path));
    }
    const VerifyReport report = verified(*archive, static_cast<unsigned>(workers));
    QVERIFY2(report.sound(), describe(report).c_str());
    QCOMPARE(report.blocks, made.blocks.size());
}

void TestAlulaArchive::emptyVolume() {
    const auto archive = open(make({}).bytes);
    QVERIFY(archive);
    QVERIFY(verified(*archive).sound());
    MemorySink sink;
    ProgressSink progress;
    QVERIFY(archive->extract({}, sink, {}, progress, {}));
    QVERIFY(archive->index().list("", "", 10)->entries.empty());
}

// Files stand before and behind each directory, more of them than one page has.
void TestAlulaArchive::deepDirectoriesAreReadInSmallPages() {
    std::vector<Item> items;
    std::string path;
    for (int level = 0; level < 30; ++level) {
        for (int i = 0; i < 50; ++i) items.push_back(file(path + (i % 2 ? "a" : "z") + std::to_string(i), "x"));
        items.push_back(dir(path + "m"));
        path += "m/";
    }
    const auto archive = open(make(items).bytes);
    QVERIFY(archive);
    const auto report = verified(*archive);
    QCOMPARE(describe(report), std::string());
    QCOMPARE(report.entries, std::uint64_t{30 * 51});
}

void TestAlulaArchive::extractsAChosenFew() {
    const auto archive = open(make(sampleItems()).bytes);
    const auto properties = archive->index().find("server.properties");
    const auto small = archive->index().find("world/small77");
    MemorySink sink;
    ProgressSink progress;
    QVERIFY(archive->extract({**small, **properties}, sink, {}, progress, {}));
    QCOMPARE(sink.contents.size(), std::size_t{2});
    QCOMPARE(sink.contents["server.properties"], std::string("motd=hi\n"));
    const auto directory = archive->index().find("world");
    QCOMPARE(archive->extract({**directory}, sink, {}, progress, {}).error().code(), ErrorCode::InvalidInput);
}

void TestAlulaArchive::readsRanges() {
    const auto archive = open(make(sampleItems()).bytes);
    const std::string big = noise(1'234'567, 1);
    const ArchiveEntry entry = **archive->index().find("world/big.mca");
    for (const auto& [offset, length] : {std::pair{0ul, 10ul},
                                         {99'000ul, 300'000ul},
                                         {1'234'560ul, 100ul},
                                         {1'234'567ul, 5ul},
                                         {0ul, 5'000'000ul},
                                         {7ul, 0ul}}) {
        const auto part = archive->readRange(entry, offset, length, {});
        QVERIFY(part);
        QVERIFY(*part == (offset < big.size() ? big.substr(offset, length) : std::string()));
    }
}

void TestAlulaArchive::hardLinksShareContents() {
    const auto archive = open(make(sampleItems()).bytes);
    const ArchiveEntry first = **archive->index().find("world/hard1");
    const ArchiveEntry second = **archive->index().find("world/hard2");
    QCOMPARE(first.streamOffset, second.streamOffset);
    MemorySink sink;
    ProgressSink progress;
    QVERIFY(archive->extract({second, first}, sink, {.workers = 3}, progress, {}));
    QVERIFY(sink.contents["world/hard1"] == noise(300'000, 2));
    QVERIFY(sink.contents["world/hard2"] == noise(300'000, 2));
    QCOMPARE(sink.broken, std::string());
}

void TestAlulaArchive::sinkErrorEndsIt() {
    const auto archive = open(make(sampleItems()).bytes);
    MemorySink sink;
    sink.failAt = "world/big.mca";
    ProgressSink progress;
    QCOMPARE(archive->extract(filesOf(*archive), sink, {.workers = 3}, progress, {}).error().code(), ErrorCode::NoSpace);
}

void TestAlulaArchive::cancelEndsIt() {
    const auto archive = open(make(sampleItems()).bytes);
    std::stop_source stop;
    stop.request_stop();
    MemorySink sink;
    ProgressSink progress;
    QCOMPARE(archive->extract(filesOf(*archive), sink, {.workers = 3}, progress, stop.get_token()).error().code(),
             ErrorCode::Cancelled);
    QCOMPARE(archive->verify({.workers = 3}, progress, stop.get_token()).error().code(), ErrorCode::Cancelled);
}

void TestAlulaArchive::entryWithWrongChecksumIsNamed() {
    const auto archive = open(make(sampleItems()).bytes);
    for (const std::string path : {"world/big.mca", "world/small9", "world/empty"}) {
        ArchiveEntry entry = **archive->index().find(path);
        entry.crc64 ^= 1;
        MemorySink sink;
        ProgressSink progress;
        const auto done = archive->extract({entry}, sink, {}, progress, {});
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::Corrupt);
        QCOMPARE(done.error().path(), path);
        QVERIFY(sink.ended.empty());
    }
}

void TestAlulaArchive::overlappingOrOutlyingEntriesAreCorrupt() {
    const auto archive = open(make(sampleItems()).bytes);
    const ArchiveEntry good = **archive->index().find("world/big.mca");
    MemorySink sink;
    ProgressSink progress;
    ArchiveEntry moved = good;
    moved.streamOffset += 512;
    QCOMPARE(archive->extract({good, moved}, sink, {}, progress, {}).error().code(), ErrorCode::Corrupt);
    for (const std::uint64_t offset : {std::uint64_t{0}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
        ArchiveEntry outside = good;
        outside.streamOffset = offset;
        QCOMPARE(archive->extract({outside}, sink, {}, progress, {}).error().code(), ErrorCode::Corrupt);
        QCOMPARE(archive->readRange(outside, 0, 10, {}).error().code(), ErrorCode::Corrupt);
    }
    ArchiveEntry large = good;
    large.info.size = ~std::uint64_t{0} - 5;
    QCOMPARE(archive->extract({large}, sink, {}, progress, {}).error().code(), ErrorCode::Corrupt);
}

void TestAlulaArchive::truncatedOrExtendedIsNotOpened() {
    const Made made = make(sampleItems());
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{73}, std::size_t{74}, made.footer.indexOffset, made.bytes.size() - 1}) {
        const auto source = memorySource(made.bytes.substr(0, size), "cut");
        QCOMPARE(openAlulaArchive(source).error().code(), ErrorCode::Corrupt);
        QCOMPARE(hasAlulaFooter(*source).value(), false);
    }
    const std::size_t footer = made.bytes.size() - format::kFooterMember;
    for (const std::string& bytes : {made.bytes + "x", made.bytes.substr(1), "x" + made.bytes,
                                     made.bytes.substr(0, footer) + std::string(100, '\0') + made.bytes.substr(footer)})
        QCOMPARE(openAlulaArchive(memorySource(bytes, "extended")).error().code(), ErrorCode::Corrupt);
}

void TestAlulaArchive::flipsAreFound_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 4; ++seed) QTest::addRow("seed %d", seed) << seed;
}

// Every byte of the file is under a checksum or fixed by the format.
void TestAlulaArchive::flipsAreFound() {
    QFETCH(int, seed);
    std::vector<Item> items = {dir("a"), file("a/b", noise(30'000, 9)), file("c", "text"), symlinkTo("l", "c")};
    const Made made = make(items, {20'000, TarEntries::Full, seed % 2 ? 100u : 0u});
    std::mt19937 random(static_cast<unsigned>(seed));
    for (int round = 0; round < 400; ++round) {
        std::string bad = made.bytes;
        // The data is most of the file; the rest is aimed at in every second round.
        const std::size_t from = round % 2 ? made.footer.indexOffset : 0;
        const std::size_t at = from + random() % (bad.size() - from);
        bad[at] ^= static_cast<char>(1u << (random() % 8));
        const auto archive = open(bad);
        if (!archive) continue;
        QVERIFY2(!verified(*archive).sound(), qPrintable(QString::number(at)));
        MemorySink sink;
        ProgressSink progress;
        const auto files = filesOf(*archive); // none when it is the index that is damaged
        if (!files.empty() && archive->extract(files, sink, {}, progress, {})) QVERIFY(sink.contents["a/b"] == noise(30'000, 9));
    }
}

void TestAlulaArchive::verifyNamesTheDamagedFile() {
    Made made = make(sampleItems());
    const auto archive = open(made.bytes);
    const ArchiveEntry entry = **archive->index().find("world/big.mca");
    const auto block =
        std::ranges::find_if(made.blocks, [&](const ArchiveBlock& b) { return b.streamOffset > entry.streamOffset + 500'000; });
    made.bytes[block->offset + block->length / 2] ^= 1;
    const VerifyReport report = verified(*open(made.bytes), 3);
    QVERIFY(!report.archiveDamage.empty());
    QCOMPARE(report.damaged.size(), std::size_t{1});
    QCOMPARE(report.damaged[0].path, std::string("world/big.mca"));
    MemorySink sink;
    ProgressSink progress;
    const auto done = open(made.bytes)->extract({entry}, sink, {.workers = 3}, progress, {});
    QCOMPARE(done.error().code(), ErrorCode::Corrupt);
    QCOMPARE(done.error().path(), std::string("world/big.mca"));
}

namespace {

// Packs the blocks of an archive's stream anew, with an index that is told by hand.
std::string forged(const Made& made, const std::string& stream, const std::vector<ArchiveEntry>& entries, bool wrongPiece,
                   std::uint64_t files) {
    std::string out;
    IndexWriter writer;
    for (const auto& e : entries)
        if (!writer.add(e)) std::abort();
    for (const auto& old : made.blocks) {
        const bool last = &old == &made.blocks.back();
        const std::string slice = stream.substr(old.streamOffset, last ? std::string::npos : old.streamLength);
        const std::string member = deflateMember(slice, 0);
        ArchiveBlock block = old;
        block.offset = out.size();
        block.length = member.size();
        block.streamLength = slice.size();
        block.hash = xxh3(parseMember(asBytes(member))->deflateAndTrailer);
        if (wrongPiece && !block.pieceCrcs.empty()) block.pieceCrcs[0] ^= 1;
        if (!writer.addBlock(block)) std::abort();
        out += member;
    }
    ArchiveHeader header;
    header.files = files;
    header.streamBytes = stream.size();
    const std::string index = writer.finish(header).value();
    const Footer footer{1, 0, out.size(), storedIndexLength(index.size()), index.size(), xxh3(asBytes(index))};
    return out + encodeIndexMembers(asBytes(index)) + encodeFooterMember(footer);
}

} // namespace

void TestAlulaArchive::verifyFindsAForgedHeader() {
    const Made made = make({file("a", "aaaa"), file("b", "bbbb")});
    QVERIFY(verified(*open(forged(made, made.stream, made.entries, false, 2))).sound());
    std::string stream = made.stream;
    stream[1024] = 'c'; // the name of b
    const VerifyReport report = verified(*open(forged(made, stream, made.entries, false, 2)));
    QCOMPARE(report.damaged.size(), std::size_t{1});
    QCOMPARE(report.damaged[0].path, std::string("b"));
    stream = made.stream;
    stream[515] = 'x'; // padding of a's contents begins at 516
    QCOMPARE(verified(*open(forged(made, stream, made.entries, false, 2))).damaged.size(), std::size_t{1});
    stream = made.stream;
    stream[600] = 'x';
    QCOMPARE(verified(*open(forged(made, stream, made.entries, false, 2))).damaged.at(0).path, std::string("a"));
    QVERIFY(!verified(*open(forged(made, made.stream, made.entries, false, 3))).sound()); // counts
    auto entries = made.entries;
    entries.pop_back();
    QVERIFY(!verified(*open(forged(made, made.stream, entries, false, 1))).sound());
    entries = made.entries;
    entries.emplace_back().path = "none/orphan";
    QVERIFY(!verified(*open(forged(made, made.stream, entries, false, 3))).sound());
    entries.back().path = "c";
    QVERIFY(!verified(*open(forged(made, made.stream, entries, false, 3))).sound());
}

void TestAlulaArchive::verifyFindsAForgedPieceCrc() {
    const Made made = make({file("a", "aaaa")});
    QVERIFY(!verified(*open(forged(made, made.stream, made.entries, true, 1))).sound());
}

void TestAlulaArchive::verifyFindsSomethingBehindTheEnd() {
    const Made made = make({file("a", "aaaa")});
    QVERIFY(!verified(*open(forged(made, made.stream + std::string(512, '\0'), made.entries, false, 1))).sound());
    QVERIFY(!verified(*open(forged(made, made.stream.substr(0, made.stream.size() - 512), made.entries, false, 1))).sound());
}

void TestAlulaArchive::verifyTellsTheSha1OfTheFile() {
    Made made = make(sampleItems());
    Sha1 sha1;
    sha1.update(asBytes(made.bytes));
    const auto expected = sha1.finish();
    ProgressSink progress;
    for (const unsigned workers : {1U, 3U}) {
        const auto report = open(made.bytes)->verify({.workers = workers, .sha1 = true}, progress, {});
        QVERIFY(report && report->sha1 && *report->sha1 == expected);
    }
    QVERIFY(!open(made.bytes)->verify({}, progress, {})->sha1); // not asked for
    made.bytes[made.blocks[1].offset + 40] ^= 1;
    QVERIFY(!open(made.bytes)->verify({.sha1 = true}, progress, {})->sha1);
}

void TestAlulaArchive::progressCounts() {
    const auto archive = open(make(sampleItems()).bytes);
    MemorySink sink;
    ProgressSink progress;
    const auto files = filesOf(*archive);
    std::uint64_t bytes = 0;
    for (const auto& f : files) bytes += f.info.size;
    QVERIFY(archive->extract(files, sink, {.workers = 3}, progress, {}));
    QCOMPARE(progress.filesDone.load(), files.size());
    QCOMPARE(progress.bytesDone.load(), bytes);
    QVERIFY(archive->verify({.workers = 3}, progress, {}));
    QCOMPARE(progress.filesDone.load(), files.size());
    QCOMPARE(progress.filesTotal.load(), files.size());
    QVERIFY(progress.phase == Phase::Checking);
}

QTEST_APPLESS_MAIN(TestAlulaArchive)
#include "test_alula_archive.moc"
