// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_marks.h"

#include "shared/base/bytes.h"

#include <functional>

namespace alula {

namespace {

constexpr std::size_t kLongestNote = 4096;

Result<Backup> change(const Node& node, const BackupId& id, const std::function<Result<void>(Backup&)>& edit) {
    Backup changed;
    const auto written = node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(const auto row, node.catalog.backups().find(id));
        if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
        changed = *row;
        ALULA_TRY(edit(changed));
        return node.catalog.backups().update(changed);
    });
    if (!written) return std::unexpected(written.error());
    return changed;
}

} // namespace

Result<Backup> pinBackup(const Node& node, const BackupId& backup, bool pinned) {
    return change(node, backup, [&](Backup& row) -> Result<void> {
        // Whoever pins a backup relies on it from then on.
        if (row.state == BackupState::Deleting) return fail(ErrorCode::Conflict, std::string(whyUnusable(row)));
        row.pinned = pinned;
        return {};
    });
}

Result<void> checkNote(const std::string& text) {
    if (text.size() <= kLongestNote && isUtf8(text)) return {};
    return fail(ErrorCode::InvalidInput, "A note is UTF-8 text of at most 4096 bytes.");
}

Result<Backup> noteBackup(const Node& node, const BackupId& backup, const std::string& text) {
    ALULA_TRY(checkNote(text));
    return change(node, backup, [&](Backup& row) -> Result<void> {
        row.note = text;
        return {};
    });
}

} // namespace alula
