// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/selection_rules.h"
#include "shared/protocol/backup_commands.h"

#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <string>

namespace alula::gui {

// What has been chosen for a restore so far.
struct RestoreDraft {
    enum class Where : std::uint8_t { InPlace, Folder, Server };

    BackupId backup = {};
    ServerId server = {}; // the backup's own
    SelectionRules chosen = SelectionRules::all();
    Where where = Where::InPlace;
    std::string folder = {};           // Folder: below the volume's root, bytes
    std::optional<ServerId> into = {}; // Server
    bool deleteOthers = false;         // what is not in the backup
    bool stop = true, backupFirst = true;

    ServerId target() const { return where == Where::Server && into ? *into : server; }
    // Only a whole restore can: of parts it is not known what belongs to them.
    bool canDeleteOthers() const { return chosen.isAll() && where != Where::Folder; }
    // Why there can be no plan for it yet, as a sentence; "": there can.
    QString lacks() const;
    protocol::RestoreParams params() const;
    QString command() const; // alulactl
};

} // namespace alula::gui
