// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/rpc/rpc_node.h"

#include "shared/protocol/line_framer.h"
#include "shared/protocol/message.h"

#include <QTest>

#include <filesystem>

using namespace alula;
using namespace alula::test;
using namespace alula::protocol;

namespace {

class BrowsedNode : public RpcNode {
public:
    explicit BrowsedNode(const std::vector<Item>& items) {
        volume(serverId(1), items);
        if (ended(must(startBackup(serverId(1), backupId(1)))).state != JobState::Completed)
            throw std::runtime_error("no backup was made");
    }
    ~BrowsedNode() { scheduler.reset(); }

    // All pages of either listing; how many there were is in `pages`.
    std::vector<protocol::EntryInfo> liveEntries(std::int32_t limit = 1000, const std::string& path = {}) {
        LiveEntriesParams params;
        params.server = serverId(1);
        params.path.bytes = path;
        params.limit = limit;
        std::vector<protocol::EntryInfo> all;
        pages = 0;
        do {
            const auto page = must(call(kLiveEntries, params));
            if (toLine(ResponseMessage{{}, *toJson(page)})->size() > static_cast<qsizetype>(kMaxLine))
                throw std::runtime_error("a page is longer than a line");
            all.insert(all.end(), page.entries.begin(), page.entries.end());
            params.cursor = page.cursor;
            ++pages;
        } while (params.cursor);
        return all;
    }
    std::vector<CompareRow> compareRows(CompareParams params) {
        params.from = backupId(1);
        std::vector<CompareRow> all;
        pages = 0;
        do {
            const auto page = must(call(kBackupsCompare, params));
            if (toLine(ResponseMessage{{}, *toJson(page)})->size() > static_cast<qsizetype>(kMaxLine))
                throw std::runtime_error("a page is longer than a line");
            all.insert(all.end(), page.rows.begin(), page.rows.end());
            params.cursor = page.cursor;
            ++pages;
        } while (params.cursor);
        return all;
    }

    int pages = 0;
};

QByteArray bytesOf(const FilePiece& piece) { return QByteArray::fromBase64(QByteArray::fromStdString(piece.base64)); }

template <typename T>
bool refuses(const Result<T>& result, ErrorCode code, const char* part) {
    if (!result && result.error().code() == code && result.error().message().contains(part)) return true;
    qWarning("%s", result ? "not refused" : result.error().toString().c_str());
    return false;
}

} // namespace

