// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

class QWidget;

namespace alula::gui {

// The note that is kept with a backup.
void openNoteDialog(Node& node, const protocol::BackupInfo& backup, QWidget* parent);

} // namespace alula::gui
