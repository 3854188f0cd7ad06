// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace alula {

// Names are bytes; zip and 7z have text only. Bytes that are no UTF-8 become %XX, all others stay as they are.
std::string textName(std::string_view bytes);

} // namespace alula
