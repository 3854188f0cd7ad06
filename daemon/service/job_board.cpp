// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/job_board.h"

#include <QString>
#include <QStringList>
#include <algorithm>
#include <array>

namespace alula {

namespace {

constexpr std::array kFinalStates = {JobState::Completed, JobState::CompletedWithWarnings, JobState::Failed, JobState::Cancelled};

bool matches(const Job& job, const JobFilter& filter) {
    const auto state = jobStateFromName(filter.state);
    if (state && job.state != *state) return false;
    if (filter.server && job.server != *filter.server) return false;
    if (filter.kind && job.kind != *filter.kind) return false;
    if (filter.words.empty()) return true; // most often, and the text of ten thousand costs its time
    // As the catalog's search takes them: every word, in any of these, whatever its case.
    const QString text = QString::fromStdString(job.id.toString() + "\n" + std::string(name(job.kind)) + "\n" +
                                                std::string(name(job.state)) + "\n" + job.server.toString() + "\n" +
                                                job.backup.toString() + "\n" + job.origin.kind + "\n" + job.origin.detail);
    const auto words = QString::fromStdString(filter.words).split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

Error noSuchJob(const JobId& id) { return Error(ErrorCode::NotFound, "there is no job " + id.toString()); }

} // namespace

Timestamp undoUntil(const Job& job, const Settings& settings) {
    return job.undoable ? job.ended + settings.restore.keepReplaced : Timestamp{};
}

JobView JobBoard::viewOf(const Job& told) const {
    const auto position = told.state == JobState::Queued ? m_scheduler.positionOf(told) : std::nullopt;
    return {told, position, 0, -1, {}, undoUntil(told, m_node.settings)};
}

JobView JobBoard::viewOfRunning(const Job& running) const {
    JobView view{running, {}, 0, -1, {}};
    if (const auto progress = m_scheduler.progress(running.id)) {
        view.bytesPerSecond = progress->bytesPerSecond;
        view.secondsLeft = progress->secondsLeft;
        view.path = progress->path;
    }
    return view;
}

JobBoard::Active JobBoard::active(const JobFilter& filter) const {
    const Scheduler::Unended jobs = m_scheduler.unended();
    Active page;
    const auto isOnPage = [&](const Job& job) {
        if (!matches(job, filter)) return false;
        const std::int64_t place = page.count++;
        return place >= filter.offset && place - filter.offset < filter.limit;
    };
    for (const Job& job : jobs.running) {
        if (isOnPage(job)) page.views.push_back(viewOfRunning(job));
    }
    std::uint32_t position = 0;
    for (const QueuedJob& job : jobs.queued) {
        ++position;
        if (isOnPage(*job)) page.views.push_back({*job, position, 0, -1, {}});
    }
    return page;
}

Result<std::vector<JobView>> JobBoard::list(const JobFilter& filter) {
    const auto state = jobStateFromName(filter.state);
    const bool known = state || filter.state.empty() || filter.state == "active" || filter.state == "ended";
    if (!known) return fail(ErrorCode::InvalidInput, "there is no job state '" + filter.state + "'");

    Active unended;
    if (filter.state != "ended") unended = active(filter);
    std::vector<JobView> views = std::move(unended.views);
    if (filter.state != "active" && static_cast<std::int64_t>(views.size()) < filter.limit) {
        JobQuery query;
        query.server = filter.server;
        query.kind = filter.kind;
        query.states.assign(kFinalStates.begin(), kFinalStates.end());
        if (state) query.states = {*state};
        query.filter = filter.words;
        query.offset = std::max<std::int64_t>(0, filter.offset - unended.count);
        query.limit = filter.limit - static_cast<std::int64_t>(views.size());
        ALULA_ASSIGN(const auto ended, m_node.catalog.jobs().list(query));
        for (const Job& job : ended) {
            if (isFinal(job.state)) views.push_back({job, {}, 0, -1, {}, undoUntil(job, m_node.settings)});
        }
    }
    return views;
}

Result<JobView> JobBoard::get(const JobId& id) {
    const Scheduler::Unended jobs = m_scheduler.unended();
    const auto running = std::ranges::find(jobs.running, id, &Job::id);
    if (running != jobs.running.end()) return viewOfRunning(*running);
    const auto queued = std::ranges::find(jobs.queued, id, [](const QueuedJob& job) { return job->id; });
    if (queued != jobs.queued.end())
        return JobView{**queued, static_cast<std::uint32_t>(queued - jobs.queued.begin()) + 1, 0, -1, {}};
    ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(id));
    if (!job) return fail(noSuchJob(id));
    return JobView{*job, {}, 0, -1, {}, undoUntil(*job, m_node.settings)};
}

Result<std::vector<JobLogLine>> JobBoard::log(const JobId& id, std::int64_t after, std::int64_t limit, bool warningsOnly) {
    ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(id));
    if (!job) return fail(noSuchJob(id));
    return m_node.catalog.jobs().log(id, after, limit, warningsOnly);
}

} // namespace alula
