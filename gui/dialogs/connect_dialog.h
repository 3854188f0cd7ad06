// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"

class QWidget;

namespace alula::gui {

// Adds a node to the list: this computer, or one that ssh reaches. What was tried without success is in the list no more when the dialog
// is closed.
void openConnectDialog(NodeList& nodes, QWidget* parent);

} // namespace alula::gui
