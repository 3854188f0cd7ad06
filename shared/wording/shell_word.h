// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <string_view>

namespace alula {

// A word as a POSIX shell takes it: quoted where needed; bytes that are no text as $'\xNN'.
QString shellWord(std::string_view bytes);

} // namespace alula
