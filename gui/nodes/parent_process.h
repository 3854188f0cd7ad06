// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtTypes>

namespace alula::gui {

// The program that started this one, as a number; 0 where the system does not tell. It changes when that program has gone.
qint64 parentProcess();

} // namespace alula::gui
