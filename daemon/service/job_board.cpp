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

JobView JobBoard::viewOf(const Job& running) {
    JobView view{running, {}, 0, -1, {}};
    if (const auto progress = m_scheduler.progress(running.id)) {
        view.bytesPerSecond = progress->bytesPerSecond;
        view.secondsLeft = progress->secondsLeft;
        view.path = progress->path;
    }
    return view;
}

std::vector<JobView> JobBoard::active() {
    std::vector<JobView> views;
    for (const Job& job : m_scheduler.running()) views.push_back(viewOf(job));
    std::uint32_t position = 0;
    for (const Job& job : m_scheduler.queue()) views.push_back({job, ++position, 0, -1, {}});
    return views;
}

Result<std::vector<JobView>> JobBoard::list(const JobFilter& filter) {
    const auto state = jobStateFromName(filter.state);
    const bool known = state || filter.state.empty() || filter.state == "active" || filter.state == "ended";
    if (!known) return fail(ErrorCode::InvalidInput, "there is no job state '" + filter.state + "'");

    std::vector<JobView> views;
    if (filter.state != "ended") {
        views = active();
        std::erase_if(views, [&](const JobView& view) { return !matches(view.job, filter); });
    }
    const auto unended = static_cast<std::int64_t>(views.size());
    if (filter.state != "active") {
        JobQuery query;
        query.server = filter.server;
        query.kind = filter.kind;
        query.states.assign(kFinalStates.begin(), kFinalStates.end());
        if (state) query.states = {*state};
        query.filter = filter.words;
        query.offset = std::max<std::int64_t>(0, filter.offset - unended);
        query.limit = filter.limit;
        ALULA_ASSIGN(const auto ended, m_node.catalog.jobs().list(query));
        for (const Job& job : ended) {
            if (isFinal(job.state)) views.push_back({job, {}, 0, -1, {}, undoUntil(job, m_node.settings)});
        }
    }
    views.erase(views.begin(), views.begin() + std::min({filter.offset, unended, static_cast<std::int64_t>(views.size())}));
    if (static_cast<std::int64_t>(views.size()) > filter.limit) views.resize(static_cast<std::size_t>(filter.limit));
    return views;
}

Result<JobView> JobBoard::get(const JobId& id) {
    for (JobView& view : active()) {
        if (view.job.id == id) return std::move(view);
    }
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
