// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/file_bytes.h"
#include "daemon/service/node.h"
#include "daemon/service/server_directory.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

struct VolumeEntry {
    std::string name; // bytes
    EntryInfo info;
    std::string linkTarget;
    std::int64_t sortKey = 0; // what it was sorted by, beside its name
};
struct VolumePage {
    std::vector<VolumeEntry> entries;
    std::string next; // cursor; "": that was all
};
struct VolumeListRequest {
    ServerId server;
    std::string path;          // "" is the root
    std::string sort = "name"; // name, size, mtime; "-" in front: descending
    std::string cursor;
    std::size_t limit = 500;
};

// What lies in a server's volume now, reached as a backup reaches it: no symlink is followed, and nothing that could make a reader
// wait is opened. What a backup leaves out by its kind (FIFOs, sockets, devices, Alula's own names) is left out here too. Any
// thread.
class VolumeBrowser {
public:
    VolumeBrowser(const Node& node, ServerDirectory& servers) : m_node(node), m_servers(servers) {}
    // NotFound: no such server, or no such directory now. A page costs the memory of a page however large the directory is: the
    // directory is read through for each, and only the names that belong on the page are held.
    Result<VolumePage> entries(const VolumeListRequest& request, std::stop_token stop);
    // For the page after this entry.
    static std::string cursorAfter(const VolumeEntry& entry);
    // At most `range.length` bytes of a regular file. InvalidInput: it is something else.
    Result<FileBytes> read(const ServerId& server, const std::string& path, const FileRange& range);

private:
    Result<Volume> open(const ServerId& server);

    const Node& m_node;
    ServerDirectory& m_servers;
};

} // namespace alula
