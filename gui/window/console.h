// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace alula::gui {

// The program alula-console: options, translations, the nodes, the window.
int runConsole(int argc, char** argv);

} // namespace alula::gui
