// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"
#include "shared/base/ids.h"

#include <QtCore/QPointer>
#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <string>

namespace alula::gui {

// What a page is about: a node, and one server of it or all.
struct Scope {
    QPointer<Node> node = {}; // null: no node is there, or it was removed
    std::optional<ServerId> server = {};
    friend bool operator==(const Scope&, const Scope&) = default;
};

enum class PageKind : std::uint8_t { Overview, Backups, Activity, Browser, Compare, Search, Import };
inline constexpr int kPages = 7;

// Where the admin is: enough to come back to it (history, Alt+Left) and to go there from anywhere.
struct Place {
    PageKind page = PageKind::Overview;
    Scope scope = {};
    std::optional<BackupId> backup = {};  // Browser; Compare: the older side; Backups: the row to select
    std::optional<BackupId> against = {}; // Compare: the newer side; none: the live volume
    std::string path = {};                // bytes; Browser and Compare: the folder
    std::string select = {};              // Browser: the entry of it to select (bytes)
    QString query = {};                   // Search: what is looked for; Backups, Activity: the filter ("" shows all)
    std::optional<JobId> job = {};        // Activity: the row to select
    friend bool operator==(const Place&, const Place&) = default;
};

} // namespace alula::gui
