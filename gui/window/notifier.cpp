// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/notifier.h"

#include "gui/format/outcome_text.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::gui {

namespace {
bool hasFailed(const protocol::JobInfo& job) { return job.state == "failed"; }

bool isWorthAWord(const protocol::JobInfo& job) {
    if (hasFailed(job)) return true;
    if (job.state != "completed" && job.state != "completed_with_warnings") return false; // cancelled: somebody did that
    return tookMs(job).value_or(0) > static_cast<std::uint64_t>(std::chrono::milliseconds(Notifier::kLong).count());
}
} // namespace

Notifier::Notifier(NodeList& nodes, std::function<bool()> isWatched, QObject* parent, Clock clock)
    : QObject(parent), m_isWatched(std::move(isWatched)), m_clock(std::move(clock)) {
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Notifier::tellHeld);
    for (int i = 0; i < nodes.size(); ++i) watch(nodes.at(i));
    connect(&nodes, &NodeList::added, this, &Notifier::watch);
}

void Notifier::watch(Node* node) {
    connect(&node->data(), &NodeData::jobEnded, this, [this, node](const protocol::JobInfo& job) { onEnded(node, job); });
}

void Notifier::onEnded(Node* node, const protocol::JobInfo& job) {
    if (!isWorthAWord(job) || m_isWatched()) return;
    m_held.push_back({node, job});
    tellHeld();
}

void Notifier::tellHeld() {
    if (m_isWatched()) m_held.clear(); // who looks sees it
    if (m_held.empty()) return;
    const auto now = m_clock();
    if (m_last && now - *m_last < kPause) {
        m_later.start(std::chrono::ceil<std::chrono::milliseconds>(kPause - (now - *m_last)));
        return;
    }
    const Notice said = m_held.size() == 1 ? of(m_held.front()) : ofSeveral();
    m_held.clear();
    m_last = now;
    Q_EMIT notice(said);
}

Notice Notifier::of(const Ended& one) const {
    const auto& job = one.job;
    const QString server = job.server && one.node ? one.node->data().serverName(*job.server) : QString();
    Notice notice;
    notice.bad = hasFailed(job);
    notice.title = notice.bad ? tr("%1 failed").arg(jobTitle(job, server)) : tr("%1 has ended").arg(jobTitle(job, server));
    notice.text = outcomeText(job, server);
    notice.place = {.page = PageKind::Activity, .scope = {one.node, {}}, .job = job.job};
    return notice;
}

Notice Notifier::ofSeveral() const {
    const auto failed = static_cast<int>(std::ranges::count_if(m_held, [](const Ended& each) { return hasFailed(each.job); }));
    const int ended = static_cast<int>(m_held.size()) - failed;
    Notice notice;
    notice.bad = failed > 0;
    notice.title = failed > 0 ? tr("%n job(s) failed", nullptr, failed) : tr("%n long job(s) ended", nullptr, ended);
    if (failed > 0 && ended > 0) notice.text = tr("%n long job(s) ended", nullptr, ended);
    // The worst of them: the newest one that failed, else the newest.
    const auto worst =
        std::ranges::find_if(m_held.rbegin(), m_held.rend(), [](const Ended& each) { return hasFailed(each.job); });
    const Ended& shownOne = worst == m_held.rend() ? m_held.back() : *worst;
    notice.place = {.page = PageKind::Activity, .scope = {shownOne.node, {}}};
    if (failed > 0) notice.place.query = QStringLiteral("failed");
    return notice;
}

} // namespace alula::gui
