// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace alula::gui {

// Whether this program was started by ssh to ask the admin something (gui/nodes/transports).
bool isAskpass(int argc);
// Asks, and prints the answer. The exit code: 0, or 1 for "no" and "cancel".
int runAskpass(int argc, char** argv);

} // namespace alula::gui
