// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/model/backup.h"

#include <array>

namespace alula {

namespace {
constexpr std::array<std::string_view, 4> kBackupStates = {"making", "publishing", "completed", "deleting"};
}

std::string_view name(BackupState state) { return kBackupStates.at(static_cast<std::size_t>(state)); }

std::optional<BackupState> backupStateFromName(std::string_view wanted) {
    for (std::size_t i = 0; i < kBackupStates.size(); ++i) {
        if (kBackupStates[i] == wanted) return static_cast<BackupState>(i);
    }
    return std::nullopt;
}

std::string_view whyUnusable(const Backup& backup) {
    switch (backup.state) {
    case BackupState::Making:
    case BackupState::Publishing: return "This backup is still being made.";
    case BackupState::Deleting: return "This backup is being deleted.";
    case BackupState::Completed: break;
    }
    return backup.missing ? "The archive of this backup is not where it was." : "";
}

} // namespace alula
