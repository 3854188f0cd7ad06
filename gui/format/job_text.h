// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/jobs.h"

#include <QtCore/QString>

namespace alula::gui {

QString leftText(std::uint64_t milliseconds); // "3 min", "under 1 min", "2 h 10 min": coarse, so that it does not flicker
// What runs, in one word: "backup", and while it runs the phase: "packing"; one that waits: "queued (2)", its place.
QString jobPhaseText(const protocol::JobInfo& job);
QString jobBytesText(const protocol::JobProgress& progress); // "2.1 GiB", "" when there is nothing to count
QString jobRateText(const protocol::JobProgress& progress);  // "96.0 MiB/s", "" when not known
// "Survival, backup: packing, 41%, 2.1 GiB, 96 MiB/s, 3 min left"; for tool tips and screen readers.
QString jobSentence(const QString& server, const protocol::JobInfo& job);

} // namespace alula::gui
