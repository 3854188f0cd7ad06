// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/model/backup.h"

#include <array>

namespace alula {

namespace {
constexpr std::array<std::string_view, 4> kStates = {"making", "publishing", "completed", "failed"};
}

std::string_view name(BackupState state) { return kStates.at(static_cast<std::size_t>(state)); }

std::optional<BackupState> backupStateFromName(std::string_view wanted) {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        if (kStates[i] == wanted) return static_cast<BackupState>(i);
    }
    return std::nullopt;
}

} // namespace alula
