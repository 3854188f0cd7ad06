// SPDX-License-Identifier: GPL-3.0-or-later
// The real alulad where something is damaged, away, full or not to be written: what it does by itself, what it says, and what it
// leaves alone.

#include "tests/e2e/real_daemon.h"
#include "tests/support/hung_mount.h"

#include <QTcpServer>
#include <QTemporaryFile>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

bool hasOwnMounts() {
    static const bool own =
        ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    return own;
}

// An empty file system over a directory, for as long as the object lives.
class SmallDisk {
public:
    SmallDisk(std::string path, const char* options) : m_path(std::move(path)) {
        std::filesystem::create_directories(m_path);
        if (::mount("tmpfs", m_path.c_str(), "tmpfs", 0, options) != 0) throw std::runtime_error("tmpfs cannot be mounted");
    }
    ~SmallDisk() { ::umount2(m_path.c_str(), MNT_DETACH); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    void makeReadOnly() const { ::mount("none", m_path.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr); }
    void makeWritable() const { ::mount("none", m_path.c_str(), nullptr, MS_REMOUNT, "size=4m"); }
    bool isEmpty() const { return std::filesystem::is_empty(m_path); }
    // Until not one byte more goes in.
    void fill() const {
        const int fd = ::open((m_path + "/ballast").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        const std::string block(4096, 'x');
        while (::write(fd, block.data(), block.size()) > 0) {}
        ::close(fd);
    }
    void makeRoom() const { std::filesystem::remove(m_path + "/ballast"); }

private:
    const std::string m_path;
};

std::uint16_t freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

std::vector<std::string> problemsOf(Console& console) {
    const auto status = console.call(protocol::kStatus, {});
    if (!status) throw std::runtime_error(status.error().toString());
    std::vector<std::string> codes;
    for (const auto& problem : status->problems) {
        // Of the machine that runs the test.
        if (problem.code != "disk_full") codes.push_back(problem.code);
    }
    return codes;
}

// Until a status has just these problems.
bool comesTo(RealDaemon& daemon, const std::vector<std::string>& codes) {
    const auto console = daemon.console();
    return QTest::qWaitFor([&] { return problemsOf(*console) == codes; }, kPatienceMs);
}

} // namespace

class TestStartup : public QObject {
    Q_OBJECT

    static void makeBackup(RealDaemon& daemon, const std::string& backup = kBackup) {
        QCOMPARE(daemon.postBackup(backup).status, 202);
        const auto console = daemon.console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
    }
    static protocol::BackupInfo backupOf(RealDaemon& daemon, const std::string& backup = kBackup) {
        const auto console = daemon.console();
        auto info = console->call(protocol::kBackupsGet, {*BackupId::parse(backup)});
        if (!info) throw std::runtime_error(info.error().toString());
        return *info;
    }

private Q_SLOTS:
    void initTestCase() { (void)hasOwnMounts(); } // before any thread

