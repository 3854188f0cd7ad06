// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

class QWidget;

namespace alula::test {

// The texts that the widget itself paints (not its children), a piece each: what stands in the cells of a list, whatever delegate drew it.
QStringList paintedTexts(QWidget* widget);

} // namespace alula::test
