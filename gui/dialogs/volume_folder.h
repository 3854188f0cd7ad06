// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QString>

#include <string>

namespace alula::gui {

// The folder of a server's files on this machine, or one below it. "": the node is another machine, or the user may not look there.
QString volumeFolder(const Node& node, const ServerId& server, const std::string& below = {});

} // namespace alula::gui
