// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/outbox_sender.h"
#include "daemon/panel/report_body.h"
#include "shared/base/calm_clock.h"
#include "tests/daemon/panel/memory_outbox.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fixed_random.h"
#include "tests/support/panel_stand_in.h"

#include <QTest>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using Kind = OutboxMessage::Kind;
using Manner = StandInReply::Manner;

const std::string kBackupA = "aaaaaaaa-0000-4000-8000-000000000001";
const std::string kBackupB = "bbbbbbbb-0000-4000-8000-000000000002";

PanelAccess accessOf(const PanelStandIn& panel) {
    PanelAccess access;
    access.url = panel.url();
    access.tokenId = panel.options().tokenId;
    access.token = panel.options().token;
    access.timeout = 60s;
    return access;
}

// The sender between an outbox in memory and a stand-in of the panel; time stands still unless the test moves it.
struct House {
    explicit House(std::chrono::milliseconds timeout = 60s)
        : client(http, calm, random, [&] {
              auto access = accessOf(panel);
              access.timeout = timeout;
              return access;
          }()) {}

    std::int64_t add(const std::string& backup, Kind kind = Kind::Backup, bool successful = true) {
        const auto body = kind == Kind::Backup ? backupReportBody({.successful = successful, .sha1 = "ab", .size = 1})
                                               : restoreReportBody(successful);
        return store.add(*BackupId::parse(backup), kind, body, clock.now());
    }
    // True when the sender has done what there was to do and rests.
    bool startAndRest() {
        return clock.sleepsAfter([this] { sender.start(); });
    }
    bool advanceAndRest(std::chrono::nanoseconds by) {
        return clock.sleepsAfter([this, by] { clock.advance(by); });
    }
    // Lets time pass from one attempt to the next until the message is open no more.
    std::string drive(std::int64_t id, int atMost) {
        for (int i = 0; i < atMost && store.row(id).state == "open"; ++i) {
            if (!advanceAndRest(clock.sleeps().back())) return "stuck";
        }
        return store.row(id).state;
    }

    PanelStandIn panel;
    CurlHttpClient http;
    FakeClock clock;
    CalmClock calm{clock}; // as in the daemon
    FixedRandom random;    // every pause is half of its greatest length
    PanelClient client;
    MemoryOutbox store;
    OutboxSender sender{store, client, calm, random};
};

} // namespace

class TestOutboxSender : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatLiesThereIsSentAtTheStart();
    void aNewMessageIsSentAtOnce();
    void aWakeDuringAnAttemptIsNotLost();
    void aWakeJustBeforeTheRestIsNotLost();
    void pausesGrowToFiveMinutes();
    void aRowCommittedLateIsReached();
    void anUnknownBackupIsGivenUpAfterADay();
    void aResetAfterProcessingIsToldOnce();
    void aFailedResultAnd500AreGivenUpAfterAnHour();
    void aSuccessfulResultAnd500AreNot();
    void aRotatedTokenIsWaitedFor();
    void everythingIsGivenUpAfterAWeek();
    void aLateFirstAttemptIsMadeAnyhow();
    void orderIsKeptPerBackup();
    void oneBackupDoesNotHoldUpAnother();
    void manyMessages();
    void aFailingStoreIsNoBusyLoop();
    void aWallClockPutBackHoldsNothingUp();
    void aWallClockThatLeapsGivesNothingUp();
    void stopEndsARest();
    void stopEndsAHangingAttempt();
    void nothingToDoIsARest();
};

void TestOutboxSender::whatLiesThereIsSentAtTheStart() {
    House house;
    house.panel.addBackup(kBackupA);
    const auto backup = house.add(kBackupA);
    const auto restore = house.add(kBackupA, Kind::Restore);
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(backup).state, std::string("delivered"));
    QCOMPARE(house.store.row(restore).state, std::string("delivered"));
    QCOMPARE(house.panel.told().size(), std::size_t(2));
    QCOMPARE(house.panel.told().at(0).kind, std::string("backup"));
    QCOMPARE(house.panel.complaints(), std::vector<std::string>{});
    QCOMPARE(*house.store.depth(), std::int64_t(0));
}

void TestOutboxSender::aNewMessageIsSentAtOnce() {
    House house;
    house.panel.addBackup(kBackupA);
    QVERIFY(house.startAndRest());
    const auto before = house.clock.steady();
    QVERIFY(house.clock.sleepsAfter([&] {
        house.add(kBackupA);
        house.sender.wake();
    }));
    QCOMPARE(house.panel.told().size(), std::size_t(1));
    QVERIFY(house.clock.steady() == before);
}

