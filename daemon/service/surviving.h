// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/log.h"

#include <exception>
#include <string_view>

namespace alula {

// The work of a thread that the daemon can do without: what it throws ends it, and not the daemon. `loss` is a sentence's beginning.
template <typename Work>
void surviving(std::string_view loss, Work work) {
    try {
        work();
    } catch (const std::exception& e) {
        log::error("{}: {}", loss, e.what());
    } catch (...) {
        log::error("{}: unexpected fault", loss);
    }
}

} // namespace alula
