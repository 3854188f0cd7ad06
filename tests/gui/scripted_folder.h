// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/entry_tree_model.h"
#include "tests/gui/node_bench.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

// Folders for a scripted daemon to list.
namespace alula::test {

inline protocol::EntryInfo file(const std::string& name, std::uint64_t size) {
    protocol::EntryInfo entry;
    entry.name = {name};
    entry.type = "file";
    entry.mode = 0644;
    entry.size = size;
    entry.mtime = at("2026-11-21T03:00:00Z");
    return entry;
}

inline protocol::EntryInfo folder(const std::string& name, std::optional<std::uint64_t> files = {},
                                  std::optional<std::uint64_t> bytes = {}) {
    protocol::EntryInfo entry = file(name, 0);
    entry.type = "directory";
    entry.mode = 0755;
    entry.files = files;
    entry.bytes = bytes;
    return entry;
}

using Folders = std::map<std::string, std::vector<protocol::EntryInfo>>;

// Whole folders, by name; with `against` the changes by name, and the names that are gone.
inline void script(FakeDaemon& daemon, Folders folders, std::map<std::string, std::string> changes = {},
                   std::set<std::string> gone = {}) {
    daemon.on(protocol::kBackupsEntries, [=](const protocol::BackupEntriesParams& p) -> Result<protocol::EntryPage> {
        const auto found = folders.find(p.path.bytes);
        if (found == folders.end()) return fail(ErrorCode::NotFound, "There is no such folder in this backup.");
        protocol::EntryPage page{found->second, {}};
        std::ranges::stable_sort(page.entries, {}, [](const protocol::EntryInfo& entry) { return entry.name; });
        if (!p.against) return page;
        for (protocol::EntryInfo& entry : page.entries) {
            const auto change = changes.find(entry.name.bytes);
            entry.change = change == changes.end() ? "same" : change->second;
        }
        for (const std::string& name : gone) {
            protocol::EntryInfo entry = file(name, 1);
            entry.change = "removed";
            page.entries.push_back(entry);
        }
        std::ranges::stable_sort(page.entries, {}, [](const protocol::EntryInfo& entry) { return entry.name; });
        return page;
    });
}

// One folder with so many files, a page at a time.
inline void scriptMany(FakeDaemon& daemon, int count) {
    daemon.on(protocol::kBackupsEntries, [=](const protocol::BackupEntriesParams& p) -> Result<protocol::EntryPage> {
        protocol::EntryPage page;
        const int from = p.cursor ? std::stoi(*p.cursor) : 0;
        const int to = std::min(count, from + p.limit);
        for (int i = from; i < to; ++i) {
            protocol::EntryInfo entry = file(QStringLiteral("chunk-%1.dat").arg(i, 7, 10, QLatin1Char('0')).toStdString(), 4096);
            if (p.against) entry.change = i % 3 == 0 ? "changed" : "same";
            page.entries.push_back(entry);
        }
        if (to < count) page.cursor = std::to_string(to);
        return page;
    });
}

inline gui::EntrySource source(NodeBench& bench) { return {&bench.node(), backupId(1), kSurvival}; }

} // namespace alula::test
