// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/entry.h"

#include <cstdint>
#include <vector>

namespace alula {

// Warnings of one backup, bounded: the first 10,000 are kept, then one more says how many there were beyond.
class WarningList {
public:
    void add(Warning warning);
    std::vector<Warning> all() const;

private:
    std::vector<Warning> m_kept;
    std::uint64_t m_more = 0;
    WarningKind m_lastKind = WarningKind::Changed;
};

} // namespace alula
