// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backup_filter.h"

#include <stop_token>

namespace alula::gui {

enum class BackupColumn : std::uint8_t {
    When,
    Server,
    Size,
    Logical,
    New,
    Files,
    Took,
    State,
    Adapter,
    Checksum,
    Kept,
    Verified,
    Note,
};
inline constexpr int kBackupColumns = static_cast<int>(BackupColumn::Note) + 1;

// Which of the backups are seen, and in which order.
struct BackupOrder {
    BackupColumn column = BackupColumn::When;
    bool descending = true;
    QString filter;
    ServerNames names;
};

// The keys of those that are seen, in order; equal ones newest first. Empty when stopped. Blocks: for a worker.
std::vector<BackupKey> arranged(const BackupSnapshot& snapshot, const BackupOrder& order, BackupTexts& texts,
                                std::stop_token stop);

} // namespace alula::gui
