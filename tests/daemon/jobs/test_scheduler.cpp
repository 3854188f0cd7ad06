// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/scheduler.h"

#include "shared/base/load.h"
#include "shared/base/random.h"

#include <QSignalSpy>
#include <QTest>
#include <semaphore>

using namespace alula;
using namespace std::chrono_literals;

namespace {

// Runs until it is let go or stopped; counts what it is asked.
class WaitingExecutor final : public JobExecutor {
public:
    JobOutcome run(JobContext& context) override {
        started.release();
        std::unique_lock lock(m_mutex);
        const bool stopped = !m_wake.wait(lock, context.stop, [this] { return m_open; });
        if (warns) context.log.warning("something", "a/b");
        if (throws) throw std::runtime_error("oops");
        if (stopped)
            return {cancelled(), false, [this] {
                        ++recordedEnds;
                        return Result<void>{};
                    }};
        return {failsWith, false, [this] {
                    ++recordedEnds;
                    recorded.release();
                    const auto code = recordFails.load();
                    return code ? fail(*code, "the disk is away") : Result<void>{};
                }};
    }
    std::function<Result<void>()> recordNotRun(const Job&, const Error& why) override {
        return [this, code = why.code()] {
            notRun.push_back(code);
            return Result<void>{};
        };
    }
    void open() {
        {
            const std::lock_guard lock(m_mutex);
            m_open = true;
        }
        m_wake.notify_all();
    }
    bool waitStarted() { return started.try_acquire_for(30s); }

    std::counting_semaphore<> started{0};
    std::optional<Error> failsWith;
    bool warns = false, throws = false;
    std::atomic<int> recordedEnds = 0;
    std::counting_semaphore<> recorded{0};
    std::atomic<std::optional<ErrorCode>> recordFails;
    std::vector<ErrorCode> notRun; // scheduler's thread; read when it rests

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_open = false;
};

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Catalog> m_catalog;
    std::unique_ptr<WaitingExecutor> m_executor;
    std::unique_ptr<Scheduler> m_scheduler;

    void begin(AfterCrash fate = AfterCrash::End) {
        m_scheduler = std::make_unique<Scheduler>(*m_catalog, m_clock, SchedulerSettings{1, 3, false, 20ms});
        for (const auto kind : {JobKind::Create, JobKind::Restore, JobKind::Verify}) m_scheduler->setExecutor(kind, *m_executor);
        QVERIFY(m_scheduler->start([fate](const Job&) { return fate; }));
    }
    Job newJob(JobKind kind = JobKind::Create) {
        Job job;
        job.id = JobId(newUuid(m_random));
        job.kind = kind;
        job.server = ServerId(newUuid(m_random));
        job.origin = {"cli", "tester"};
        return job;
    }
    JobId add(JobKind kind = JobKind::Create) { return *m_scheduler->enqueue(newJob(kind)); }
    JobState stateOf(const JobId& id) { return (*m_catalog->jobs().find(id))->state; }
    bool ends(const JobId& id) { return m_scheduler->waitUntilEnded(id, 30s); }

private Q_SLOTS:
    void init() {
        m_catalog = *Catalog::open(":memory:");
        m_executor = std::make_unique<WaitingExecutor>();
        begin();
    }
    void cleanup() {
        m_executor->open();
        m_scheduler.reset();
        m_catalog.reset();
    }

