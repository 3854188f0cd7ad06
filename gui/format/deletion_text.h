// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backup_deletion.h"
#include "shared/protocol/jobs.h"

#include <QtCore/QString>

namespace alula::gui {

// What a plan to delete says, in words.
QString
deletionSentence(const protocol::DeletePlan& plan); // "Deletes 3 backups for good and frees up to 4.1 GiB. Left out: 1 pinned."
// "Includes the NEWEST good backup of Survival. Next older: 12 Nov 03:00."
QString lostGoodText(const protocol::LostGood& lost, const QString& server);
QString panelListText();                                      // it still lists them
QString deletionButtonText(const protocol::DeletePlan& plan); // "Delete 3 backups"
// How it ended: happened, safe, next.
QString deletionOutcomeText(const protocol::JobInfo& job, std::uint64_t planned);

} // namespace alula::gui
