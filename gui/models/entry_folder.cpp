// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/entry_folder.h"

#include "gui/models/tr.h"

namespace alula::gui {

EntryKind entryKindOf(const std::string& type) {
    if (type == "directory") return EntryKind::Directory;
    return type == "symlink" ? EntryKind::Symlink : EntryKind::File;
}

EntryChange entryChangeOf(const std::optional<std::string>& change) {
    if (change == "added") return EntryChange::Added;
    if (change == "changed") return EntryChange::Changed;
    return change == "same" ? EntryChange::Same : EntryChange::Unknown;
}

QString entryChangeText(EntryChange change) {
    switch (change) {
    case EntryChange::Added: return Models::tr("+ new");
    case EntryChange::Changed: return Models::tr("~ changed");
    default: return {};
    }
}

QString entryKindText(EntryKind kind) {
    switch (kind) {
    case EntryKind::Directory: return Models::tr("folder");
    case EntryKind::Symlink: return Models::tr("symbolic link");
    default: return Models::tr("file");
    }
}

EntryRow EntryRow::from(const protocol::EntryInfo& info) {
    EntryRow row;
    row.name = info.name.bytes;
    row.kind = entryKindOf(info.type);
    if (row.kind == EntryKind::File) row.size = info.size;
    if (row.kind == EntryKind::Directory && info.bytes) row.size = *info.bytes;
    row.files = info.files.value_or(kUnknown);
    row.mtimeNs = info.mtime.ns;
    row.mode = info.mode;
    return row;
}

void EntryFolder::append(const std::vector<protocol::EntryInfo>& entries) {
    for (const protocol::EntryInfo& entry : entries) {
        const std::size_t at = rows.size();
        if (entry.target) targets[at] = entry.target->bytes;
        if (!entry.flags.empty()) flags[at] = entry.flags;
        rows.push_back(EntryRow::from(entry));
    }
}

void EntryFolder::takeChanges(const protocol::EntryPage& page) {
    for (const protocol::EntryInfo& entry : page.entries) {
        if (entry.change == "removed") ++changes.gone;
        else changes.ahead.emplace_back(entry.name.bytes, entryChangeOf(entry.change));
    }
    changes.cursor = page.cursor;
    changes.complete = !page.cursor;
}

std::pair<std::size_t, std::size_t> EntryFolder::fillChanges() {
    const std::size_t from = changes.filled;
    while (changes.filled < rows.size() && !changes.ahead.empty()) {
        if (rows[changes.filled].name != changes.ahead.front().first) { // not the same listing: not known from here on
            changes.ahead.clear();
            changes.complete = true;
            break;
        }
        rows[changes.filled++].change = changes.ahead.front().second;
        changes.ahead.pop_front();
    }
    return {from, changes.filled};
}

} // namespace alula::gui