    void aJobRunsAndItsEndIsRecorded() {
        m_executor->warns = true;
        QSignalSpy changes(m_scheduler.get(), &Scheduler::jobChanged);
        const JobId id = add();
        QVERIFY(m_executor->waitStarted());
        QCOMPARE(m_scheduler->counts().running, std::size_t{1});
        m_executor->open();
        QVERIFY(ends(id));
        QCOMPARE(stateOf(id), JobState::CompletedWithWarnings);
        QCOMPARE(m_executor->recordedEnds.load(), 1);
        QCOMPARE(m_catalog->jobs().log(id, 0, 10, true)->size(), std::size_t{1});
        QVERIFY(QTest::qWaitFor([&] { return changes.size() == 3; }, 10'000)); // queued, running, ended
    }
    void failuresAndFaults() {
        m_executor->failsWith = Error(ErrorCode::NoSpace, "the disk is full");
        m_executor->open();
        const JobId failed = add();
        QVERIFY(ends(failed));
        QCOMPARE(stateOf(failed), JobState::Failed);
        QCOMPARE((*m_catalog->jobs().find(failed))->errorCode, std::string("no_space"));
        m_executor->throws = true;
        const JobId thrown = add();
        QVERIFY(ends(thrown));
        QCOMPARE((*m_catalog->jobs().find(thrown))->errorCode, std::string("internal"));
    }
    void anEndIsRecordedAsSoonAsThatIsPossible() {
        m_executor->recordFails = ErrorCode::NoSpace;
        m_executor->open();
        const JobId id = add();
        QVERIFY(m_executor->recorded.try_acquire_for(30s));
        QVERIFY(m_executor->recorded.try_acquire_for(30s)); // tried again
        QCOMPARE(stateOf(id), JobState::Running);
        QCOMPARE(m_scheduler->cancel(id).error().code(), ErrorCode::Conflict);
        QVERIFY(!m_scheduler->waitUntilEnded(id, 0ms));
        m_executor->recordFails = std::nullopt;
        QVERIFY(ends(id));
        QCOMPARE(stateOf(id), JobState::Completed);
    }
    void nothingOfItsServerStartsBeforeAnEndIsRecorded() {
        m_executor->recordFails = ErrorCode::Io;
        m_executor->open();
        Job first = newJob(), second = newJob();
        second.server = first.server;
        QVERIFY(m_scheduler->enqueue(first));
        QVERIFY(m_scheduler->enqueue(second));
        QVERIFY(m_executor->recorded.try_acquire_for(30s));
        QVERIFY(m_executor->recorded.try_acquire_for(30s));
        QCOMPARE(stateOf(second.id), JobState::Queued);
        m_executor->recordFails = std::nullopt;
        QVERIFY(ends(first.id) && ends(second.id));
        QCOMPARE(stateOf(second.id), JobState::Completed);
    }
    void whatCanNeverBeRecordedHasFailed() {
        m_executor->recordFails = ErrorCode::NotFound;
        m_executor->open();
        const JobId id = add();
        QVERIFY(ends(id));
        QCOMPARE(stateOf(id), JobState::Failed);
        QCOMPARE((*m_catalog->jobs().find(id))->errorCode, std::string("not_found"));
        QCOMPARE(m_executor->notRun, std::vector<ErrorCode>{ErrorCode::NotFound});
    }
    void anEndThatCannotBeRecordedIsNotForgotten() {
        m_executor->recordFails = ErrorCode::Io;
        m_executor->open();
        const JobId id = add();
        QVERIFY(m_executor->recorded.try_acquire_for(30s));
        m_scheduler.reset();
        QCOMPARE(stateOf(id), JobState::Running); // so the next start takes it up again
        m_executor->recordFails = std::nullopt;
        begin(AfterCrash::BeginAgain);
        QVERIFY(ends(id));
        QCOMPARE(stateOf(id), JobState::Completed);
    }
    void nothingBeginsWhilePaused() {
        m_executor->open();
        m_scheduler->setPaused(true);
        const JobId id = add();
        QVERIFY(!m_scheduler->waitUntilEnded(id, 50ms));
        QCOMPARE(stateOf(id), JobState::Queued);
        QCOMPARE(m_executor->recordedEnds.load(), 0);
        m_scheduler->setPaused(false);
        QVERIFY(ends(id));
        QCOMPARE(stateOf(id), JobState::Completed);
    }
    void waitingJobsCanBeCancelled() {
        const JobId first = add();
        QVERIFY(m_executor->waitStarted());
        const JobId second = add();
        QVERIFY(m_scheduler->cancel(second));
        QVERIFY(ends(second));
        QCOMPARE(stateOf(second), JobState::Cancelled);
        QCOMPARE(m_executor->notRun, std::vector<ErrorCode>{ErrorCode::Cancelled});
        QVERIFY(m_scheduler->cancel(first));
        QVERIFY(ends(first));
        QCOMPARE(stateOf(first), JobState::Cancelled);
        QCOMPARE(m_scheduler->cancel(first).error().code(), ErrorCode::Conflict);
        QCOMPARE(m_scheduler->cancel(JobId(newUuid(m_random))).error().code(), ErrorCode::NotFound);
    }
    void aFullQueueRefuses() {
        add();
        QVERIFY(m_executor->waitStarted());
        for (int i = 0; i < 3; ++i) add();
        QCOMPARE(m_scheduler->enqueue(newJob()).error().code(), ErrorCode::Busy);
    }
    void stoppingRefusesAndQueuesAgain() {
        const JobId running = add();
        QVERIFY(m_executor->waitStarted());
        const JobId waiting = add();
        m_scheduler->stopAccepting();
        QCOMPARE(m_scheduler->enqueue(newJob()).error().code(), ErrorCode::Busy);
        m_scheduler.reset();
        QCOMPARE(stateOf(running), JobState::Queued);
        QCOMPARE(stateOf(waiting), JobState::Queued);
        m_executor->open();
        begin();
        QVERIFY(ends(running) && ends(waiting));
        QCOMPARE(stateOf(running), JobState::Completed);
        QCOMPARE(stateOf(waiting), JobState::Completed);
    }
    void whatACrashLeftRunningIsAsked_data() {
        QTest::addColumn<AfterCrash>("fate");
        QTest::addColumn<JobState>("state");
        QTest::addColumn<int>("toldNotRun");
        QTest::newRow("begins again") << AfterCrash::BeginAgain << JobState::Completed << 0;
        QTest::newRow("fails aloud") << AfterCrash::End << JobState::Failed << 1;
        QTest::newRow("stays for the next start") << AfterCrash::Leave << JobState::Running << 0;
    }
    void whatACrashLeftRunningIsAsked() {
        QFETCH(AfterCrash, fate);
        QFETCH(JobState, state);
        QFETCH(int, toldNotRun);
        m_scheduler.reset();
        Job left = newJob();
        QVERIFY(m_catalog->jobs().insert(left));
        left.state = JobState::Running;
        QVERIFY(m_catalog->jobs().update(left));
        m_executor->open();
        begin(fate);
        QVERIFY(ends(left.id));
        QCOMPARE(stateOf(left.id), state);
        QCOMPARE(m_executor->notRun.size(), static_cast<std::size_t>(toldNotRun));
    }
    void whatIsWrittenAlongsideIsAllOrNothing() {
        const Job job = newJob();
        const auto refused = m_scheduler->enqueue(job, [] { return Result<void>(fail(ErrorCode::AlreadyExists, "taken")); });
        QCOMPARE(refused.error().code(), ErrorCode::AlreadyExists);
        QVERIFY(!*m_catalog->jobs().find(job.id));
    }
    void moreSlotsStartMoreJobs() {
        add();
        QVERIFY(m_executor->waitStarted());
        add();
        QVERIFY(!m_executor->started.try_acquire());
        m_scheduler->setParallel(2);
        QVERIFY(m_executor->waitStarted());
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "test_scheduler.moc"
