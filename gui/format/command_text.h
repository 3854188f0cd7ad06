// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <string_view>

namespace alula::gui {

// A word as a POSIX shell takes it: quoted where needed; bytes that are no text as $'\xNN'.
QString shellWord(std::string_view bytes);
// "alulactl restore 3f2a… world --truncate": words are quoted here.
QString alulactlCommand(const QStringList& words);

} // namespace alula::gui
