// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/selection_rules.h"
#include "gui/nodes/node.h"
#include "shared/base/ids.h"

#include <optional>

class QWidget;

namespace alula::gui {

// The restore of a backup, or of parts of it. No rules: everything is chosen to begin with.
void openRestoreDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent);

} // namespace alula::gui
