// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/volume_browser.h"
#include "tests/daemon/service/node_fixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

using namespace alula;
using namespace alula::test;

namespace {

class LiveNode : public NodeFixture {
public:
    explicit LiveNode(const std::vector<Item>& items) { root = volume(server, items); }

    std::vector<std::string> names(const std::string& path = {}, const std::string& sort = "name", std::size_t limit = 500) {
        std::vector<std::string> all;
        VolumeListRequest request{server, path, sort, {}, limit};
        do {
            const VolumePage page = must(browser.entries(request, {}));
            if (page.entries.size() > limit) throw std::runtime_error("a page is longer than was asked for");
            for (const auto& entry : page.entries) all.push_back(entry.name);
            request.cursor = page.next;
        } while (!request.cursor.empty());
        return all;
    }
    Error listError(const std::string& path) {
        auto page = browser.entries({server, path, "name", {}, 10}, {});
        if (page) throw std::runtime_error("it was listed");
        return page.error();
    }
    Error readError(const std::string& path) {
        auto piece = browser.read(server, path, {0, 100});
        if (piece) throw std::runtime_error("it was read");
        return piece.error();
    }

    const ServerId server = serverId(1);
    std::string root;
    VolumeBrowser browser{node, servers};
};

using Names = std::vector<std::string>;

bool says(const Error& error, ErrorCode code, const char* part) {
    if (error.code() == code && error.message().contains(part)) return true;
    qWarning("%s: %s", std::string(name(error.code())).c_str(), error.toString().c_str());
    return false;
}

} // namespace

