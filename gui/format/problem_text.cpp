// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/problem_text.h"

#include "gui/format/server_text.h"
#include "gui/format/time_text.h"
#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>

#include <algorithm>
#include <limits>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
int number(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max())); }
QString timeOrDayText(Timestamp time, const QDateTime& now) {
    const QDateTime then = localTime(time);
    if (then.date() == now.date()) return QLocale().toString(then.time(), u"HH:mm"_s);
    return then.date().year() == now.date().year() ? dayText(then.date()) : dayAndYearText(then.date());
}
int failedSince(const protocol::ServerInfo* server, const std::optional<Timestamp>& since) {
    if (!server) return 0;
    return static_cast<int>(std::ranges::count_if(server->outcomes, [&](const protocol::Outcome& outcome) {
        return outcome.state == "failed" && (!since || outcome.time > *since);
    }));
}

ProblemText noGoodBackup(const protocol::Problem& problem, const ProblemFacts& facts) {
    std::optional<Timestamp> since = problem.since;
    if (!since && facts.server && facts.server->lastGood) since = facts.server->lastGood->completed;
    const int failed = failedSince(facts.server, since);
    ProblemText text;
    if (since) {
        const int days = static_cast<int>(std::max<qint64>(localTime(*since).secsTo(facts.now) / 86'400, 1));
        text.sentence = Format::tr("%1 has had no good backup for %n day(s).", nullptr, days).arg(facts.serverName) + u' ' +
                        Format::tr("The one of %1 is still there.").arg(timeOrDayText(*since, facts.now));
    } else {
        const bool had = facts.server && hadGood(*facts.server);
        text.sentence = (had ? Format::tr("%1 has no good backup any more. The server is untouched.")
                             : Format::tr("%1 has no good backup yet. The server is untouched."))
                            .arg(facts.serverName);
    }
    text.sentence +=
        u' ' + (failed > 0 ? Format::tr("Back up now, or see why %n failed.", nullptr, failed) : Format::tr("Back up now."));
    text.acts = {ProblemAct::BackUp};
    if (failed > 0) text.acts.push_back(ProblemAct::SeeWhy);
    return text;
}

ProblemText diskFull(const protocol::Problem& problem, const ProblemFacts& facts) {
    const QString disk = problem.what == "volumes" ? Format::tr("The servers' disk")
                         : problem.what == "state" ? Format::tr("The disk of Alula's own data")
                                                   : Format::tr("The backup disk");
    ProblemText text;
    if (problem.bytes && facts.usualBackupBytes > 0 && problem.what != "state") {
        const int room = number(*problem.bytes / facts.usualBackupBytes);
        text.sentence = (room == 0 ? Format::tr("%1 has no room for one more backup (%2).")
                                   : Format::tr("%1 has room for about %n backup(s) (%2).", nullptr, room))
                            .arg(disk, bytesText(*problem.bytes));
    } else if (problem.bytes) {
        text.sentence = Format::tr("%1 has only %2 left.").arg(disk, bytesText(*problem.bytes));
    } else if (problem.percent) {
        text.sentence = Format::tr("%1 is %2% full.").arg(disk).arg(*problem.percent);
    } else {
        text.sentence = Format::tr("%1 is nearly full.").arg(disk);
    }
    text.sentence += u' ' + Format::tr("Nothing was deleted. Choose Free space.");
    text.acts = {ProblemAct::FreeSpace};
    return text;
}

ProblemText panelSilent(const protocol::Problem& problem, const ProblemFacts& facts) {
    ProblemText text;
    text.sentence = problem.since
                        ? Format::tr("The panel has not answered since %1.").arg(timeOrDayText(*problem.since, facts.now))
                        : Format::tr("The panel has not answered since the daemon started.");
    text.sentence += u' ' + (facts.outbox > 0 ? Format::tr("Backups go on; %n result(s) wait here and will be sent.", nullptr,
                                                           number(facts.outbox))
                                              : Format::tr("Backups go on."));
    text.sentence += u' ' + Format::tr("Check the panel.");
    text.acts = {ProblemAct::CheckAgain};
    return text;
}

ProblemText damaged(const protocol::Problem& problem, const ProblemFacts& facts) {
    const int count = number(problem.count.value_or(1));
    ProblemText text;
    text.sentence = Format::tr("%n backup(s) of %1 are damaged.", nullptr, count).arg(facts.serverName) + u' ' +
                    Format::tr("Files that are whole can still be restored; the server is untouched. Make a new backup.");
    text.acts = {ProblemAct::BackUp, ProblemAct::ShowBackup};
    return text;
}

ProblemText missing(const protocol::Problem& problem, const ProblemFacts& facts) {
    const int count = number(problem.count.value_or(1));
    ProblemText text;
    text.sentence = Format::tr("%n backup(s) of %1 are not where they were.", nullptr, count).arg(facts.serverName) + u' ' +
                    Format::tr("The server is untouched. Put the files back, or make a new backup.");
    text.acts = {ProblemAct::ShowBackup, ProblemAct::BackUp};
    return text;
}

ProblemText untold(const protocol::Problem& problem, bool isBackup) {
    ProblemText text;
    const int count = number(problem.count.value_or(1));
    text.sentence = isBackup ? Format::tr("The panel does not list %n backup(s) that are whole here.", nullptr, count)
                             : Format::tr("The panel did not take the result of %n job(s).", nullptr, count);
    text.sentence += u' ' + Format::tr("The backups themselves are as they are shown here. See what the panel said.");
    text.acts = {isBackup ? ProblemAct::ShowBackup : ProblemAct::SeeWhy};
    return text;
}
} // namespace

QString actText(ProblemAct act) {
    switch (act) {
    case ProblemAct::BackUp: return Format::tr("Back up now…");
    case ProblemAct::SeeWhy: return Format::tr("See why");
    case ProblemAct::FreeSpace: return Format::tr("Free space");
    case ProblemAct::ShowBackup: return Format::tr("Show backup");
    case ProblemAct::ShowBackups: return Format::tr("Show backups");
    case ProblemAct::CheckAgain: return Format::tr("Check again");
    }
    return {};
}

ProblemText problemText(const protocol::Problem& problem, const ProblemFacts& facts) {
    ProblemText text;
    if (problem.code == "no_good_backup") text = noGoodBackup(problem, facts);
    else if (problem.code == "disk_full") text = diskFull(problem, facts);
    else if (problem.code == "panel_silent") text = panelSilent(problem, facts);
    else if (problem.code == "backup_damaged") text = damaged(problem, facts);
    else if (problem.code == "backup_missing") text = missing(problem, facts);
    else if (problem.code == "unknown_to_panel") text = untold(problem, true);
    else if (problem.code == "outbox_given_up") text = untold(problem, false);
    else { // of a later daemon: it has worded it itself
        text.sentence = shown(problem.text);
        text.acts = {problem.server ? ProblemAct::ShowBackups : ProblemAct::CheckAgain};
    }
    text.detail = shown(problem.text);
    if (!problem.backup) std::ranges::replace(text.acts, ProblemAct::ShowBackup, ProblemAct::ShowBackups);
    return text;
}

} // namespace alula::gui
