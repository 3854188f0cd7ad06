// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/protocol/backup_entries.h"
#include "shared/protocol/backups.h"
#include "shared/protocol/jobs.h"

#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Numbers, times and names as people read them, in console and CLI alike. Numbers are written as the default QLocale does.
namespace alula {

// Bytes from elsewhere (file names, names of servers, notes, messages), made safe to show: control characters and bytes that are
// no UTF-8 are escaped ("\\x1b").
QString shown(std::string_view bytes);

QString bytesText(std::uint64_t bytes);                        // "12.4 GiB"
QString countText(std::uint64_t count);                        // "41,203"
QString durationText(std::uint64_t milliseconds);              // "3 min 12 s"
QString timeText(Timestamp time);                              // local, "2026-11-22 03:00:12"
QString timeText(const std::optional<Timestamp>& time);        // "-" when there is none
QString modeText(const std::string& type, std::uint32_t mode); // "drwxr-xr-x"
QString stateText(const std::string& jobState);
QString kindText(const std::string& jobKind);
QString phaseText(const std::string& phase);
QString differenceText(const std::string& difference);       // of backups.compare: "contents", "permissions" …
QString backupStateText(const protocol::BackupInfo& backup); // worst first: "missing", "damaged", "completed" …
// "packing  41%  1,204 of 41,203 files  2.1 of 12.4 GiB  96 MiB/s  3 min left"
QString progressText(const protocol::JobProgress& progress);
std::optional<int> percentOf(const protocol::JobProgress& progress); // none: nothing to count

} // namespace alula
