// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_watch.h"

#include "daemon/service/node_status.h"
#include "shared/base/log.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

const ServerId kServer = serverId(1);
const BackupId kBackup = backupId(1);

// A node whose store stands behind the watch, as in the daemon.
class WatchedNode : public WorkingNode {
public:
    std::string directory() const { return settings.backupDirectory; }
    std::string mark() const { return directory() + "/" + std::string(kMarkName); }
    // As when its disk is unmounted: the mount point is there, and empty.
    void unmount() const {
        std::filesystem::rename(directory(), temp.path("elsewhere"));
        std::filesystem::create_directory(directory());
    }
    void mountAgain() const {
        std::filesystem::remove_all(directory());
        std::filesystem::rename(temp.path("elsewhere"), directory());
    }
    ArchiveWatch::Deps deps() { return {files.files(), *catalog, clock, random, store, directory()}; }
    // Since a catalog that was begun in memory knows nothing of an earlier run, each is one.
    ArchiveWatch watch{deps()};
    WatchedStore watched{store, watch};
    Node node{settings, *catalog, files.files(),
              watched,  clock,    random,
              load,     events,   [this](const ServerId&) { return std::make_unique<Gate>(gate); }};
    ArchiveReconciler reconciler{node};

private:
    struct Gate final : ServerGate {
        explicit Gate(FakeGate& one) : gate(one) {}
        Result<void> stopServer(std::stop_token stop) override { return gate.stopServer(std::move(stop)); }
        Result<bool> isStopped() override { return gate.isStopped(); }
        FakeGate& gate;
    };
};

// Holds every call on the archive directory, as a network disk does whose server is gone.
class Hang {
public:
    Hang(FaultyFiles& files, std::string path) : m_files(files), m_path(std::move(path)) {
        files.when([this](const CallInfo& call) {
            if (!resolvedPath(call.directory, call.name).starts_with(m_path)) return 0;
            std::unique_lock lock(m_mutex);
            ++m_held;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_over; });
            return 0;
        });
    }
    ~Hang() { end(); }
    void end() {
        const std::lock_guard lock(m_mutex);
        m_over = true;
        m_changed.notify_all();
    }
    bool waitUntilHeld() {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 10s, [this] { return m_held > 0; });
    }
    int held() {
        const std::lock_guard lock(m_mutex);
        return m_held;
    }

private:
    FaultyFiles& m_files;
    const std::string m_path;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_held = 0;
    bool m_over = false;
};

} // namespace

