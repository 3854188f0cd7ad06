// SPDX-License-Identifier: GPL-3.0-or-later
// The same for tests.
#include "cmake/pch_qt.h"

#include <QProcess>
#include <QTest>
