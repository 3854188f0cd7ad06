// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/servers.h"
#include "shared/protocol/system.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <optional>
#include <string>
#include <vector>

namespace alula::gui {

// How a server or a node is, as the name of the job state that looks the same (healthOf()): "completed", "completed_with_warnings",
// "failed"; "": not known.
using Mark = std::string;

Mark worse(const Mark& a, const Mark& b); // what is not known is better than what is known to be bad, and worse than good
Mark markOf(const protocol::Problem& problem);
// Of its last finished backup, and of what the daemon has to say about it.
Mark markOf(const protocol::ServerInfo& server, const std::vector<protocol::Problem>& problems);
QString markText(const Mark& mark); // "all is well", "failed, or something is wrong" … for tool tips and screen readers

QString runStateText(const std::string& state); // "running", "stopped", "not known"
// By how much its archives have grown over the outcomes that are known, in percent; none: fewer than two sizes.
std::optional<double> sizeTrend(const protocol::ServerInfo& server);
QString trendText(const std::optional<double>& percent); // "+2%", "0%", "" when not known
// "good 2 h ago", "no good backup yet"
QString lastGoodText(const protocol::ServerInfo& server, const QDateTime& now = QDateTime::currentDateTime());
// "30 backups: 27 good, 1 with warnings, 2 failed"; for those who do not see the dots.
QString outcomesText(const std::vector<protocol::Outcome>& outcomes);

} // namespace alula::gui
