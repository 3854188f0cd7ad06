// SPDX-License-Identifier: GPL-3.0-or-later
// Backups that take over blocks of the one before: what is copied, what is read, what is built anew.
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/index_source.h"
#include "shared/engine/archive/member.h"
#include "tests/shared/engine/archive/reuse_helper.h"
#include "tests/shared/engine/archive/run_tool.h"

#include <QTest>

#include <array>
#include <filesystem>
#include <random>

using namespace alula;
using namespace alula::test;

namespace {

Tree world() {
    std::vector<Item> items{file("big", 3'300'000),
                            file("text", 700'000).text(),
                            file("zeros", std::string(2'500'000, '\0')),
                            sparse("holes", 4_MiB, 1_MiB, "data in the middle"),
                            file("empty"),
                            dir("void"),
                            softlink("link", "big"),
                            file("named", 9'000),
                            hardlink("other name", "named")};
    for (int i = 0; i < 300; ++i)
        items.push_back(
            file("d" + std::to_string(i % 7) + "/f" + std::to_string(i), 100 + static_cast<std::uint64_t>(i) * 37).text());
    return Tree(std::move(items));
}

// Under TSan, where each access to memory takes twenty times as long, the threads are what is looked at, and one kind shows them.
#ifdef __SANITIZE_THREAD__
constexpr std::array kEntries = {TarEntries::Full};
constexpr unsigned kGenerations = 3;
#else
constexpr std::array kEntries = {TarEntries::Full, TarEntries::Wings};
constexpr unsigned kGenerations = 12;
#endif

} // namespace

namespace {

// The archive with another index, whose checksums are right again.
void reseal(const std::string& path, const std::function<void(std::vector<ArchiveBlock>&)>& change) {
    auto source = openFileSource(systemFiles(), path).value();
    const Footer footer = readFooter(*source).value();
    const auto archive = openAlulaArchive(source).value();
    IndexWriter writer;
    for (const ArchiveEntry& entry : allEntries(*archive))
        if (!writer.add(entry)) std::abort();
    auto blocks = archive->index().blocks().value();
    change(blocks);
    for (const ArchiveBlock& block : blocks)
        if (!writer.addBlock(block)) std::abort();
    const std::string index = writer.finish(archive->index().header()).value();
    const Footer sealed{.indexOffset = footer.indexOffset,
                        .indexStoredLength = storedIndexLength(index.size()),
                        .indexLength = index.size(),
                        .indexHash = xxh3(asBytes(index))};
    writeFile(path,
              readFile(path).substr(0, footer.indexOffset) + encodeIndexMembers(asBytes(index)) + encodeFooterMember(sealed));
}

} // namespace

class TestReuse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unchangedIsCopiedUnread_data();
    void unchangedIsCopiedUnread();
    void progressReachesItsTotals();
    void whatChangedIsBuilt_data();
    void whatChangedIsBuilt();
    void newTimesAloneAreReadAndCompared();
    void otherPreviousOnesAreNotUsed_data();
    void otherPreviousOnesAreNotUsed();
    void whatIsNoPreviousOne();
    void manyGenerations_data();
    void manyGenerations();
    void otherToolsReadIt();
    void whatTheOlderIndexHasOfSha1IsBelieved();
};

void TestReuse::unchangedIsCopiedUnread_data() {
    QTest::addColumn<TarEntries>("entries");
    QTest::addColumn<Compression>("compression");
    QTest::addColumn<unsigned>("workers");
    QTest::newRow("full") << TarEntries::Full << Compression::BestSpeed << 2U;
    QTest::newRow("wings") << TarEntries::Wings << Compression::BestSpeed << 1U;
    QTest::newRow("stored") << TarEntries::Full << Compression::None << 3U;
    QTest::newRow("dense") << TarEntries::Wings << Compression::Good << 2U;
}

void TestReuse::unchangedIsCopiedUnread() {
    QFETCH(TarEntries, entries);
    QFETCH(Compression, compression);
    QFETCH(unsigned, workers);
    ReuseShop shop;
    shop.options.tarEntries = entries;
    shop.options.compression = compression;
    shop.options.workers = workers;
    world().materialise(shop.volumePath());
    const auto first = shop.next();
    QVERIFY2(first, first ? "" : first.error().toString().c_str());
    QCOMPARE(first->newBytes, first->size);
    QVERIFY(first->readBytes > 8'000'000 && shop.volumeReads > 300);
    QCOMPARE((*shop.open())->index().header().generation, 0U);
    const auto entriesBefore = allEntries(**shop.open());
    const std::string blocks = shop.blocksOfLast();

    const auto second = shop.next();
    QVERIFY2(second, second ? "" : second.error().toString().c_str());
    QCOMPARE(shop.volumeReads, std::uint64_t{0});
    QCOMPARE(second->readBytes, std::uint64_t{0});
    QCOMPARE(second->newBytes, second->size - blocks.size());
    QVERIFY(shop.blocksOfLast() == blocks);
    QVERIFY(!shop.trouble);
    QCOMPARE((*shop.open())->index().header().generation, 1U);
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
    const auto entriesNow = allEntries(**shop.open());
    QCOMPARE(entriesNow.size(), entriesBefore.size());
    for (std::size_t i = 0; i < entriesNow.size(); ++i) {
        QCOMPARE(entriesNow[i].crc64, entriesBefore[i].crc64);
        QCOMPARE(entriesNow[i].flags, entriesBefore[i].flags);
        QCOMPARE(entriesNow[i].streamOffset, entriesBefore[i].streamOffset);
    }
    QVERIFY(shop.next()); // from one that was copied itself
    QCOMPARE(shop.volumeReads, std::uint64_t{0});
    QVERIFY(shop.blocksOfLast() == blocks);
    QCOMPARE((*shop.open())->index().header().generation, 2U);
}

void TestReuse::progressReachesItsTotals() {
    ReuseShop shop;
    world().materialise(shop.volumePath());
    QVERIFY(shop.next());
    bool reached = false;
    shop.files.when([&](const CallInfo& call) {
        if (call.call == Call::Write && call.size == 74) {
            reached = shop.progress.bytesDone == shop.progress.bytesTotal &&
                      shop.progress.filesDone == shop.progress.filesTotal && shop.progress.bytesTotal > 8'000'000;
        }
        return 0;
    });
    const auto second = shop.next();
    QVERIFY(second && reached);
}

void TestReuse::whatChangedIsBuilt_data() {
    using Change = std::function<void(const ReuseShop&)>;
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, Change change) { QTest::newRow(name) << std::move(change); };
    const auto bytes = [](std::size_t n) { return pseudoRandom(99, n); };
    row("written into", [=](const ReuseShop& s) { overwrite(s.volumePath("big"), bytes(100)); });
    row("written into, its time set back", [=](const ReuseShop& s) {
        const KeptTime time(s.volumePath("d1/f8"));
        overwrite(s.volumePath("d1/f8"), bytes(100));
    });
    row("a large one, its time set back", [=](const ReuseShop& s) {
        const KeptTime time(s.volumePath("text"));
        overwrite(s.volumePath("text"), bytes(10));
    });
    row("replaced by one of its size and time", [=](const ReuseShop& s) {
        const KeptTime time(s.volumePath("d1/f8"));
        writeFile(s.volumePath("new"), bytes(std::filesystem::file_size(s.volumePath("d1/f8"))));
        std::filesystem::rename(s.volumePath("new"), s.volumePath("d1/f8"));
    });
    row("changed by its other name", [=](const ReuseShop& s) {
        const KeptTime time(s.volumePath("named"));
        overwrite(s.volumePath("other name"), bytes(50));
    });
    row("its other name replaced", [=](const ReuseShop& s) {
        std::filesystem::remove(s.volumePath("other name"));
        writeFile(s.volumePath("other name"), bytes(9'000));
    });
    row("two swapped that are alike", [](const ReuseShop& s) {
        std::filesystem::copy_file(s.volumePath("named"), s.volumePath("twin"));
        overwrite(s.volumePath("twin"), "not the same");
        const auto mtime = systemFiles().names.stat(AT_FDCWD, s.volumePath("named"))->mtimeNs;
        (void)systemFiles().attributes.setModifiedTime(AT_FDCWD, s.volumePath("twin"), mtime);
        std::filesystem::rename(s.volumePath("named"), s.volumePath("third"));
        std::filesystem::rename(s.volumePath("twin"), s.volumePath("named"));
    });
    row("longer", [=](const ReuseShop& s) { writeFile(s.volumePath("d2/f9"), bytes(5'000)); });
    row("shorter", [](const ReuseShop& s) { std::filesystem::resize_file(s.volumePath("big"), 2'000'000); });
    row("new ones", [=](const ReuseShop& s) { writeFile(s.volumePath("d3/new"), bytes(7'000)); });
    row("one gone", [](const ReuseShop& s) { std::filesystem::remove(s.volumePath("d4/f11")); });
    row("a directory renamed", [](const ReuseShop& s) { std::filesystem::rename(s.volumePath("d5"), s.volumePath("e5")); });
    row("a hole filled", [=](const ReuseShop& s) { overwrite(s.volumePath("holes"), bytes(4096)); });
    row("another mode", [](const ReuseShop& s) { ::chmod(s.volumePath("d6/f13").c_str(), 0600); });
}

void TestReuse::whatChangedIsBuilt() {
    using Change = std::function<void(const ReuseShop&)>;
    QFETCH(Change, change);
    for (const auto entries : kEntries) {
        ReuseShop shop;
        shop.options.tarEntries = entries;
        world().materialise(shop.volumePath());
        const auto first = shop.next();
        QVERIFY(first);
        change(shop);
        const auto second = shop.next();
        QVERIFY2(second, second ? "" : second.error().toString().c_str());
        QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
        QVERIFY(second->warnings.empty() && !shop.trouble);
        QVERIFY(second->readBytes < first->readBytes); // most was copied
        QVERIFY(second->newBytes < second->size);
        // The same as one that was built wholly from the volume.
        const std::string blocks = shop.blocksOfLast();
        shop.reuse = false;
        QVERIFY(shop.next());
        QVERIFY(shop.blocksOfLast() == blocks);
    }
}

// Wings changes the owner of everything at each start of a server, to what it is.
void TestReuse::newTimesAloneAreReadAndCompared() {
    ReuseShop shop;
    world().materialise(shop.volumePath());
    const auto first = shop.next();
    QVERIFY(first);
    const std::string blocks = shop.blocksOfLast();
    const auto owned = [&] {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(shop.volumePath()))
            QCOMPARE(::lchown(entry.path().c_str(), ::getuid(), ::getgid()), 0);
    };
    owned();
    const auto second = shop.next();
    QVERIFY(second);
    QCOMPARE(second->readBytes, first->readBytes);
    QCOMPARE(second->newBytes, second->size - blocks.size());
    QVERIFY(shop.blocksOfLast() == blocks);
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
    // The new times are known now.
    const auto third = shop.next();
    QVERIFY(third);
    QCOMPARE(third->readBytes, std::uint64_t{0});
}

void TestReuse::otherPreviousOnesAreNotUsed_data() {
    using Change = std::function<void(CreateOptions&)>;
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, Change change) { QTest::newRow(name) << std::move(change); };
    row("another volume", [](CreateOptions& o) { o.volumeId = 78; });
    row("another server", [](CreateOptions& o) { o.server = ServerId(Uuid({9})); });
    row("another compression", [](CreateOptions& o) { o.compression = Compression::Good; });
    row("other entries", [](CreateOptions& o) { o.tarEntries = TarEntries::Wings; });
}

void TestReuse::otherPreviousOnesAreNotUsed() {
    using Change = std::function<void(CreateOptions&)>;
    QFETCH(Change, change);
    ReuseShop shop;
    world().materialise(shop.volumePath());
    QVERIFY(shop.next());
    const auto previous = shop.previous();
    change(shop.options);
    shop.options.previous = previous;
    shop.options.backup = BackupId(Uuid({3}));
    const auto made = shop.createNow();
    QVERIFY(made && !shop.trouble);
    QCOMPARE(made->newBytes, made->size);
    QCOMPARE((*shop.open())->index().header().generation, 0U);
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

void TestReuse::whatIsNoPreviousOne() {
    const auto refused = [](std::string bytes) {
        const auto opened = PreviousArchive::open(memorySource(std::move(bytes), "x"));
        return opened ? ErrorCode::Internal : opened.error().code();
    };
    QCOMPARE(refused(""), ErrorCode::NotFound);
    QCOMPARE(refused(pseudoRandom(1, 5'000)), ErrorCode::NotFound);
    ReuseShop shop;
    world().materialise(shop.volumePath());
    QVERIFY(shop.next());
    const std::string whole = readFile(shop.archivePath());
    QVERIFY(PreviousArchive::open(memorySource(whole, "x")));
    QCOMPARE(refused(whole.substr(0, whole.size() - 1)), ErrorCode::NotFound);
    std::string damaged = whole; // in the root of its index
    damaged[whole.size() - 200] = static_cast<char>(damaged[whole.size() - 200] ^ 1);
    QCOMPARE(refused(damaged), ErrorCode::Corrupt);
}

void TestReuse::manyGenerations_data() {
    QTest::addColumn<ReuseShop::Age>("age");
    QTest::newRow("old files") << ReuseShop::Age::Settled;
    QTest::newRow("files that were written a moment ago") << ReuseShop::Age::Young;
}

// Whatever happens to a volume: each backup has it as it is.
void TestReuse::manyGenerations() {
    QFETCH(ReuseShop::Age, age);
    ReuseShop shop(age);
    world().materialise(shop.volumePath());
    std::mt19937 random(20261123);
    const auto number = [&](unsigned below) { return static_cast<std::size_t>(random()) % below; };
    for (unsigned generation = 0; generation < kGenerations; ++generation) {
        const auto made = shop.next();
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QCOMPARE((*shop.open())->index().header().generation, generation);
        const auto wrong = shop.wrongWithLast();
        QVERIFY2(wrong.empty(), (std::to_string(generation) + ": " + wrong).c_str());
        std::vector<std::string> files;
        for (const auto& [path, entry] : snapshot(shop.volumePath()))
            if (entry.type == '-' && entry.size > 0) files.push_back(shop.volumePath(path));
        for (std::size_t i = 0; i < number(12); ++i) {
            const std::string& path = files[number(static_cast<unsigned>(files.size()))];
            if (!exists(path)) continue;
            const KeptTime time(path);
            switch (number(5)) {
            case 0: overwrite(path, std::string(1, static_cast<char>(random()))); break;
            case 1: writeFile(path, pseudoText(random(), number(30'000))); break;
            case 2: writeFile(path + "+", pseudoRandom(random(), number(600'000))); break;
            case 3: std::filesystem::rename(path, path + "-"); break;
            default: QVERIFY(::lchown(path.c_str(), ::getuid(), ::getgid()) == 0);
            }
        }
    }
}

void TestReuse::otherToolsReadIt() {
    ReuseShop shop;
    world().materialise(shop.volumePath());
    QVERIFY(shop.next());
    overwrite(shop.volumePath("d1/f8"), "changed");
    QVERIFY(shop.next());
    const std::string out = shop.temp.makeDirectory("out");
    const auto run = runShell("gzip -t '" + shop.archivePath() + "' && tar xzf '" + shop.archivePath() + "' -C '" + out + "'");
    QVERIFY2(run.ok, run.err.c_str());
    QVERIFY2(run.err.empty(), run.err.c_str());
    CompareOptions comparing;
    comparing.seconds = true;
    comparing.owners = false;
    comparing.attributes = false;
    QCOMPARE(QString::fromStdString(compare(snapshot(shop.volumePath()), snapshot(out), comparing)), QString());
}

Q_DECLARE_METATYPE(alula::TarEntries)
Q_DECLARE_METATYPE(alula::Compression)

// Or it would have been computed. And the archive that misleads so is found by verify, wherever in it the wrong state is.
void TestReuse::whatTheOlderIndexHasOfSha1IsBelieved() {
    enum class Which : std::uint8_t { Middle, LastOfFiles, End };
    for (const Which which : {Which::Middle, Which::LastOfFiles, Which::End}) {
        ReuseShop shop;
        world().materialise(shop.volumePath());
        QVERIFY(shop.next());
        QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
        reseal(shop.archivePath(), [&](std::vector<ArchiveBlock>& blocks) {
            const std::size_t last = blocks.size() - 1;
            blocks[which == Which::End ? last : which == Which::LastOfFiles ? last - 1 : last / 2].sha1.words[0] ^= 1;
        });
        QVERIFY2(shop.wrongWithLast().contains("SHA-1"), shop.wrongWithLast().c_str());
        if (which == Which::End) continue; // shorter than what SHA-1 takes at a time: its state may be that of the block before
        QVERIFY(shop.next());
        const std::string wrong = shop.wrongWithLast();
        QVERIFY2(wrong.contains("SHA-1"), wrong.c_str()); // handed on
        reseal(shop.archivePath(), [&](std::vector<ArchiveBlock>& blocks) {
            for (ArchiveBlock& block : blocks) block.sha1 = {}; // as in archives that were made before there was such a thing
        });
        QVERIFY(shop.next());
        QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
    }
}

QTEST_GUILESS_MAIN(TestReuse)
#include "test_reuse.moc"
