// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/node_text.h"

#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>
#include <QtCore/QtEnvironmentVariables>

#include <array>
#include <cmath>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

QString limitText(double mibPerSecond) { return mibPerSecond > 0 ? Cli::tr("%1 MiB/s").arg(mibPerSecond) : Cli::tr("no limit"); }

struct Signs {
    QChar good, warnings, failed, other;
};
constexpr Signs kAscii = {u'o', u'!', u'x', u'-'};
constexpr Signs kUnicode = {u'●', u'◐', u'✕', u'·'};

QString idOf(const auto& id) { return QString::fromStdString(id ? id->toString().substr(0, 8) : std::string()); }

QString adviceOnBackups(const Problem& problem) {
    const QString create = Cli::tr("Back it up now: alulactl create %1").arg(idOf(problem.server));
    if (problem.count.value_or(0) == 0) return create;
    return Cli::tr("%1. See why %n failed: alulactl jobs --server %2 --state failed", nullptr, static_cast<int>(*problem.count))
        .arg(create, idOf(problem.server));
}

} // namespace

QString limitsText(const Limits& limits) {
    const QString text = Cli::tr("read %1, write %2, %3 at a time")
                             .arg(limitText(limits.readMibPerSecond), limitText(limits.writeMibPerSecond))
                             .arg(limits.parallel);
    return limits.paused ? Cli::tr("%1, paused").arg(text) : text;
}

QString panelText(const PanelState& panel) {
    if (!panel.configured) return Cli::tr("none configured");
    const QString state = panel.reachable ? Cli::tr("reachable") : Cli::tr("does not answer");
    return panel.outbox > 0 ? Cli::tr("%1, %2 messages to be delivered").arg(state, countText(panel.outbox)) : state;
}

QString spaceText(const SpaceUse& space) {
    const auto used = space.total > 0
                          ? 100 - static_cast<int>(static_cast<double>(space.available) * 100 / static_cast<double>(space.total))
                          : 0;
    return Cli::tr("%1 free of %2 (%3 % used), %4")
        .arg(bytesText(space.available), bytesText(space.total))
        .arg(used)
        .arg(shown(space.path.bytes));
}

QString agoText(Timestamp then, Timestamp now) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - then).count();
    if (minutes < 1) return Cli::tr("just now");
    if (minutes < 60) return Cli::tr("%1 min ago").arg(minutes);
    if (minutes < 48 * 60) return Cli::tr("%1 h ago").arg(minutes / 60);
    return Cli::tr("%1 d ago").arg(minutes / (24 * 60));
}

QString adviceText(const Problem& problem) {
    if (problem.code == "no_good_backup") return adviceOnBackups(problem);
    if (problem.code == "backup_damaged" || problem.code == "backup_missing") {
        const QString create = Cli::tr("Make a new one: alulactl create %1").arg(idOf(problem.server));
        return problem.backup ? Cli::tr("%1. Look at it: alulactl show %2").arg(create, idOf(problem.backup)) : create;
    }
    if (problem.code == "disk_full") return Cli::tr("Nothing was deleted. See what is large: alulactl backups --sort -size");
    if (problem.code == "panel_silent") return Cli::tr("Backups go on, and their results are sent later. Check the panel.");
    if (problem.code == "unknown_to_panel" && problem.severity == "error") return Cli::tr("Start a backup in the panel again.");
    if (problem.code == "unknown_to_panel")
        return Cli::tr("It is here and can be restored here: alulactl restore %1").arg(idOf(problem.backup));
    if (problem.code == "directory_unreadable") return Cli::tr("Look whether its disk is mounted.");
    return {};
}

Letters lettersOf(const QString& locale) {
    return locale.contains("UTF-8"_L1, Qt::CaseInsensitive) || locale.contains("UTF8"_L1, Qt::CaseInsensitive) ? Letters::Unicode
                                                                                                               : Letters::Ascii;
}

// Not asked of the C library: Qt has told it UTF-8 by now, whatever was wanted.
Letters terminalLetters() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (const QString value = qEnvironmentVariable(name); !value.isEmpty()) return lettersOf(value);
    }
    return Letters::Ascii;
}

QString outcomeSigns(const std::vector<Outcome>& outcomes, Letters letters) {
    const Signs& signs = letters == Letters::Unicode ? kUnicode : kAscii;
    QString text;
    for (const Outcome& outcome : outcomes) {
        text += outcome.state == "completed"                 ? signs.good
                : outcome.state == "completed_with_warnings" ? signs.warnings
                : outcome.state == "failed"                  ? signs.failed
                                                             : signs.other;
    }
    return text;
}

QString trendText(const std::vector<Outcome>& outcomes) {
    std::optional<std::uint64_t> first, last;
    for (const Outcome& outcome : outcomes) {
        if (!outcome.size || *outcome.size == 0) continue;
        if (first) last = outcome.size;
        else first = outcome.size;
    }
    if (!last) return {};
    const double percent = (static_cast<double>(*last) / static_cast<double>(*first) - 1) * 100;
    const auto whole = std::lround(std::min(percent, 99'999.0));
    return (whole > 0 ? u"+"_s : QString()) + Cli::tr("%1 %").arg(whole);
}

QString serverName(const ServerInfo& server) {
    return server.name.empty() ? QString::fromStdString(server.server.toString().substr(0, 8)) : shown(server.name);
}

} // namespace alula::cli
