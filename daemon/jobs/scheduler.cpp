// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/scheduler.h"

#include "shared/base/load.h"
#include "shared/base/log.h"

#include <algorithm>

namespace alula {

using namespace std::chrono_literals;

namespace {
constexpr auto kSampleEvery = 200ms; // API: job.progress ≤ 5 Hz

// What DESIGN's table of moves forbids is a bug of this file.
void moveTo(Job& job, JobState next) {
    Q_ASSERT_X(isLegalMove(job.state, next), "Scheduler", "a job made a move that it may not make");
    job.state = next;
}

// A full disk, or another program at the catalog: writing may work later.
bool mayPass(ErrorCode code) { return code == ErrorCode::NoSpace || code == ErrorCode::Io || code == ErrorCode::Busy; }
} // namespace

template <typename F>
auto Scheduler::onThread(F&& work) {
    using R = decltype(work());
    if constexpr (std::is_void_v<R>) {
        QMetaObject::invokeMethod(this, std::forward<F>(work), Qt::BlockingQueuedConnection);
    } else {
        std::optional<R> result;
        QMetaObject::invokeMethod(this, [&] { result.emplace(work()); }, Qt::BlockingQueuedConnection);
        return std::move(*result);
    }
}

Scheduler::Scheduler(Catalog& catalog, Clock& clock, const SchedulerSettings& settings)
    : m_catalog(catalog), m_clock(clock), m_settings(settings), m_parallel(std::max(1u, settings.parallel)) {
    qRegisterMetaType<alula::Job>();
    qRegisterMetaType<alula::JobProgress>();
    // Slots are counted by queue_order; the pool itself must never be what a job waits for.
    m_pool.setMaxThreadCount(64);
    m_thread.setObjectName(QStringLiteral("scheduler"));
    moveToThread(&m_thread);
    m_thread.start();
}

Scheduler::~Scheduler() {
    m_accepting = false;
    onThread([this] {
        m_stopping = true;
        for (auto& [id, active] : m_active) active.shared->stop.request_stop();
    });
    m_pool.waitForDone();
    // The outcomes posted by the last jobs are in this thread's queue before this call.
    onThread([this] {
        m_sampler.reset();
        m_recorder.reset();
    });
    m_thread.quit();
    m_thread.wait();
}

void Scheduler::setExecutor(JobKind kind, JobExecutor& executor) { m_executors[kind] = &executor; }

Result<void> Scheduler::start(const std::function<Fate(const Job&)>& resume) {
    return onThread([&] { return doStart(resume); });
}
Result<JobId> Scheduler::enqueue(Job job, const std::function<Result<void>()>& alongside) {
    return onThread([&] { return doEnqueue(std::move(job), alongside); });
}
Result<void> Scheduler::cancel(const JobId& job) {
    return onThread([&] { return doCancel(job); });
}
void Scheduler::stopAccepting() { m_accepting = false; }

void Scheduler::setParallel(unsigned parallel) {
    m_parallel = std::max(1u, parallel);
    onThread([this] { dispatch(); });
}

void Scheduler::setPaused(bool paused) {
    m_paused = paused;
    onThread([this] { dispatch(); });
}

Job Scheduler::withProgress(const RunningJob& running) {
    Job job = running.job;
    const ProgressSink& sink = running.progress;
    job.phase = sink.phase;
    job.filesDone = sink.filesDone;
    job.filesTotal = sink.filesTotal;
    job.bytesDone = sink.bytesDone;
    job.bytesTotal = sink.bytesTotal;
    job.bytesWritten = sink.bytesWritten;
    return job;
}

Scheduler::Unended Scheduler::unended() const {
    const std::lock_guard lock(m_mutex);
    Unended all;
    for (const auto& [id, active] : m_active) all.running.push_back(withProgress(*active.shared));
    all.queued = m_queue.jobs();
    return all;
}

std::vector<Job> Scheduler::running() const {
    const std::lock_guard lock(m_mutex);
    std::vector<Job> jobs;
    jobs.reserve(m_active.size());
    for (const auto& [id, active] : m_active) jobs.push_back(active.shared->job);
    return jobs;
}

Scheduler::Counts Scheduler::counts() const {
    const std::lock_guard lock(m_mutex);
    return {m_active.size(), m_queue.size()};
}

std::optional<std::uint32_t> Scheduler::positionOf(const Job& job) const {
    const std::lock_guard lock(m_mutex);
    return m_queue.positionOf(job);
}

std::optional<JobProgress> Scheduler::progress(const JobId& job) const {
    const std::lock_guard lock(m_mutex);
    const auto it = m_active.find(job);
    if (it == m_active.end()) return std::nullopt;
    return it->second.last;
}

bool Scheduler::waitUntilEnded(const JobId& job, std::chrono::milliseconds timeout) {
    std::unique_lock lock(m_mutex);
    return m_endedWake.wait_for(lock, timeout, [&] { return !m_alive.contains(job); });
}

void Scheduler::takeOver(const Job& job, const Fate& fate) {
    if (job.state == JobState::Running && fate.what == AfterCrash::Leave) return;
    {
        const std::lock_guard lock(m_mutex);
        m_alive.insert(job.id);
        if (job.state == JobState::Queued) m_queue.insert(job);
    }
    if (job.state == JobState::Queued) return;
    if (job.state == JobState::Cancelling) {
        endUnrun(job, JobState::Cancelled, cancelled());
    } else if (fate.what == AfterCrash::BeginAgain) {
        requeue(job);
    } else {
        endUnrun(job, JobState::Failed, Error(ErrorCode::Internal, fate.why));
    }
}

Result<void> Scheduler::doStart(const std::function<Fate(const Job&)>& resume) {
    ALULA_ASSIGN(const auto left, m_catalog.jobs().unfinished());
    for (const Job& job : left) takeOver(job, resume(job));
    m_sampler = std::make_unique<QTimer>();
    connect(m_sampler.get(), &QTimer::timeout, this, &Scheduler::sampleProgress);
    m_sampler->start(kSampleEvery);
    m_recorder = std::make_unique<QTimer>();
    connect(m_recorder.get(), &QTimer::timeout, this, [this] {
        if (!m_unrecorded.empty()) recordAgain();
    });
    m_recorder->start(m_settings.recordAgainAfter);
    dispatch();
    return {};
}

Result<JobId> Scheduler::doEnqueue(Job job, const std::function<Result<void>()>& alongside) {
    if (!m_accepting) return fail(ErrorCode::Busy, "the daemon is shutting down, try again when it is back");
    if (m_queue.size() >= m_settings.queueLimit) {
        return fail(ErrorCode::Busy, "the queue is full with " + std::to_string(m_queue.size()) + " jobs, try again later");
    }
    job.state = JobState::Queued;
    job.created = m_clock.now();
    const auto written = m_catalog.transaction([&]() -> Result<void> {
        ALULA_TRY(m_catalog.jobs().insert(job));
        return alongside ? alongside() : Result<void>{};
    });
    if (!written) return std::unexpected(written.error());
    {
        const std::lock_guard lock(m_mutex);
        m_alive.insert(job.id);
        m_queue.insert(job);
    }
    Q_EMIT jobChanged(job);
    // Not at once: the caller hears of its job before the job can end.
    QMetaObject::invokeMethod(this, &Scheduler::dispatch, Qt::QueuedConnection);
    return job.id;
}

Result<void> Scheduler::doCancel(const JobId& id) {
    if (const auto it = m_active.find(id); it != m_active.end()) {
        Job& job = it->second.shared->job;
        if (job.state == JobState::Running) {
            {
                const std::lock_guard lock(m_mutex);
                moveTo(job, JobState::Cancelling);
            }
            if (const auto kept = m_catalog.jobs().update(job); !kept) {
                log::warning("job {}: the wish to cancel could not be kept: {}", id.toString(), kept.error().toString());
            }
            Q_EMIT jobChanged(job);
        }
        it->second.shared->stop.request_stop();
        return {};
    }
    if (const QueuedJob queued = m_queue.find(id)) {
        {
            const std::lock_guard lock(m_mutex);
            m_queue.take(id);
        }
        endUnrun(*queued, JobState::Cancelled, cancelled());
        return {};
    }
    if (std::ranges::contains(m_unrecorded, id, [](const Unrecorded& left) { return left.job.id; })) {
        return fail(ErrorCode::Conflict, "the job has ended already; its end is about to be recorded");
    }
    ALULA_ASSIGN(const auto known, m_catalog.jobs().find(id));
    if (!known) return fail(ErrorCode::NotFound, "there is no job " + id.toString());
    return fail(ErrorCode::Conflict, "the job has ended already: " + std::string(name(known->state)));
}

void Scheduler::dispatch() {
    if (m_stopping || m_paused) return;
    while (const auto next = nextToStart(m_queue, inTheWay(), {.writing = m_parallel})) launch(*m_queue.find(*next));
}

std::vector<Job> Scheduler::inTheWay() const {
    std::vector<Job> jobs = running();
    for (const auto& left : m_unrecorded) jobs.push_back(left.job);
    return jobs;
}

void Scheduler::launch(Job job) {
    moveTo(job, JobState::Running);
    job.started = m_clock.now();
    job.attempts += 1;
    if (const auto kept = m_catalog.jobs().update(job); !kept) {
        // It runs all the same; its end is written, or tried to be, like any other.
        log::warning("the start of job {} could not be kept: {}", job.id.toString(), kept.error().toString());
    }
    auto running = std::make_shared<RunningJob>();
    running->job = job;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.take(job.id);
        m_active[job.id].shared = running;
    }
    shareProcessors();
    Q_EMIT jobChanged(job);
    const JobRunner::Setup setup{*m_executors.at(job.kind), m_catalog.jobs(), m_clock, m_settings.lowPriority};
    const auto report = [this, id = job.id](JobOutcome outcome, std::uint64_t warnings) {
        auto shared = std::make_shared<JobOutcome>(std::move(outcome));
        QMetaObject::invokeMethod(
            this, [this, id, shared, warnings] { ended(id, std::move(*shared), warnings); }, Qt::QueuedConnection);
    };
    m_pool.start(new JobRunner(setup, running, report)); // the pool owns and deletes it (QRunnable::autoDelete)
}

