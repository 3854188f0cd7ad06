// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/open_files_gate.h"
#include "daemon/panel/proc_scan.h"
#include "shared/base/fd.h"
#include "tests/support/temp_dir.h"

#include <QFile>
#include <QTest>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

// A process that has done something and stays until it is dropped.
class Child {
public:
    // `act` runs in the child and returns whether it worked.
    explicit Child(const std::function<bool()>& act) {
        std::array<int, 2> ready{}, end{};
        if (::pipe2(ready.data(), O_CLOEXEC) != 0 || ::pipe2(end.data(), O_CLOEXEC) != 0) return;
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(end[1]);
            const char worked = act() ? 'y' : 'n';
            std::ignore = ::write(ready[1], &worked, 1);
            char nothing = 0;
            std::ignore = ::read(end[0], &nothing, 1); // until the parent closes its end
            ::_exit(0);
        }
        ::close(ready[1]);
        ::close(end[0]);
        m_end = UniqueFd(end[1]);
        const UniqueFd answer(ready[0]);
        char worked = 0;
        m_worked = ::read(answer.get(), &worked, 1) == 1 && worked == 'y';
    }
    ~Child() {
        m_end.reset();
        if (m_pid > 0) ::waitpid(m_pid, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    pid_t pid() const { return m_pid; }
    bool worked() const { return m_worked; }

private:
    pid_t m_pid = -1;
    UniqueFd m_end;
    bool m_worked = false;
};

bool opened(const std::string& path, int flags) { return ::open(path.c_str(), flags, 0600) >= 0; }

// A process of its own that runs the program until the caller ends.
bool runsBehind(const std::string& program) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::execl(program.c_str(), program.c_str(), "60", nullptr);
        ::_exit(1);
    }
    // Not before it runs: the link leads to the new program as soon as execve() cannot fail any more.
    const auto link = "/proc/" + std::to_string(pid) + "/exe";
    std::array<char, 4096> target{};
    for (int tries = 0; tries < 10'000; ++tries) {
        const auto length = ::readlink(link.c_str(), target.data(), target.size());
        if (length > 0 && std::string_view(target.data(), static_cast<std::size_t>(length)).ends_with("/bin/server")) return true;
        ::sched_yield();
    }
    return false;
}

bool mapped(const std::string& path, int openFlags, int protection, int flags) {
    const int fd = ::open(path.c_str(), openFlags);
    const void* map = ::mmap(nullptr, 4096, protection, flags, fd, 0);
    ::close(fd);
    return map != MAP_FAILED;
}

} // namespace

class TestProcScan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatCanBeWrittenIsFound_data();
    void whatCanBeWrittenIsFound();
    void whatCannotIsNot_data();
    void whatCannotIsNot();
    void deletedButStillOpen();
    void throughAnotherMountOfAContainer();
    void throughAChroot();
    void whoLivesThereIsFound_data();
    void whoLivesThereIsFound();
    void openedDuringTheSwap();
    void asABindMountOfTheNode();
    void throughASymlinkToTheVolume();
    void ownFilesCountOnlyWhenAskedFor();
    void noMoreThanAskedFor();
    void aDirectoryThatIsNotThere();
    void cancelled();
    void theGateRefusesAndNames();
    void theGateProceedsWhenTold();
};

void TestProcScan::whatCanBeWrittenIsFound_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("how");
    for (const char* how : {"write", "read and write", "append", "shared map"}) {
        QTest::addRow("%s", how) << "deep/map.db" << how;
        QTest::addRow("%s, odd name", how) << "deep/a b\nc" << how;
    }
}