class TestBrowse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void aVolumeListedInPages() {
        BrowsedNode node({file("b\xff", 3).mode(0600), dir("a", {file("in", 1)}), softlink("c", "a/in")});
        for (const std::int32_t limit : {1, 2, 1000}) {
            const auto entries = node.liveEntries(limit);
            QCOMPARE(entries.size(), std::size_t{3});
            QCOMPARE(node.pages, limit == 1 ? 3 : limit == 2 ? 2 : 1);
            QCOMPARE(entries[0].type, std::string("directory"));
            QVERIFY(!entries[0].files && !entries[0].bytes); // nobody has counted them
            QCOMPARE(entries[1].name.bytes, std::string("b\xff"));
            QCOMPARE(entries[1].size, std::uint64_t{3});
            QCOMPARE(entries[1].mode, std::uint32_t{0600});
            QVERIFY(entries[2].target && entries[2].target->bytes == "a/in");
        }
    }

    // Names of 255 bytes that JSON makes six times as long: a thousand of them are no line.
    void pagesEndWhereALineIsFull() {
        std::vector<Item> items;
        for (int i = 0; i < 1000; ++i) items.push_back(file("d/" + std::string(240, '\x01') + std::to_string(1000 + i)));
        BrowsedNode node(items);
        const auto entries = node.liveEntries(1000, "d");
        QVERIFY(node.pages > 1);
        QCOMPARE(entries.size(), std::size_t{1000});
        for (std::size_t i = 1; i < entries.size(); ++i) QVERIFY(entries[i - 1].name.bytes < entries[i].name.bytes);
        std::filesystem::remove_all(node.node.volumePath(serverId(1)) + "/d");
        CompareParams params;
        params.limit = 1000;
        params.recursive = true;
        const auto rows = node.compareRows(params);
        QVERIFY(node.pages > 1);
        QCOMPARE(rows.size(), std::size_t{1001}); // the directory too
        for (std::size_t i = 1; i < rows.size(); ++i) QVERIFY(comparePaths(rows[i - 1].path.bytes, rows[i].path.bytes) < 0);
    }

    void piecesOfFiles() {
        BrowsedNode node({file("f", std::string("\0\xff", 2) + "text"), file("large", 700'000)});
        const auto piece = must(node.call(kBackupsRead, {backupId(1), {"f"}}));
        QCOMPARE(bytesOf(piece), QByteArray("\0\xfftext", 6));
        QCOMPARE(piece.size, std::uint64_t{6});
        QCOMPARE(piece.mtime.ns / 1'000'000, kTreeTime / 1'000'000); // milliseconds travel
        QCOMPARE(must(node.call(kLiveRead, {serverId(1), {"f"}})), piece);
        QCOMPARE(bytesOf(must(node.call(kLiveRead, {serverId(1), {"f"}, 2, 2}))), QByteArray("te"));
        for (const std::uint64_t length : {std::uint64_t{700'000}, std::uint64_t{1} << 50}) {
            QCOMPARE(bytesOf(must(node.call(kBackupsRead, {backupId(1), {"large"}, 0, length}))).size(), qsizetype{512 * 1024});
            QCOMPARE(bytesOf(must(node.call(kLiveRead, {serverId(1), {"large"}, 0, length}))).size(), qsizetype{512 * 1024});
        }
    }

    void counts() {
        BrowsedNode node({file("a/f", 10), file("b", 5), softlink("l", "b")});
        const auto all = must(node.call(kBackupsCount, {backupId(1), {}, {}}));
        QCOMPARE(all, (EntryCount{2, 1, 1, 15}));
        QCOMPARE(must(node.call(kBackupsCount, {backupId(1), {}, {{"a"}}})), (EntryCount{1, 0, 1, 5}));
        const BackupCountParams many{backupId(1), std::vector<WirePath>(10'001, WirePath{"a"}), {}};
        QVERIFY(refuses(node.call(kBackupsCount, many), ErrorCode::InvalidInput, "at most 10000"));
    }

    void comparingWithTheVolume() {
        BrowsedNode node({file("d/changed", "old"), file("d/same", 1), file("gone", 7), dir("quiet", {file("x", 1)})});
        std::filesystem::remove(node.node.volumePath(serverId(1)) + "/gone");
        node.volume(serverId(1), {file("d/changed", "longer"), file("d/new", 9)});
        CompareParams params;
        params.from = backupId(1);
        const auto page = must(node.call(kBackupsCompare, params));
        QVERIFY(page.asOf && *page.asOf == Timestamp{node.clock.now()});
        QCOMPARE(page.totals, (ChangeTotals{1, 1, 1, 10, 15}));
        QCOMPARE(page.rows.size(), std::size_t{2});
        QCOMPARE(page.rows[0].path.bytes, std::string("d"));
        QCOMPARE(page.rows[0].change, std::string("same"));
        QCOMPARE(page.rows[0].below, std::optional(ChangeTotals{1, 0, 1, 3, 15}));
        QVERIFY(page.rows[0].before && page.rows[0].after);
        QCOMPARE(page.rows[1].change, std::string("removed"));
        QVERIFY(!page.rows[1].after && page.rows[1].before->size == 7 && !page.rows[1].below);
        params.recursive = true;
        params.limit = 1;
        const auto rows = node.compareRows(params);
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].path.bytes, std::string("d/changed"));
        QCOMPARE(rows[0].differences, std::vector<std::string>{"contents"});
        QCOMPARE(rows[0].before->size, std::uint64_t{3});
        QCOMPARE(rows[0].after->size, std::uint64_t{6});
        QCOMPARE(rows[1].path.bytes, std::string("d/new"));
        QCOMPARE(rows[2].path.bytes, std::string("gone"));
    }

    void aBackupDeletedBetweenPages() {
        BrowsedNode node({file("a", 1), file("b", 1)});
        if (node.ended(must(node.startBackup(serverId(1), backupId(2)))).state != JobState::Completed) QFAIL("no second backup");
        std::filesystem::remove(node.node.volumePath(serverId(1)) + "/a");
        std::filesystem::remove(node.node.volumePath(serverId(1)) + "/b");
        if (node.ended(must(node.startBackup(serverId(1), backupId(3)))).state != JobState::Completed) QFAIL("no third backup");
        CompareParams params;
        params.from = backupId(1);
        params.to = backupId(3);
        params.limit = 1;
        params.cursor = must(node.call(kBackupsCompare, params)).cursor;
        QVERIFY(params.cursor);
        QCOMPARE(must(node.call(kBackupsCompare, params)).rows.front().path.bytes, std::string("b"));
        alula::DeletePlan plan;
        plan.backups = {backupId(3)};
        plan.servers = {serverId(1)};
        QCOMPARE(node.ended(must(node.commands->remove(plan, {"cli", ""}))).state, JobState::Completed);
        QVERIFY(refuses(node.call(kBackupsCompare, params), ErrorCode::NotFound, kNoSuchBackup));
        QVERIFY(refuses(node.call(kBackupsRead, {backupId(3), {"a"}}), ErrorCode::NotFound, kNoSuchBackup));
        QVERIFY(refuses(node.call(kBackupsCount, {backupId(3), {}, {}}), ErrorCode::NotFound, kNoSuchBackup));
    }

    // Readers see names, sizes and times; contents are for admins.
    void aReaderSeesNoContents() {
        BrowsedNode node({file("f", 1)});
        node.role = Role::Reader;
        QVERIFY(refuses(node.call(kBackupsRead, {backupId(1), {"f"}}), ErrorCode::PermissionDenied, "rpc.group"));
        QVERIFY(refuses(node.call(kLiveRead, {serverId(1), {"f"}}), ErrorCode::PermissionDenied, "rpc.group"));
        CompareParams params;
        params.from = backupId(1);
        QVERIFY(node.call(kBackupsCompare, params));
        params.contents = true;
        QVERIFY(refuses(node.call(kBackupsCompare, params), ErrorCode::PermissionDenied, "comparing contents"));
        params.to = backupId(1); // nothing is read for that
        QVERIFY(node.call(kBackupsCompare, params));
        QVERIFY(node.call(kBackupsCount, {backupId(1), {}, {}}));
        QCOMPARE(node.liveEntries().size(), std::size_t{1});
    }

    void badWords_data() {
        QTest::addColumn<QByteArray>("path");
        for (const char* path : {"..", "/", "/etc", "a/../b", "a//b", "./a"}) QTest::newRow(path) << QByteArray(path);
        QTest::newRow("too long") << QByteArray(5000, 'x');
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
    }
    void badWords() {
        QFETCH(QByteArray, path);
        BrowsedNode node({file("f", 1)});
        const WirePath wire{path.toStdString()};
        LiveEntriesParams list{serverId(1), wire, "name", {}, 10};
        QVERIFY(refuses(node.call(kLiveEntries, list), ErrorCode::InvalidInput, "path"));
        QVERIFY(refuses(node.call(kLiveRead, {serverId(1), wire}), ErrorCode::InvalidInput, "path"));
        QVERIFY(refuses(node.call(kBackupsRead, {backupId(1), wire}), ErrorCode::InvalidInput, "path"));
        CompareParams compare;
        compare.from = backupId(1);
        compare.path = wire;
        QVERIFY(refuses(node.call(kBackupsCompare, compare), ErrorCode::InvalidInput, "path"));
        list = {serverId(1), {}, "name", {}, 0};
        QVERIFY(refuses(node.call(kLiveEntries, list), ErrorCode::InvalidInput, "'limit'"));
        list.limit = 10;
        list.cursor = "!!!";
        QVERIFY(refuses(node.call(kLiveEntries, list), ErrorCode::InvalidInput, "'cursor'"));
        compare.path = {};
        compare.limit = -1;
        QVERIFY(refuses(node.call(kBackupsCompare, compare), ErrorCode::InvalidInput, "'limit'"));
    }
};

QTEST_GUILESS_MAIN(TestBrowse)
#include "test_browse.moc"
