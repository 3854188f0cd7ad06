// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/job_watch.h"

namespace alula::gui {

using namespace protocol;

JobWatch::JobWatch(Node& node, QObject* parent) : QObject(parent), m_node(&node) {
    connect(&node, &Node::jobChanged, this, [this](const JobChangedEvent& event) {
        if (m_id == event.job.job) take(event.job);
    });
    connect(&node, &Node::jobProgress, this, [this](const JobProgressEvent& event) {
        if (m_id != event.job || !m_job || isOver()) return;
        m_job->progress = event.progress;
        Q_EMIT changed();
    });
    // Events were lost: how it stands has to be asked for.
    for (const auto missed : {&Node::cameOnline, &Node::backupsMissed}) {
        connect(&node, missed, this, [this] {
            if (!m_id || m_told) return;
            ask();
            if (m_cancelWanted) askToCancel();
        });
    }
}

void JobWatch::follow(const JobId& id) {
    m_id = id;
    m_job.reset();
    m_forgotten = m_cancelWanted = m_told = false;
    ask();
}

bool JobWatch::isOver() const { return m_job && isEnded(m_job->state); }

bool JobWatch::endedWell() const { return m_job && (m_job->state == "completed" || m_job->state == "completed_with_warnings"); }

bool JobWatch::isCancelling() const { return !isOver() && (m_cancelWanted || (m_job && m_job->state == "cancelling")); }

void JobWatch::cancel() {
    if (!m_id || m_told || m_cancelWanted) return;
    m_cancelWanted = true;
    Q_EMIT changed();
    askToCancel();
}

void JobWatch::ask() {
    if (!m_node || !m_node->isOnline()) return; // comes with cameOnline
    m_node->call<JobParams, JobInfo>(kJobsGet, {*m_id}, this, [this, asked = *m_id](Result<JobInfo> answer) {
        if (m_id != asked || m_told) return;
        if (answer) return take(*answer);
        if (answer.error().code() != ErrorCode::NotFound) return; // the connection's end: asked again when it is back
        m_forgotten = m_told = true;
        Q_EMIT changed();
        Q_EMIT ended();
    });
}

void JobWatch::askToCancel() {
    if (!m_node || !m_node->isOnline()) return;
    m_node->call<JobParams, JobInfo>(kJobsCancel, {*m_id}, this, [this, asked = *m_id](Result<JobInfo> answer) {
        if (m_id != asked || m_told) return;
        if (answer) return take(*answer);
        const ErrorCode code = answer.error().code();
        if (code == ErrorCode::Network || code == ErrorCode::Cancelled) return;
        m_cancelWanted = false;
        Q_EMIT changed();
        Q_EMIT cancelRefused(answer.error());
        ask();
    });
}

void JobWatch::take(const JobInfo& job) {
    if (m_told && m_job && !isEnded(job.state)) return; // an answer that was overtaken by the end
    m_job = job;
    Q_EMIT changed();
    if (m_told || !isOver()) return;
    m_told = true;
    Q_EMIT ended();
}

} // namespace alula::gui
