// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/entry.h"

#include <mutex>
#include <string>
#include <vector>

namespace alula {

// What a restore has to tell at its end. The first 10,000 are kept, then the last one says how many more. Any thread.
class RestoreWarnings {
public:
    void add(WarningKind kind, const std::string& path, std::string detail);
    std::vector<Warning> take();

private:
    std::mutex m_mutex;
    std::vector<Warning> m_warnings; // guarded by m_mutex
    std::uint64_t m_more = 0;        // guarded by m_mutex
};

} // namespace alula
