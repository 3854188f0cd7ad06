// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/index.h"
#include "shared/engine/archive/index_part.h"
#include "shared/engine/archive/tar_stream.h"

#include <map>
#include <string>
#include <vector>

namespace alula {

// Gathers the entries of a foreign archive and makes an index of them: later entries of one name take the place of earlier ones
// as they do for tar, hard links get the contents of what they link to, directories that nobody wrote are made up. One thread.
class ForeignIndex {
public:
    // `crc64` and `sparse` are of the contents, which have been read. Corrupt, naming the entry, for a hostile path.
    Result<void> add(TarItem item, std::uint64_t crc64, bool sparse);
    // `header` comes with ids and stream length.
    Result<std::string> finish(ArchiveHeader header);
    std::vector<Warning>& warnings() { return m_warnings; }

private:
    struct IndexOrder {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const {
            return compareKeys({parentOf(a), nameOf(a)}, {parentOf(b), nameOf(b)}) < 0;
        }
    };
    struct Node {
        ArchiveEntry entry; // its path is empty: the map has it
        bool madeUp = false;
        bool dated = false; // made up, and has its time
    };

    void warn(WarningKind kind, std::string path, std::string detail);
    Result<void> takeRoom(std::size_t bytes);
    void addHardLink(const std::string& path, const TarItem& item);
    Result<void> makeUpDirectories();
    Result<void> checkParents() const;
    void sumSubtrees();
    void groupLinks();

    std::map<std::string, Node, IndexOrder> m_nodes;
    std::vector<Warning> m_warnings;
    std::uint64_t m_text = 0; // bytes of paths and targets held
    std::uint64_t m_droppedWarnings = 0;
};

// "./a/b/" → "a/b", "." → "". Corrupt, naming it, when the path could lead outside: absolute, with "..", or no plain names.
Result<std::string> safeForeignPath(std::string_view path);

} // namespace alula
