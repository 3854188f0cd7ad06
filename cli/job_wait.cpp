// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/job_wait.h"

#include "cli/interrupt.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QEventLoop>
#include <QtCore/QSocketNotifier>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr std::int32_t kWarningsShown = 20;

// Follows one job by its events. Lives through one wait.
class JobWaiter : public QObject {
public:
    // With a transfer: the job is cancelled by Ctrl-C, and not over before its bytes are.
    JobWaiter(Context& context, const JobId& job, const StreamTransfer* transfer = nullptr)
        : m_context(context), m_job(job), m_transfer(transfer), m_notifier(m_interrupt.descriptor(), QSocketNotifier::Read) {
        if (m_transfer) connect(m_transfer, &StreamTransfer::over, this, [this] { quitWhenOver(); });
        DaemonClient& client = context.session.client();
        connect(&client, &DaemonClient::jobChanged, this, [this](const JobChangedEvent& event) {
            if (event.job.job == m_job) update(event.job);
        });
        connect(&client, &DaemonClient::jobProgress, this, [this](const JobProgressEvent& event) {
            if (event.job == m_job) m_context.output.progress(event.progress);
        });
        connect(&client, &DaemonClient::eventsMissed, this, [this] { lookAgain(); });
        connect(&client, &DaemonClient::disconnected, this, [this](const Error& why) { stop(why); });
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
            m_notifier.setEnabled(false);
            m_interrupted = true;
            if (m_transfer) cancelJob();
            quitWhenOver();
        });
    }

    // None: interrupted.
    Result<std::optional<JobInfo>> wait() {
        lookAgain();
        if (!over()) m_loop.exec();
        m_context.output.endProgress();
        if (m_error) return std::unexpected(*m_error);
        const bool allTheSame = m_transfer && endedWell() && allMoved(); // it came too late
        if (m_interrupted && !allTheSame) return std::optional<JobInfo>();
        return m_ended;
    }

private:
    bool over() const {
        if (m_error) return true;
        if (!m_transfer) return m_ended || m_interrupted;
        return m_ended && (m_interrupted || !endedWell() || allMoved());
    }
    bool endedWell() const { return m_ended->state == "completed" || m_ended->state == "completed_with_warnings"; }
    // What we send is all there when the job has ended well; what is sent to us may still be on its way.
    bool allMoved() const { return m_transfer->way() == StreamTransfer::Way::ToDaemon || m_transfer->isOver(); }
    void quitWhenOver() {
        if (over()) m_loop.quit();
    }
    void cancelJob() {
        m_context.output.note(Cli::tr("Cancelling the job."));
        // Its end comes as that of any job, also when it was just about to end by itself.
        m_context.session.client().call(kJobsCancel, JobParams{m_job}, this,
                                        std::function<void(Result<JobInfo>)>([](const auto&) {}));
    }

    void lookAgain() {
        m_context.session.client().call(kJobsGet, JobParams{m_job}, this,
                                        std::function<void(Result<JobInfo>)>([this](Result<JobInfo> job) {
                                            if (job) update(*job);
                                            else stop(job.error());
                                        }));
    }
    void update(const JobInfo& job) {
        if (isEnded(job.state)) {
            m_ended = job;
            quitWhenOver();
            return;
        }
        if (job.state == "queued" && job.queuePosition && *job.queuePosition != m_position) {
            m_position = *job.queuePosition;
            m_context.output.note(Cli::tr("Waiting in the queue, place %1.").arg(m_position));
        }
        if (job.state != "queued") m_context.output.progress(job.progress);
    }
    void stop(const Error& why) {
        if (over()) return;
        const QString id = QString::fromStdString(m_job.toString());
        const QString text =
            Cli::tr("Lost sight of the job %1: %2 The daemon finishes or fails it by itself; 'alulactl jobs %1' tells.");
        m_error.emplace(why.code(), text.arg(id, QString::fromStdString(why.message())).toStdString());
        m_loop.quit();
    }

    Context& m_context;
    const JobId m_job;
    const StreamTransfer* const m_transfer; // may be null
    Interrupt m_interrupt;
    QSocketNotifier m_notifier;
    QEventLoop m_loop;
    std::uint32_t m_position = 0;
    bool m_interrupted = false;
    std::optional<JobInfo> m_ended;
    std::optional<Error> m_error;
};

} // namespace

