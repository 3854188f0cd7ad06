// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/undo_dialog.h"

namespace alula::gui {

void openUndoDialog(Node&, const protocol::JobInfo&, QWidget*) {}

} // namespace alula::gui
