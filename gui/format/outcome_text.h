// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/jobs.h"

#include <QtCore/QString>

namespace alula::gui {

// How a job stands or ended, as the daemon has it: what happened, what is safe, what to do next. server: its name, "" when it is about
// several.
QString outcomeText(const protocol::JobInfo& job, const QString& server);
QString outcomeInShort(const protocol::JobInfo& job); // for a cell: "completed", "2 warnings", "failed: no space left"
QString jobTitle(const protocol::JobInfo& job, const QString& server); // "Backup of Survival"
// "panel, request 8f3a…", "console: mira", "alulactl: root", "the daemon itself"
QString startedByText(const protocol::JobOrigin& origin);
std::optional<std::uint64_t> tookMs(const protocol::JobInfo& job); // none: it has not ended, or never began
// A line of a list of jobs, its columns apart by tabs.
QString jobLine(const protocol::JobInfo& job, const QString& server);

} // namespace alula::gui
