// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/session_share.h"
#include "daemon/jobs/thread_priority.h"
#include "tests/support/temp_dir.h"

#include <QTest>

#include <fstream>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

// What the kernel says of threads and of the session after they were lowered.
class TestThreadPriority : public QObject {
    Q_OBJECT

    static int niceOfThisThread() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid))); }
    static long ioClassOfThisThread() { return ::syscall(SYS_ioprio_get, 1, 0) >> 13; }

    // In a session of its own, as a service manager starts the daemon. 0: lowered and back, 1: not, 2: this kernel knows no autogroup.
    static int lowersItsSession() {
        const auto autogroup = [] {
            std::string line;
            std::getline(std::ifstream("/proc/self/autogroup"), line);
            return line;
        };
        if (::setsid() < 0 || autogroup().empty()) return 2;
        SessionShare share;
        share.setLow(true);
        if (!autogroup().ends_with("nice 19")) return 1;
        ::usleep(200'000); // without CAP_SYS_ADMIN the kernel takes ten changes a second
        share.setLow(false);
        return autogroup().ends_with("nice 0") ? 0 : 1;
    }

private Q_SLOTS:
    void threadsAndTheirsAreLowered() {
        const int before = niceOfThisThread();
        int own = 0, inherited = 0;
        long ioClass = 0;
        std::thread([&] {
            lowerThreadPriority();
            own = niceOfThisThread();
            std::thread([&] {
                inherited = niceOfThisThread();
                ioClass = ioClassOfThisThread();
            }).join();
        }).join();
        QCOMPARE(own, 19);
        QCOMPARE(inherited, 19);
        QCOMPARE(ioClass, 3L); // idle
        QCOMPARE(niceOfThisThread(), before);
    }
    void whatPlayersWaitForIsLoweredLess() {
        int nice = 0;
        std::thread([&] {
            lowerThreadPriority(WorkFor::Players);
            nice = niceOfThisThread();
        }).join();
        QCOMPARE(nice, std::max(10, niceOfThisThread()));
    }
    void theSessionIsLoweredWhileWorkRuns() {
        const TempDir temp;
        SessionShare share(temp.path("autogroup"));
        share.setLow(false);
        QVERIFY(!exists(temp.path("autogroup"))); // nothing to change
        share.setLow(true);
        QCOMPARE(readFile(temp.path("autogroup")), std::string("19"));
        share.setLow(false);
        QCOMPARE(readFile(temp.path("autogroup")), std::string("0"));
    }
    void theKernelTakesIt() {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(lowersItsSession());
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 2) QSKIP("this kernel groups no sessions");
        QCOMPARE(WEXITSTATUS(status), 0);
    }
};

QTEST_APPLESS_MAIN(TestThreadPriority)
#include "test_thread_priority.moc"
