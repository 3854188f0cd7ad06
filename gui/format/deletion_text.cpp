// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/deletion_text.h"

#include "gui/format/time_text.h"
#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>
#include <climits>

namespace alula::gui {

using namespace protocol;

namespace {
int plural(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, INT_MAX)); }
} // namespace

QString deletionSentence(const DeletePlan& plan) {
    QString text = Format::tr("Deletes %n backup(s) for good and frees up to %1; the server's files are untouched.", nullptr,
                              plural(plan.count))
                       .arg(bytesText(plan.bytes));
    if (!plan.pinned.empty()) text += u' ' + Format::tr("Left out: %n pinned.", nullptr, plural(plan.pinned.size()));
    return text;
}

QString lostGoodText(const LostGood& lost, const QString& server) {
    const QString text = Format::tr("Includes the NEWEST good backup of %1, of %2.").arg(server, shortTimeText(lost.newest));
    if (!lost.older) return text + u' ' + Format::tr("No good backup of it will be left.");
    return text + u' ' + Format::tr("Next older: %1.").arg(shortTimeText(*lost.older));
}

QString panelListText() { return Format::tr("Delete them in the panel too: it still lists those that it made."); }

QString deletionButtonText(const DeletePlan& plan) { return Format::tr("Delete %n backup(s)", nullptr, plural(plan.count)); }

QString deletionOutcomeText(const JobInfo& job, std::uint64_t planned) {
    if (job.state == "completed") {
        return Format::tr("%n backup(s) were deleted. The server's files are untouched.", nullptr, plural(planned)) + u' ' +
               panelListText();
    }
    if (job.state == "completed_with_warnings")
        return Format::tr("Not everything went as planned. The list shows which backups are left; the server's files are "
                          "untouched. See the warnings.");
    if (job.state == "cancelled")
        return Format::tr("Cancelled. What was deleted by then stays deleted; the list shows which backups are left.");
    const QString why = job.error ? shown(job.error->message) : Format::tr("The daemon does not say why.");
    return Format::tr(
               "The deletion failed: %1 Backups that are still listed are untouched. Try again, or see its log in Activity.")
        .arg(why);
}

} // namespace alula::gui
