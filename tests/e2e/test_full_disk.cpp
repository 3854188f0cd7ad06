// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that are really full (small ones in memory, in a mount namespace of the test's own), one row a place where the real daemon
// writes: a clear error with the path, nothing half is left, and when there is room again it works, without a restart.

#include "tests/e2e/real_daemon.h"
#include "tests/support/http_stand_in.h"

#include <algorithm>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

// A small disk over a directory, with what lay there copied onto it.
class SmallDisk {
public:
    SmallDisk(std::string at, const std::string& options) : m_at(std::move(at)) {
        const TempDir aside;
        std::filesystem::copy(m_at, aside.path(), std::filesystem::copy_options::recursive);
        struct stat was{};
        ::stat(m_at.c_str(), &was);
        if (::mount("tmpfs", m_at.c_str(), "tmpfs", 0, options.c_str()) != 0) throw std::runtime_error("cannot mount");
        ::chmod(m_at.c_str(), was.st_mode & 07777);
        std::filesystem::copy(aside.path(), m_at, std::filesystem::copy_options::recursive);
    }
    ~SmallDisk() { ::umount2(m_at.c_str(), MNT_DETACH); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    // All but so much; to the last block, whatever takes some of it meanwhile.
    void fillUp(std::uint64_t but = 0) {
        const UniqueFd fd(::open((m_at + "/.filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        const std::string block(64 * 1024, 'f');
        while (available() > but &&
               ::write(fd.get(), block.data(), std::min<std::uint64_t>(block.size(), available() - but)) > 0) {}
    }
    void makeRoom() { std::filesystem::remove(m_at + "/.filler"); }
    std::uint64_t available() const {
        struct statvfs now{};
        ::statvfs(m_at.c_str(), &now);
        return std::uint64_t{now.f_bavail} * now.f_bsize;
    }
    // What mutates the disk's options.
    void remount(const std::string& options) { ::mount("tmpfs", m_at.c_str(), "tmpfs", MS_REMOUNT, options.c_str()); }

private:
    const std::string m_at;
};

// A daemon whose directory is on such a disk from its start.
class DaemonOnSmallDisk : public RealDaemon {
public:
    DaemonOnSmallDisk(const std::string& directory, const std::string& options, std::string config = {})
        : RealDaemon(std::move(config)) {
        stop();
        disk = std::make_unique<SmallDisk>(path(directory), options);
        start();
        m_console = RealDaemon::console();
    }
    ~DaemonOnSmallDisk() {
        m_console.reset();
        stop(); // before the disk goes
    }
    protocol::JobInfo ended(const std::string& kind) { return m_console->ended(m_console->newest(kind)); }
    Console& client() { return *m_console; }

    std::unique_ptr<SmallDisk> disk;

private:
    std::unique_ptr<Console> m_console;
};

std::string saying(const protocol::JobInfo& job) { return job.state + ": " + (job.error ? job.error->message : "no error"); }

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ofTheArchives();
    void ofTheState();
    void ofTheVolume();
    void ofADownload();

private:
    static void verifyBackupWorks(DaemonOnSmallDisk& daemon, const std::string& backup);
};

void TestFullDisk::initTestCase() {
    if (!isRoot()) QSKIP("only root may mount");
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        QSKIP("a mount namespace of its own is not allowed here");
}

void TestFullDisk::verifyBackupWorks(DaemonOnSmallDisk& daemon, const std::string& backup) {
    QCOMPARE(daemon.postBackup(backup).status, 202);
    const auto job = daemon.ended("create");
    QCOMPARE(QString::fromStdString(saying(job)), QStringLiteral("completed: no error"));
    QVERIFY(exists(daemon.archive(backup)));
    QCOMPARE(daemon.leftovers(), std::string());
}

void TestFullDisk::ofTheArchives() {
    DaemonOnSmallDisk daemon("backups", "size=16m");
    tree({file("world", 12'000'000)}).materialise(daemon.volume());
    daemon.disk->fillUp(4 << 20);
    const auto before = daemon.disk->available();
    QCOMPARE(daemon.postBackup().status, 202);
    const auto failed = daemon.ended("create");
    QCOMPARE(failed.state, std::string("failed"));
    QVERIFY2(saying(failed).contains("No space left on device") && saying(failed).contains(daemon.path("backups")),
             saying(failed).c_str());
    QVERIFY(!exists(daemon.archive()));
    QCOMPARE(QString::fromStdString(daemon.leftovers()), QString::fromStdString(daemon.path("backups/.filler\n")));
    QCOMPARE(daemon.spoolFiles(), 0);
    QVERIFY(daemon.disk->available() + 64 * 1024 >= before); // what was written is given back
    daemon.disk->makeRoom();
    verifyBackupWorks(daemon, kOther);
}

// The catalog, the kept indexes and the names of files lie there.
void TestFullDisk::ofTheState() {
    DaemonOnSmallDisk daemon("state", "size=4m");
    smallServer().materialise(daemon.volume());
    verifyBackupWorks(daemon, kBackup);
    daemon.disk->fillUp();
    const auto refused = daemon.postBackup(kOther);
    if (refused.status == 202)
        QVERIFY2(daemon.ended("create").state == "failed", "it was made, and nobody could write that down");
    else QVERIFY2(refused.body.contains("disk is full") || refused.body.contains("room"), refused.body.c_str());
    QVERIFY(!exists(daemon.archive(kOther)));
    QCOMPARE(daemon.leftovers(), std::string());
    // What can be read is, and it tells what is wrong.
    QCOMPARE(daemon.rest("GET", "/api/system/alula").status, 200);
    const auto status = daemon.client().call(protocol::kStatus);
    QVERIFY2(status, status ? "" : status.error().toString().c_str());
    QVERIFY(daemon.client().call(protocol::kBackupsGet, {*BackupId::parse(kBackup)}));
    daemon.disk->makeRoom();
    verifyBackupWorks(daemon, kOther);
}

// No inode is left in the middle of a restore, for which there is room by its bytes.
void TestFullDisk::ofTheVolume() {
    DaemonOnSmallDisk daemon("volumes", "size=64m,nr_inodes=400");
    Tree items;
    for (int i = 0; i < 200; ++i) items.add(file("world/" + std::to_string(i), 1'000));
    items.materialise(daemon.volume());
    verifyBackupWorks(daemon, kBackup);
    writeFile(daemon.volume() + "/only live", "x");
    const auto live = snapshot(daemon.volume());
    QCOMPARE(daemon.postRestore(true).status, 202);
    const auto failed = daemon.ended("restore");
    QCOMPARE(failed.state, std::string("failed"));
    QVERIFY2(saying(failed).contains("No space left on device") && saying(failed).contains("world/"), saying(failed).c_str());
    QCOMPARE(compare(live, snapshot(daemon.volume())), std::string());
    QCOMPARE(daemon.stagings(), 0);
    daemon.disk->remount("size=64m,nr_inodes=2000");
    QCOMPARE(daemon.postRestore(true).status, 202);
    QCOMPARE(QString::fromStdString(saying(daemon.ended("restore"))), QStringLiteral("completed: no error"));
    QVERIFY(!exists(daemon.volume() + "/only live"));
}

// There was room when the download began; then somebody else took it.
void TestFullDisk::ofADownload() {
    StandInReply reply{.contentType = "application/x-gzip", .headers = {{"ETag", "\"e\""}}};
    std::function<void()> meanwhile;
    HttpStandIn store([&](const SeenRequest&) {
        if (meanwhile) meanwhile();
        return reply;
    });
    // 256 MiB of it have to stay free.
    DaemonOnSmallDisk daemon("backups", "size=320m", "restore:\n  host_allowlist: [127.0.0.1]\n");
    tree({file("world", 8'000'000)}).materialise(daemon.volume());
    verifyBackupWorks(daemon, kBackup);
    reply.body = readFile(daemon.archive());
    const auto live = snapshot(daemon.volume());
    meanwhile = [&] { daemon.disk->fillUp(1 << 20); };
    const std::string body =
        "{\"adapter\":\"s3\",\"truncate_directory\":true,\"download_url\":\"" + store.url() + "/bucket/object.tar.gz\"}";
    const auto restore = [&] { return daemon.rest("POST", daemon.backupsUrl("/" + kOther + "/restore"), body); };
    const auto begun = restore();
    std::string said = begun.body;
    if (begun.status == 202) said = saying(daemon.ended("restore"));
    QVERIFY2(said.contains("room") || said.contains("No space left on device"), said.c_str());
    QCOMPARE(compare(live, snapshot(daemon.volume())), std::string());
    QCOMPARE(daemon.stagings(), 0);
    QCOMPARE(daemon.spoolFiles(), 0);
    meanwhile = {};
    daemon.disk->makeRoom();
    const auto again = restore();
    QVERIFY2(again.status == 202, again.body.c_str());
    QCOMPARE(QString::fromStdString(saying(daemon.ended("restore"))), QStringLiteral("completed: no error"));
    QCOMPARE(daemon.spoolFiles(), 0);
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "test_full_disk.moc"
