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

// The daemon tells the size of good ones, and the backup while its archive is there.
bool isDamaged(const protocol::Outcome& outcome) { return outcome.backup && !outcome.size; }

Mark markOf(const protocol::Outcome& outcome) { return isDamaged(outcome) ? Mark("failed") : Mark(outcome.state); }

namespace {
int badness(const Mark& mark) {
    if (mark == "failed") return 3;
    if (mark == "completed_with_warnings") return 2;
    return mark == "completed" ? 0 : 1;
}
std::uint64_t counted(const std::vector<protocol::Outcome>& outcomes, std::string_view state) {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(outcomes, [&](const protocol::Outcome& each) { return each.state == state && !isDamaged(each); }));
}
} // namespace

Mark worse(const Mark& a, const Mark& b) { return badness(a) >= badness(b) ? a : b; }

Mark markOf(const protocol::Problem& problem) { return problem.severity == "error" ? "failed" : "completed_with_warnings"; }

Mark markOf(const protocol::ServerInfo& server, const std::vector<protocol::Problem>& problems) {
    // One that was cancelled says nothing of how backups go.
    const auto last = std::ranges::find_if(server.outcomes.rbegin(), server.outcomes.rend(),
                                           [](const protocol::Outcome& each) { return each.state != "cancelled"; });
    Mark mark = last == server.outcomes.rend() ? (server.lastGood ? Mark("completed") : Mark()) : markOf(*last);
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
    return Format::tr("%1%", "a share, or by how much something grew")
        .arg((whole > 0 ? u"+"_s : QString()) + QLocale().toString(whole));
}

bool hadGood(const protocol::ServerInfo& server) {
    return server.backups > 0 || std::ranges::any_of(server.outcomes, [](const protocol::Outcome& each) {
               return each.state == "completed" || each.state == "completed_with_warnings";
           });
}

QString noGoodText(bool hadOne) { return hadOne ? Format::tr("no good backup any more") : Format::tr("no good backup yet"); }

QString lastGoodText(const protocol::ServerInfo& server, const QDateTime& now) {
    if (!server.lastGood) return noGoodText(hadGood(server));
    return Format::tr("good %1").arg(agoText(server.lastGood->completed, now));
}

QString outcomesText(const std::vector<protocol::Outcome>& outcomes) {
    if (outcomes.empty()) return Format::tr("no backups yet");
    QStringList parts{Format::tr("last %n backup(s): %1 good", nullptr, static_cast<int>(outcomes.size()))
                          .arg(countText(counted(outcomes, "completed")))};
    if (const auto warned = counted(outcomes, "completed_with_warnings"))
        parts << Format::tr("%1 with warnings").arg(countText(warned));
    if (const auto failed = counted(outcomes, "failed")) parts << Format::tr("%1 failed").arg(countText(failed));
    if (const auto damaged = static_cast<std::uint64_t>(std::ranges::count_if(outcomes, isDamaged)))
        parts << Format::tr("%1 damaged since").arg(countText(damaged));
    if (const auto cancelled = counted(outcomes, "cancelled")) parts << Format::tr("%1 cancelled").arg(countText(cancelled));
    return parts.join(u", "_s);
}

} // namespace alula::gui
