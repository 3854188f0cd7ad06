// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QLocale>

class QCoreApplication;

namespace alula::gui {

// Has the program speak the locale's language as far as we have it (German, French; else English), Qt's own buttons too, and write numbers
// and dates as the locale does.
void speak(QCoreApplication& app, const QLocale& locale);

} // namespace alula::gui
