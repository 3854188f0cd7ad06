// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/disk_image.h"

#include "shared/base/fd.h"
#include "tests/support/temp_dir.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace alula::test {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

void mustWork(bool worked, const std::string& path) {
    if (!worked) throw std::runtime_error(path + ": " + std::strerror(errno));
}

std::map<std::string, std::string> attributesOf(const std::string& path) {
    std::string names(4096, '\0');
    const auto length = ::llistxattr(path.c_str(), names.data(), names.size());
    std::map<std::string, std::string> found;
    for (std::size_t at = 0; length > 0 && at < static_cast<std::size_t>(length);) {
        const std::string key = names.c_str() + at;
        at += key.size() + 1;
        if (!key.starts_with("user.")) continue;
        std::string value(4096, '\0');
        const auto got = ::lgetxattr(path.c_str(), key.c_str(), value.data(), value.size());
        mustWork(got >= 0, path);
        value.resize(static_cast<std::size_t>(got));
        found[key] = value;
    }
    return found;
}

class Reader {
public:
    DiskImage image;

    DiskImage::Id read(const std::string& path) {
        struct stat status{};
        mustWork(::lstat(path.c_str(), &status) == 0, path);
        const auto [known, isNew] = m_ids.emplace(status.st_ino, m_ids.size() + DiskImage::kRoot);
        const DiskImage::Id id = known->second;
        if (!isNew) return id; // another name of it
        DiskImage::Thing thing{.mode = status.st_mode,
                               .uid = status.st_uid,
                               .gid = status.st_gid,
                               .mtimeNs = status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec,
                               .bytes = {},
                               .attributes = attributesOf(path),
                               .names = {},
                               .inode = status.st_ino};
        if (S_ISREG(status.st_mode)) thing.bytes = readFile(path);
        if (S_ISLNK(status.st_mode)) thing.bytes = std::filesystem::read_symlink(path).string();
        if (S_ISDIR(status.st_mode)) {
            for (const auto& entry : std::filesystem::directory_iterator(path))
                thing.names[entry.path().filename().string()] = read(entry.path().string());
        }
        image.things[id] = std::move(thing);
        return id;
    }

private:
    std::map<std::uint64_t, DiskImage::Id> m_ids; // by inode number
};

class Writer {
public:
    explicit Writer(const DiskImage& image) : m_image(image) {}
    std::map<DiskImage::Id, std::uint64_t> inodes;

    void write(DiskImage::Id id, const std::string& path) {
        const auto& thing = m_image.things.at(id);
        if (const auto first = m_paths.find(id); first != m_paths.end()) {
            mustWork(::link(first->second.c_str(), path.c_str()) == 0, path);
            return;
        }
        m_paths[id] = path;
        if (S_ISLNK(thing.mode)) mustWork(::symlink(thing.bytes.c_str(), path.c_str()) == 0, path);
        if (S_ISREG(thing.mode)) writeFile(path, thing.bytes);
        if (S_ISDIR(thing.mode)) {
            if (id != DiskImage::kRoot) mustWork(::mkdir(path.c_str(), 0700) == 0, path);
            for (const auto& [name, child] : thing.names) write(child, path + "/" + name);
        }
        dress(thing, path);
        struct stat status{};
        mustWork(::lstat(path.c_str(), &status) == 0, path);
        inodes[id] = status.st_ino;
    }

private:
    static void dress(const DiskImage::Thing& thing, const std::string& path) {
        if (::geteuid() == 0) mustWork(::lchown(path.c_str(), thing.uid, thing.gid) == 0, path);
        for (const auto& [key, value] : thing.attributes)
            mustWork(::lsetxattr(path.c_str(), key.c_str(), value.data(), value.size(), 0) == 0, path);
        if (!S_ISLNK(thing.mode)) mustWork(::chmod(path.c_str(), thing.mode & 07777) == 0, path);
        if (!thing.mtimeNs) return;
        const timespec time{*thing.mtimeNs / kSecond, *thing.mtimeNs % kSecond};
        const timespec times[] = {time, time};
        mustWork(::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0, path);
    }

    const DiskImage& m_image;
    std::map<DiskImage::Id, std::string> m_paths; // the first of each
};

} // namespace

DiskImage DiskImage::read(const std::string& directory) {
    Reader reader;
    reader.read(directory);
    return std::move(reader.image);
}

std::map<DiskImage::Id, std::uint64_t> DiskImage::write(const std::string& directory) const {
    for (const auto& entry : std::filesystem::directory_iterator(directory)) removeTree(entry.path().string());
    Writer writer(*this);
    writer.write(kRoot, directory);
    return std::move(writer.inodes);
}

std::string DiskImage::fingerprint() const {
    std::string text;
    std::set<Id> seen;
    const auto add = [&](const auto& self, Id id) -> void {
        if (!seen.insert(id).second) return;
        const Thing& thing = things.at(id);
        text += std::to_string(id) + " " + std::to_string(thing.mode) + " " + std::to_string(thing.uid) + " " +
                std::to_string(thing.gid) + " " + std::to_string(thing.mtimeNs.value_or(-1)) + " " +
                std::to_string(std::hash<std::string>{}(thing.bytes)) + "\n";
        for (const auto& [key, value] : thing.attributes) text += key + "=" + value + "\n";
        for (const auto& [name, child] : thing.names) text += name + " " + std::to_string(child) + "\n";
        for (const auto& [name, child] : thing.names) self(self, child);
    };
    add(add, kRoot);
    return text;
}

} // namespace alula::test
