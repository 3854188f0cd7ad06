// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of an index with right checksums and wrong contents: what a hash cannot find.
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/block_page.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_page.h"
#include "shared/engine/archive/index_root.h"
#include "shared/engine/archive/little_endian.h"

#include <QTest>
#include <functional>
#include <random>

using namespace alula;
using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

namespace {

struct WireEntry {
    std::string name;
    std::uint8_t type = 0;
    std::uint32_t mode = 0644;
    std::uint64_t size = 0;
    std::string target = {};
};
struct WireDirectory {
    std::string path;
    std::uint32_t first = 0;
};

RawPart bytesOf(const FlatBufferBuilder& builder) {
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

RawPart pageOf(const std::vector<WireDirectory>& directories, const std::vector<WireEntry>& entries) {
    FlatBufferBuilder builder;
    std::vector<Offset<wire::Directory>> wireDirectories;
    for (const auto& d : directories)
        wireDirectories.push_back(wire::CreateDirectory(builder, wireBytes(builder, d.path), d.first));
    std::vector<Offset<wire::Entry>> wireEntries;
    for (const auto& e : entries) {
        const auto name = wireBytes(builder, e.name);
        const auto target = wireBytes(builder, e.target);
        wire::EntryBuilder table(builder);
        table.add_name(name);
        table.add_type(e.type);
        table.add_mode(e.mode);
        table.add_size(e.size);
        table.add_link_target(target);
        wireEntries.push_back(table.Finish());
    }
    const auto d = builder.CreateVector(wireDirectories);
    const auto e = builder.CreateVector(wireEntries);
    builder.Finish(wire::CreateEntryPage(builder, d, e));
    return bytesOf(builder);
}

PageRef refOf(std::string parent, std::string name, std::size_t count) {
    PageRef page;
    page.firstParent = std::move(parent);
    page.firstName = std::move(name);
    page.count = static_cast<std::uint32_t>(count);
    return page;
}

} // namespace

Q_DECLARE_METATYPE(RawPart)
Q_DECLARE_METATYPE(PageRef)

class TestHostileIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagesAreChecked_data();
    void pagesAreChecked();
    void sharedTextsAreRefused();
    void pageMustEndBeforeTheNext();
    void blockPagesAreChecked_data();
    void blockPagesAreChecked();
    void mutatedPagesNeverCrash();
    void mutatedRootsNeverCrash();
};

void TestHostileIndex::pagesAreChecked_data() {
    QTest::addColumn<RawPart>("raw");
    QTest::addColumn<PageRef>("ref");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, const std::vector<WireDirectory>& d, const std::vector<WireEntry>& e,
                        bool good = false) {
        QTest::newRow(name) << pageOf(d, e) << refOf(d.empty() ? "" : d[0].path, e.empty() ? "" : e[0].name, e.size()) << good;
    };
    row("good", {{"", 0}, {"a", 2}}, {{""}, {"a"}, {"b"}}, true);
    row("no directories", {}, {{"a"}});
    row("no entries", {{"", 0}}, {});
    row("first directory late", {{"", 1}}, {{"a"}, {"b"}});
    row("directories at one place", {{"a", 0}, {"b", 0}}, {{"x"}});
    row("directory behind the end", {{"a", 0}, {"b", 2}}, {{"x"}, {"y"}});
    row("directories out of order", {{"b", 0}, {"a", 1}}, {{"x"}, {"y"}});
    row("one directory twice", {{"a", 0}, {"a", 1}}, {{"x"}, {"y"}});
    row("names out of order", {{"a", 0}}, {{"y"}, {"x"}});
    row("name twice", {{"a", 0}}, {{"x"}, {"x"}});
    row("unsafe directory", {{"../a", 0}}, {{"x"}});
    row("absolute directory", {{"/a", 0}}, {{"x"}});
    row("dot dot", {{"a", 0}}, {{".."}});
    row("name with slash", {{"a", 0}}, {{"x/y"}});
    row("name with NUL", {{"a", 0}}, {{std::string("x\0y", 3)}});
    row("empty name below a directory", {{"a", 0}}, {{""}});
    row("long name", {{"a", 0}}, {{std::string(256, 'x')}});
    row("unknown type", {{"a", 0}}, {{"x", 3}});
    row("set-id mode", {{"a", 0}}, {{"x", 0, 04755}});
    row("impossible size", {{"a", 0}}, {{"x", 0, 0644, ~0ull}});
    row("target with NUL", {{"a", 0}}, {{"x", 2, 0777, 0, std::string("t\0", 2)}});
    row("long target", {{"a", 0}}, {{"x", 2, 0777, 0, std::string(4097, 't')}});
    QTest::newRow("other count") << pageOf({{"a", 0}}, {{"x"}}) << refOf("a", "x", 2) << false;
    QTest::newRow("other first key") << pageOf({{"a", 0}}, {{"x"}}) << refOf("a", "w", 1) << false;
    QTest::newRow("no flatbuffer") << RawPart(100, 0xff) << refOf("a", "x", 1) << false;
    QTest::newRow("nothing") << RawPart() << refOf("a", "x", 1) << false;
}

void TestHostileIndex::pagesAreChecked() {
    QFETCH(RawPart, raw);
    QFETCH(PageRef, ref);
    QFETCH(bool, good);
    const auto view = EntryPageView::parse(raw, ref, nullptr);
    QCOMPARE(view.has_value(), good);
    if (!good) QCOMPARE(view.error().code(), ErrorCode::Corrupt);
}

