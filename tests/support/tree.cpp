// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tree.h"

#include "shared/base/fd.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace alula::test {

namespace {
[[noreturn]] void failed(const std::string& what, const std::string& path) {
    throw std::runtime_error("tree: " + what + " " + path + ": " + std::strerror(errno));
}

// splitmix64 (public domain, S. Vigna): small, and the same everywhere.
std::uint64_t nextRandom(std::uint64_t& state) {
    std::uint64_t z = state += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

// FNV-1a: another seed for every path.
std::uint64_t hashOf(std::string_view text) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return h;
}

void setTime(const std::string& path, std::int64_t ns) {
    std::int64_t seconds = ns / 1'000'000'000;
    std::int64_t rest = ns % 1'000'000'000;
    if (rest < 0) {
        rest += 1'000'000'000;
        --seconds;
    }
    const timespec times[2] = {{0, UTIME_OMIT}, {seconds, rest}};
    if (::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) failed("setting the time of", path);
}

void writeAt(int fd, std::string_view bytes, std::uint64_t offset, const std::string& path) {
    while (!bytes.empty()) {
        const auto put = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0) failed("writing", path);
        bytes.remove_prefix(static_cast<std::size_t>(put));
        offset += static_cast<std::uint64_t>(put);
    }
}

void makeParents(const std::string& root, const std::string& path, std::set<std::string>& made) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        const std::string parent = root + "/" + path.substr(0, slash);
        if (::mkdir(parent.c_str(), 0755) == 0) {
            ::chmod(parent.c_str(), 0755); // whatever the umask
            made.insert(parent);
        } else if (errno != EEXIST) {
            failed("mkdir", parent);
        }
    }
}
} // namespace

std::string pseudoRandom(std::uint64_t seed, std::uint64_t size) {
    std::string bytes((size + 7) / 8 * 8, '\0');
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        const std::uint64_t value = nextRandom(seed);
        std::memcpy(bytes.data() + at, &value, 8);
    }
    bytes.resize(size);
    return bytes;
}

std::string pseudoText(std::uint64_t seed, std::uint64_t size) {
    static constexpr std::string_view kWords[] = {"server", "world",  "chunk",  "player", "block", "region", "plugin", "tick",
                                                  "spawn",  "entity", "config", "=",      "true",  "false",  "0.25",   "\n"};
    std::string text;
    text.reserve(size + 16);
    while (text.size() < size) {
        std::uint64_t value = nextRandom(seed);
        for (int i = 0; i < 16; ++i, value >>= 4) {
            text += kWords[value & 15];
            text += ' ';
        }
    }
    text.resize(size);
    return text;
}

Item::Item(Kind kind, std::string path)
    : m_kind(kind), m_path(std::move(path)), m_seed(hashOf(m_path)), m_mode(kind == Kind::Directory ? 0755 : 0644) {}

std::string Item::contents() const {
    if (!m_generated) return m_bytes;
    return m_text ? pseudoText(m_seed, m_size) : pseudoRandom(m_seed, m_size);
}

Item file(std::string path, std::uint64_t size) {
    Item item(Item::Kind::File, std::move(path));
    item.m_generated = true;
    item.m_size = size;
    return item;
}
Item file(std::string path, std::string contents) {
    Item item(Item::Kind::File, std::move(path));
    item.m_bytes = std::move(contents);
    return item;
}
Item dir(std::string path, std::vector<Item> children) {
    Item item(Item::Kind::Directory, std::move(path));
    item.m_children = std::move(children);
    return item;
}
Item softlink(std::string path, std::string target) {
    Item item(Item::Kind::Symlink, std::move(path));
    item.m_bytes = std::move(target);
    return item;
}
Item hardlink(std::string path, std::string existing) {
    Item item(Item::Kind::HardLink, std::move(path));
    item.m_bytes = std::move(existing);
    return item;
}
Item sparse(std::string path, std::uint64_t size, std::uint64_t dataOffset, std::string data) {
    Item item(Item::Kind::Sparse, std::move(path));
    item.m_size = size;
    item.m_dataOffset = dataOffset;
    item.m_bytes = std::move(data);
    return item;
}
Item fifo(std::string path) { return Item(Item::Kind::Fifo, std::move(path)); }
Item socketFile(std::string path) { return Item(Item::Kind::Socket, std::move(path)); }

Tree tree(std::vector<Item> items) { return Tree(std::move(items)); }

Tree& Tree::add(Item item) {
    m_items.push_back(std::move(item));
    return *this;
}

