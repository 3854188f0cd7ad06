// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/back_up_dialog.h"

namespace alula::gui {

void openBackUpDialog(Node&, const ServerId&, QWidget*) {}

} // namespace alula::gui
