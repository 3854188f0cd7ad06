// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/act.h"
#include "gui/views/place.h"

#include <utility>
#include <vector>

class QAbstractButton;
class QPoint;

namespace alula::gui {

class Page;

bool changesSomething(Act act); // a reader may not
bool needsNode(Act act);        // can only be done while the node is online
// As it is then, whatever the page says: without a connection, or for a reader.
Possible allowed(Possible possible, Act act, const Node* node);
// A page's own button for one of its acts: grey with the reason as its tool tip while it cannot be done. It asks for the act by
// Page::wants, as menu and key do.
QAbstractButton* makeActButton(Page& page, Act act, const QString& text, const QString& toolTip);
// The same acts as a context menu.
void popUpActs(Page& page, const std::vector<std::pair<Act, QString>>& acts, const QPoint& global);

} // namespace alula::gui
