// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/delete_dialog.h"

namespace alula::gui {

void openDeleteDialog(Node&, const std::vector<BackupId>&, QWidget*) {}
void openDeleteAllDialog(Node&, const ServerId&, QWidget*) {}

} // namespace alula::gui