// A page of 1 MiB whose entries all have the same long target would otherwise unfold to many times its size.
void TestHostileIndex::sharedTextsAreRefused() {
    FlatBufferBuilder builder;
    const auto shared = wireBytes(builder, std::string(4000, 't'));
    std::vector<Offset<wire::Entry>> entries;
    for (int i = 0; i < 1000; ++i) {
        const auto name = wireBytes(builder, std::to_string(10'000 + i));
        wire::EntryBuilder table(builder);
        table.add_name(name);
        table.add_link_target(shared);
        entries.push_back(table.Finish());
    }
    const std::vector<Offset<wire::Directory>> directories = {wire::CreateDirectory(builder, wireBytes(builder, "a"), 0)};
    const auto d = builder.CreateVector(directories);
    const auto e = builder.CreateVector(entries);
    builder.Finish(wire::CreateEntryPage(builder, d, e));
    QVERIFY(!EntryPageView::parse(bytesOf(builder), refOf("a", "10000", 1000), nullptr));
}

void TestHostileIndex::pageMustEndBeforeTheNext() {
    const RawPart raw = pageOf({{"a", 0}}, {{"x"}, {"y"}});
    const PageRef after = refOf("a", "z", 1);
    const PageRef overlapping = refOf("a", "y", 1);
    QVERIFY(EntryPageView::parse(raw, refOf("a", "x", 2), &after));
    QVERIFY(!EntryPageView::parse(raw, refOf("a", "x", 2), &overlapping));
}

void TestHostileIndex::blockPagesAreChecked_data() {
    QTest::addColumn<qulonglong>("offset");
    QTest::addColumn<qulonglong>("length");
    QTest::addColumn<qulonglong>("streamOffset");
    QTest::addColumn<qulonglong>("streamLength");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << 0ull << 100ull << 0ull << 512ull << true;
    QTest::newRow("gap in the file") << 1ull << 100ull << 0ull << 512ull << false;
    QTest::newRow("gap in the stream") << 0ull << 100ull << 512ull << 512ull << false;
    QTest::newRow("too short for a member") << 0ull << 29ull << 0ull << 512ull << false;
    QTest::newRow("too long") << 0ull << qulonglong(format::kMaxMember + 1) << 0ull << 512ull << false;
    QTest::newRow("no stream") << 0ull << 100ull << 0ull << 0ull << false;
    QTest::newRow("too much stream") << 0ull << 100ull << 0ull << qulonglong(format::kBlockSize + 1) << false;
}

void TestHostileIndex::blockPagesAreChecked() {
    QFETCH(qulonglong, offset);
    QFETCH(qulonglong, length);
    QFETCH(qulonglong, streamOffset);
    QFETCH(qulonglong, streamLength);
    QFETCH(bool, good);
    BlockPageBuilder builder;
    ArchiveBlock block;
    block.offset = offset;
    block.length = length;
    block.streamOffset = streamOffset;
    block.streamLength = streamLength;
    builder.add(block);
    std::vector<ArchiveBlock> blocks;
    QCOMPARE(appendBlocks(builder.finish(), refOf("", "", 1), blocks, 4_GiB).has_value(), good);
}

void TestHostileIndex::mutatedPagesNeverCrash() {
    EntryPageBuilder builder;
    for (int i = 0; i < 300; ++i) {
        ArchiveEntry e;
        e.path = "dir" + std::to_string(100 + i / 50) + "/f" + std::to_string(1000 + i);
        e.info.size = static_cast<std::uint64_t>(i);
        e.linkTarget = i % 5 ? "" : "target";
        if (i % 7 == 0) e.attributes = {{"user.a", "value"}};
        builder.add(e);
    }
    const EntryPageBuilder::Page page = builder.finish();
    const PageRef ref = refOf(page.firstParent, page.firstName, page.count);
    std::mt19937 random(11);
    int accepted = 0;
    for (int round = 0; round < 5000; ++round) {
        RawPart raw = page.raw;
        for (auto flips = 1 + random() % 3; flips-- > 0;) raw[random() % raw.size()] = static_cast<std::uint8_t>(random());
        const auto view = EntryPageView::parse(raw, ref, nullptr);
        if (!view) continue;
        ++accepted;
        for (std::size_t i = 0; i < view->size(); ++i) QVERIFY(isSafeRelativePath(view->entry(i).path));
    }
    QVERIFY(accepted > 0); // numbers may be any; but no path, type or order
}

void TestHostileIndex::mutatedRootsNeverCrash() {
    ArchiveHeader header;
    header.warnings = {{WarningKind::Grew, "p", "d"}, {WarningKind::Grew, "q", "e"}};
    const std::string good = encodeRoot(header, {refOf("", "", 1), refOf("a", "b", 2)}, {}).value();
    // Under a checksum and in zstd: taken apart, changed, and packed again.
    const RawPart raw = [&] {
        const ByteSpan stored = asBytes(good).first(good.size() - format::kIndexTail);
        for (std::size_t size = 8; size < 4096; ++size)
            if (auto part = unpackPart(stored, size)) return *part;
        return RawPart();
    }();
    QVERIFY(!raw.empty());
    std::mt19937 random(12);
    for (int round = 0; round < 5000; ++round) {
        RawPart bad = raw;
        for (auto flips = 1 + random() % 4; flips-- > 0;) bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
        std::string stored = packPart(bad).value();
        const std::uint64_t length = stored.size();
        const std::uint64_t hash = xxh3(asBytes(stored));
        appendLittle(stored, length);
        appendLittle(stored, hash);
        const auto root = readRoot(*memorySource(stored, "mutated"));
        if (!root) QVERIFY(root.error().code() == ErrorCode::Corrupt || root.error().code() == ErrorCode::Unsupported);
    }
}

QTEST_APPLESS_MAIN(TestHostileIndex)
#include "test_hostile_index.moc"
