// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace alula::gui {

class MainWindow;

// The command palette (Ctrl+K): every act, every window action, every place, found by a few of its letters. What cannot be done comes
// last, and says why.
void openPalette(MainWindow& window);

} // namespace alula::gui