void showWarnings(Context& context, const JobInfo& job) {
    if (job.warnings == 0) return;
    const auto page = context.session.ask(kJobsWarnings, JobLogParams{job.job, {}, kWarningsShown});
    if (!page) return; // the job's outcome counts, not this list
    for (const JobLogLine& line : page->lines) {
        const QString path = line.path ? QString(shown(line.path->bytes) + u": "_s) : QString();
        context.output.note(Cli::tr("warning: %1").arg(QString(path + QString::fromStdString(line.text))));
    }
    if (job.warnings > page->lines.size()) {
        const QString more = countText(job.warnings - page->lines.size());
        context.output.note(
            Cli::tr("… and %1 more: alulactl log --job %2").arg(more, QString::fromStdString(job.job.toString())));
    }
}

Page jobPage(const JobInfo& job) {
    Page page;
    page.field(Cli::tr("Job"), QString::fromStdString(job.job.toString()));
    page.field(Cli::tr("What"), kindText(job.kind));
    page.field(Cli::tr("State"), stateText(job.state));
    if (job.server) page.field(Cli::tr("Server"), QString::fromStdString(job.server->toString()));
    if (job.backup) page.field(Cli::tr("Backup"), QString::fromStdString(job.backup->toString()));
    const QString by =
        job.origin.detail.empty() ? shown(job.origin.kind) : QString(shown(job.origin.kind) + u", "_s + shown(job.origin.detail));
    page.field(Cli::tr("Asked by"), by);
    page.field(Cli::tr("Created"), timeText(job.created));
    if (job.started && job.ended)
        page.field(Cli::tr("Took"), durationText(static_cast<std::uint64_t>(
                                        qMax<std::int64_t>(0, (*job.ended - *job.started).count() / 1'000'000))));
    if (!isEnded(job.state)) page.field(Cli::tr("Progress"), progressText(job.progress));
    else if (job.progress.filesTotal > 0) page.field(Cli::tr("Files"), countText(job.progress.filesDone));
    if (job.progress.bytesWritten > 0) page.field(Cli::tr("Written"), bytesText(job.progress.bytesWritten));
    if (job.warnings > 0) page.field(Cli::tr("Warnings"), countText(job.warnings));
    if (job.error) page.field(Cli::tr("Error"), QString::fromStdString(job.error->message));
    if (job.undoable) page.field(Cli::tr("Undo"), u"alulactl undo %1"_s.arg(QString::fromStdString(job.job.toString())));
    return page;
}

Result<void> prepareToWait(Context& context) { return context.session.subscribe({kJobProgress.name, kJobChanged.name}); }

Result<ExitCode> waitForJob(Context& context, const JobId& job) {
    ALULA_ASSIGN(const auto ended, JobWaiter(context, job).wait());
    if (!ended) {
        const QString id = QString::fromStdString(job.toString());
        context.output.note(
            Cli::tr("The job goes on in the daemon. See it again: alulactl watch %1. End it: alulactl cancel %1").arg(id));
        return ExitCode::Interrupted;
    }
    showWarnings(context, *ended);
    ALULA_ASSIGN(const QJsonObject json, toJson(*ended));
    context.output.show(json, jobPage(*ended));
    return exitCodeOf(*ended);
}

Result<std::optional<JobInfo>> waitForTransfer(Context& context, const JobId& job, const StreamTransfer& transfer) {
    return JobWaiter(context, job, &transfer).wait();
}

Result<ExitCode> finishStarted(Context& context, const JobStarted& started, bool detach) {
    if (!detach) return waitForJob(context, started.job);
    Page page;
    page.field(Cli::tr("Job"), QString::fromStdString(started.job.toString()));
    if (started.backup) page.field(Cli::tr("Backup"), QString::fromStdString(started.backup->toString()));
    page.field(Cli::tr("See it"), u"alulactl watch %1"_s.arg(QString::fromStdString(started.job.toString())));
    ALULA_ASSIGN(const QJsonObject json, toJson(started));
    context.output.show(json, page);
    return ExitCode::Done;
}

} // namespace alula::cli
