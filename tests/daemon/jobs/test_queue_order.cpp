// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/queue_order.h"

#include <QTest>

using namespace alula;

namespace {

Uuid uuid(std::uint8_t n) { return Uuid({n, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0}); }

Job job(std::uint8_t id, JobKind kind, std::uint8_t server) {
    Job made;
    made.id = JobId(uuid(id));
    made.kind = kind;
    made.server = ServerId(uuid(server));
    made.queueOrder = id;
    return made;
}

int next(const std::vector<Job>& queued, const std::vector<Job>& running, unsigned parallel = 1) {
    JobQueue queue;
    for (const Job& each : queued) queue.insert(each);
    const auto id = nextToStart(queue, running, {.writing = parallel});
    return id ? id->uuid().bytes()[0] : 0;
}

} // namespace

class TestQueueOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingWaits() { QCOMPARE(next({}, {}), 0); }
    void firstComeFirstServed() { QCOMPARE(next({job(2, JobKind::Create, 2), job(1, JobKind::Create, 1)}, {}), 1); }
    void restoresGoBeforeBackups() { QCOMPARE(next({job(1, JobKind::Create, 1), job(2, JobKind::Restore, 2)}, {}), 2); }
    void theNodesLimitHolds() {
        QCOMPARE(next({job(2, JobKind::Create, 2)}, {job(1, JobKind::Create, 1)}), 0);
        QCOMPARE(next({job(2, JobKind::Create, 2)}, {job(1, JobKind::Create, 1)}, 2), 2);
    }
    void oneWriterAServer() {
        QCOMPARE(next({job(2, JobKind::Restore, 1)}, {job(1, JobKind::Create, 1)}, 4), 0);
        // the next server need not wait for it
        QCOMPARE(next({job(2, JobKind::Restore, 1), job(3, JobKind::Create, 3)}, {job(1, JobKind::Create, 1)}, 4), 3);
    }
    void deletesAndReadsAreNotHeldUp() {
        QCOMPARE(next({job(2, JobKind::Delete, 1)}, {job(1, JobKind::Create, 1)}), 2);
        QCOMPARE(next({job(3, JobKind::Verify, 1)}, {job(1, JobKind::Verify, 1), job(2, JobKind::Delete, 1)}),
                 0); // their own slots are full
        QCOMPARE(next({job(3, JobKind::Create, 1)}, {job(1, JobKind::Verify, 1), job(2, JobKind::Delete, 1)}), 3);
    }
    void aJobKnowsItsPlace() {
        JobQueue queue;
        for (const auto& each : {job(3, JobKind::Create, 1), job(4, JobKind::Restore, 1), job(1, JobKind::Create, 2)})
            queue.insert(each);
        QCOMPARE(queue.positionOf(job(4, JobKind::Restore, 1)), std::optional(1u));
        QCOMPARE(queue.positionOf(job(1, JobKind::Create, 2)), std::optional(2u));
        QCOMPARE(queue.positionOf(job(3, JobKind::Create, 1)), std::optional(3u));
        QCOMPARE(queue.positionOf(job(2, JobKind::Create, 1)), std::nullopt);
        QVERIFY(queue.take(job(1, JobKind::Create, 2).id) && !queue.take(job(1, JobKind::Create, 2).id));
        QCOMPARE(queue.positionOf(job(3, JobKind::Create, 1)), std::optional(2u));
        QCOMPARE(queue.size(), std::size_t{2});
    }
    // Two that were read from an old catalog may have the same place.
    void jobsOfOnePlaceAreToldApart() {
        Job first = job(1, JobKind::Create, 1), second = job(2, JobKind::Create, 1);
        second.queueOrder = first.queueOrder;
        JobQueue queue;
        queue.insert(first);
        queue.insert(second);
        QCOMPARE(queue.positionOf(first), std::optional(1u));
        QCOMPARE(queue.positionOf(second), std::optional(2u));
    }
    // Their clients may take as long as they like.
    void exportsAndImportsHoldUpNobodyButEachOther() {
        const std::vector<Job> streaming{job(1, JobKind::Export, 1), job(2, JobKind::Import, 1), job(3, JobKind::Export, 1),
                                         job(4, JobKind::Export, 2)};
        QCOMPARE(next({job(5, JobKind::Import, 3)}, streaming), 0);
        QCOMPARE(next({job(5, JobKind::Export, 3)}, {streaming.begin(), streaming.begin() + 3}), 5);
        for (const auto kind : {JobKind::Create, JobKind::Restore, JobKind::Verify, JobKind::Delete})
            QCOMPARE(next({job(5, JobKind::Import, 3), job(6, kind, 1)}, streaming), 6);
        QCOMPARE(next({job(5, JobKind::Import, 1)}, {job(1, JobKind::Restore, 1)}), 5);
    }
    void whatPlayersWaitForIsNotHeld() {
        const Job backup = job(1, JobKind::Create, 1);
        const Job restore = job(2, JobKind::Restore, 2);
        QVERIFY(!canWait({}));
        QVERIFY(canWait({backup}));
        QVERIFY(!canWait({backup, restore}));
        QVERIFY(!canWait({job(3, JobKind::Undo, 3)}));
    }
};

QTEST_APPLESS_MAIN(TestQueueOrder)
#include "test_queue_order.moc"
