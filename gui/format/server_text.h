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
bool isDamaged(const protocol::Outcome& outcome); // it was made, and what is there now is not good any more
Mark markOf(const protocol::Outcome& outcome);
// Of its last finished backup, and of what the daemon has to say about it.
Mark markOf(const protocol::ServerInfo& server, const std::vector<protocol::Problem>& problems);
QString markText(const Mark& mark); // "all is well", "failed, or something is wrong" … for tool tips and screen readers

QString runStateText(const std::string& state); // "running", "stopped", "not known"
// By how much its archives have grown over the outcomes that are known, in percent; none: fewer than two sizes.
std::optional<double> sizeTrend(const protocol::ServerInfo& server);
QString trendText(const std::optional<double>& percent); // "+2%", "0%", "" when not known
bool hadGood(const protocol::ServerInfo& server);        // some day, as far as is known
QString noGoodText(bool hadOne);                         // "no good backup yet", "no good backup any more"
// "good 2 h ago", or noGoodText()
QString lastGoodText(const protocol::ServerInfo& server, const QDateTime& now = QDateTime::currentDateTime());
// "last 30 backups: 26 good, 1 with warnings, 2 failed, 1 cancelled"; for those who do not see the dots.
QString outcomesText(const std::vector<protocol::Outcome>& outcomes);

} // namespace alula::gui
