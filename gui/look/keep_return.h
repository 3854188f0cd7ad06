// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace alula::gui {

// Enter typed into that widget is its own, not the key of "Open" that the pages share.
void keepReturn(QWidget* widget);

} // namespace alula::gui
