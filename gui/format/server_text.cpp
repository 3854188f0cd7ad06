// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/server_text.h"

#include "gui/format/time_text.h"
#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>

#include <algorithm>
#include <cmath>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
int badness(const Mark& mark) {
    if (mark == "failed") return 3;
    if (mark == "completed_with_warnings") return 2;
    return mark == "completed" ? 0 : 1;
}
qsizetype counted(const std::vector<protocol::Outcome>& outcomes, std::string_view state) {
    return std::ranges::count(outcomes, state, &protocol::Outcome::state);
}
} // namespace

Mark worse(const Mark& a, const Mark& b) { return badness(a) >= badness(b) ? a : b; }

Mark markOf(const protocol::Problem& problem) { return problem.severity == "error" ? "failed" : "completed_with_warnings"; }

Mark markOf(const protocol::ServerInfo& server, const std::vector<protocol::Problem>& problems) {
    // One that was cancelled says nothing of how backups go.
    const auto last = std::ranges::find_if(server.outcomes.rbegin(), server.outcomes.rend(),
                                           [](const protocol::Outcome& each) { return each.state != "cancelled"; });
    Mark mark = last == server.outcomes.rend() ? (server.lastGood ? Mark("completed") : Mark()) : Mark(last->state);
    for (const protocol::Problem& problem : problems) {
        if (problem.server == server.server) mark = worse(mark, markOf(problem));
    }
    return mark;
}

QString markText(const Mark& mark) {
    if (mark == "completed") return Format::tr("good");
    if (mark == "completed_with_warnings") return Format::tr("good, with warnings");
    if (mark == "failed") return Format::tr("not good");
    return Format::tr("not known");
}

QString runStateText(const std::string& state) {
    if (state == "running") return Format::tr("running");
    if (state == "stopped") return Format::tr("stopped");
    return Format::tr("not known");
}

std::optional<double> sizeTrend(const protocol::ServerInfo& server) {
    std::optional<std::uint64_t> first, last;
    for (const protocol::Outcome& outcome : server.outcomes) {
        if (!outcome.size) continue;
        if (!first) first = outcome.size;
        else last = outcome.size;
    }
    if (!first || !last || *first == 0) return std::nullopt;
    return (static_cast<double>(*last) - static_cast<double>(*first)) / static_cast<double>(*first) * 100;
}

QString trendText(const std::optional<double>& percent) {
    if (!percent) return {};
    const auto whole = static_cast<qint64>(std::llround(std::clamp(*percent, -100.0, 1e6)));
    return (whole > 0 ? u"+"_s : QString()) + QLocale().toString(whole) + u'%';
}

QString lastGoodText(const protocol::ServerInfo& server, const QDateTime& now) {
    if (!server.lastGood) return Format::tr("no good backup yet");
    return Format::tr("good %1").arg(agoText(server.lastGood->completed, now));
}

QString outcomesText(const std::vector<protocol::Outcome>& outcomes) {
    if (outcomes.empty()) return Format::tr("no backups yet");
    QStringList parts{Format::tr("last %n backup(s): %1 good", nullptr, static_cast<int>(outcomes.size()))
                          .arg(countText(static_cast<std::uint64_t>(counted(outcomes, "completed"))))};
    const auto warned = counted(outcomes, "completed_with_warnings"), failed = counted(outcomes, "failed");
    if (warned > 0) parts << Format::tr("%1 with warnings").arg(countText(static_cast<std::uint64_t>(warned)));
    if (failed > 0) parts << Format::tr("%1 failed").arg(countText(static_cast<std::uint64_t>(failed)));
    return parts.join(u", "_s);
}

} // namespace alula::gui
