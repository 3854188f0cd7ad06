// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/compare.h"

#include <QtCore/QString>

#include <string>
#include <vector>

namespace alula::gui {

QChar changeMark(const std::string& change);              // + − ~, a space for "same"
QString changeText(const protocol::CompareRow& row);      // "removed"; folders: "+3 −1 ~9"
QString countsText(const protocol::ChangeTotals& totals); // "+3 −1 ~9", what there is none of left out
QString totalsText(const protocol::ChangeTotals& totals); // "3 added, 1 removed, 9 changed; 12.0 MiB before, 13.1 MiB after"
QString differencesText(const std::vector<std::string>& names); // "contents, time"

} // namespace alula::gui
