// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

class QWidget;

namespace alula::gui {

// The paths of one number of a restore's plan ("removed", "replaced", "unchanged", "kept"), read a page at a time. `params.plan`:
// the token of the plan that has the number; pages of another plan are not mixed with its own.
void openPlanList(Node& node, const protocol::RestoreParams& params, const std::string& list, const QString& title,
                  QWidget* parent);

} // namespace alula::gui
