// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/top_model.h"

#include "cli/node_text.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>
#include <tuple>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kPage = 10;

std::size_t moved(std::size_t at, std::size_t count, Key key) {
    if (count == 0) return 0;
    switch (key) {
    case Key::Up: return at - std::min<std::size_t>(at, 1);
    case Key::PageUp: return at - std::min(at, kPage);
    case Key::Down: return std::min(at + 1, count - 1);
    case Key::PageDown: return std::min(at + kPage, count - 1);
    case Key::Home: return 0;
    case Key::End: return count - 1;
    default: return at;
    }
}

} // namespace

void TopModel::connected(HelloResult hello) {
    m_connected = true;
    m_trouble.clear();
    m_hello = std::move(hello);
}

void TopModel::disconnected(const QString& why, int againInSeconds) {
    m_connected = false;
    m_asked.reset();
    m_trouble = Cli::tr("%1 Trying again in %2 s; jobs go on meanwhile.").arg(why).arg(againInSeconds);
}

void TopModel::setServers(std::vector<ServerInfo> servers) {
    m_servers = std::move(servers);
    m_server = m_servers.empty() ? 0 : std::min(m_server, m_servers.size() - 1);
}

void TopModel::setJobs(std::vector<JobInfo> jobs) {
    const auto selected = selectedJob() ? std::optional(selectedJob()->job) : std::nullopt;
    m_jobs = std::move(jobs);
    sortJobs(selected);
}

void TopModel::apply(const JobChangedEvent& event) {
    const auto selected = selectedJob() ? std::optional(selectedJob()->job) : std::nullopt;
    const auto known = std::ranges::find(m_jobs, event.job.job, &JobInfo::job);
    if (known == m_jobs.end()) m_jobs.push_back(event.job);
    else *known = event.job;
    if (m_asked && m_asked->what == TopAct::What::Cancel && m_asked->job == event.job.job && isEnded(event.job.state))
        m_asked.reset();
    sortJobs(selected);
}

void TopModel::apply(const JobProgressEvent& event) {
    const auto known = std::ranges::find(m_jobs, event.job, &JobInfo::job);
    if (known != m_jobs.end() && !isEnded(known->state)) known->progress = event.progress;
}

// The same job stays selected, wherever it moves to.
void TopModel::sortJobs(const std::optional<JobId>& selected) {
    std::ranges::stable_sort(m_jobs, {}, [](const JobInfo& job) {
        const bool ended = isEnded(job.state);
        const std::int64_t newestFirst = ended && job.ended ? -job.ended->ns : 0;
        return std::tuple(ended, job.queuePosition.value_or(0), newestFirst);
    });
    const auto ended = std::ranges::find_if(m_jobs, [](const JobInfo& job) { return isEnded(job.state); });
    const auto keep = static_cast<std::size_t>(ended - m_jobs.begin()) + kEndedKept;
    if (m_jobs.size() > keep) m_jobs.resize(keep);
    const auto again = std::ranges::find_if(m_jobs, [&](const JobInfo& job) { return selected == job.job; });
    if (again != m_jobs.end()) m_job = static_cast<std::size_t>(again - m_jobs.begin());
    m_job = m_jobs.empty() ? 0 : std::min(m_job, m_jobs.size() - 1);
}

void TopModel::setLog(const JobId& job, std::vector<JobLogLine> lines) {
    if (m_logOf != job) return;
    m_log = std::move(lines);
    m_logTop = m_log.empty() ? 0 : std::min(m_logTop, m_log.size() - 1);
}

std::optional<TopAct> TopModel::press(const KeyPress& press) {
    m_notice.clear();
    if (m_asked) return answer(press.key == Key::Letter ? press.letter : 'n');
    if (press.key == Key::Letter) return pressLetter(press.letter);
    if (press.key == Key::Escape) {
        m_logOf.reset();
        m_log.clear();
    } else if (press.key == Key::Tab && !m_logOf) {
        m_pane = m_pane == Pane::Jobs ? Pane::Servers : Pane::Jobs;
    } else if (press.key == Key::Enter && !m_logOf) {
        if (m_pane != Pane::Jobs || !selectedJob()) return std::nullopt;
        m_logOf = selectedJob()->job;
        m_log.clear();
        m_logTop = 0;
        return TopAct{TopAct::What::Log, *m_logOf, {}};
    } else {
        move(press.key);
    }
    return std::nullopt;
}

void TopModel::move(Key key) {
    if (m_logOf) m_logTop = moved(m_logTop, m_log.size(), key);
    else if (m_pane == Pane::Jobs) m_job = moved(m_job, m_jobs.size(), key);
    else m_server = moved(m_server, m_servers.size(), key);
}

// A reader is told why; without a connection nobody can.
bool TopModel::mayChange() {
    if (!m_connected) m_notice = Cli::tr("There is no connection just now.");
    else if (m_hello.role != "admin")
        m_notice = Cli::tr("You may look, but change nothing here: ask for membership of the group alula.");
    return m_connected && m_hello.role == "admin";
}

std::optional<TopAct> TopModel::pressLetter(char letter) {
    if (letter == 'q') return TopAct{};
    if (letter == 'p' && m_status && mayChange())
        return TopAct{m_status->limits.paused ? TopAct::What::Resume : TopAct::What::Pause, {}, {}};
    if (letter == 'b' && m_server < m_servers.size() && mayChange())
        m_asked = TopAct{TopAct::What::Create, {}, m_servers[m_server].server};
    if (letter == 'c' && selectedJob() && mayChange()) {
        if (isEnded(selectedJob()->state)) m_notice = Cli::tr("That job has ended.");
        else m_asked = TopAct{TopAct::What::Cancel, selectedJob()->job, {}};
    }
    return std::nullopt;
}

std::optional<TopAct> TopModel::answer(char letter) {
    const TopAct act = *m_asked;
    m_asked.reset();
    if (letter == 'y') return act;
    m_notice = Cli::tr("Nothing was done.");
    return std::nullopt;
}

QString TopModel::question() const {
    if (!m_asked) return {};
    if (m_asked->what == TopAct::What::Create) return Cli::tr("Back up %1 now? [y/n]").arg(nameOf(m_asked->server));
    const auto job = std::ranges::find(m_jobs, m_asked->job, &JobInfo::job);
    if (job == m_jobs.end()) return {};
    return Cli::tr("Cancel this job: %1, %2? What it has begun is taken back. [y/n]")
        .arg(kindText(job->kind), nameOf(job->server));
}

QString TopModel::nameOf(const std::optional<ServerId>& id) const {
    if (!id) return Cli::tr("several servers");
    const auto server = std::ranges::find(m_servers, *id, &ServerInfo::server);
    return server != m_servers.end() ? serverName(*server) : QString::fromStdString(id->toString().substr(0, 8));
}

} // namespace alula::cli
