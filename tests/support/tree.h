// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "tests/support/snapshot.h"
#include "tests/support/temp_dir.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace alula::test {

// The time that everything gets that was given none: 2026-01-02T03:04:05.123456789Z, long before any test runs.
inline constexpr std::int64_t kTreeTime = 1'767'323'045'123'456'789;

// Bytes that are the same on every machine. Random ones do not compress, text does (about 4:1).
std::string pseudoRandom(std::uint64_t seed, std::uint64_t size);
std::string pseudoText(std::uint64_t seed, std::uint64_t size);

// One declared thing of a tree. Made by the functions below, changed by the chain: file("a", 3_MiB).mode(0640).owner(1, 2).
class Item {
public:
    enum class Kind : std::uint8_t { File, Directory, Symlink, HardLink, Sparse, Fifo, Socket };

    Item& mode(mode_t mode) {
        m_mode = mode;
        return *this;
    }
    Item& mtime(std::int64_t ns) {
        m_mtime = ns;
        return *this;
    }
    Item& owner(uid_t uid, gid_t gid) {
        m_owner = {uid, gid};
        return *this;
    } // needs root
    Item& attribute(const std::string& name, const std::string& value) {
        m_attributes[name] = value;
        return *this;
    }
    Item& seed(std::uint64_t seed) {
        m_seed = seed;
        return *this;
    } // other contents of the same size
    Item& text() {
        m_text = true;
        return *this;
    } // contents that compress

    const std::string& path() const { return m_path; }

private:
    friend class Tree;
    friend Item file(std::string path, std::uint64_t size);
    friend Item file(std::string path, std::string contents);
    friend Item dir(std::string path, std::vector<Item> children);
    friend Item softlink(std::string path, std::string target);
    friend Item hardlink(std::string path, std::string existing);
    friend Item sparse(std::string path, std::uint64_t size, std::uint64_t dataOffset, std::string data);
    friend Item fifo(std::string path);
    friend Item socketFile(std::string path);

    Item(Kind kind, std::string path);
    std::string contents() const;

    Kind m_kind;
    std::string m_path;
    std::string m_bytes;      // contents, or the link's target
    bool m_generated = false; // m_size bytes from the seed instead of m_bytes
    std::uint64_t m_size = 0;
    std::uint64_t m_dataOffset = 0; // sparse: where m_bytes lie
    std::uint64_t m_seed = 0;
    bool m_text = false;
    mode_t m_mode = 0;
    std::int64_t m_mtime = kTreeTime;
    std::optional<std::pair<uid_t, gid_t>> m_owner;
    std::map<std::string, std::string> m_attributes;
    std::vector<Item> m_children;
};

// Paths are bytes, relative; parents that were not declared are made (0755). Files are 0644, directories 0755.
Item file(std::string path, std::uint64_t size = 0); // pseudo-random, another for every path
Item file(std::string path, std::string contents);
Item dir(std::string path, std::vector<Item> children = {}); // children's paths are relative to it
Item softlink(std::string path, std::string target);         // not "symlink": unistd.h has one, and it would win
Item hardlink(std::string path, std::string existing);       // `existing`: path in the tree, declared before
// A hole of `size` bytes with `data` at dataOffset.
Item sparse(std::string path, std::uint64_t size, std::uint64_t dataOffset, std::string data);
Item fifo(std::string path);
Item socketFile(std::string path);

class Tree {
public:
    Tree() = default;
    explicit Tree(std::vector<Item> items) : m_items(std::move(items)) {}
    Tree& add(Item item);
    // Makes it all below `directory`, which is made if missing and then gets kTreeTime too. Things that are there already are
    // replaced when they are files or links. Throws std::runtime_error with the path that failed.
    void materialise(const std::string& directory) const;

private:
    struct Making;
    std::vector<Item> m_items;
};

// tree({file("a", 3_MiB), dir("b")}).materialise(temp.path())
Tree tree(std::vector<Item> items);

// root/d/d/d… with `levels` directories, deeper than any path can name; the innermost holds a file "end" ("deep\n").
void makeDeepDirectories(const std::string& root, std::size_t levels, const std::string& name = "d");

} // namespace alula::test