void TestOutboxSender::aWakeDuringAnAttemptIsNotLost() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.addBackup(kBackupB);
    house.panel.next("POST /backups/" + kBackupA, Fault::held());
    house.add(kBackupA);
    house.sender.start();
    QVERIFY(house.panel.waitForRequests(1));
    const auto second = house.add(kBackupB);
    house.sender.wake();
    house.panel.release();
    QVERIFY(house.clock.waitForSleep(1));
    QCOMPARE(house.store.row(second).state, std::string("delivered"));
}

void TestOutboxSender::aWakeJustBeforeTheRestIsNotLost() {
    House house;
    house.panel.addBackup(kBackupA);
    house.store.afterNextDue = [&] {
        house.add(kBackupA);
        house.sender.wake();
    };
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(1).state, std::string("delivered"));
}

void TestOutboxSender::pausesGrowToFiveMinutes() {
    House house;
    house.panel.addBackup(kBackupA);
    const auto id = house.add(kBackupA);
    house.panel.next("POST ", Fault::status(503), 11);
    QVERIFY(house.startAndRest());
    QCOMPARE(house.drive(id, 20), std::string("delivered"));
    std::vector<std::chrono::nanoseconds> expected;
    for (const auto s : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 150s, 150s, 150s}) expected.emplace_back(s);
    expected.emplace_back(5min); // nothing left to do
    QCOMPARE(house.clock.sleeps(), expected);
    QCOMPARE(house.store.row(id).message.attempts, 11u);
    QCOMPARE(house.panel.told().size(), std::size_t(1));
}

void TestOutboxSender::aRowCommittedLateIsReached() {
    House house;
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    QVERIFY(house.store.row(id).reason.contains("404"));
    house.panel.addBackup(kBackupA);
    QCOMPARE(house.drive(id, 1), std::string("delivered"));
}

void TestOutboxSender::anUnknownBackupIsGivenUpAfterADay() {
    House house;
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    QVERIFY(house.advanceAndRest(23h));
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QVERIFY(house.advanceAndRest(1h));
    QCOMPARE(house.store.row(id).state, std::string("given up"));
    QVERIFY(house.store.row(id).reason.contains("404"));
}

void TestOutboxSender::aResetAfterProcessingIsToldOnce() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.next("POST ", Fault::resetAfterProcessing());
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QCOMPARE(house.drive(id, 1), std::string("delivered"));
    QCOMPARE(house.panel.told().size(), std::size_t(1));
    QCOMPARE(house.panel.requests().size(), std::size_t(2));
}

void TestOutboxSender::aFailedResultAnd500AreGivenUpAfterAnHour() {
    House house;
    house.panel.next("POST ", Fault::status(500), FaultScript::kForEver);
    const auto id = house.add(kBackupA, Kind::Backup, false);
    QVERIFY(house.startAndRest());
    QVERIFY(house.advanceAndRest(59min));
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QVERIFY(house.advanceAndRest(5min));
    QCOMPARE(house.store.row(id).state, std::string("given up"));
}

void TestOutboxSender::aSuccessfulResultAnd500AreNot() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.next("POST ", Fault::status(500), 3);
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    QVERIFY(house.advanceAndRest(24h));
    QVERIFY(house.advanceAndRest(24h));
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QVERIFY(house.advanceAndRest(24h));
    QCOMPARE(house.store.row(id).state, std::string("delivered"));
}

void TestOutboxSender::aRotatedTokenIsWaitedFor() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.next("POST ", Fault::status(401), 2);
    house.panel.next("POST ", Fault::status(403), 2);
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    for (int day = 0; day < 3; ++day) QVERIFY(house.advanceAndRest(24h));
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QCOMPARE(house.drive(id, 1), std::string("delivered"));
}

void TestOutboxSender::everythingIsGivenUpAfterAWeek() {
    House house;
    house.panel.next("POST ", Fault::manner(Manner::Reset), FaultScript::kForEver);
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    for (int day = 1; day < 7; ++day) QVERIFY(house.advanceAndRest(24h));
    QVERIFY(house.advanceAndRest(23h));
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QVERIFY(house.advanceAndRest(1h));
    QCOMPARE(house.store.row(id).state, std::string("given up"));
    QVERIFY(house.store.row(id).reason.contains("168 hours"));
    QCOMPARE(*house.store.depth(), std::int64_t(0));
}

// The node was off for longer than give_up.
void TestOutboxSender::aLateFirstAttemptIsMadeAnyhow() {
    House house;
    house.panel.addBackup(kBackupA);
    const auto id = house.add(kBackupA);
    house.clock.advance(24h * 30);
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(id).state, std::string("delivered"));
}

