// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <exception>
#include <string>

namespace alula {

// Runs `work`, which returns a Result. What it throws (no memory, no thread to be had) becomes an Internal error, so that
// whoever calls can tidy up, and no exception leaves the room.
template <typename Work>
auto caught(const char* doing, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::exception& e) {
        return fail(Error(ErrorCode::Internal, std::string("it was ended by an exception: ") + e.what()).withContext(doing));
    }
}

} // namespace alula