void TestProcScan::whatCanBeWrittenIsFound() {
    QFETCH(QString, name);
    QFETCH(QString, how);
    const TempDir temp;
    const auto volume = temp.makeDirectory("volume");
    temp.makeDirectory("volume/deep");
    const auto path = volume + "/" + name.toStdString();
    writeFile(path, std::string(8192, 'x'));
    const Child child([&] {
        if (how == QLatin1String("write")) return opened(path, O_WRONLY);
        if (how == QLatin1String("read and write")) return opened(path, O_RDWR);
        if (how == QLatin1String("append")) return opened(path, O_WRONLY | O_APPEND);
        return mapped(path, O_RDWR, PROT_READ | PROT_WRITE, MAP_SHARED);
    });
    QVERIFY(child.worked());
    const auto found = findInUse(volume, {}, {});
    QVERIFY2(found, found ? "" : found.error().toString().c_str());
    QCOMPARE(found->files.size(), std::size_t(1));
    QCOMPARE(found->files[0].pid, child.pid());
    QVERIFY(found->files[0].path.starts_with(volume + "/deep/"));
    QVERIFY(!found->files[0].process.empty());
}

void TestProcScan::whatCannotIsNot_data() {
    QTest::addColumn<QString>("how");
    for (const char* how :
         {"read", "only a handle", "private map", "read-only map", "a directory", "beside the volume", "a pipe"})
        QTest::newRow(how) << how;
}

void TestProcScan::whatCannotIsNot() {
    QFETCH(QString, how);
    const TempDir temp;
    const auto volume = temp.makeDirectory("volume");
    temp.makeDirectory("volume2");
    const auto path = volume + "/f";
    writeFile(path, std::string(8192, 'x'));
    writeFile(temp.path("volume2/f"), "x");
    const Child child([&] {
        if (how == QLatin1String("read")) return opened(path, O_RDONLY);
        if (how == QLatin1String("only a handle")) return opened(path, O_PATH);
        if (how == QLatin1String("private map")) return mapped(path, O_RDONLY, PROT_READ | PROT_WRITE, MAP_PRIVATE);
        if (how == QLatin1String("read-only map")) return mapped(path, O_RDONLY, PROT_READ, MAP_SHARED);
        if (how == QLatin1String("a directory")) return opened(volume, O_RDONLY | O_DIRECTORY);
        if (how == QLatin1String("beside the volume")) return opened(temp.path("volume2/f"), O_RDWR);
        std::array<int, 2> ends{};
        return ::pipe(ends.data()) == 0;
    });
    QVERIFY(child.worked());
    const auto found = findInUse(volume, {}, {});
    QVERIFY(found);
    QVERIFY2(found->files.empty(), found->files.empty() ? "" : found->files[0].path.c_str());
}

void TestProcScan::deletedButStillOpen() {
    const TempDir temp;
    writeFile(temp.path("log"), "x");
    const Child child([&] { return opened(temp.path("log"), O_WRONLY) && ::unlink(temp.path("log").c_str()) == 0; });
    QVERIFY(child.worked());
    const auto found = findInUse(temp.path(), {}, {});
    QVERIFY(found);
    QCOMPARE(found->files.size(), std::size_t(1)); // whoever writes it is the server that shall be stopped
}

// What a container does: a mount namespace of its own, in which the volume has another path.
void TestProcScan::throughAnotherMountOfAContainer() {
    if (!isRoot()) QSKIP("a mount namespace needs root");
    const TempDir temp;
    const auto volume = temp.makeDirectory("node/volumes/aaaa");
    const auto inside = temp.makeDirectory("home/container");
    writeFile(volume + "/map.db", std::string(8192, 'x'));
    for (const bool map : {false, true}) {
        const Child child([&] {
            return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                   ::mount(volume.c_str(), inside.c_str(), nullptr, MS_BIND, nullptr) == 0 &&
                   (map ? mapped(inside + "/map.db", O_RDWR, PROT_READ | PROT_WRITE, MAP_SHARED)
                        : opened(inside + "/map.db", O_RDWR));
        });
        if (!child.worked()) QSKIP("this system lets nobody mount");
        const auto found = findInUse(volume, {}, {});
        QVERIFY(found);
        QCOMPARE(found->files.size(), std::size_t(1));
        QCOMPARE(found->files[0].pid, child.pid());
        QCOMPARE(found->files[0].path, inside + "/map.db"); // as the process sees it
    }
}

