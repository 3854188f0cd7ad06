// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_search.h"
#include "daemon/service/path_versions.h"
#include "tests/daemon/service/kept_names.h"

#include <QTest>

#include <atomic>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

using namespace alula;
using namespace alula::test;

// Names found over many backups whose indexes are here, and the versions of one of them.
class TestNameSearch : public QObject {
    Q_OBJECT

    // A node whose names are kept as the daemon keeps them.
    class SearchingNode : public NodeFixture {
    public:
        SearchingNode() {
            names->start();
            QObject::connect(&events, &NodeEvents::backupChanged, &events, [this](const BackupId& id) { names->changed(id); });
        }
        Result<NameSearchPage> search(const std::string& query, std::size_t limit = 200, const std::string& cursor = {},
                                      std::stop_token stop = {}) {
            return searches.search({.query = query, .server = {}, .backup = {}, .cursor = cursor, .limit = limit}, stop);
        }
        std::string found(const std::string& query) {
            std::string all;
            for (const NameHit& hit : must(search(query)).hits) all += told(hit) + "\n";
            return all;
        }
        // "1 world/level.dat 5 bytes x3 of hour 2, gone at 3"
        std::string told(const NameHit& hit) {
            const auto hours = [this](Timestamp at) { return std::to_string((at - clock.now()) / std::chrono::hours(1)); };
            return std::to_string(hit.server.uuid().bytes()[0]) + " " + hit.entry.path + " " +
                   std::to_string(hit.entry.info.size) + " bytes x" + std::to_string(hit.backups) + " of hour " +
                   hours(hit.created) + (hit.goneSince ? ", gone at " + hours(*hit.goneSince) : std::string());
        }
        std::string namesFile(int server) const { return temp.path("state/names/" + serverId(server).toString() + ".names"); }
        std::string indexFile(const Backup& row) const { return temp.path("state/indexes/" + row.id.toString() + ".index"); }
        void restartNames() {
            names = std::make_unique<NameKeeper>(node, archives);
            names->start();
        }