// What materialise() keeps in mind: directories get their times and modes last, innermost first.
struct Tree::Making {
    std::string root;
    std::set<std::string> impliedDirectories;                  // whole paths
    std::vector<std::pair<std::string, const Item*>> declared; // whole path of directories

    void make(const Item& item, const std::string& prefix);
    void makeNode(const Item& item, const std::string& whole) const;
    void makeFile(const Item& item, const std::string& whole) const;
    static void dress(const Item& item, const std::string& whole);
};

void Tree::Making::makeFile(const Item& item, const std::string& whole) const {
    const UniqueFd fd(::open(whole.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd) failed("creating", whole);
    const bool holes = item.m_kind == Item::Kind::Sparse;
    if (holes && ::ftruncate(fd.get(), static_cast<off_t>(item.m_size)) != 0) failed("truncating", whole);
    writeAt(fd.get(), item.contents(), holes ? item.m_dataOffset : 0, whole);
}

void Tree::Making::makeNode(const Item& item, const std::string& whole) const {
    if (::unlink(whole.c_str()) != 0 && errno != ENOENT) failed("replacing", whole);
    switch (item.m_kind) {
    case Item::Kind::Symlink:
        if (::symlink(item.m_bytes.c_str(), whole.c_str()) != 0) failed("symlink", whole);
        break;
    case Item::Kind::HardLink:
        if (::linkat(AT_FDCWD, (root + "/" + item.m_bytes).c_str(), AT_FDCWD, whole.c_str(), 0) != 0) failed("link", whole);
        break;
    case Item::Kind::Fifo:
    case Item::Kind::Socket:
        if (::mknod(whole.c_str(), (item.m_kind == Item::Kind::Fifo ? S_IFIFO : S_IFSOCK) | 0644, 0) != 0) failed("mknod", whole);
        break;
    default: makeFile(item, whole);
    }
}

// Owner first: changing it drops set-id bits. The time last: everything else may touch it.
void Tree::Making::dress(const Item& item, const std::string& whole) {
    if (item.m_owner && ::lchown(whole.c_str(), item.m_owner->first, item.m_owner->second) != 0) failed("chown", whole);
    for (const auto& [name, value] : item.m_attributes)
        if (::lsetxattr(whole.c_str(), name.c_str(), value.data(), value.size(), 0) != 0)
            failed("setting " + name + " of", whole);
    if (item.m_kind != Item::Kind::Symlink && ::chmod(whole.c_str(), item.m_mode) != 0) failed("chmod", whole);
    setTime(whole, item.m_mtime);
}

void Tree::Making::make(const Item& item, const std::string& prefix) {
    const std::string path = prefix + item.m_path;
    const std::string whole = root + "/" + path;
    makeParents(root, path, impliedDirectories);
    if (item.m_kind != Item::Kind::Directory) {
        makeNode(item, whole);
        // A hard link's mode, owner and time are those of the file it links to.
        if (item.m_kind != Item::Kind::HardLink) dress(item, whole);
        return;
    }
    if (::mkdir(whole.c_str(), 0700) != 0 && errno != EEXIST) failed("mkdir", whole);
    declared.emplace_back(whole, &item);
    for (const auto& child : item.m_children) make(child, path + "/");
}

void Tree::materialise(const std::string& directory) const {
    if (::mkdir(directory.c_str(), 0755) != 0 && errno != EEXIST) failed("mkdir", directory);
    Making making{directory, {}, {}};
    for (const auto& item : m_items) making.make(item, "");
    std::ranges::stable_sort(making.declared, std::greater{}, [](const auto& d) { return d.first; });
    for (const auto& [whole, item] : making.declared) {
        making.impliedDirectories.erase(whole);
        Making::dress(*item, whole);
    }
    for (const auto& implied : making.impliedDirectories) setTime(implied, kTreeTime);
    setTime(directory, kTreeTime);
}

void makeDeepDirectories(const std::string& root, std::size_t levels, const std::string& name) {
    UniqueFd at(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!at) failed("open", root);
    for (std::size_t i = 0; i < levels; ++i) {
        if (::mkdirat(at.get(), name.c_str(), 0755) != 0) failed("mkdir", name);
        at = UniqueFd(::openat(at.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!at) failed("open", name);
    }
    const UniqueFd end(::openat(at.get(), "end", O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    if (!end) failed("creating", "end");
    writeAt(end.get(), "deep\n", 0, "end");
}

} // namespace alula::test
