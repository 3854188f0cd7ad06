// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/snapshot.h"

#include "shared/base/fd.h"
#include "shared/base/log.h"
#include "tests/support/temp_dir.h"

#include <QCryptographicHash>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace alula::test {

namespace {
[[noreturn]] void failed(const std::string& what, const std::string& path) {
    throw std::runtime_error("snapshot: " + what + " " + path + ": " + std::strerror(errno));
}

char typeLetter(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    default: return '?';
    }
}

std::string sha1Of(int directory, const std::string& name, const std::string& path) {
    UniqueFd fd(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOATIME));
    if (!fd) fd = UniqueFd(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd) failed("open", path);
    QCryptographicHash hash(QCryptographicHash::Sha1);
    std::vector<char> buffer(1U << 18);
    for (;;) {
        const auto got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got < 0) failed("read", path);
        if (got == 0) return hash.result().toHex().toStdString();
        hash.addData(QByteArrayView(buffer.data(), got));
    }
}

std::string targetOf(int directory, const std::string& name, const std::string& path) {
    std::string target(65536, '\0');
    const auto got = ::readlinkat(directory, name.c_str(), target.data(), target.size());
    if (got < 0) failed("readlink", path);
    target.resize(static_cast<std::size_t>(got));
    return target;
}

std::map<std::string, std::string> attributesOf(int directory, const std::string& name) {
    const std::string way = "/proc/self/fd/" + std::to_string(directory) + "/" + name;
    std::map<std::string, std::string> found;
    std::string list(65536, '\0');
    const auto length = ::llistxattr(way.c_str(), list.data(), list.size());
    if (length <= 0) return found;
    list.resize(static_cast<std::size_t>(length));
    for (std::size_t at = 0; at < list.size(); at += std::strlen(list.c_str() + at) + 1) {
        const std::string key = list.c_str() + at;
        if (!key.starts_with("user.") && key != "system.posix_acl_access" && key != "system.posix_acl_default") continue;
        std::string value(65536, '\0');
        const auto got = ::lgetxattr(way.c_str(), key.c_str(), value.data(), value.size());
        if (got < 0) failed("getxattr", key);
        value.resize(static_cast<std::size_t>(got));
        found[key] = value;
    }
    return found;
}

// First path of each inode that has several names.
using Links = std::map<std::pair<dev_t, ino_t>, std::vector<std::string>>;

