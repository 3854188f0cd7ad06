// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/restore_text.h"

#include "gui/format/time_text.h"
#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
// Plural forms are chosen by an int; texts show the number itself.
int plural(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, 1'000'000'000)); }

// What is put there: symlinks too, as what is replaced and unchanged counts them.
std::uint64_t entriesOf(const RestorePlan& plan) { return plan.files + plan.symlinks; }

QString replacesText(std::uint64_t count) { return Format::tr("replaces %Ln files", "what a restore does", plural(count)); }
QString writesText(std::uint64_t count) { return Format::tr("writes %Ln new files", "what a restore does", plural(count)); }
QString deletesText(std::uint64_t count) { return Format::tr("deletes %Ln files", "what a restore does", plural(count)); }

QString roughly(std::uint64_t milliseconds) {
    const std::uint64_t minutes = (milliseconds + 30'000) / 60'000;
    if (milliseconds < 60'000) return Format::tr("Less than a minute");
    if (minutes < 60) return Format::tr("About %1 min").arg(minutes);
    return Format::tr("About %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}
} // namespace

std::uint64_t reallyReplaced(const RestorePlan& plan) { return plan.replaced - std::min(plan.unchanged, plan.replaced); }
std::uint64_t reallyRestored(const RestorePlan& plan) { return entriesOf(plan) - std::min(plan.unchanged, entriesOf(plan)); }
std::uint64_t newFiles(const RestorePlan& plan) { return entriesOf(plan) - std::min(plan.replaced, entriesOf(plan)); }

bool hasRoom(const RestorePlan& plan) { return plan.roomNeeded <= plan.roomAvailable; }

bool needsName(const RestorePlan& plan, bool backupFirst) {
    return plan.removed > 0 || (reallyReplaced(plan) > 0 && !backupFirst);
}

QString nameToType(const ServerId& server, std::span<const ServerInfo> all) {
    const QString id = QString::fromStdString(server.toString()).first(8);
    const auto it = std::ranges::find(all, server, &ServerInfo::server);
    if (it == all.end()) return id;
    const QString name = shown(it->name).simplified();
    const auto same = std::ranges::count_if(all, [&](const ServerInfo& each) { return shown(each.name).simplified() == name; });
    return name.isEmpty() || same > 1 ? id : name;
}

QString restoreButtonText(const RestorePlan& plan) {
    const QString restored = countText(reallyRestored(plan));
    if (plan.removed == 0) return Format::tr("Restore %1").arg(restored);
    return Format::tr("Restore %1, delete %2").arg(restored, countText(plan.removed));
}

QString restoreSentence(const RestorePlan& plan, const QString& server, bool backupFirst) {
    QStringList acts;
    if (backupFirst) acts << Format::tr("backs up %1", "what a restore does").arg(server);
    if (plan.stopsServer) acts << Format::tr("stops %1", "what a restore does").arg(server);
    if (const auto count = reallyReplaced(plan)) acts << replacesText(count);
    if (const auto count = newFiles(plan)) acts << writesText(count);
    if (plan.removed > 0) acts << deletesText(plan.removed);
    QStringList sentences;
    if (reallyRestored(plan) == 0 && reallyReplaced(plan) == 0 && plan.removed == 0)
        sentences << Format::tr(
            "All that was chosen is there already, with the same size and time. Nothing needs to be restored.");
    if (!acts.isEmpty()) // what it does all the same
        sentences
            << Format::tr("This %1. Until the last step Cancel job puts all back.").arg(QLocale().createSeparatedList(acts));
    return sentences.join(u' ');
}

QString roomText(const RestorePlan& plan) {
    const QString needed = bytesText(plan.roomNeeded);
    const QString there = bytesText(plan.roomAvailable);
    if (hasRoom(plan)) return Format::tr("Room: %1 needed, %2 free.").arg(needed, there);
    return Format::tr("Restore needs %1, %2 are free. Nothing was changed. Free %3 or choose fewer files.")
        .arg(needed, there, bytesText(plan.roomNeeded - plan.roomAvailable));
}

QString estimateText(const RestorePlan& plan) {
    if (!plan.estimateMs) return Format::tr("No time estimate yet: there are no past restores.");
    return Format::tr("%1 (from %Ln past restores).", nullptr, plural(plan.estimateJobs)).arg(roughly(*plan.estimateMs));
}

QString placeText(const RestoreParams& params, const QString& server) {
    if (!params.into.bytes.empty()) return Format::tr("into the folder %1 of %2").arg(shown(params.into.bytes), server);
    if (params.server) return Format::tr("into %1").arg(server);
    return Format::tr("into %1, in place").arg(server);
}

QString restoreOutcomeText(const JobInfo& job, const RestoreParams& params, const QString& server) {
    const QString place = placeText(params, server);
    const QString why = job.error ? shown(job.error->message) : QString();
    if (job.state == "completed") return Format::tr("Restored %1.").arg(place);
    if (job.state == "completed_with_warnings")
        return Format::tr("Restored %1, with %Ln warnings.", nullptr, plural(job.warnings)).arg(place);
    if (job.state == "cancelled") return Format::tr("Cancelled. The files of %1 are as they were before.").arg(server);
    // Whatever could not be put back is said in the daemon's own words (a roll back that failed is its first concern).
    return Format::tr("The restore %1 failed: %2 What had been done was put back unless it says otherwise; the backup is "
                      "untouched. See to the cause, then restore again.")
        .arg(place, why);
}

QString undoSentence(const JobInfo& restore, const QString& server) {
    const QString what =
        Format::tr("This stops %1, puts back the files that the restore replaced or deleted, and takes away what it "
                   "wrote, with all that was changed in those files since.")
            .arg(server);
    if (!restore.undoUntil) return what;
    return what + u' ' + Format::tr("It can be done until %1.").arg(shortTimeText(*restore.undoUntil));
}

QString undoOutcomeText(const JobInfo& job, const QString& server) {
    const QString why = job.error ? shown(job.error->message) : QString();
    if (job.state == "completed") return Format::tr("The files of %1 are as they were before the restore.").arg(server);
    if (job.state == "completed_with_warnings")
        return Format::tr("The files of %1 are as they were before the restore, with %Ln warnings.", nullptr,
                          plural(job.warnings))
            .arg(server);
    if (job.state == "cancelled") return Format::tr("Cancelled. The files of %1 are as the restore left them.").arg(server);
    return Format::tr(
               "The undo failed: %1 The files are as the restore left them unless it says otherwise. See to the cause, then "
               "undo again.")
        .arg(why);
}

} // namespace alula::gui
