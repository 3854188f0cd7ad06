// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/catalog.h"
#include "daemon/jobs/executor.h"
#include "daemon/jobs/job_queue.h"
#include "daemon/jobs/job_runner.h"
#include "daemon/jobs/progress_rate.h"
#include "daemon/jobs/queue_order.h"
#include "daemon/jobs/session_share.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace alula {

struct SchedulerSettings {
    unsigned parallel = 1;
    unsigned queueLimit = 1000;
    bool lowPriority = true;
    std::chrono::milliseconds recordAgainAfter{5000}; // when a job's end could not be written down
};

// What becomes of a job that a crash has cut short.
enum class AfterCrash : std::uint8_t {
    BeginAgain,
    End,   // failed
    Leave, // nobody can say yet; its row stays as it is for the next start
};

struct Fate {
    Fate(AfterCrash end) : what(end) {} // NOLINT(google-explicit-constructor): one word says it, most often
    Fate(AfterCrash end, std::string sentence) : what(end), why(std::move(sentence)) {}
    AfterCrash what;
    std::string why = "the daemon was ended while this job ran"; // for End: what people are told
};

// Keeps the queue, starts what may start, ends what has ended. Lives on a thread of its own; its public methods may be called
// from any other thread. Those that change something block until that thread has answered, and it may be writing to the disk; those that
// only look never wait for it. Signals come from that thread.
class Scheduler final : public QObject {
    Q_OBJECT
public:
    Scheduler(Catalog& catalog, Clock& clock, const SchedulerSettings& settings);
    ~Scheduler() override; // stops running jobs and waits for them; they are queued again for the next start

    void setExecutor(JobKind kind, JobExecutor& executor); // before start()

    // Takes over what the last run left: queued jobs stay queued; running ones were cut short by a crash: `resume` says what
    // becomes of each. Then begins to work.
    Result<void> start(const std::function<Fate(const Job&)>& resume);

    // Writes the job and what `alongside` writes in one transaction. Busy: stopping, or the queue is full.
    Result<JobId> enqueue(Job job, const std::function<Result<void>()>& alongside = {});
    Result<void> cancel(const JobId& job); // NotFound, Conflict when it has ended already
    // True when the job has ended, false after so long.
    bool waitUntilEnded(const JobId& job, std::chrono::milliseconds timeout);

    struct Unended {
        std::vector<Job> running;      // with progress as of now
        std::vector<QueuedJob> queued; // in the order of work
    };
    struct Counts {
        std::size_t running = 0, queued = 0;
    };
    Unended unended() const; // of one moment: no job is in both; one whose end is being written down is in neither
    std::vector<Job> running() const; // as they were started: without their progress
    Counts counts() const;
    std::optional<std::uint32_t> positionOf(const Job& job) const; // 1 is next; none: it does not wait
    std::optional<JobProgress> progress(const JobId& job) const;
    void setParallel(unsigned parallel);
    void setPaused(bool paused); // nothing new is started meanwhile
    unsigned parallel() const { return m_parallel; }
    void stopAccepting(); // enqueue answers Busy from here on

Q_SIGNALS:
    void jobChanged(const alula::Job& job);
    void jobProgress(const alula::JobProgress& progress); // ≤ 5 a second a job

private:
    template <typename F>
    auto onThread(F&& work);
    Result<JobId> doEnqueue(Job job, const std::function<Result<void>()>& alongside);
    Result<void> doStart(const std::function<Fate(const Job&)>& resume);
    void takeOver(const Job& job, const Fate& fate);
    Result<void> doCancel(const JobId& id);
    void dispatch();
    void shareProcessors();
    void launch(Job job);
    std::vector<Job> inTheWay() const;
    void ended(const JobId& id, JobOutcome outcome, std::uint64_t warnings);
    void endUnrun(Job job, JobState state, const Error& why);
    void finish(Job job, const std::function<Result<void>()>& record);
    Result<void> writeEnd(const Job& job, const std::function<Result<void>()>& record);
    void tellEnd(const Job& job);
    void recordAgain();
    void requeue(Job job);
    void sampleProgress();

    // Constant after construction.
    Catalog& m_catalog;
    Clock& m_clock;
    const SchedulerSettings m_settings;
    std::map<JobKind, JobExecutor*> m_executors;

    struct Active {
        std::shared_ptr<RunningJob> shared;
        ProgressRate rate;
        JobProgress last;
    };
    static Job withProgress(const RunningJob& running);
    // Changed on the scheduler's thread only, under m_mutex: that thread reads them without it.
    JobQueue m_queue;
    std::map<JobId, Active> m_active;
    // Scheduler's thread only.
    struct Unrecorded {
        Job job;
        std::function<Result<void>()> record;
    };
    std::vector<Unrecorded> m_unrecorded; // ended, but the catalog could not be written; their servers wait for it
    bool m_stopping = false;
    SessionShare m_share;
    std::unique_ptr<QTimer> m_sampler, m_recorder;

    std::atomic<unsigned> m_parallel;
    std::atomic<bool> m_accepting{true};
    std::atomic<bool> m_paused{false};
    mutable std::mutex m_mutex;
    std::condition_variable m_endedWake;
    std::set<JobId> m_alive; // guarded by m_mutex: queued or running
    QThreadPool m_pool;
    QThread m_thread;
};

} // namespace alula

Q_DECLARE_METATYPE(alula::Job)
Q_DECLARE_METATYPE(alula::JobProgress)