// Its paths are told from our root, its mounts from its own.
void TestProcScan::throughAChroot() {
    if (!isRoot()) QSKIP("chroot needs root");
    const TempDir temp;
    const auto volume = temp.makeDirectory("jail/volumes/aaaa");
    writeFile(volume + "/map.db", std::string(8192, 'x'));
    for (const bool map : {false, true}) {
        const Child child([&] {
            return ::chroot(temp.path("jail").c_str()) == 0 && ::chdir("/") == 0 &&
                   (map ? mapped("/volumes/aaaa/map.db", O_RDWR, PROT_READ | PROT_WRITE, MAP_SHARED)
                        : opened("/volumes/aaaa/map.db", O_RDWR));
        });
        QVERIFY(child.worked());
        const auto found = findInUse(volume, {}, {});
        QVERIFY(found);
        QCOMPARE(found->files.size(), std::size_t(1));
        QCOMPARE(found->files[0].pid, child.pid());
    }
}

// A game server works in its directory, whatever it has open at the moment; one that came with its game runs from there.
void TestProcScan::whoLivesThereIsFound_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("container");
    for (const bool container : {false, true}) {
        const char* where = container ? ", in a container" : "";
        QTest::addRow("works there%s", where) << "cwd" << container;
        QTest::addRow("works below it%s", where) << "cwd below" << container;
        QTest::addRow("runs from there%s", where) << "exe" << container;
    }
    QTest::newRow("has it as its root") << "root" << false;
}

void TestProcScan::whoLivesThereIsFound() {
    QFETCH(QString, how);
    QFETCH(bool, container);
    if ((container || how == QLatin1String("root")) && !isRoot()) QSKIP("a mount namespace needs root");
    const TempDir temp;
    const auto volume = temp.makeDirectory("volumes/aaaa");
    temp.makeDirectory("volumes/aaaa/bin");
    const auto inside = container ? temp.makeDirectory("home/container") : volume;
    if (how == QLatin1String("exe"))
        QVERIFY(QFile::copy(QStringLiteral("/bin/sleep"), QString::fromStdString(volume + "/bin/server")));
    const auto enter = [&] {
        return !container || (::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                              ::mount(volume.c_str(), inside.c_str(), nullptr, MS_BIND, nullptr) == 0);
    };
    const Child child([&] {
        if (!enter()) return false;
        if (how == QLatin1String("cwd")) return ::chdir(inside.c_str()) == 0;
        if (how == QLatin1String("cwd below")) return ::chdir((inside + "/bin").c_str()) == 0;
        if (how == QLatin1String("root")) return ::chdir("/") == 0 && ::chroot(inside.c_str()) == 0;
        return runsBehind(inside + "/bin/server");
    });
    if (!child.worked() && container) QSKIP("this system lets nobody mount");
    QVERIFY(child.worked());
    const auto found = findInUse(volume, {}, {});
    QVERIFY(found);
    QCOMPARE(found->files.size(), std::size_t(1));
    const auto expected = how == QLatin1String("exe") ? OpenFile::Use::Runs : OpenFile::Use::LivesIn;
    QCOMPARE(found->files[0].use, expected);
    OpenFilesGate gate(volume, false);
    const auto refused = gate.stopServer({});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message().contains(std::to_string(found->files[0].pid)), refused.error().message().c_str());
}

// What is renamed away by the swap is in staging, which is beside the volume: whoever opened it just before still writes it.
void TestProcScan::openedDuringTheSwap() {
    const TempDir temp;
    const auto volume = temp.makeDirectory("volumes/aaaa");
    const auto staging = temp.makeDirectory("volumes/.alula-1234/old");
    writeFile(volume + "/map.db", "x");
    writeFile(staging + "/of another restore", "x");
    temp.makeDirectory("volumes/bbbb");
    writeFile(temp.path("volumes/bbbb/f"), "x");
    const Child other([&] { return opened(staging + "/of another restore", O_WRONLY); });
    const Child neighbour([&] { return opened(temp.path("volumes/bbbb/f"), O_WRONLY); });
    OpenFilesGate gate(volume, false);
    QVERIFY(gate.stopServer({}));
    QVERIFY(*gate.isStopped());
    const Child child([&] { return opened(volume + "/map.db", O_WRONLY); });
    QVERIFY(child.worked());
    QCOMPARE(::rename((volume + "/map.db").c_str(), (staging + "/map.db").c_str()), 0);
    QVERIFY(!*gate.isStopped());
}

