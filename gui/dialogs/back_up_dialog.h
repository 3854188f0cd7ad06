// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"
#include "shared/base/ids.h"

class QWidget;

namespace alula::gui {

// "Back up now" of a server: Enter starts it; a note, and rules of what is left out, if wanted.
void openBackUpDialog(Node& node, const ServerId& server, QWidget* parent);

} // namespace alula::gui
