// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/pressure_watch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

#include <QTest>

#include <atomic>
#include <fstream>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

// With files of the test's own in place of the kernel's, and a clock that it moves.
class TestPressureWatch : public QObject {
    Q_OBJECT

    static std::string some(std::chrono::microseconds total) {
        return "some avg10=0.00 avg60=12.50 avg300=3.00 total=" + std::to_string(total.count()) + "\n" +
               "full avg10=0.00 avg60=0.00 avg300=0.00 total=999999999\n";
    }
    struct World {
        TempDir directory;
        FakeClock clock;
        LoadControl load{clock};
        std::atomic<bool> work = true;
        std::chrono::microseconds io{0}, cpu{1h};

        World() { write(); }
        void write() const {
            std::ofstream(directory.path() + "/io") << some(io);
            std::ofstream(directory.path() + "/cpu") << some(cpu);
        }
        PressureWatch::Setup setup(double limit = 20) {
            return {clock, load, limit, [this] { return work.load(); }, PressureGauge(directory.path())};
        }
        // So much time passes, of which somebody waited so many percent.
        void pass(std::chrono::milliseconds time, int percent, std::chrono::microseconds World::* resource = &World::io) {
            this->*resource += time * percent / 100;
            write();
            QVERIFY(clock.sleepsAfter([&] { clock.advance(time); }));
        }
    };

private Q_SLOTS:
    void theKernelsFilesAreRead() {
        World world;
        world.io = 1234567us;
        world.write();
        const auto waited = PressureGauge(world.directory.path()).read();
        QVERIFY(waited);
        QCOMPARE(waited->io, 1234567us);
        QCOMPARE(waited->cpu, 1h);
    }
    void nonsenseIsNoPressure_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("full alone") << QByteArray("full avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");
        QTest::newRow("no total") << QByteArray("some avg10=0.00\n");
        QTest::newRow("no number") << QByteArray("some avg10=0.00 total=many\n");
        QTest::newRow("negative") << QByteArray("some avg10=0.00 total=-1\n");
        QTest::newRow("too large") << QByteArray("some avg10=0.00 total=99999999999999999999\n");
    }
    void nonsenseIsNoPressure() {
        QFETCH(QByteArray, text);
        World world;
        std::ofstream(world.directory.path() + "/io") << text.toStdString();
        QVERIFY(!PressureGauge(world.directory.path()).read());
        QVERIFY(!PressureGauge(world.directory.path() + "/none").read());
    }
    void theLargerShareCounts() {
        using Waited = PressureGauge::Waited;
        QCOMPARE(pressureBetween(Waited{1s, 5s}, Waited{2s, 5500ms}, 2s), 50.0);
        QCOMPARE(pressureBetween(Waited{1s, 5s}, Waited{1s, 6s}, 4s), 25.0);
        QCOMPARE(pressureBetween(Waited{5s, 5s}, Waited{1s, 1s}, 4s), 0.0);
        QCOMPARE(pressureBetween(Waited{0s, 0s}, Waited{9s, 0s}, 4s), 100.0);
        QCOMPARE(pressureBetween(Waited{}, Waited{}, 0s), 0.0);
    }
    void workIsHeldAndLetGo() {
        World world;
        PressureWatch watch(world.setup());
        QVERIFY(world.clock.sleepsAfter([&] { watch.start(); }));
        world.pass(2s, 10);
        QVERIFY(!world.load.yielding());
        world.pass(2s, 90, &World::cpu);
        QVERIFY(world.load.yielding()); // held now
        world.pass(200ms, 90, &World::cpu);
        world.pass(700ms, 90, &World::cpu);
        world.pass(100ms, 90, &World::cpu); // a turn
        QVERIFY(world.load.yielding());
        for (int look = 0; look < 2; ++look) {
            world.pass(200ms, 50); // what our own blocks still made wait
            world.pass(700ms, 0);
            if (look == 0) world.pass(100ms, 0);
        }
        QVERIFY(!world.load.yielding());
    }
    // A pause in pressure that is there only while we work is the end of it.
    void ourOwnPressureIsTold() {
        World world;
        PressureWatch watch(world.setup());
        QVERIFY(world.clock.sleepsAfter([&] { watch.start(); }));
        world.pass(2s, 95);
        QVERIFY(world.load.yielding());
        world.pass(200ms, 30);
        world.pass(700ms, 0);
        QVERIFY(!world.load.yielding());
        QCOMPARE(world.clock.sleeps().back(), std::chrono::nanoseconds(4s));
    }
    void withoutWorkNothingIsHeld() {
        World world;
        PressureWatch watch(world.setup());
        QVERIFY(world.clock.sleepsAfter([&] { watch.start(); }));
        world.pass(2s, 95);
        QVERIFY(world.load.yielding());
        world.work = false;
        world.pass(200ms, 95);
        QVERIFY(!world.load.yielding());
        world.pass(2s, 95);
        QVERIFY(!world.load.yielding());
    }
    void theEndLetsGo() {
        World world;
        {
            PressureWatch watch(world.setup());
            QVERIFY(world.clock.sleepsAfter([&] { watch.start(); }));
            world.pass(2s, 95);
            QVERIFY(world.load.yielding());
        }
        QVERIFY(!world.load.yielding());
    }
    void aKernelWithoutPressureAndNoLimitHoldNothing() {
        World world;
        PressureWatch unlimited(world.setup(0));
        unlimited.start();
        auto setup = world.setup();
        setup.gauge = PressureGauge(world.directory.path() + "/none");
        PressureWatch blind(setup);
        blind.start();
        QVERIFY(world.clock.sleeps().empty());
        QVERIFY(!world.load.yielding());
    }
};

QTEST_GUILESS_MAIN(TestPressureWatch)
#include "test_pressure_watch.moc"