void TestOutboxSender::orderIsKeptPerBackup() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.next("POST /backups/" + kBackupA, Fault::status(500), 2);
    const auto first = house.add(kBackupA);
    const auto second = house.add(kBackupA, Kind::Restore);
    QVERIFY(house.startAndRest());
    QVERIFY(house.advanceAndRest(house.clock.sleeps().back()));
    for (const auto& request : house.panel.requests()) QVERIFY(!request.target.ends_with("/restore"));
    QCOMPARE(house.drive(first, 5), std::string("delivered"));
    QCOMPARE(house.store.row(second).state, std::string("delivered")); // at once, when its turn came
    QCOMPARE(house.panel.told().at(0).kind, std::string("backup"));
    QCOMPARE(house.panel.told().at(1).kind, std::string("restore"));
}

void TestOutboxSender::oneBackupDoesNotHoldUpAnother() {
    House house;
    house.panel.addBackup(kBackupB);
    const auto unknown = house.add(kBackupA);
    const auto known = house.add(kBackupB);
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(unknown).state, std::string("open"));
    QCOMPARE(house.store.row(known).state, std::string("delivered"));
}

void TestOutboxSender::manyMessages() {
    House house;
    for (int i = 0; i < 100; ++i) {
        const auto backup = "cccccccc-0000-4000-8000-0000000001" + std::string(i < 10 ? "0" : "") + std::to_string(i);
        house.panel.addBackup(backup);
        house.add(backup);
    }
    QVERIFY(house.startAndRest());
    QCOMPARE(house.panel.told().size(), std::size_t(100));
    QCOMPARE(*house.store.depth(), std::int64_t(0));
}

void TestOutboxSender::aFailingStoreIsNoBusyLoop() {
    House house;
    house.panel.addBackup(kBackupA);
    house.store.failChanges(1);
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    QCOMPARE(house.panel.requests().size(), std::size_t(1));
    QCOMPARE(house.clock.sleeps().back(), std::chrono::nanoseconds(10s));
    QCOMPARE(house.drive(id, 1), std::string("delivered")); // the panel says that it has it already
    QCOMPARE(house.panel.told().size(), std::size_t(1));
}

void TestOutboxSender::aWallClockPutBackHoldsNothingUp() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.next("POST ", Fault::status(503));
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest());
    house.clock.jump(-std::chrono::hours(24 * 365));
    QCOMPARE(house.drive(id, 1), std::string("delivered"));
}

// A year too many for an hour: a first 404, a 500 and an old message are given up by age, and must not be then.
void TestOutboxSender::aWallClockThatLeapsGivesNothingUp() {
    House house;
    const auto known = house.add(kBackupA);
    const auto failed = house.add(kBackupB, Kind::Backup, false);
    house.panel.addBackup(kBackupB);
    house.panel.next("POST ", Fault::status(404));
    house.panel.next("POST ", Fault::status(500));
    house.clock.jump(std::chrono::hours(24 * 365));
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(known).state, std::string("open"));
    QCOMPARE(house.store.row(failed).state, std::string("open"));
    house.panel.addBackup(kBackupA);
    house.clock.jump(-std::chrono::hours(24 * 365));
    QCOMPARE(house.drive(known, 3), std::string("delivered"));
    QCOMPARE(house.drive(failed, 3), std::string("delivered"));
}

void TestOutboxSender::stopEndsARest() {
    House house;
    QVERIFY(house.startAndRest());
    house.sender.stop();
    house.sender.stop();
    house.panel.addBackup(kBackupA);
    const auto id = house.add(kBackupA);
    QVERIFY(house.startAndRest()); // it can be started again
    QCOMPARE(house.store.row(id).state, std::string("delivered"));
}

void TestOutboxSender::stopEndsAHangingAttempt() {
    House house;
    house.panel.addBackup(kBackupA);
    house.panel.next("POST ", Fault::hangAfterProcessing());
    const auto id = house.add(kBackupA);
    house.sender.start();
    QVERIFY(house.panel.waitForRequests(1));
    const auto asked = std::chrono::steady_clock::now();
    house.sender.stop();
    QVERIFY(std::chrono::steady_clock::now() - asked < 1s);
    QCOMPARE(house.store.row(id).state, std::string("open"));
    QCOMPARE(house.store.row(id).message.attempts, 0u); // nobody knows what became of it: it is told again
    QVERIFY(house.startAndRest());
    QCOMPARE(house.store.row(id).state, std::string("delivered"));
    QCOMPARE(house.panel.told().size(), std::size_t(1));
}

void TestOutboxSender::nothingToDoIsARest() {
    House house;
    QVERIFY(house.startAndRest());
    QVERIFY(house.advanceAndRest(5min));
    const std::vector<std::chrono::nanoseconds> expected = {5min, 5min};
    QCOMPARE(house.clock.sleeps(), expected);
    QVERIFY(house.panel.requests().empty());
}

QTEST_GUILESS_MAIN(TestOutboxSender)
#include "test_outbox_sender.moc"
