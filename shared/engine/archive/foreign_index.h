// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/entry_stream.h"
#include "shared/engine/archive/index.h"
#include "shared/engine/archive/index_part.h"

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Gathers the entries of a foreign archive and makes an index of them: later entries of one name take the place of earlier ones
// as they do for tar, hard links get the contents of what they link to, directories that nobody wrote are made up. One thread.
class ForeignIndex {
public:
    // `crc64` and `sparse` are of the contents, which have been read. Corrupt, naming the entry, for a hostile path.
    Result<void> add(TarItem item, std::uint64_t crc64, bool sparse);
    // `header` comes with ids and stream length. Gives the entries' memory back as it goes: used once.
    Result<std::string> finish(ArchiveHeader header, const std::stop_token& stop = {});
    std::vector<Warning>& warnings() { return m_warnings; }

private:
    struct IndexOrder {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const {
            return compareKeys({parentOf(a), nameOf(a)}, {parentOf(b), nameOf(b)}) < 0;
        }
    };
    struct Rare { // what most entries do not have
        std::string linkTarget;
        std::vector<ExtendedAttribute> attributes;
    };
    // An entry without its path, which the map has. Millions of them are held: no room for anything rare.
    struct Node {
        EntryInfo info;
        std::uint64_t streamOffset = 0, crc64 = 0;        // files
        std::uint64_t subtreeFiles = 0, subtreeBytes = 0; // directories
        std::shared_ptr<const Rare> rare;                 // null: nothing; hard links share it
        std::uint32_t linkGroup = 0;
        bool sparse = false;
        bool linked = false; // a hard link was made to it, or it is one
        bool madeUp = false;
        bool dated = false; // made up, and has its time

        bool isFile() const { return info.type == EntryType::File; }
    };

    void warn(WarningKind kind, std::string path, std::string detail);
    Result<void> takeRoom(std::size_t bytes);
    Result<void> addHardLink(const std::string& path, const TarItem& item);
    Result<void> makeUpDirectories(const std::stop_token& stop);
    Result<void> checkParents(const std::stop_token& stop) const;
    Result<std::uint64_t> contentBytes() const;
    Result<void> sumSubtrees(const std::stop_token& stop);
    void addToParent(Node& parent, const Node& node);
    void groupLinks();
    static ArchiveEntry entryOf(const std::string& path, const Node& node);

    std::map<std::string, Node, IndexOrder> m_nodes;
    std::vector<Warning> m_warnings;
    std::uint64_t m_text = 0; // bytes of paths and targets held
    std::uint64_t m_droppedWarnings = 0;
};

// "./a/b/" → "a/b", "." → "". Corrupt, naming it, when the path could lead outside: absolute, with "..", or no plain names.
Result<std::string> safeForeignPath(std::string_view path);

} // namespace alula
