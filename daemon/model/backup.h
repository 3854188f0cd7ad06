// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alula {

inline constexpr char kNoSuchBackup[] = "The requested backup was not found on this server."; // Wings' words, which panels know

enum class BackupState : std::uint8_t {
    Making,     // a job is on it; when that fails the row goes, and the job tells why
    Publishing, // its archive is durable, and about to appear under its name
    Completed,
    Deleting, // the archive goes, then the row; a start after a crash brings it to its end
};
std::string_view name(BackupState state);
std::optional<BackupState> backupStateFromName(std::string_view name);

struct Backup {
    BackupId id{};
    ServerId server{};
    BackupState state = BackupState::Making;
    std::string adapter = "wings";
    std::string origin = "panel"; // panel, console, cli, adopted, imported
    Timestamp created{}, completed{};
    std::uint64_t size = 0;         // of the archive
    std::uint64_t contentBytes = 0; // sum of file sizes
    std::uint64_t newBytes = 0;
    std::uint64_t files = 0;
    std::uint64_t durationMs = 0;
    std::string sha1{}; // hex; "" when not known (adopted)
    std::string ignoreText{};
    bool foreign = false; // not written by Alula
    bool pinned = false;
    bool deletedInPanel = false; // pinned, and deleted there
    bool missing = false;        // its archive is not where it was
    bool damaged = false;        // the last verify said so
    std::string note{};
    std::uint64_t warnings = 0;
    Timestamp verified{};       // 0: never
    std::string verifyResult{}; // a sentence
};

// Why its contents cannot be used, as a sentence; "" when they can, as far as the row knows.
std::string_view whyUnusable(const Backup& backup);

} // namespace alula