SnapshotEntry entryOf(int directory, const std::string& name, const std::string& path, Links& links) {
    struct stat s{};
    if (::fstatat(directory, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0) failed("stat", path);
    SnapshotEntry entry;
    entry.type = typeLetter(s.st_mode);
    entry.mode = s.st_mode & 07777;
    entry.uid = s.st_uid;
    entry.gid = s.st_gid;
    entry.mtimeNs = static_cast<std::int64_t>(s.st_mtim.tv_sec) * 1'000'000'000 + s.st_mtim.tv_nsec;
    entry.inode = s.st_ino;
    if (entry.type == '-') {
        entry.size = static_cast<std::uint64_t>(s.st_size);
        entry.sparse = s.st_blocks * 512 < s.st_size;
        entry.sha1 = sha1Of(directory, name, path);
        if (s.st_nlink > 1) links[{s.st_dev, s.st_ino}].push_back(path);
    }
    if (entry.type == 'l') entry.target = targetOf(directory, name, path);
    if (entry.type == '-' || entry.type == 'd') entry.attributes = attributesOf(directory, name);
    return entry;
}

struct Level {
    std::string path;
    std::vector<std::string> names;
    std::size_t next = 0;
};

std::string text(const char* format, auto... values) {
    char buffer[160];
    std::snprintf(buffer, sizeof buffer, format, values...);
    return buffer;
}
std::string times(std::int64_t ns) {
    return text("%lld.%09lld", static_cast<long long>(ns / 1'000'000'000), static_cast<long long>(ns % 1'000'000'000));
}

bool sameTime(const std::string& path, const SnapshotEntry& a, const SnapshotEntry& b, const CompareOptions& o) {
    if (path.empty() ? !o.rootTime : (a.type == 'd' && !o.directoryTimes)) return true;
    if (o.seconds) return a.mtimeNs / 1'000'000'000 == b.mtimeNs / 1'000'000'000;
    return a.mtimeNs == b.mtimeNs;
}

std::string differences(const std::string& path, const SnapshotEntry& a, const SnapshotEntry& b, const CompareOptions& o) {
    if (a.type != b.type) return text(" type %c → %c", a.type, b.type);
    std::string all;
    if (a.size != b.size)
        all += text(" size %llu → %llu", static_cast<unsigned long long>(a.size), static_cast<unsigned long long>(b.size));
    else if (a.sha1 != b.sha1) all += " contents";
    if (a.target != b.target) all += " target " + log::printable(a.target) + " → " + log::printable(b.target);
    if (o.modes && a.mode != b.mode && a.type != 'l') all += text(" mode %04o → %04o", a.mode, b.mode);
    if (o.owners && (a.uid != b.uid || a.gid != b.gid)) all += text(" owner %u:%u → %u:%u", a.uid, a.gid, b.uid, b.gid);
    if (o.times && !sameTime(path, a, b, o)) all += " mtime " + times(a.mtimeNs) + " → " + times(b.mtimeNs);
    if (o.attributes && a.attributes != b.attributes) all += " attributes";
    if (o.linkGroups && a.linkGroup != b.linkGroup)
        all += " link group " + log::printable(a.linkGroup) + " → " + log::printable(b.linkGroup);
    if (o.sparse && a.sparse != b.sparse) all += a.sparse ? " no longer sparse" : " sparse now";
    return all;
}
} // namespace

Snapshot snapshot(const std::string& root) {
    Snapshot all;
    Links links;
    // One descriptor, moved down and up, so that a tree of any depth can be read.
    UniqueFd at(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!at) failed("open", root);
    all[""] = entryOf(at.get(), ".", "", links);
    std::vector<Level> levels;
    levels.push_back({"", namesIn(at.get())});
    for (;;) {
        auto& level = levels.back();
        if (level.next == level.names.size()) {
            levels.pop_back();
            if (levels.empty()) break;
            at = UniqueFd(::openat(at.get(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (!at) failed("open ..", levels.back().path);
            continue;
        }
        const std::string& name = level.names[level.next++];
        const std::string path = level.path.empty() ? name : level.path + "/" + name;
        const auto& entry = all[path] = entryOf(at.get(), name, path, links);
        if (entry.type != 'd') continue;
        UniqueFd below(::openat(at.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!below) failed("open", path);
        at = std::move(below);
        levels.push_back({path, namesIn(at.get())});
    }
    for (const auto& [inode, paths] : links) {
        if (paths.size() < 2) continue;
        const std::string& first = *std::ranges::min_element(paths);
        for (const auto& path : paths) all[path].linkGroup = first;
    }
    return all;
}

std::string compare(const Snapshot& expected, const Snapshot& actual, const CompareOptions& options) {
    constexpr int kMaxLines = 40;
    std::string lines;
    int count = 0;
    const auto say = [&](const std::string& line) {
        if (++count <= kMaxLines) lines += line + "\n";
    };
    const auto counts = [&](const SnapshotEntry& e) { return options.directories || e.type != 'd'; };
    for (const auto& [path, entry] : expected) {
        if (!counts(entry)) continue;
        const auto other = actual.find(path);
        if (other == actual.end()) {
            say("- " + log::printable(path));
        } else if (const auto how = differences(path, entry, other->second, options); !how.empty()) {
            say("~ " + log::printable(path) + ":" + how);
        }
    }
    for (const auto& [path, entry] : actual)
        if (counts(entry) && !expected.contains(path)) say("+ " + log::printable(path));
    if (count > kMaxLines) lines += "… and " + std::to_string(count - kMaxLines) + " more\n";
    return lines;
}

} // namespace alula::test
