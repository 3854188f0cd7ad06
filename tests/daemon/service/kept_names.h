// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/kept_indexes.h"
#include "shared/engine/archive/archive.h"
#include "tests/daemon/service/node_fixture.h"

#include <map>
#include <string>
#include <vector>

namespace alula::test {

// Index order.
struct PathOrder {
    bool operator()(const std::string& a, const std::string& b) const {
        const int parents = comparePaths(parentOf(a), parentOf(b));
        return parents != 0 ? parents < 0 : nameOf(a) < nameOf(b);
    }
};

// An index of files with these sizes, and of the folders that they are in.
inline std::string indexOfFiles(const std::map<std::string, std::uint64_t>& files) {
    std::map<std::string, ArchiveEntry, PathOrder> entries;
    const auto add = [&](const std::string& path, EntryType type, std::uint64_t size) {
        ArchiveEntry& entry = entries[path];
        entry.path = path;
        entry.info.type = type;
        entry.info.mode = 0644;
        entry.info.size = size;
        entry.info.mtimeNs = kTreeTime;
        entry.crc64 = size;
    };
    for (const auto& [path, size] : files) {
        add(path, EntryType::File, size);
        for (std::string parent(parentOf(path)); !entries.contains(parent); parent = std::string(parentOf(parent)))
            add(parent, EntryType::Directory, 0);
    }
    if (files.empty()) add("", EntryType::Directory, 0);
    IndexWriter writer;
    for (const auto& [path, entry] : entries) must(writer.add(entry));
    return must(writer.finish({}));
}

inline std::map<std::string, std::uint64_t> emptyFiles(const std::vector<std::string>& paths) {
    std::map<std::string, std::uint64_t> files;
    for (const std::string& path : paths) files[path] = 0;
    return files;
}

// A backup in an object store, `hour` hours after the first: all that the node has of it is its index.
inline Backup keepNames(NodeFixture& node, int server, int hour, const std::map<std::string, std::uint64_t>& files) {
    Backup row;
    row.id = backupId(10 * server + hour);
    row.server = serverId(server);
    row.state = BackupState::Completed;
    row.adapter = "s3";
    row.created = row.completed = node.clock.now() + std::chrono::hours(hour);
    const std::string index = indexOfFiles(files);
    row.size = index.size();
    must(KeptIndexes(node.node).keep(row.id, asBytes(index)));
    must(node.catalog->backups().insert(row));
    return row;
}

} // namespace alula::test
