// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/service/job_parameters.h"
#include "tests/daemon/rpc/rpc_node.h"

#include <QTest>

#include <set>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

class TestJobList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // In the list and in events alike.
    void aRestoreSaysWhereItWentAndUntilWhenItCanBeUndone() {
        RpcNode node;
        node.volume(serverId(1), {});
        RestoreParameters parameters;
        parameters.into = "old/world";
        Job job = node.addJob(jobId(1), JobKind::Restore, JobState::Completed, serverId(1), backupId(1), toJson(parameters));
        job.ended = node.clock.now();
        job.undoable = true;
        must(node.catalog->jobs().update(job));
        const auto info = must(node.call(protocol::kJobsGet, {jobId(1)}));
        QCOMPARE(info.into, std::optional(protocol::WirePath{"old/world"}));
        QCOMPARE(info.undoUntil, std::optional(job.ended + node.settings.restore.keepReplaced));
        const auto list = must(node.call(protocol::kJobsList));
        QVERIFY(list.jobs.size() == 1 && list.jobs[0] == info);

        job.undoable = false;
        must(node.catalog->jobs().update(job));
        QVERIFY(!must(node.call(protocol::kJobsGet, {jobId(1)})).undoUntil);
        node.addJob(jobId(2), JobKind::Restore, JobState::Failed, serverId(1), backupId(1), toJson(RestoreParameters{}));
        QVERIFY(!must(node.call(protocol::kJobsGet, {jobId(2)})).into); // in place
    }

    // A year of a large node.
    void tenThousandJobsArePagedQuickly() {
        RpcNode node;
        must(node.catalog->transaction([&]() -> Result<void> {
            for (int i = 0; i < 10'000; ++i) {
                node.addJob(JobId(newUuid(node.random)), i % 2 == 0 ? JobKind::Create : JobKind::Restore, JobState::Completed,
                            serverId(1 + i % 50), BackupId(newUuid(node.random)), toJson(RestoreParameters{}));
                node.clock.advance(1s);
            }
            return {};
        }));
        std::set<JobId> seen;
        std::chrono::duration<double, std::milli> longest{};
        protocol::JobsListParams params;
        do {
            const auto begun = std::chrono::steady_clock::now();
            const auto page = must(node.call(protocol::kJobsList, params));
            longest = std::max<std::chrono::duration<double, std::milli>>(longest, std::chrono::steady_clock::now() - begun);
            for (const auto& job : page.jobs) QVERIFY(seen.insert(job.job).second);
            params.cursor = page.cursor;
        } while (params.cursor);
        QCOMPARE(seen.size(), std::size_t{10'000});
        qInfo("the slowest page of 200: %.1f ms", longest.count());
        QVERIFY2(longest < 1s, "a page costs more than its rows"); // an order of magnitude more than it takes
    }
};

QTEST_GUILESS_MAIN(TestJobList)
#include "test_job_list.moc"