class TestVolumeBrowser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDirectoryAsItIsNow() {
        LiveNode node(
            {file("b", "contents").mode(0640), dir("a", {file("in", 3)}), softlink("c", "../elsewhere"), file("a.txt", 5)});
        const VolumePage page = must(node.browser.entries({node.server, {}, "name", {}, 10}, {}));
        QCOMPARE(page.entries.size(), std::size_t{4});
        QVERIFY(page.next.empty());
        QCOMPARE(page.entries[0].name, std::string("a"));
        QVERIFY(page.entries[0].info.type == EntryType::Directory);
        QCOMPARE(page.entries[1].name, std::string("a.txt"));
        QCOMPARE(page.entries[2].info.size, std::uint64_t{8});
        QCOMPARE(page.entries[2].info.mode, std::uint32_t{0640});
        QCOMPARE(page.entries[2].info.mtimeNs, kTreeTime);
        QVERIFY(page.entries[3].info.type == EntryType::Symlink);
        QCOMPARE(page.entries[3].linkTarget, std::string("../elsewhere"));
        QCOMPARE(node.names("a"), Names{"in"});
        node.volume(node.server, {file("d", 1)});
        QCOMPARE(node.names(), (Names{"a", "a.txt", "b", "c", "d"}));
    }

    // FIFOs, sockets and Alula's own folders are no part of a backup, and none of this.
    void whatABackupLeavesOut() {
        LiveNode node({fifo("pipe"), socketFile("sock"), file("file", 1), file(".alula-staging/x", 1), file("a/.alula-mine", 1)});
        QCOMPARE(node.names(), (Names{"a", "file"}));
        QCOMPARE(node.names("a"), Names{".alula-mine"}); // the server's own
        QVERIFY(says(node.listError(".alula-staging"), ErrorCode::NotFound, "no such directory"));
        QVERIFY(says(node.readError(".alula-staging/x"), ErrorCode::NotFound, "no such file"));
    }

    void pagesInEveryOrder_data() {
        QTest::addColumn<QString>("sort");
        for (const char* sort : {"name", "-name", "size", "-size", "mtime", "-mtime"})
            QTest::newRow(sort) << QString::fromLatin1(sort);
    }
    void pagesInEveryOrder() {
        QFETCH(QString, sort);
        std::vector<Item> items;
        std::mt19937 random(7);
        std::map<std::string, std::pair<std::uint64_t, std::int64_t>> facts;
        for (int i = 0; i < 57; ++i) {
            std::string name = "n" + std::to_string(random() % 1000);
            const std::uint64_t size = random() % 5; // many the same
            const std::int64_t time = kTreeTime + static_cast<std::int64_t>(random() % 4);
            if (facts.emplace(name, std::pair(size, time)).second) items.push_back(file(name, size).mtime(time));
        }
        LiveNode node(items);
        Names expected;
        for (const auto& [name, fact] : facts) expected.push_back(name);
        if (sort.endsWith(u"size")) std::ranges::stable_sort(expected, {}, [&](const auto& n) { return facts[n].first; });
        if (sort.endsWith(u"mtime")) std::ranges::stable_sort(expected, {}, [&](const auto& n) { return facts[n].second; });
        if (sort.startsWith(u'-')) std::ranges::reverse(expected);
        for (const std::size_t limit : {std::size_t{1}, std::size_t{7}, std::size_t{500}})
            QCOMPARE(node.names({}, sort.toStdString(), limit), expected);
    }

    void aListingGoesOnWhereItWas() {
        LiveNode node({file("a"), file("b"), file("c"), file("d"), file("e")});
        VolumePage page = must(node.browser.entries({node.server, {}, "name", {}, 2}, {}));
        QCOMPARE(page.entries.back().name, std::string("b"));
        std::filesystem::remove(node.root + "/b");
        std::filesystem::remove(node.root + "/c");
        node.volume(node.server, {file("aa")});
        page = must(node.browser.entries({node.server, {}, "name", page.next, 2}, {}));
        QCOMPARE(page.entries.size(), std::size_t{2});
        QCOMPARE(page.entries[0].name, std::string("d"));
        QVERIFY(page.next.empty());
        QCOMPARE(node.browser.entries({node.server, {}, "name", "no cursor", 2}, {}).error().code(), ErrorCode::InvalidInput);
        QCOMPARE(node.browser.entries({node.server, {}, "colour", {}, 2}, {}).error().code(), ErrorCode::InvalidInput);
    }

    void namesThatAreNotUtf8() {
        const std::string odd = "\xff\xfe/\x01\n";
        LiveNode node({file(odd, "x")});
        QCOMPARE(node.names("\xff\xfe"), Names{"\x01\n"});
        QCOMPARE(must(node.browser.read(node.server, odd, {0, 10})).bytes, std::string("x"));
    }

    void nothingLeadsOutside() {
        LiveNode node({file("inside", 1), dir("real", {file("f", "y")}), softlink("link", "real"), softlink("out", "/etc"),
                       softlink("passwd", "/etc/passwd")});
        for (const char* path : {"link", "out", "link/f"}) {
            QVERIFY(says(node.listError(path), ErrorCode::InvalidInput, "symlink"));
        }
        for (const char* path : {"link/f", "out/passwd"}) QVERIFY(says(node.readError(path), ErrorCode::InvalidInput, "symlink"));
        QVERIFY(says(node.readError("passwd"), ErrorCode::InvalidInput, "symlink"));
        for (const char* path : {"..", "../x", "/etc", "real/../inside", "real//f"}) {
            QCOMPARE(node.listError(path).code(), ErrorCode::InvalidInput);
            QCOMPARE(node.readError(path).code(), ErrorCode::InvalidInput);
        }
    }

    void whatIsNotThere() {
        LiveNode node({file("file", 1)});
        QVERIFY(says(node.listError("gone"), ErrorCode::NotFound, "no such directory now"));
        QVERIFY(says(node.listError("file"), ErrorCode::NotFound, "no such directory now"));
        QVERIFY(says(node.readError("gone/x"), ErrorCode::NotFound, "no such file now"));
        const auto unknown = node.browser.entries({serverId(9), {}, "name", {}, 1}, {});
        QVERIFY(says(unknown.error(), ErrorCode::NotFound, kNoSuchServer));
        std::filesystem::rename(node.root, node.root + ".away");
        QVERIFY(says(node.listError({}), ErrorCode::NotFound, "not"));
    }

    void pieces() {
        LiveNode node({file("f", "0123456789"), file("empty")});
        const auto piece = [&](std::uint64_t offset, std::uint64_t length) {
            return must(node.browser.read(node.server, "f", {offset, length}));
        };
        QCOMPARE(piece(0, 100).bytes, std::string("0123456789"));
        QCOMPARE(piece(3, 4).bytes, std::string("3456"));
        QCOMPARE(piece(3, 4).size, std::uint64_t{10});
        QCOMPARE(piece(3, 4).mtimeNs, kTreeTime);
        QCOMPARE(piece(8, 4).bytes, std::string("89"));
        QCOMPARE(piece(10, 4).bytes, std::string());
        QCOMPARE(piece(~std::uint64_t{0}, 4).bytes, std::string());
        QCOMPARE(must(node.browser.read(node.server, "empty", {0, 10})).size, std::uint64_t{0});
    }

    // Opening a FIFO for reading waits for a writer, and there is none.
    void nothingThatWaitsIsOpened() {
        LiveNode node({fifo("pipe"), socketFile("sock"), dir("d")});
        QVERIFY(says(node.readError("pipe"), ErrorCode::InvalidInput, "no regular file"));
        QVERIFY(says(node.readError("sock"), ErrorCode::InvalidInput, "no regular file"));
        QVERIFY(says(node.readError("d"), ErrorCode::InvalidInput, "directory"));
        QVERIFY(says(node.readError({}), ErrorCode::InvalidInput, "directory"));
    }

    void aFileThatBecomesAFifo() {
        LiveNode node({file("f", "x")});
        node.files.when([&](const CallInfo& call) {
            if (call.call != Call::Open || call.name != "f") return 0;
            std::filesystem::remove(node.root + "/f");
            tree({fifo("f")}).materialise(node.root);
            return 0;
        });
        QVERIFY(says(node.readError("f"), ErrorCode::InvalidInput, "no regular file"));
    }

    void aFileThatShrinksWhileItIsRead() {
        LiveNode node({file("f", 1000)});
        node.files.when([&](const CallInfo& call) {
            if (call.call == Call::Read) std::filesystem::resize_file(node.root + "/f", 600);
            return 0;
        });
        const FileBytes piece = must(node.browser.read(node.server, "f", {500, 400}));
        QCOMPARE(piece.bytes.size(), std::size_t{100});
        QCOMPARE(piece.size, std::uint64_t{600});
    }

    void aListingCanBeLeft() {
        LiveNode node({file("a"), file("b")});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(node.browser.entries({node.server, {}, "name", {}, 2}, stop.get_token()).error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestVolumeBrowser)
#include "test_volume_browser.moc"
