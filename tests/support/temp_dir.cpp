// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_dir.h"

#include "shared/base/fd.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace alula::test {

namespace {
[[noreturn]] void failed(const std::string& what, const std::string& path) {
    throw std::runtime_error(what + " " + path + ": " + std::strerror(errno));
}

// Removes what is not a directory and returns the names of those that are.
std::vector<std::string> removeFilesIn(int directory) {
    std::vector<std::string> directories;
    for (auto& name : namesIn(directory))
        if (::unlinkat(directory, name.c_str(), 0) != 0 && (errno == EISDIR || errno == EPERM))
            directories.push_back(std::move(name));
    return directories;
}

UniqueFd openDirectoryAt(int at, const std::string& name) {
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    UniqueFd fd(::openat(at, name.c_str(), flags));
    // A test took its own rights away.
    if (!fd && ::fchmodat(at, name.c_str(), 0700, 0) == 0) fd = UniqueFd(::openat(at, name.c_str(), flags));
    if (fd && ::fchmod(fd.get(), 0700) != 0) failed("fchmod", name);
    return fd;
}
} // namespace

TempDir::TempDir() {
    const char* base = std::getenv("TMPDIR");
    std::string pattern = std::string(base && *base ? base : "/tmp") + "/alula-test-XXXXXX";
    if (!::mkdtemp(pattern.data())) failed("mkdtemp", pattern);
    m_path = pattern;
}

TempDir::~TempDir() {
    try {
        removeTree(m_path);
    } catch (const std::exception&) { // what is left in the temporary folder is not worth a crash of the test
    }
}

std::string TempDir::makeDirectory(std::string_view below) const {
    const std::string whole = path(below);
    for (std::size_t slash = m_path.size(); slash != std::string::npos;) {
        slash = whole.find('/', slash + 1);
        const std::string part = whole.substr(0, slash);
        if (::mkdir(part.c_str(), 0755) != 0 && errno != EEXIST) failed("mkdir", part);
    }
    return whole;
}

void removeTree(const std::string& path) {
    struct Level {
        std::string name; // of this directory in its parent
        std::vector<std::string> directories;
    };
    UniqueFd at = openDirectoryAt(AT_FDCWD, path);
    if (!at) {
        ::unlink(path.c_str());
        return;
    }
    std::vector<Level> levels;
    levels.push_back({path, removeFilesIn(at.get())});
    while (!levels.empty()) {
        auto& waiting = levels.back().directories;
        if (!waiting.empty()) {
            std::string name = std::move(waiting.back());
            waiting.pop_back();
            UniqueFd below = openDirectoryAt(at.get(), name);
            if (!below) continue;
            at = std::move(below);
            levels.push_back({std::move(name), removeFilesIn(at.get())});
            continue;
        }
        const std::string name = levels.back().name;
        levels.pop_back();
        if (levels.empty()) break;
        at = UniqueFd(::openat(at.get(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!at) failed("openat ..", name);
        ::unlinkat(at.get(), name.c_str(), AT_REMOVEDIR);
    }
    at.reset();
    if (::rmdir(path.c_str()) != 0) failed("rmdir", path);
}

std::string readFile(const std::string& path) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) failed("open", path);
    std::string contents;
    for (std::size_t used = 0;;) {
        contents.resize(used + (1U << 20));
        const auto got = ::read(fd.get(), contents.data() + used, contents.size() - used);
        if (got < 0) failed("read", path);
        used += static_cast<std::size_t>(got);
        contents.resize(used);
        if (got == 0) return contents;
    }
}

void writeFile(const std::string& path, std::string_view contents) {
    const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!fd) failed("open", path);
    while (!contents.empty()) {
        const auto put = ::write(fd.get(), contents.data(), contents.size());
        if (put < 0) failed("write", path);
        contents.remove_prefix(static_cast<std::size_t>(put));
    }
}

bool exists(const std::string& path) {
    struct stat unused{};
    return ::lstat(path.c_str(), &unused) == 0;
}

bool isRoot() { return ::geteuid() == 0; }

std::vector<std::string> namesIn(int directory) {
    const int own = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(own < 0 ? nullptr : ::fdopendir(own), ::closedir);
    if (!stream) failed("opening", "a directory");
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(stream.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    std::ranges::sort(names);
    return names;
}

} // namespace alula::test
