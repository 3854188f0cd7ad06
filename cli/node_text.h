// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/protocol/servers.h"
#include "shared/protocol/system.h"

#include <QtCore/QString>

#include <vector>

// The node's state in the words that `status`, `overview` and `top` share.
namespace alula::cli {

QString limitsText(const protocol::Limits& limits); // "read no limit, write 50 MiB/s, 1 at a time, paused"
QString panelText(const protocol::PanelState& panel);
QString spaceText(const protocol::SpaceUse& space); // "25.0 GiB free of 100.0 GiB (75 % used), /srv/backups"
QString agoText(Timestamp then, Timestamp now);     // "4 d ago"

// What to do about a problem, with the commands for it; "" when there is nothing to say but the problem itself.
QString adviceText(const protocol::Problem& problem);

// What a terminal can show.
enum class Letters : std::uint8_t { Ascii, Unicode };
Letters lettersOf(const QString& locale); // "de_DE.UTF-8"
Letters terminalLetters();                // by LC_ALL, LC_CTYPE, LANG

// One sign an outcome, the newest at the right: good, with warnings, failed, cancelled or not known.
QString outcomeSigns(const std::vector<protocol::Outcome>& outcomes, Letters letters);
// How the archives grew from the first good one of those to the last: "+2 %"; "" when there are not two.
QString trendText(const std::vector<protocol::Outcome>& outcomes);
QString serverName(const protocol::ServerInfo& server); // its id, shortened, when it has none

} // namespace alula::cli