// An archive directory that is away is told from one that is empty, and one that hangs holds nobody.
class TestArchiveWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void theFirstStartMakesAndMarksIt() {
        WatchedNode node;
        std::filesystem::remove_all(node.directory());
        const auto there = node.watch.check();
        QVERIFY2(there, qPrintable(why(there)));
        QVERIFY(exists(node.mark()));
        QVERIFY(node.watch.state().space);
        // And knows it again.
        ArchiveWatch next(node.deps());
        QVERIFY(next.check());
    }

    void anEmptyMountPointIsNotWrittenTo() {
        WatchedNode node;
        node.volume(kServer, {file("a", 10)});
        node.addBackup(kServer, kBackup);
        QVERIFY(node.watch.check());
        node.unmount();
        const auto away = node.watch.check();
        QCOMPARE(away.error().code(), ErrorCode::Busy);
        QVERIFY2(away.error().message().contains("Is its disk mounted?"), away.error().message().c_str());
        QVERIFY2(away.error().message().contains("truncate -s 0 " + node.mark()), away.error().message().c_str());
        // The store itself refuses too: a look may be a second old.
        for (const auto& failed :
             {node.store.create(kServer, backupId(2)).transform([](const auto&) {}), node.store.remove(kServer, kBackup),
              node.store.ready(), node.store.open(kServer, kBackup).transform([](const auto&) {}),
              node.store.list().transform([](const auto&) {})}) {
            QVERIFY(!failed);
            QCOMPARE(failed.error().code(), ErrorCode::Busy);
        }
        QVERIFY(std::filesystem::is_empty(node.directory()));
        node.mountAgain();
        QVERIFY(node.watch.check());
        QVERIFY(node.store.open(kServer, kBackup));
    }
    void theWholeStoreStandsBehindTheWatch() {
        WatchedNode node;
        node.addBackup(kServer, kBackup);
        const auto all = [&] {
            return std::vector{node.watched.create(kServer, backupId(2)).transform([](const auto&) {}),
                               node.watched.open(kServer, kBackup).transform([](const auto&) {}),
                               node.watched.list().transform([](const auto&) {}),
                               node.watched.removeLeftovers().transform([](const auto&) {}),
                               node.watched.available().transform([](const auto&) {}),
                               node.watched.makeNamesDurable(kServer),
                               node.watched.ready(),
                               node.watched.remove(kServer, kBackup)};
        };
        node.unmount();
        for (const auto& refused : all()) QVERIFY(!refused && refused.error().code() == ErrorCode::Busy);
        node.mountAgain();
        for (const auto& done : all()) QVERIFY2(done, qPrintable(why(done)));
    }
    void oneThatIsGoneWhollyIsNotMadeAgain() {
        WatchedNode node;
        QVERIFY(node.watch.check());
        std::filesystem::rename(node.directory(), node.temp.path("elsewhere"));
        const auto away = node.watch.check();
        QVERIFY2(!away && away.error().message().contains("does not exist"), qPrintable(why(away)));
        QVERIFY(!node.store.create(kServer, kBackup));
        QVERIFY(!exists(node.directory()));
    }
    // An upgrade, or a lost catalog table: nothing is known of a mark, but archives are.
    void withoutAMarkAnEmptyDirectoryIsNotBelieved() {
        WatchedNode node;
        node.addBackup(kServer, kBackup);
        node.unmount();
        QVERIFY(!node.watch.check());
        QVERIFY(!exists(node.mark()));
        QVERIFY(!node.store.create(kServer, backupId(2)));
        node.mountAgain();
        QVERIFY(node.watch.check());
        QVERIFY(exists(node.mark()));
    }
    void archivesThatWereCopiedToAnotherDiskAreFollowed() {
        WatchedNode node;
        node.addBackup(kServer, kBackup);
        QVERIFY(node.watch.check());
        std::filesystem::remove(node.mark()); // cp * leaves it behind
        QVERIFY(node.watch.check());
        QVERIFY(exists(node.mark()));
        QVERIFY(node.store.create(kServer, backupId(2)));
    }
    void anAdminsWordCounts() {
        WatchedNode node;
        node.addBackup(kServer, kBackup);
        QVERIFY(node.watch.check());
        node.unmount();
        QVERIFY(!node.watch.check());
        writeFile(node.mark(), "");
        const auto there = node.watch.check();
        QVERIFY2(there, qPrintable(why(there)));
        QCOMPARE(readFile(node.mark()).size(), std::size_t{17});
    }
    // Alula was installed before the disk was mounted: its archives are no other's.
    void aDiskThatIsMountedOverAFirstStart() {
        WatchedNode node;
        QVERIFY(node.watch.check());
        std::filesystem::remove(node.mark());
        writeFile(node.directory() + "/" + backupId(7).toString() + ".tar.gz", "somebody's");
        QVERIFY(node.watch.check());
    }
    void aReadOnlyDirectoryCanBeRestoredFrom() {
        WatchedNode node;
        node.addBackup(kServer, kBackup);
        node.files.when([](const CallInfo& call) { return call.mutates() ? EROFS : 0; });
        QVERIFY(node.watch.check());
        QVERIFY(node.watched.open(kServer, kBackup));
        QVERIFY(!node.watched.create(kServer, backupId(2)));
    }
    // Its disk may be away as well, and the archives that are expected lie elsewhere.
    void anotherDirectoryInTheSettingsIsAnotherPlace() {
        WatchedNode node;
        QVERIFY(node.watch.check());
        const std::string path = node.temp.makeDirectory("other");
        LocalStore other(node.files.files(), path);
        ArchiveWatch watch({node.files.files(), *node.catalog, node.clock, node.random, other, path});
        const auto there = watch.check();
        QVERIFY2(there, qPrintable(why(there)));
        node.addBackup(kServer, kBackup);
        const std::string third = node.temp.makeDirectory("third");
        LocalStore empty(node.files.files(), third);
        ArchiveWatch strict({node.files.files(), *node.catalog, node.clock, node.random, empty, third});
        QVERIFY(!strict.check());
        std::filesystem::copy(node.directory(), third, std::filesystem::copy_options::recursive);
        QVERIFY(strict.check());
    }

    // Nothing is marked missing for ever, nothing is adopted anew, and it is one problem.
    void aDiskThatGoesAndComesBackLosesNothing() {
        WatchedNode node;
        for (int i = 1; i <= 50; ++i) node.addBackup(kServer, backupId(i));
        must(node.start());
        QVERIFY(node.watch.check());
        NodeStatus status(node.node, *node.scheduler, node.servers, {&node.watch, &node.reconciler});
        const auto codes = [&] {
            std::vector<std::string> found;
            for (const auto& problem : must(status.state()).problems) found.push_back(problem.code);
            return found;
        };
        QCOMPARE(codes(), std::vector<std::string>{});
        node.unmount();
        QCOMPARE(codes(), std::vector<std::string>{"archives_away"});
        for (int round = 0; round < 3; ++round) QVERIFY(!node.reconciler.run(ArchiveReconciler::When::Running, {}));
        QCOMPARE(node.row(backupId(7))->missing, false);
        QCOMPARE(codes(), std::vector<std::string>{"archives_away"});
        node.mountAgain();
        QCOMPARE(codes(), std::vector<std::string>{});
        must(node.reconciler.run(ArchiveReconciler::When::Running, {}));
        QCOMPARE(must(node.catalog->backups().count({})), std::int64_t{50});
        QCOMPARE(node.row(backupId(7))->origin, std::string("panel"));
        QCOMPARE(codes(), std::vector<std::string>{});
    }

    void aDiskThatHangsHoldsNobody() {
        WatchedNode node;
        node.addBackup(kServer, kBackup);
        must(node.start());
        int changes = 0;
        std::mutex mutex;
        std::condition_variable changed;
        Hang hang(node.files, node.directory());
        {
            ArchiveWatch watch(node.deps(), {.round = 20ms, .fresh = 1ms, .answer = 200ms});
            watch.onChange([&](ArchivePlace) {
                const std::lock_guard lock(mutex);
                ++changes;
                changed.notify_all();
            });
            watch.start();
            WatchedStore store(node.store, watch);
            QVERIFY(hang.waitUntilHeld());
            const auto begun = std::chrono::steady_clock::now();
            for (int i = 0; i < 50; ++i) {
                const auto refused = store.open(kServer, kBackup);
                QVERIFY(!refused);
                QCOMPARE(refused.error().code(), ErrorCode::Busy);
                QVERIFY2(refused.error().message().contains("does not answer"), refused.error().message().c_str());
            }
            // The first waits, the others do not.
            QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
            QCOMPARE(hang.held(), 1); // the watch's own thread, and nobody else
            QCOMPARE(watch.state().place, ArchivePlace::Silent);
            NodeStatus status(node.node, *node.scheduler, node.servers, {&watch, nullptr});
            QCOMPARE(must(status.state()).problems.front().code, std::string("archives_away"));
            hang.end();
            std::unique_lock lock(mutex);
            QVERIFY(changed.wait_for(lock, 10s, [&] { return changes == 1; }));
            lock.unlock();
            QVERIFY(store.open(kServer, kBackup));
        }
    }
};

QTEST_GUILESS_MAIN(TestArchiveWatch)
#include "test_archive_watch.moc"
