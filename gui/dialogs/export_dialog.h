// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/selection_rules.h"
#include "gui/nodes/node.h"
#include "shared/base/ids.h"

#include <optional>

class QWidget;

namespace alula::gui {

// Writes a backup, or parts of it, to a file of the admin's own computer, over ssh as well.
void openExportDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent);

} // namespace alula::gui
