// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/plan.h"

#include <QTest>

#include <numeric>
#include <set>

using namespace alula;

namespace {

constexpr std::uint64_t kHeader = 512;

// Sizes as whole entries: a file whose header and padded contents take so many bytes.
std::uint64_t contentFor(std::uint64_t entryBytes) { return entryBytes - kHeader; }

// A tree in the order of the walk, made name by name. Inodes are the nodes' numbers.
class TreeMaker {
public:
    TreeMaker() { add(0, EntryType::Directory, "", 0); }
    std::size_t file(std::string_view name, std::uint64_t size, std::size_t parent = 0) {
        return add(parent, EntryType::File, name, size);
    }
    std::size_t directory(std::string_view name, std::size_t parent = 0) { return add(parent, EntryType::Directory, name, 0); }
    std::size_t symlink(std::string_view name, std::string target, std::size_t parent = 0) {
        const std::size_t i = add(parent, EntryType::Symlink, name, 0);
        tree.setLinkTarget(i, std::move(target));
        return i;
    }
    VolumeTree tree;
    std::uint64_t inode = 0; // not 0: of the next

private:
    std::size_t add(std::size_t parent, EntryType type, std::string_view name, std::uint64_t size) {
        VolumeTree::Node node;
        node.parent = static_cast<std::uint32_t>(parent);
        node.type = type;
        node.mode = 0644;
        node.size = size;
        node.inode = inode != 0 ? std::exchange(inode, 0) : tree.size() + 1;
        node.mtimeNs = 1'000'000'000;
        return tree.add(node, name);
    }
};

bool cuts(std::string_view path) { return xxh3(asBytes(path)) % 4 == 0; }

// A name whose hash ends a block, or does not; `n` makes them different.
std::string nameThat(bool cutting, int n) {
    for (int i = 0;; ++i) {
        std::string name = std::to_string(n) + "-" + std::to_string(i);
        if (cuts(name) == cutting) return name;
    }
}

std::string lengths(const ArchivePlan& plan) {
    std::string text;
    for (const auto& block : plan.blocks()) text += (text.empty() ? "" : " ") + std::to_string(block.length);
    return text;
}

ArchivePlan planOf(const VolumeTree& tree, TarEntries entries = TarEntries::Full) { return *ArchivePlan::make(tree, entries); }

std::vector<Fingerprint> fingerprints(const VolumeTree& tree, TarEntries entries = TarEntries::Full,
                                      const FingerprintSettings& settings = {}) {
    const ArchivePlan plan = planOf(tree, entries);
    std::vector<Fingerprint> all;
    for (const auto& block : plan.blocks()) all.push_back(blockFingerprint(plan, block, settings));
    return all;
}

std::size_t common(const std::vector<Fingerprint>& a, const std::vector<Fingerprint>& b) {
    return static_cast<std::size_t>(
        std::ranges::count_if(a, [&](const Fingerprint& f) { return std::ranges::find(b, f) != b.end(); }));
}

struct Entry {
    bool cutting;
    std::uint64_t bytes; // of the whole entry
};

} // namespace
Q_DECLARE_METATYPE(std::vector<Entry>)

class TestPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blockRules_data() {
        QTest::addColumn<std::vector<Entry>>("entries");
        QTest::addColumn<QByteArray>("expected"); // lengths of the blocks but for the last
        using Entries = std::vector<Entry>;
        constexpr auto k = 1_KiB;
        QTest::newRow("empty volume") << Entries{} << QByteArray();
        QTest::newRow("one small") << Entries{{false, k}} << QByteArray("1024");
        QTest::newRow("empty file") << Entries{{false, 512}} << QByteArray("512");
        QTest::newRow("small ones share") << Entries{{false, 10 * k}, {false, 20 * k}} << QByteArray("30720");
        QTest::newRow("cutting name below 64 KiB does not cut")
            << Entries{{true, 64 * k - 512}, {false, k}} << QByteArray("66048");
        QTest::newRow("cutting name at 64 KiB cuts") << Entries{{true, 64 * k}, {false, k}} << QByteArray("65536 1024");
        QTest::newRow("the block counts, not the entry")
            << Entries{{false, 64 * k}, {true, 512}, {false, k}} << QByteArray("66048 1024");
        QTest::newRow("other name at 64 KiB does not cut") << Entries{{false, 64 * k}, {false, k}} << QByteArray("66560");
        QTest::newRow("exactly 1 MiB") << Entries{{false, 400 * k}, {false, 400 * k}, {false, 224 * k}} << QByteArray("1048576");
        QTest::newRow("over 1 MiB begins anew")
            << Entries{{false, 400 * k}, {false, 400 * k}, {false, 224 * k + 512}} << QByteArray("819200 229888");
        QTest::newRow("just small") << Entries{{false, k}, {false, 512 * k - 512}} << QByteArray("524800");
        QTest::newRow("just large") << Entries{{false, k}, {false, 512 * k}, {false, k}} << QByteArray("1024 524288 1024");
        QTest::newRow("large of one block") << Entries{{false, 1024 * k}} << QByteArray("1048576");
        QTest::newRow("large of one block and a bit")
            << Entries{{false, 1024 * k + 512}, {false, k}} << QByteArray("1048576 512 1024");
        QTest::newRow("large of three") << Entries{{false, 2500 * k}} << QByteArray("1048576 1048576 462848");
        QTest::newRow("two large") << Entries{{false, 600 * k}, {false, 600 * k}} << QByteArray("614400 614400");
    }
    void blockRules() {
        QFETCH(std::vector<Entry>, entries);
        QFETCH(QByteArray, expected);
        TreeMaker maker;
        int n = 0;
        for (const Entry& entry : entries) maker.file(nameThat(entry.cutting, n++), contentFor(entry.bytes));
        const ArchivePlan plan = planOf(maker.tree);
        QCOMPARE(QByteArray::fromStdString(lengths(plan)), QByteArray(expected + " 1024").trimmed());
    }

    // Whatever the tree: blocks lie end to end, pieces too, and they are the stream.
    void blocksAndPiecesAreTheWholeStream_data() {
        QTest::addColumn<int>("entries");
        QTest::newRow("wings") << static_cast<int>(TarEntries::Wings);
        QTest::newRow("full") << static_cast<int>(TarEntries::Full);
    }
    void blocksAndPiecesAreTheWholeStream() {
        QFETCH(int, entries);
        TreeMaker maker;
        std::uint64_t random = 1;
        for (int d = 0; d < 20; ++d) {
            const std::size_t directory = maker.directory("dir" + std::to_string(10 + d));
            maker.symlink("a-link", "somewhere", directory);
            for (int f = 0; f < 40; ++f) {
                random = random * 6364136223846793005U + 1442695040888963407U;
                const std::uint64_t size = f == 7 ? random % 5'000'000 : (random >> 33) % 100'000;
                maker.file(std::string(f == 3 ? 120U : 5U, 'f') + std::to_string(10 + f), size, directory);
            }
        }
        const ArchivePlan plan = planOf(maker.tree, static_cast<TarEntries>(entries));
        std::uint64_t offset = 0, content = 0;
        std::uint32_t lastNode = 0;
        std::uint64_t lastEnd = 0;
        for (const auto& block : plan.blocks()) {
            QCOMPARE(block.streamOffset, offset);
            QVERIFY(block.length > 0 && block.length <= 1_MiB);
            std::uint64_t at = 0;
            QVERIFY(plan.forEachPiece(block, [&](const Piece& piece) -> Result<void> {
                if (piece.begin != (piece.node == lastNode ? lastEnd : 0))
                    return fail(ErrorCode::Internal, "a gap between pieces");
                const std::uint64_t entryAt = plan.contentOffset(piece.node) - plan.headerBytes(piece.node);
                if (entryAt + piece.begin != block.streamOffset + at)
                    return fail(ErrorCode::Internal, "a piece is not where it belongs");
                if (piece.begin == 0) content += plan.entryContent(piece.node);
                at += piece.end - piece.begin;
                lastNode = piece.node;
                lastEnd = piece.end;
                return {};
            }));
            if (&block != &plan.blocks().back()) QCOMPARE(at, std::uint64_t{block.length});
            offset += block.length;
        }
        QCOMPARE(offset, plan.streamBytes());
        QCOMPARE(content, plan.contentBytes());
        QCOMPARE(content, maker.tree.totalBytes());
    }

    void wingsHasFilesOnly() {
        TreeMaker maker;
        const std::size_t directory = maker.directory("d");
        const std::size_t file = maker.file("f", 1, directory);
        const std::size_t link = maker.symlink("l", "f", directory);
        const ArchivePlan wings = planOf(maker.tree, TarEntries::Wings), full = planOf(maker.tree, TarEntries::Full);
        QVERIFY(!wings.inStream(0) && !wings.inStream(directory) && wings.inStream(file) && !wings.inStream(link));
        QVERIFY(!full.inStream(0) && full.inStream(directory) && full.inStream(file) && full.inStream(link));
        QCOMPARE(wings.streamBytes(), std::uint64_t{1024 + 1024});
        QCOMPARE(full.streamBytes(), std::uint64_t{512 + 1024 + 512 + 1024});
        QCOMPARE(wings.contentOffset(file), std::uint64_t{512});
    }

    void hardLinksAreFilesForWingsAndLinksInFull() {
        TreeMaker maker;
        maker.inode = 77;
        const std::size_t first = maker.file("a", 5000);
        maker.inode = 77;
        const std::size_t second = maker.file("b", 5000);
        maker.tree.setLinkGroup(first, 1);
        maker.tree.setLinkGroup(second, 1);
        const ArchivePlan wings = planOf(maker.tree, TarEntries::Wings), full = planOf(maker.tree, TarEntries::Full);
        QCOMPARE(wings.contentBytes(), std::uint64_t{10'000});
        QCOMPARE(full.contentBytes(), std::uint64_t{5000});
        QVERIFY(!wings.isHardLink(second) && full.isHardLink(second) && !full.isHardLink(first));
        QCOMPARE(full.contentNode(second), first);
        QCOMPARE(full.entryBytes(second), std::uint64_t{512});
    }

    void fingerprintsSeeEveryFact_data() {
        QTest::addColumn<int>("change");
        const char* const facts[] = {"name",  "size", "mode",        "uid",         "gid",    "mtime",
                                     "inode", "type", "link target", "compression", "volume", "entries"};
        for (int i = 0; const char* fact : facts) QTest::newRow(fact) << i++;
    }
    void fingerprintsSeeEveryFact() {
        QFETCH(int, change);
        const auto make = [](int what) {
            VolumeTree tree;
            VolumeTree::Node root;
            root.type = EntryType::Directory;
            tree.add(root, "");
            VolumeTree::Node node;
            node.size = what == 1 ? 6 : 5;
            node.mode = what == 2 ? 0600 : 0644;
            node.uid = what == 3;
            node.gid = what == 4;
            node.mtimeNs = what == 5 ? 2 : 1;
            node.inode = what == 6 ? 8 : 7;
            if (what == 7) node.type = EntryType::Directory;
            tree.add(node, what == 0 ? "b" : "a");
            VolumeTree::Node link;
            link.type = EntryType::Symlink;
            tree.setLinkTarget(tree.add(link, "link"), what == 8 ? "there" : "here");
            return tree;
        };
        const FingerprintSettings settings{change == 9 ? Compression::Good : Compression::BestSpeed, change == 10 ? 1U : 0U};
        const auto plain = fingerprints(make(-1)), again = fingerprints(make(-1));
        const auto other = fingerprints(make(change), change == 11 ? TarEntries::Wings : TarEntries::Full, settings);
        QVERIFY(plain == again);
        QVERIFY(!plain.front().isZero());
        QVERIFY(!(plain.front() == other.front()));
    }

    void ctimeAndDeviceAreNotInTheFingerprint() {
        VolumeTree a, b;
        for (auto* tree : {&a, &b}) {
            VolumeTree::Node node;
            node.type = EntryType::Directory;
            tree->add(node, "");
            node.type = EntryType::File;
            node.ctimeNs = tree == &a ? 1 : 2;
            tree->add(node, "f");
        }
        QVERIFY(fingerprints(a) == fingerprints(b));
    }

    // A hard link's entry names the first of its group: when that is called otherwise, the entry is another.
    void aRenamedFirstLinkChangesTheOthersFingerprint() {
        const auto make = [](std::string_view firstName) {
            TreeMaker maker;
            maker.inode = 77;
            maker.tree.setLinkGroup(maker.file(firstName, 5), 1);
            maker.file("b", 600'000); // keeps the two in different blocks
            maker.inode = 77;
            maker.tree.setLinkGroup(maker.file("c", 5), 1);
            return std::move(maker.tree);
        };
        QCOMPARE(common(fingerprints(make("a")), fingerprints(make("a"))), std::size_t{4});
        QCOMPARE(common(fingerprints(make("a")), fingerprints(make("aa"))), std::size_t{2}); // the large one and the end
    }

    void aChangeStaysNearby_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("file changed") << 0;
        QTest::newRow("file new") << 1;
        QTest::newRow("file vanished") << 2;
    }
    void aChangeStaysNearby() {
        QFETCH(int, what);
        const auto make = [](int change) {
            TreeMaker maker;
            for (int i = 0; i < 2000; ++i) {
                if (change == 2 && i == 1000) continue;
                const bool touched = change == 0 && i == 1000;
                maker.inode = static_cast<std::uint64_t>(i) + 10;
                maker.file("file" + std::to_string(10'000 + i),
                           3000 + static_cast<std::uint64_t>(i * 7919 % 30'000) + (touched ? 5000 : 0));
                maker.inode = 5;
                if (change == 1 && i == 1000) maker.file("file" + std::to_string(10'000 + i) + "x", 9999);
                maker.inode = 0;
            }
            return std::move(maker.tree);
        };
        const auto before = fingerprints(make(-1)), after = fingerprints(make(what));
        QVERIFY(before.size() > 100);
        const std::size_t kept = common(before, after);
        QVERIFY2(before.size() - kept <= 4, qPrintable(QString::number(before.size() - kept)));
    }

    // `truncate -s 8E x` costs a server's user nothing; its plan would take all memory.
    void sparseFileOfAnySizeIsRefused_data() {
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("second");
        QTest::newRow("8 EiB") << quint64{0} << (quint64{1} << 63) - 1;
        QTest::newRow("5 TiB") << quint64{0} << quint64{5 * 1024_GiB};
        QTest::newRow("2 EiB after some") << quint64{3_GiB} << (quint64{1} << 61);
        QTest::newRow("together") << quint64{4096_GiB - 1_GiB} << quint64{1_GiB};
    }
    void sparseFileOfAnySizeIsRefused() {
        QFETCH(const quint64, first);
        QFETCH(const quint64, second);
        TreeMaker maker;
        maker.file("first", first);
        maker.file("second", second);
        const auto plan = ArchivePlan::make(maker.tree, TarEntries::Wings);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code(), ErrorCode::Unsupported);
        QCOMPARE(plan.error().path(), std::string("second"));
    }

    void cancelledInThePlan() {
        TreeMaker maker;
        maker.file("a", 1);
        std::stop_source stop;
        stop.request_stop();
        const auto plan = ArchivePlan::make(maker.tree, TarEntries::Full, stop.get_token());
        QVERIFY(!plan);
        QCOMPARE(plan.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "test_plan.moc"
