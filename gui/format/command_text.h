// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wording/shell_word.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace alula::gui {

// "alulactl restore 3f2a… world --truncate": words are quoted here.
QString alulactlCommand(const QStringList& words);

} // namespace alula::gui
