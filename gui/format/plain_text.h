// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace alula::gui {

// A tool tip that shows exactly these characters. Qt takes for HTML what looks like it, and names of files and servers may:
// "<img src=…>" would be opened.
QString plainTip(const QString& text);
// For a label with a buddy, a button, a menu: '&' is shown, and marks no key.
QString withoutMnemonic(const QString& text);

} // namespace alula::gui
