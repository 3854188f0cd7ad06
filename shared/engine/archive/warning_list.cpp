// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/warning_list.h"

#include "shared/engine/archive/format.h"

namespace alula {

void WarningList::add(Warning warning) {
    if (m_kept.size() < format::kMaxWarnings - 1) {
        m_kept.push_back(std::move(warning));
        return;
    }
    ++m_more;
    m_lastKind = warning.kind;
}

std::vector<Warning> WarningList::all() const {
    std::vector<Warning> all = m_kept;
    if (m_more > 0) all.push_back({m_lastKind, "", "and " + std::to_string(m_more) + " more warnings that are not listed"});
    return all;
}

} // namespace alula