// Like the threads' own priority, for as long as all that runs can wait.
void Scheduler::shareProcessors() { m_share.setLow(m_settings.lowPriority && canWait(running())); }

void Scheduler::ended(const JobId& id, JobOutcome outcome, std::uint64_t warnings) {
    const auto it = m_active.find(id);
    if (it == m_active.end()) return;
    Job job = withProgress(*it->second.shared);
    job.warnings = warnings;
    job.undoable = outcome.undoable;
    const bool wanted = job.state == JobState::Cancelling;
    {
        const std::lock_guard lock(m_mutex);
        m_active.erase(it);
    }
    shareProcessors();
    const bool wasCancelled = outcome.error && outcome.error->code() == ErrorCode::Cancelled;
    if (wasCancelled && m_stopping && !wanted) {
        job.attempts -= 1; // only those count that a crash has cut short
        requeue(std::move(job));
        return;
    }
    if (outcome.error) {
        moveTo(job, wasCancelled ? JobState::Cancelled : JobState::Failed);
        job.errorCode = name(outcome.error->code());
        job.errorMessage = outcome.error->toString();
    } else {
        moveTo(job, warnings > 0 ? JobState::CompletedWithWarnings : JobState::Completed);
    }
    finish(std::move(job), outcome.record);
    dispatch();
}

