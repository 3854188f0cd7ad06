// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/restore_planning.h"

#include "gui/models/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
// Every name of backup and volume is looked at for it.
constexpr std::chrono::minutes kPlanTimeout{10};

bool wasLost(const Error& why) { return why.code() == ErrorCode::Network || why.code() == ErrorCode::TimedOut; }
bool countsDiffer(const RestorePlan& a, const RestorePlan& b) {
    return a.files != b.files || a.replaced != b.replaced || a.removed != b.removed || a.unchanged != b.unchanged;
}
} // namespace

RestorePlanning::RestorePlanning(Node& node, QObject* parent) : QObject(parent), m_node(&node) {
    m_old.setSingleShot(true);
    m_old.setInterval(kFreshFor);
    connect(&m_old, &QTimer::timeout, this, &RestorePlanning::onOld);
    connect(&node, &Node::cameOnline, this, &RestorePlanning::onOnline);
}

void RestorePlanning::plan(const RestoreParams& params) {
    m_params = params;
    m_plan.reset();
    planAgain();
}

void RestorePlanning::planAgain(const QString& word) {
    m_old.stop();
    m_isOld = m_beganUnknown = false;
    m_word = word;
    m_trouble.reset();
    if (!m_node) return;
    RestoreParams asked = m_params;
    asked.dryRun = true;
    m_question.ask<RestoreParams, RestoreAnswer>(
        *m_node, kBackupsRestore, asked, [this](Result<RestoreAnswer> answer) { takePlan(std::move(answer)); }, kPlanTimeout);
    set(State::Asking);
}

void RestorePlanning::takePlan(Result<RestoreAnswer> answer) {
    if (answer && !answer->plan) answer = fail(ErrorCode::Protocol, "The daemon answered without a plan.");
    if (!answer) {
        m_trouble = answer.error();
        return set(State::Failed);
    }
    if (m_plan && m_word.isEmpty() && countsDiffer(*m_plan, *answer->plan))
        m_word = Models::tr("The files have changed meanwhile. This is the plan as of now.");
    m_plan = *std::move(answer->plan);
    m_old.start();
    set(State::Ready);
}

void RestorePlanning::leave() {
    m_old.stop();
    m_isOld = m_beganUnknown = false;
    m_question.drop();
    m_plan.reset();
    m_trouble.reset();
    m_word.clear();
    set(State::None);
}

void RestorePlanning::start() {
    if (m_state != State::Ready || !m_node) return;
    m_old.stop();
    RestoreParams asked = m_params;
    asked.plan = m_plan->token;
    // The daemon plans once more to compare, so it takes as long as the plan did. Whoever closes the window does not cancel it.
    m_node->call<RestoreParams, RestoreAnswer>(
        kBackupsRestore, asked, this, [this](const Result<RestoreAnswer>& answer) { takeStart(answer); }, kPlanTimeout);
    set(State::Starting);
}

void RestorePlanning::takeStart(const Result<RestoreAnswer>& answer) {
    if (m_state != State::Starting) return;
    if (answer && answer->job) {
        set(State::Started);
        Q_EMIT started(*answer->job);
        return;
    }
    const Error why = answer ? Error(ErrorCode::Protocol, "The daemon answered without a job.") : answer.error();
    if (wasLost(why)) {
        set(State::Unsure);
        if (m_node && m_node->isOnline()) lookForJob();
        return;
    }
    if (why.code() == ErrorCode::Conflict)
        return planAgain(Models::tr("Nothing was done: %1 This is the plan as of now.").arg(shown(why.message())));
    m_trouble = why;
    set(State::Failed);
}

void RestorePlanning::tryAgain() {
    if (!m_beganUnknown) return planAgain();
    m_beganUnknown = false;
    m_trouble.reset();
    set(State::Unsure);
    lookForJob();
}

void RestorePlanning::setWatched(bool watched) {
    m_watched = watched;
    if (watched && m_isOld && m_state == State::Ready) planAgain();
}

void RestorePlanning::onOld() {
    m_isOld = true;
    setWatched(m_watched);
}

void RestorePlanning::onOnline() {
    if (m_state == State::Unsure) return lookForJob();
    if (m_state == State::Starting) return; // its own answer comes
    if (m_state != State::None && m_state != State::Started) tryAgain();
}

// Whether the daemon had heard the start before the connection went. Unended jobs come first.
void RestorePlanning::lookForJob() {
    if (!m_node) return;
    JobsListParams asked;
    asked.server = m_params.server;
    if (m_plan) asked.server = m_plan->server;
    asked.kind = "restore";
    asked.state = "active";
    m_question.ask<JobsListParams, JobsList>(*m_node, kJobsList, asked, [this](const Result<JobsList>& answer) {
        if (!answer) return notFound(answer.error());
        const auto ours = std::ranges::find(answer->jobs, std::optional(m_params.backup), &JobInfo::backup);
        if (ours == answer->jobs.end())
            return planAgain(Models::tr("The connection was lost, and no restore is running. This is the plan as of now."));
        set(State::Started);
        Q_EMIT started(ours->job);
    });
}

// Of a connection that went the node hears at the same time: it is looked for again when the node is back.
void RestorePlanning::notFound(const Error& why) {
    QTimer::singleShot(0, this, [this, why] {
        if (m_state != State::Unsure || m_question.isAsking() || !m_node || !m_node->isOnline()) return;
        m_beganUnknown = true;
        m_trouble = why;
        set(State::Failed);
    });
}

void RestorePlanning::set(State state) {
    m_state = state;
    Q_EMIT changed();
}

} // namespace alula::gui
