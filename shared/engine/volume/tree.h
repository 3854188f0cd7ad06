// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/entry.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alula {

// A volume's tree as the walk saw it: depth first, names of one directory in byte order, the root at index 0.
// Made for a million entries: names lie in one arena, a node is 64 bytes, rare things stand in side tables.
class VolumeTree {
public:
    struct Node {
        std::uint32_t parent = 0;
        std::uint32_t nameOffset = 0;
        std::uint16_t nameLength = 0;
        EntryType type = EntryType::File;
        bool sparse = false;
        std::uint32_t mode = 0, uid = 0, gid = 0;
        std::uint32_t linkGroup =
            0; // 0: none; files of one inode share a number, the first of them in order holds the contents for restore
        // What deleting the file frees, in 4 KiB rounded down (at most 16 TiB are told). Of one inode with several names only the
        // first has it, and only when all its names are in the tree.
        std::uint32_t diskUnits = 0;
        std::uint64_t size = 0, inode = 0;
        std::int64_t mtimeNs = 0, ctimeNs = 0;
    };
    static_assert(sizeof(Node) == 64);

    std::size_t size() const { return m_nodes.size(); }
    const Node& node(std::size_t i) const { return m_nodes[i]; }
    std::string_view name(std::size_t i) const;
    std::string path(std::size_t i) const;                                 // built by walking up
    const std::string& linkTarget(std::size_t i) const;                    // symlinks
    const std::vector<ExtendedAttribute>& attributes(std::size_t i) const; // empty for most

    std::uint64_t totalBytes() const { return m_totalBytes; } // of regular files
    std::uint64_t files() const { return m_files; }

    // For the walk. Targets and attributes are set in ascending order of i. add() asks for room (see full()).
    bool full(std::size_t nameLength) const; // no 32-bit number or offset left for one more
    std::size_t add(Node node, std::string_view name);
    void setLinkTarget(std::size_t i, std::string target);
    void setAttributes(std::size_t i, std::vector<ExtendedAttribute> attributes);
    void setLinkGroup(std::size_t i, std::uint32_t group) { m_nodes[i].linkGroup = group; }
    void setDiskUnits(std::size_t i, std::uint32_t units) { m_nodes[i].diskUnits = units; }

private:
    std::vector<Node> m_nodes;
    std::string m_names;
    std::vector<std::pair<std::uint32_t, std::string>> m_targets;                       // sorted by node
    std::vector<std::pair<std::uint32_t, std::vector<ExtendedAttribute>>> m_attributes; // sorted by node
    std::uint64_t m_totalBytes = 0;
    std::uint64_t m_files = 0;
};

} // namespace alula