    void aDamagedCatalogIsSetAsideAndMadeAgain() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        const auto packed = snapshot(daemon.volume());
        makeBackup(daemon);
        makeBackup(daemon, kOther);
        daemon.stop();
        const std::string catalog = daemon.path("state/catalog.db");
        const std::string staging = daemon.path("volumes/.alula-3f2a5c00-0000-4000-8000-000001000001");
        std::filesystem::create_directories(staging + "/old"); // the only copy of something, perhaps
        writeFile(catalog, std::string(20'000, 'x'));
        daemon.start();
        QCOMPARE(httpRequest(daemon.port(), "GET", "/healthz").status, 200);
        QVERIFY(daemon.log().contains("THE CATALOG IS DAMAGED"));
        QCOMPARE(problemsOf(*daemon.console()), std::vector<std::string>{"catalog_rebuilt"});
        QCOMPARE(backupOf(daemon).origin, std::string("adopted"));
        QCOMPARE(backupOf(daemon, kOther).origin, std::string("adopted"));
        QVERIFY(exists(staging));
        // It is a node as any other: the panel restores, and backs up.
        writeFile(daemon.volume() + "/only live", "x");
        QCOMPARE(daemon.postRestore(true).status, 202);
        const auto console = daemon.console();
        QCOMPARE(console->ended(console->newest("restore")).state, std::string("completed"));
        QCOMPARE(compare(packed, snapshot(daemon.volume())), std::string());
        // Said again after a start, until somebody has seen to the file.
        daemon.stop();
        daemon.start();
        QCOMPARE(problemsOf(*daemon.console()), std::vector<std::string>{"catalog_rebuilt"});
        for (const auto& entry : std::filesystem::directory_iterator(daemon.path("state")))
            if (entry.path().string().contains(".damaged-")) std::filesystem::remove(entry.path());
        QVERIFY(comesTo(daemon, {}));
    }

    void aNewerCatalogIsNoDamagedOne() {
        RealDaemon daemon;
        daemon.stop();
        const std::string catalog = daemon.path("state/catalog.db");
        // user_version, big-endian, at byte 60 of a database (sqlite.org/fileformat).
        std::string bytes = readFile(catalog);
        bytes[62] = 3;
        writeFile(catalog, bytes);
        daemon.launch();
        QCOMPARE(daemon.waitForExit(), 1);
        QVERIFY2(daemon.log().contains("was written by a newer Alula"), daemon.log().c_str());
        QCOMPARE(readFile(catalog), bytes);
    }

    void aWrongSettingIsRefusedWithItsLine_data() {
        QTest::addColumn<std::string>("config");
        QTest::addColumn<std::string>("says");
        QTest::newRow("value") << std::string("jobs:\n  parallel: 2\n  queue_limit: many\n") << std::string("config.yml:3");
        QTest::newRow("no YAML") << std::string("jobs:\n  parallel: [1\nload:\n") << std::string("config.yml:");
        QTest::newRow("bytes") << std::string("jobs:\n\x01\xff\xfe") << std::string("config.yml:2: this is not text");
        QTest::newRow("zeros") << std::string(500, '\0') << std::string("config.yml:1: this is not text");
    }
    void aWrongSettingIsRefusedWithItsLine() {
        QFETCH(std::string, config);
        QFETCH(std::string, says);
        RealDaemon daemon("jobs:\n  parallel: 1\n");
        daemon.stop();
        daemon.setConfig(config);
        daemon.launch();
        QCOMPARE(daemon.waitForExit(), 2);
        QVERIFY2(daemon.log().contains(says), daemon.log().c_str());
    }

    void anArchiveDiskThatGoesAndComesBack() {
        if (!hasOwnMounts()) QSKIP("mounting needs root");
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        makeBackup(daemon);
        for (const bool restarted : {false, true}) {
            if (restarted) daemon.stop();
            {
                const SmallDisk empty(daemon.path("backups"), "size=1m");
                if (restarted) daemon.start();
                QVERIFY(comesTo(daemon, {"archives_away"}));
                for (const auto& refused : {daemon.postBackup(kOther), daemon.postRestore(true),
                                            daemon.rest("DELETE", daemon.backupsUrl("/" + kBackup))}) {
                    QCOMPARE(refused.status, 503);
                    QVERIFY2(refused.body.contains("Is its disk mounted?"), refused.body.c_str());
                }
                daemon.reload(); // looks through it, and finds nothing to mark
                QVERIFY(comesTo(daemon, {"archives_away"}));
                QVERIFY(!backupOf(daemon).missing);
                QVERIFY(empty.isEmpty());
            }
            QVERIFY(comesTo(daemon, {}));
            QVERIFY(!backupOf(daemon).missing);
            QCOMPARE(backupOf(daemon).origin, std::string("panel"));
            makeBackup(daemon, restarted ? kOther : "cccccccc-2222-4333-8444-555555555555");
        }
    }

    // A network disk whose server does not answer: every call on it blocks.
    void anArchiveDiskThatHangs() {
        if (!hasOwnMounts() || !HungMount::isPossible()) QSKIP("a file system that hangs needs root and /dev/fuse");
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        makeBackup(daemon);
        for (const bool restarted : {false, true}) {
            if (restarted) daemon.stop();
            HungMount hung(daemon.path("backups"));
            if (restarted) daemon.start(); // comes up all the same
            QVERIFY(comesTo(daemon, {"archives_away"}));
            const auto console = daemon.console();
            QElapsedTimer timer;
            timer.start();
            for (int i = 0; i < 20; ++i) {
                const auto refused = daemon.postBackup(kOther);
                QCOMPARE(refused.status, 503);
                QVERIFY2(refused.body.contains("does not answer"), refused.body.c_str());
                QCOMPARE(daemon.postRestore(true).status, 503);
                QCOMPARE(httpRequest(daemon.port(), "GET", "/healthz").status, 200);
                QCOMPARE(problemsOf(*console), std::vector<std::string>{"archives_away"});
            }
            QVERIFY2(timer.elapsed() < 20'000, std::to_string(timer.elapsed()).c_str());
            hung.end();
            QVERIFY(comesTo(daemon, {}));
            QVERIFY(!backupOf(daemon).missing);
            QCOMPARE(daemon.postRestore(true).status, 202);
            QCOMPARE(console->ended(console->newest("restore")).state, std::string("completed"));
        }
    }

    // The listener is up, and says so, however long it takes to bring an earlier run to its end.
    void healthWhileStarting() {
        if (!hasOwnMounts() || !HungMount::isPossible()) QSKIP("a file system that hangs needs root and /dev/fuse");
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.stop();
        HungMount hung(daemon.path("volumes/22222222-2222-4333-8444-555555555555"));
        daemon.launch(freePort());
        const auto health = [&] { return httpRequest(daemon.port(), "GET", "/healthz").status; };
        QVERIFY(QTest::qWaitFor(
            [&] {
                QTcpSocket socket;
                socket.connectToHost(QHostAddress::LocalHost, daemon.port());
                return socket.waitForConnected(100);
            },
            kPatienceMs));
        QCOMPARE(health(), 503);
        const auto early = daemon.postBackup();
        QCOMPARE(early.status, 503);
        QVERIFY2(early.body.contains("starting"), early.body.c_str());
        hung.end();
        daemon.waitUntilReady();
        QCOMPARE(health(), 200);
        makeBackup(daemon);
    }

    void aStateDiskThatFillsUpWhileRunning() {
        if (!hasOwnMounts()) QSKIP("mounting needs root");
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        const auto packed = snapshot(daemon.volume());
        daemon.stop();
        const SmallDisk state(daemon.path("state"), "size=4m");
        daemon.start();
        makeBackup(daemon);
        state.fill();
        const auto refused = daemon.postBackup(kOther);
        QCOMPARE(refused.status, 507);
        QVERIFY2(refused.body.contains("no space left"), refused.body.c_str());
        QVERIFY(!exists(daemon.archive(kOther)));
        // What only reads goes on, and the status says what is wrong.
        QCOMPARE(httpRequest(daemon.port(), "GET", "/healthz").status, 200);
        const auto status = daemon.console()->call(protocol::kStatus, {});
        QVERIFY(status);
        const bool told = std::ranges::any_of(
            status->problems, [](const auto& problem) { return problem.code == "disk_full" && problem.what == "state"; });
        QVERIFY(told);
        QCOMPARE(compare(packed, snapshot(daemon.volume())), std::string());
        state.makeRoom();
        makeBackup(daemon, kOther); // without a restart
    }
    void aStateDiskThatIsFullAtTheStart() {
        if (!hasOwnMounts()) QSKIP("mounting needs root");
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.stop();
        const SmallDisk state(daemon.path("state"), "size=4m");
        daemon.start();
        makeBackup(daemon);
        daemon.stop();
        const std::string before = readFile(daemon.path("state/catalog.db"));
        state.fill();
        daemon.launch();
        QCOMPARE(daemon.waitForExit(), 1);
        QVERIFY2(daemon.log().contains("no space left"), daemon.log().c_str());
        QVERIFY(readFile(daemon.path("state/catalog.db")) == before); // not taken for a damaged one
        state.makeRoom();
        daemon.start();
        QCOMPARE(backupOf(daemon).origin, std::string("panel"));
    }
    void aStateDirectoryThatCannotBeWritten() {
        if (!hasOwnMounts()) QSKIP("mounting needs root");
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.stop();
        const SmallDisk state(daemon.path("state"), "size=4m");
        daemon.start();
        makeBackup(daemon);
        daemon.stop();
        state.makeReadOnly();
        daemon.launch();
        QCOMPARE(daemon.waitForExit(), 1);
        QVERIFY2(daemon.log().contains("Read-only file system"), daemon.log().c_str());
        QVERIFY2(daemon.log().contains(daemon.path("state")), daemon.log().c_str());
        state.makeWritable();
        daemon.start();
        QCOMPARE(backupOf(daemon).origin, std::string("panel"));
    }

    // systemctl reload: an admin has put an archive there and does not want to wait.
    void aReloadLooksThroughTheArchives() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        makeBackup(daemon);
        std::filesystem::copy(daemon.archive(), daemon.archive(kOther));
        std::filesystem::last_write_time(daemon.archive(kOther),
                                         std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
        daemon.reload();
        const auto console = daemon.console();
        QVERIFY(QTest::qWaitFor([&] { return console->call(protocol::kBackupsGet, {*BackupId::parse(kOther)}).has_value(); },
                                kPatienceMs));
        QCOMPARE(backupOf(daemon, kOther).origin, std::string("adopted"));
    }
};

QTEST_GUILESS_MAIN(TestStartup)
#include "test_startup.moc"