// The volume is looked at through a bind mount, the process uses the other path.
void TestProcScan::asABindMountOfTheNode() {
    if (!isRoot()) QSKIP("a mount needs root");
    const TempDir temp;
    const auto real = temp.makeDirectory("real/aaaa");
    const auto bound = temp.makeDirectory("bound");
    writeFile(real + "/map.db", "x");
    if (::mount(real.c_str(), bound.c_str(), nullptr, MS_BIND, nullptr) != 0) QSKIP("this system lets nobody mount");
    const auto unmount = qScopeGuard([&] { ::umount2(bound.c_str(), MNT_DETACH); });
    const Child child([&] { return opened(real + "/map.db", O_RDWR); });
    QVERIFY(child.worked());
    const auto found = findInUse(bound, {}, {});
    QVERIFY(found);
    QCOMPARE(found->files.size(), std::size_t(1));
}

void TestProcScan::throughASymlinkToTheVolume() {
    const TempDir temp;
    const auto volume = temp.makeDirectory("volume");
    QCOMPARE(::symlink("volume", temp.path("link").c_str()), 0);
    const Child child([&] { return opened(volume + "/new", O_WRONLY | O_CREAT); });
    const auto found = findInUse(temp.path("link"), {}, {});
    QVERIFY(found);
    QCOMPARE(found->files.size(), std::size_t(1));
}

void TestProcScan::ownFilesCountOnlyWhenAskedFor() {
    const TempDir temp;
    const UniqueFd mine(::open(temp.path("mine").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    QVERIFY(mine);
    QCOMPARE(findInUse(temp.path(), {}, {})->files.size(), std::size_t(0));
    const ProcScanOptions withSelf{.self = true};
    QCOMPARE(findInUse(temp.path(), withSelf, {})->files.size(), std::size_t(1));
}

void TestProcScan::noMoreThanAskedFor() {
    const TempDir temp;
    const Child child([&] {
        for (int i = 0; i < 10; ++i) {
            if (!opened(temp.path(std::to_string(i)), O_WRONLY | O_CREAT)) return false;
        }
        return true;
    });
    QVERIFY(child.worked());
    const ProcScanOptions three{.maxFiles = 3};
    QCOMPARE(findInUse(temp.path(), three, {})->files.size(), std::size_t(3));
}

void TestProcScan::aDirectoryThatIsNotThere() {
    const TempDir temp;
    const auto found = findInUse(temp.path("nothing"), {}, {});
    QVERIFY(!found);
    QCOMPARE(found.error().code(), ErrorCode::NotFound);
    QCOMPARE(found.error().path(), temp.path("nothing"));
}

void TestProcScan::cancelled() {
    const TempDir temp;
    std::stop_source stop;
    stop.request_stop();
    const auto found = findInUse(temp.path(), {}, stop.get_token());
    QVERIFY(!found);
    QCOMPARE(found.error().code(), ErrorCode::Cancelled);
}

void TestProcScan::theGateRefusesAndNames() {
    const TempDir temp;
    OpenFilesGate gate(temp.path(), false);
    QVERIFY(gate.stopServer({}));
    QVERIFY(*gate.isStopped());
    const Child child([&] { return opened(temp.path("map.db"), O_WRONLY | O_CREAT); });
    const auto done = gate.stopServer({});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Busy);
    QVERIFY2(done.error().message().contains(std::to_string(child.pid())), done.error().message().c_str());
    QVERIFY2(done.error().message().contains(temp.path("map.db")), done.error().message().c_str());
    QVERIFY(!*gate.isStopped());
}

void TestProcScan::theGateProceedsWhenTold() {
    const TempDir temp;
    OpenFilesGate gate(temp.path(), true);
    const Child child([&] { return opened(temp.path("map.db"), O_WRONLY | O_CREAT); });
    QVERIFY(gate.stopServer({}));
    QVERIFY(*gate.isStopped());
}

QTEST_APPLESS_MAIN(TestProcScan)
#include "test_proc_scan.moc"
