// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/json_text.h"
#include "shared/protocol/message.h"

#include <cstdint>

namespace alula {

// What one answer may hold: rows are counted, but names, notes and link targets are as long as somebody made them, and a line has
// its limit.
class PageBudget {
public:
    // False: the row does not fit any more. The first one always does.
    template <class Row>
    bool takes(const Row& row) {
        const auto text = protocol::toText(row);
        return takesBytes(text ? text->size() : 0);
    }
    // For what is a bare string: JSON makes at most six of one byte ("\u001b").
    bool takesBytes(std::size_t bytes) {
        m_left -= static_cast<std::int64_t>(bytes);
        const bool fits = m_left >= 0 || m_first;
        m_first = false;
        return fits;
    }

private:
    // A tenth is for what stands around the rows.
    std::int64_t m_left = static_cast<std::int64_t>(protocol::kMaxLine / 10 * 9);
    bool m_first = true;
};

} // namespace alula
