// SPDX-License-Identifier: GPL-3.0-or-later
// The same for tests of rooms with Widgets: Qt Test's headers have more in them then.
#include "cmake/pch_gui.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
