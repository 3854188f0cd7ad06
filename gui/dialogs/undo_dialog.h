// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"
#include "shared/protocol/jobs.h"

class QWidget;

namespace alula::gui {

// Takes a restore back while what it replaced is kept: says what that does and until when, asks, and shows how it goes. `restore` is the
// job that is undone.
void openUndoDialog(Node& node, const protocol::JobInfo& restore, QWidget* parent);

} // namespace alula::gui
