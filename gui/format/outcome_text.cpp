// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/outcome_text.h"

#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <climits>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
int plural(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, INT_MAX)); }

// What a job leaves alone when it fails or is cancelled, as the daemon keeps it.
QString safeText(const std::string& kind) {
    if (kind == "create") return Format::tr("The server and its older backups are untouched.");
    // Whatever could not be put back is said in the daemon's own words.
    if (kind == "restore" || kind == "undo")
        return Format::tr("What had been done was put back unless it says otherwise; the backup is untouched.");
    if (kind == "delete") return Format::tr("Backups that are still listed are untouched.");
    if (kind == "import") return Format::tr("Nothing of it was kept; the other backups are untouched.");
    return Format::tr("The backup and the server are untouched.");
}

QString nextText(const JobInfo& job) {
    const std::string code = job.error ? job.error->code : std::string();
    if (code == "no_space") return Format::tr("Free some space, then start it again.");
    if (code == "network" || code == "timed_out") return Format::tr("Check the connection, then start it again.");
    if (code == "busy") return Format::tr("Start it again a little later.");
    if (job.kind == "verify" && code == "corrupt") return Format::tr("Make a new backup.");
    return Format::tr("Its log says more. See to the cause, then start it again.");
}

// By the code: the daemon's own sentence is English, and longer than a cell.
QString whyFailed(const JobInfo& job) {
    static constexpr std::array<std::pair<const char*, const char*>, 14> kWhy = {{
        {"not_found", QT_TRANSLATE_NOOP("format", "failed: something is not there")},
        {"no_space", QT_TRANSLATE_NOOP("format", "failed: no space left")},
        {"network", QT_TRANSLATE_NOOP("format", "failed: no connection")},
        {"timed_out", QT_TRANSLATE_NOOP("format", "failed: it took too long")},
        {"permission_denied", QT_TRANSLATE_NOOP("format", "failed: no permission")},
        {"corrupt", QT_TRANSLATE_NOOP("format", "failed: the archive is damaged")},
        {"io", QT_TRANSLATE_NOOP("format", "failed: cannot be read or written")},
        {"busy", QT_TRANSLATE_NOOP("format", "failed: the daemon was busy or stopped")},
        {"conflict", QT_TRANSLATE_NOOP("format", "failed: something else was running")},
        {"refused", QT_TRANSLATE_NOOP("format", "failed: refused by the other side")},
        {"protocol", QT_TRANSLATE_NOOP("format", "failed: unexpected answer")},
        {"unsupported", QT_TRANSLATE_NOOP("format", "failed: not supported")},
        {"already_exists", QT_TRANSLATE_NOOP("format", "failed: it exists already")},
        {"internal", QT_TRANSLATE_NOOP("format", "failed: an error in the daemon")},
    }};
    const std::string code = job.error ? job.error->code : std::string();
    // A volume and an archive are all that these two open.
    if (job.kind == "create" && code == "not_found") return Format::tr("failed: the server's folder is missing");
    if (job.kind == "verify" && code == "not_found") return Format::tr("failed: the archive is missing");
    const auto known = std::ranges::find(kWhy, code, [](const auto& each) { return std::string(each.first); });
    return known == kWhy.end() ? stateText(job.state) : Format::tr(known->second);
}

QString doneText(const std::string& kind) {
    if (kind == "create") return Format::tr("The backup was made.");
    if (kind == "restore") return Format::tr("The backup was restored.");
    if (kind == "undo") return Format::tr("The restore was taken back.");
    if (kind == "delete") return Format::tr("The backups were deleted.");
    if (kind == "verify") return Format::tr("Every byte was read and is as it should be.");
    if (kind == "export") return Format::tr("The backup was written out.");
    if (kind == "import") return Format::tr("The archive was taken in as a backup.");
    return Format::tr("It is done.");
}
} // namespace

QString outcomeText(const JobInfo& job, const QString& server) {
    if (job.state == "completed") return doneText(job.kind);
    if (job.state == "completed_with_warnings")
        return Format::tr("%1 There were %n warning(s): they name what is not as it was.", nullptr, plural(job.warnings))
            .arg(doneText(job.kind));
    if (job.state == "failed") {
        const QString why = job.error ? shown(job.error->message) : Format::tr("The daemon does not say why.");
        return Format::tr("%1 failed: %2").arg(jobTitle(job, server), why) + u' ' + safeText(job.kind) + u' ' + nextText(job);
    }
    if (job.state == "cancelled") return Format::tr("It was cancelled.") + u' ' + safeText(job.kind);
    if (job.state == "cancelling") return Format::tr("It is being cancelled: what was begun is brought to a clean end.");
    if (job.state == "queued")
        return job.queuePosition ? Format::tr("It waits in the queue, place %1.").arg(*job.queuePosition)
                                 : Format::tr("It waits in the queue.");
    return stateText(job.state);
}

QString outcomeInShort(const JobInfo& job) {
    if (job.state == "running") {
        const auto percent = percentOf(job.progress);
        const QString phase = phaseText(job.progress.phase);
        return percent ? Format::tr("%1, %2%").arg(phase).arg(*percent) : phase;
    }
    if (job.state == "queued" && job.queuePosition) return Format::tr("queued, place %1").arg(*job.queuePosition);
    if (job.state == "completed_with_warnings") return Format::tr("%n warning(s)", nullptr, plural(job.warnings));
    if (job.state == "failed") return whyFailed(job);
    return stateText(job.state);
}

QString jobTitle(const JobInfo& job, const QString& server) {
    const QString kind = kindText(job.kind);
    const QString title = kind.isEmpty() ? kind : kind.first(1).toUpper() + kind.sliced(1);
    return server.isEmpty() ? title : Format::tr("%1, %2", "server, kind of job").arg(server, title);
}

QString startedByText(const JobOrigin& origin) {
    const QString detail = shown(origin.detail);
    const auto with = [&](const QString& who, const QString& whoAndDetail) {
        return detail.isEmpty() ? who : whoAndDetail.arg(detail);
    };
    if (origin.kind == "panel") return with(Format::tr("panel"), Format::tr("panel, request %1"));
    if (origin.kind == "console") return with(Format::tr("console"), Format::tr("console: %1"));
    if (origin.kind == "cli") return with(Format::tr("alulactl"), Format::tr("alulactl: %1"));
    if (origin.kind == "daemon") return with(Format::tr("the daemon itself"), Format::tr("the daemon itself: %1"));
    return shown(origin.kind) + (detail.isEmpty() ? QString() : u": "_s + detail);
}

std::optional<std::uint64_t> tookMs(const JobInfo& job) {
    if (!job.started || !job.ended || *job.ended < *job.started) return {};
    return static_cast<std::uint64_t>((*job.ended - *job.started).count() / 1'000'000);
}

QString jobLine(const JobInfo& job, const QString& server) {
    const auto took = tookMs(job);
    QStringList cells{timeText(job.created),
                      stateText(job.state),
                      kindText(job.kind),
                      server,
                      startedByText(job.origin),
                      took ? durationText(*took) : u"-"_s,
                      QString::fromStdString(job.job.toString()),
                      outcomeInShort(job)};
    if (job.state == "failed" && job.error) cells.last() += u" ("_s + shown(job.error->message) + u')';
    for (QString& cell : cells) cell.replace(u'\t', u' ').replace(u'\n', u' ');
    return cells.join(u'\t');
}

} // namespace alula::gui
