// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"
#include "shared/base/ids.h"

#include <string>
#include <vector>

class QWidget;

namespace alula::gui {

void openConnectDialog(NodeList& nodes, QWidget* parent);

} // namespace alula::gui
