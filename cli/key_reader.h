// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/top_model.h"

#include <string>
#include <string_view>
#include <vector>

namespace alula::cli {

// The keys in what a terminal sends (ECMA-48 sequences as xterm and its like send them). A sequence may come in pieces: what is
// begun waits for the next one. A sequence that is not known is no key.
class KeyReader {
public:
    std::vector<KeyPress> take(std::string_view bytes);
    bool isWaiting() const { return !m_begun.empty(); }
    std::vector<KeyPress> giveUp(); // nothing followed: an escape character alone was the key of that name, all else is none

private:
    std::string m_begun; // a sequence, its escape character first
};

} // namespace alula::cli
