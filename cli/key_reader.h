// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/top_model.h"

#include <string_view>
#include <vector>

namespace alula::cli {

// The keys in what a terminal sent at once (ECMA-48 sequences as xterm and its like send them). An escape character with
// nothing behind it is the key of that name; a sequence that is not known is none.
std::vector<KeyPress> keysIn(std::string_view bytes);

} // namespace alula::cli