// Cut short by a shutdown, not by anybody's wish: it begins again at the next start.
void Scheduler::requeue(Job job) {
    moveTo(job, JobState::Queued);
    job.started = {};
    if (const auto kept = m_catalog.jobs().update(job); !kept) {
        log::error("job {} could not be queued again: {}", job.id.toString(), kept.error().toString());
    }
    {
        const std::lock_guard lock(m_mutex);
        m_queue.insert(job);
    }
    Q_EMIT jobChanged(job);
}

void Scheduler::endUnrun(Job job, JobState state, const Error& why) {
    moveTo(job, state);
    job.errorCode = name(why.code());
    job.errorMessage = why.toString();
    const auto executor = m_executors.find(job.kind);
    const auto record =
        executor == m_executors.end() ? std::function<Result<void>()>{} : executor->second->recordNotRun(job, why);
    finish(std::move(job), record);
}

Result<void> Scheduler::writeEnd(const Job& job, const std::function<Result<void>()>& record) {
    return m_catalog.transaction([&]() -> Result<void> {
        if (record) ALULA_TRY(record());
        return m_catalog.jobs().update(job);
    });
}

void Scheduler::finish(Job job, const std::function<Result<void>()>& record) {
    job.ended = m_clock.now();
    auto written = writeEnd(job, record);
    if (written) {
        tellEnd(job);
        return;
    }
    log::error("the end of job {} ({}) could not be recorded: {}", job.id.toString(), name(job.state),
               written.error().toString());
    auto kept = record;
    if (!mayPass(written.error().code())) {
        // What it did cannot be written down, whenever: so it failed.
        job.state = JobState::Failed; // no move: no other end was ever seen
        job.errorCode = name(written.error().code());
        job.errorMessage = written.error().toString();
        const auto executor = m_executors.find(job.kind);
        if (executor != m_executors.end()) kept = executor->second->recordNotRun(job, written.error());
        written = writeEnd(job, kept);
    }
    if (written) tellEnd(job);
    else m_unrecorded.push_back({std::move(job), std::move(kept)});
}

// After a crash in between the row still says running, and the next start takes it up.
void Scheduler::recordAgain() {
    std::erase_if(m_unrecorded, [this](const Unrecorded& left) {
        if (!writeEnd(left.job, left.record)) return false;
        log::info("the end of job {} is recorded now", left.job.id.toString());
        tellEnd(left.job);
        return true;
    });
    dispatch();
}

void Scheduler::tellEnd(const Job& job) {
    {
        const std::lock_guard lock(m_mutex);
        m_alive.erase(job.id);
    }
    m_endedWake.notify_all();
    Q_EMIT jobChanged(job);
}

void Scheduler::sampleProgress() {
    for (auto& [id, active] : m_active) {
        {
            const std::lock_guard lock(m_mutex);
            active.last = active.rate.sample(id, active.shared->progress, m_clock.steady());
        }
        Q_EMIT jobProgress(active.last);
    }
}

} // namespace alula
