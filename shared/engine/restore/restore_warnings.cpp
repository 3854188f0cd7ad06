// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/restore_warnings.h"

#include <format>
#include <utility>

namespace alula {

namespace {
constexpr std::size_t kMaxWarnings = 10'000;
}

void RestoreWarnings::add(WarningKind kind, const std::string& path, std::string detail) {
    const std::lock_guard lock(m_mutex);
    if (m_warnings.size() < kMaxWarnings) m_warnings.push_back({kind, path, std::move(detail)});
    else ++m_more;
}

std::vector<Warning> RestoreWarnings::take() {
    const std::lock_guard lock(m_mutex);
    auto all = std::exchange(m_warnings, {});
    if (const auto more = std::exchange(m_more, 0); more > 0) {
        all.push_back({all.back().kind, {}, std::format("and {} more", more)});
    }
    return all;
}

} // namespace alula