        std::unique_ptr<NameKeeper> names = std::make_unique<NameKeeper>(node, archives);
        NameSearch searches{node, archives, *names};
    };

private Q_SLOTS:
    void exactNamesFirstThenTheNewest() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"a/level.dat", 1}, {"a/level.dat_old", 2}, {"old/Level.DAT", 3}});
        keepNames(node, 1, 2, {{"a/level.dat", 4}, {"a/level.dat_old", 5}});
        keepNames(node, 2, 3, {{"z/level.dat.bak", 6}});
        QCOMPARE(node.found("level.dat"), std::string("1 a/level.dat 4 bytes x2 of hour 2\n"
                                                      "1 old/Level.DAT 3 bytes x1 of hour 1, gone at 2\n"
                                                      "2 z/level.dat.bak 6 bytes x1 of hour 3\n"
                                                      "1 a/level.dat_old 5 bytes x2 of hour 2\n"));
        const auto page = must(node.search("old"));
        QCOMPARE(page.searched, std::uint64_t{3});
        QCOMPARE(page.leftOut, std::uint64_t{0});
        QVERIFY(!page.more);
    }

    void goneMeansInEveryLaterBackup() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"x", 1}});
        keepNames(node, 1, 2, {{"y", 1}});
        keepNames(node, 1, 3, {{"x", 2}});
        QCOMPARE(node.found("x"), std::string("1 x 2 bytes x2 of hour 3\n"));
        keepNames(node, 1, 4, {{"y", 1}});
        keepNames(node, 1, 5, {{"y", 1}});
        QCOMPARE(node.found("x"), std::string("1 x 2 bytes x2 of hour 3, gone at 4\n"));
        // One backup: as that one has it; the rest is still the server's.
        const auto here = must(node.searches.search({.query = "x", .server = {}, .backup = backupId(11), .cursor = {}}, {}));
        QCOMPARE(here.hits.size(), std::size_t{1});
        QCOMPARE(node.told(here.hits.front()), std::string("1 x 1 bytes x2 of hour 1, gone at 4"));
        QCOMPARE(here.searched, std::uint64_t{1});
        const auto lacks = must(node.searches.search({.query = "x", .server = {}, .backup = backupId(12), .cursor = {}}, {}));
        QVERIFY(lacks.hits.empty());
    }

    void onlyOneServer() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"x", 1}});
        keepNames(node, 2, 1, {{"x", 2}});
        const auto page = must(node.searches.search({.query = "x", .server = serverId(2), .backup = {}, .cursor = {}}, {}));
        QCOMPARE(page.hits.size(), std::size_t{1});
        QCOMPARE(page.hits.front().server, serverId(2));
        QCOMPARE(page.searched, std::uint64_t{1});
        const auto other = node.searches.search({.query = "x", .server = serverId(1), .backup = backupId(21), .cursor = {}}, {});
        QCOMPARE(other.error().code(), ErrorCode::NotFound);
    }

    // Every page size gives the same names in the same order as one long page, which is that of a model.
    void pagesAreOneList() {
        SearchingNode node;
        std::mt19937 random(3);
        std::map<std::pair<int, std::string>, std::pair<int, int>> model; // newest hour, backups
        for (int hour = 1; hour <= 9; ++hour) {
            const int server = hour % 2 + 1;
            std::vector<std::string> paths;
            for (int i = 0; i < 30; ++i)
                paths.push_back("f" + std::to_string(random() % 5) + "/n" + std::to_string(random() % 9));
            for (const auto& [path, size] : emptyFiles(paths)) {
                auto& [newest, backups] = model[{server, path}];
                newest = hour;
                ++backups;
            }
            keepNames(node, server, hour, emptyFiles(paths));
        }
        std::vector<std::tuple<bool, int, int, std::string, std::string>> wanted; // in order
        for (const auto& [where, seen] : model)
            wanted.emplace_back(nameOf(where.second) != "n1", -seen.first, where.first, where.second,
                                std::to_string(seen.second));
        std::ranges::sort(wanted);
        for (const std::size_t limit : {1u, 2u, 7u, 1000u}) {
            std::vector<std::string> paged;
            std::string cursor;
            for (bool more = true; more;) {
                const auto page = must(node.search("n", limit, cursor));
                QVERIFY(page.hits.size() == limit || !page.more);
                for (const NameHit& hit : page.hits)
                    paged.push_back(std::to_string(hit.server.uuid().bytes()[0]) + hit.entry.path);
                more = page.more;
                cursor = page.hits.empty() ? std::string() : page.hits.back().cursor;
            }
            QCOMPARE(paged.size(), wanted.size());
            std::vector<std::tuple<int, int, std::string>> order; // "n" is no one's whole name: by time, server, place
            for (const auto& [exact, hour, server, path, count] : wanted) order.emplace_back(hour, server, path);
            std::ranges::sort(order);
            for (std::size_t i = 0; i < paged.size(); ++i)
                QCOMPARE(paged[i], std::to_string(std::get<1>(order[i])) + std::get<2>(order[i]));
        }
        const auto exact = must(node.search("n1"));
        for (std::size_t i = 0; i < exact.hits.size(); ++i) QCOMPARE(exact.hits[i].entry.path, std::get<3>(wanted[i]));
        QCOMPARE(node.search("n", 5, "no cursor").error().code(), ErrorCode::InvalidInput);
    }

    void whatCannotBeReadIsLeftOut() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"x", 1}});
        const Backup lost = keepNames(node, 1, 2, {{"x", 2}});
        const Backup without = keepNames(node, 1, 3, {{"x", 3}}); // its index is lost before it was ever looked at
        std::filesystem::remove(node.indexFile(without));
        auto page = must(node.search("x"));
        QCOMPARE(page.searched, std::uint64_t{2});
        QCOMPARE(page.leftOut, std::uint64_t{1});
        QCOMPARE(node.told(page.hits.front()), std::string("1 x 2 bytes x2 of hour 2"));
        // And one afterwards: its names are kept, but nothing else of it can be told.
        std::filesystem::remove(node.indexFile(lost));
        page = must(node.search("x"));
        QCOMPARE(page.leftOut, std::uint64_t{2});
        QCOMPARE(node.told(page.hits.front()), std::string("1 x 1 bytes x1 of hour 1"));
        // Back again: after a while it is looked at again.
        must(KeptIndexes(node.node).keep(lost.id, asBytes(indexOfFiles({{"x", 2}}))));
        node.clock.advance(std::chrono::minutes(2));
        page = must(node.search("x"));
        QCOMPARE(page.leftOut, std::uint64_t{1});
        QCOMPARE(page.hits.front().newest, lost.id);
    }

    // Somebody put another archive there: the index is believed, not what was kept of the old one.
    void keptNamesThatAreWrongAreMadeAgain() {
        SearchingNode node;
        const Backup row = keepNames(node, 1, 1, {{"before", 1}});
        QCOMPARE(node.found("before"), std::string("1 before 1 bytes x1 of hour 1\n"));
        must(KeptIndexes(node.node).keep(row.id, asBytes(indexOfFiles({{"after!", 2}}))));
        QCOMPARE(node.found("before"), std::string());
        QCOMPARE(node.found("after"), std::string("1 after! 2 bytes x1 of hour 1\n"));
    }

    void missingAndUnfinishedOnes() {
        SearchingNode node;
        const Backup making = keepNames(node, 1, 1, {{"x", 1}});
        node.edit(making.id, [](Backup& row) { row.state = BackupState::Making; });
        const Backup deleting = keepNames(node, 1, 2, {{"x", 1}});
        node.edit(deleting.id, [](Backup& row) { row.state = BackupState::Deleting; });
        const Backup noObject = keepNames(node, 1, 3, {{"x", 3}}); // gone from its bucket, but its names are here
        node.edit(noObject.id, [](Backup& row) { row.missing = true; });
        const Backup noFile = keepNames(node, 1, 4, {{"x", 4}});
        node.edit(noFile.id, [](Backup& row) {
            row.adapter = "wings";
            row.missing = true;
        });
        const auto page = must(node.search("x"));
        QCOMPARE(page.searched, std::uint64_t{1});
        QCOMPARE(page.leftOut, std::uint64_t{1});
        QCOMPARE(page.hits.size(), std::size_t{1});
        QCOMPARE(page.hits.front().newest, noObject.id);
    }

    void namesGoWithTheirBackups() {
        SearchingNode node;
        const Backup first = keepNames(node, 1, 1, {{"secret-name", 1}});
        const Backup second = keepNames(node, 1, 2, {{"x", 2}});
        QCOMPARE(node.found("secret"), std::string("1 secret-name 1 bytes x1 of hour 1, gone at 2\n"));
        must(node.catalog->backups().remove(first.id));
        Q_EMIT node.events.backupChanged(first.id);
        QVERIFY(QTest::qWaitFor([&] { return !readFile(node.namesFile(1)).contains("secret"); }, 60'000));
        QCOMPARE(node.found("secret"), std::string());
        must(node.catalog->backups().remove(second.id));
        Q_EMIT node.events.backupChanged(second.id);
        QVERIFY(QTest::qWaitFor([&] { return !exists(node.namesFile(1)); }, 60'000));
    }

    void anEarlierRunsFilesAreTakenOver() {
        SearchingNode node;
        const Backup first = keepNames(node, 1, 1, {{"x", 1}});
        keepNames(node, 2, 1, {{"x", 1}});
        QCOMPARE(must(node.search("x")).hits.size(), std::size_t{2});
        node.names.reset();
        // While nobody looked: one deleted, one new, and a write that was cut short.
        must(node.catalog->backups().remove(first.id));
        keepNames(node, 2, 2, {{"x", 7}});
        writeFile(node.temp.path("state/names/." + serverId(2).toString() + ".names.new"), "half");
        NameKeeper again(node.node, node.archives);
        again.start();
        NameSearch searches(node.node, node.archives, again);
        const auto page = must(searches.search({.query = "x", .server = {}, .backup = {}, .cursor = {}}, {}));
        QCOMPARE(page.hits.size(), std::size_t{1});
        QCOMPARE(node.told(page.hits.front()), std::string("2 x 7 bytes x2 of hour 2"));
        QVERIFY(!exists(node.namesFile(1)));
        QVERIFY(!exists(node.temp.path("state/names/." + serverId(2).toString() + ".names.new")));
    }

    void aFullDiskIsNoHarm() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"x", 1}});
        std::filesystem::create_directories(node.temp.path("state/names"));
        std::filesystem::create_directories(node.namesFile(1) + "/in the way"); // so it cannot be written
        const auto page = must(node.search("x"));
        QCOMPARE(page.leftOut, std::uint64_t{1});
        std::filesystem::remove_all(node.namesFile(1));
        node.clock.advance(std::chrono::minutes(2));
        QCOMPARE(must(node.search("x")).hits.size(), std::size_t{1});
    }

    void anotherProgramsArchiveIsReadWhenSomebodySearches() {
        SearchingNode node;
        const std::string volume = node.volume(serverId(1), {file("world/level.dat", 100)});
        std::filesystem::create_directories(node.temp.path("backups/" + serverId(1).toString()));
        const std::string archive = node.archivePath(serverId(1), backupId(1));
        QCOMPARE(std::system(("tar czf " + archive + " -C " + volume + " world").c_str()), 0);
        Backup row;
        row.id = backupId(1);
        row.server = serverId(1);
        row.state = BackupState::Completed;
        row.foreign = true;
        row.size = std::filesystem::file_size(archive);
        row.created = node.clock.now();
        must(node.catalog->backups().insert(row));
        Q_EMIT node.events.backupChanged(row.id);
        QVERIFY(!exists(node.indexFile(row)));
        // Who looks for its versions has it read, too.
        PathVersions versions(node.node, node.archives, *node.names);
        QVERIFY(must(versions.of(serverId(1), "world", {})).leftOut <= 1); // an archive this small may have been read by then
        QVERIFY(QTest::qWaitFor([&] { return exists(node.indexFile(row)); }, 60'000));
        QCOMPARE(node.found("level"), std::string("1 world/level.dat 100 bytes x1 of hour 0\n"));
        // Its index is lost, its names are not: it is read again.
        node.archives.forget(row.id);
        QCOMPARE(node.found("level"), std::string("1 world/level.dat 100 bytes x1 of hour 0\n"));
        QVERIFY(exists(node.indexFile(row)));
    }

    // While an archive is read whole, which here takes for ever, searches wait, and no more than a few of them.
    void searchesAreCancelledAndBounded() {
        SearchingNode node;
        node.putArchive(serverId(1), backupId(1), "no archive, but nobody comes to see that");
        Backup row;
        row.id = backupId(1);
        row.server = serverId(1);
        row.state = BackupState::Completed;
        row.size = 40;
        must(node.catalog->backups().insert(row));
        node.load.setPaused(true);
        std::stop_source stop;
        std::atomic<int> busy{0}, cancelled{0};
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i) {
            threads.emplace_back([&] {
                const auto answer = node.search("x", 10, {}, stop.get_token());
                if (answer) return;
                busy += answer.error().code() == ErrorCode::Busy ? 1 : 0;
                cancelled += answer.error().code() == ErrorCode::Cancelled ? 1 : 0;
            });
        }
        QVERIFY(QTest::qWaitFor([&] { return busy == 2; }, 60'000));
        stop.request_stop();
        threads.clear();
        QCOMPARE(busy.load(), 2);
        QCOMPARE(cancelled.load(), 4);
        node.load.setPaused(false);
        QCOMPARE(must(node.search("x")).leftOut, std::uint64_t{1}); // it is none
        std::stop_source before;
        before.request_stop();
        QCOMPARE(node.search("x", 10, {}, before.get_token()).error().code(), ErrorCode::Cancelled);
    }

    // An archive of hours must not make every search wait.
    void aSlowArchiveIsWaitedForOnce() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"x", 1}});
        QCOMPARE(must(node.search("x")).hits.size(), std::size_t{1});
        node.putArchive(serverId(1), backupId(1), "no archive, but nobody comes to see that");
        Backup row;
        row.id = backupId(1);
        row.server = serverId(1);
        row.state = BackupState::Completed;
        row.size = 40;
        must(node.catalog->backups().insert(row));
        node.load.setPaused(true);
        NameSearch searches(node.node, node.archives, *node.names, std::chrono::seconds(2));
        for (const bool isFirst : {true, false}) {
            const auto begin = std::chrono::steady_clock::now();
            const auto page = must(searches.search({.query = "x", .server = {}, .backup = {}, .cursor = {}}, {}));
            QCOMPARE(page.leftOut, std::uint64_t{1});
            QCOMPARE(page.hits.size(), std::size_t{1});
            QCOMPARE(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(2), isFirst);
        }
    }

    void versionsAreTheSameByTypeSizeAndChecksum() {
        ArchiveEntry a;
        a.path = "x";
        a.info.size = 5;
        a.info.mtimeNs = 1;
        a.crc64 = 7;
        ArchiveEntry b = a;
        b.info.mtimeNs = 2;
        b.info.mode = 0600;
        QVERIFY(isSameVersion(a, b)); // touched, not changed
        b.crc64 = 8;
        QVERIFY(!isSameVersion(a, b));
        b.flags = kEntryUnreadable; // zeros stand there: its checksum says nothing
        QVERIFY(!isSameVersion(a, b));
        b.info.mtimeNs = 1;
        QVERIFY(isSameVersion(a, b));
        b.info.type = EntryType::Symlink;
        QVERIFY(!isSameVersion(a, b));
        a.info.type = EntryType::Symlink;
        QVERIFY(isSameVersion(a, b));
        b.linkTarget = "elsewhere";
        QVERIFY(!isSameVersion(a, b));
        a.info.type = b.info.type = EntryType::Directory;
        QVERIFY(isSameVersion(a, b));
        b.subtreeBytes = 1;
        QVERIFY(!isSameVersion(a, b));
    }

    // A file of names that somebody removes under the running daemon is made again before it is searched.
    void aLostFileOfNamesIsNoEmptyAnswer() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"x", 1}});
        QCOMPARE(node.found("x"), std::string("1 x 1 bytes x1 of hour 1\n"));
        std::filesystem::remove(node.namesFile(1));
        const auto page = must(node.search("x"));
        QCOMPARE(page.searched, std::uint64_t{1});
        QCOMPARE(page.hits.size(), std::size_t{1});
    }

    void aCursorIsOfTheBackupsThatWereSearched() {
        SearchingNode node;
        keepNames(node, 1, 1, {{"a", 1}, {"ab", 1}});
        const Backup lost = keepNames(node, 1, 2, {{"abc", 1}});
        std::filesystem::remove(node.indexFile(lost));
        keepNames(node, 1, 3, {{"a", 1}, {"ab", 1}});
        const auto page = must(node.search("a", 1));
        QVERIFY(page.more && page.leftOut == 1);
        const std::string cursor = page.hits.front().cursor;
        keepNames(node, 1, 4, {{"abcd", 1}}); // newer than the first page: no harm
        QCOMPARE(must(node.search("a", 1, cursor)).hits.front().entry.path, std::string("ab"));
        must(KeptIndexes(node.node).keep(lost.id, asBytes(indexOfFiles({{"abc", 1}}))));
        node.clock.advance(std::chrono::minutes(2));
        QCOMPARE(node.search("a", 1, cursor).error().code(), ErrorCode::Conflict);
    }

    void theLiveOneIsAsTheNewest() {
        SearchingNode node;
        const std::string volume = node.volume(serverId(1), {softlink("link", "target"), dir("d", {file("x", 1)})});
        ArchiveEntry entry;
        PathVersions versions(node.node, node.archives, *node.names);
        IndexWriter writer;
        const auto add = [&](const char* path, EntryType type, const char* target) {
            entry = {};
            entry.path = path;
            entry.info.type = type;
            entry.info.mode = 0755;
            entry.linkTarget = target;
            must(writer.add(entry));
        };
        add("", EntryType::Directory, "");
        add("d", EntryType::Directory, "");
        add("link", EntryType::Symlink, "target");
        const Backup row = keepNames(node, 1, 1, {{"y", 1}});
        must(KeptIndexes(node.node).keep(row.id, asBytes(must(writer.finish({})))));
        QVERIFY(must(versions.of(serverId(1), "link", {})).live->asNewest);
        QVERIFY(!must(versions.of(serverId(1), "d", {})).live->asNewest); // nobody knows
        std::filesystem::remove(volume + "/link");
        std::filesystem::create_symlink("elsewhere", volume + "/link");
        QVERIFY(!must(versions.of(serverId(1), "link", {})).live->asNewest);
    }

    void versionsOfWhatLiesInAnObjectStore() {
        SearchingNode node;
        node.volume(serverId(1), {file("x", 3)});
        keepNames(node, 1, 1, {{"y", 1}});
        keepNames(node, 1, 2, {{"x", 2}});
        keepNames(node, 1, 3, {{"x", 2}});
        keepNames(node, 1, 4, {{"y", 1}});
        keepNames(node, 1, 5, {{"x", 3}});
        const Backup lost = keepNames(node, 1, 6, {{"x", 9}});
        std::filesystem::remove(node.indexFile(lost));
        PathVersions versions(node.node, node.archives, *node.names);
        const auto history = must(versions.of(serverId(1), "x", {}));
        QCOMPARE(history.leftOut, std::uint64_t{1});
        QCOMPARE(history.versions.size(), std::size_t{3});
        QCOMPARE(history.versions[0].first, backupId(12));
        QCOMPARE(history.versions[0].last, backupId(13));
        QCOMPARE(history.versions[0].backups, std::uint64_t{2});
        QVERIFY(!history.versions[1].entry);
        QCOMPARE(history.versions[2].entry->info.size, std::uint64_t{3});
        QVERIFY(history.live && history.live->present && history.live->asNewest); // both have the time of every declared tree
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(versions.of(serverId(1), "x", stop.get_token()).error().code(), ErrorCode::Cancelled);
        const auto noVolume = must(versions.of(serverId(9), "x", {}));
        QVERIFY(!noVolume.live && noVolume.versions.empty());
    }
};

QTEST_GUILESS_MAIN(TestNameSearch)
#include "test_name_search.moc"
