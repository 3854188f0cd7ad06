// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"
#include "shared/base/ids.h"

#include <string>
#include <vector>

class QWidget;

namespace alula::gui {

void openDeleteDialog(Node& node, const std::vector<BackupId>& backups, QWidget* parent);
void openDeleteAllDialog(Node& node, const ServerId& server, QWidget* parent);

} // namespace alula::gui
