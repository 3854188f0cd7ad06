// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <optional>

namespace alula::gui {

// How well a few letters name a text: all of them have to be in it, in their order, letter case aside; better when they begin words and
// stand together. None: they are not in it. No letters: 0.
std::optional<int> fuzzyScore(const QString& letters, const QString& text);

} // namespace alula::gui
