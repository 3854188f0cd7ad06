// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/node_text.h"
#include "cli/top_model.h"

#include <ftxui/screen/screen.hpp>

namespace alula::cli {

struct TopLook {
    int width = 80, height = 24;
    Letters letters = Letters::Unicode;
    Timestamp now{};
};

// The model as a screen of that size; what does not fit is cut, the selected rows never are.
ftxui::Screen drawTop(const TopModel& model, const TopLook& look);

} // namespace alula::cli
