// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/file_system.h"

#include "shared/engine/volume/system_calls.h"

#include <cerrno>
#include <climits>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace alula {

bool FileStat::isDirectory() const { return S_ISDIR(mode); }
bool FileStat::isRegular() const { return S_ISREG(mode); }
bool FileStat::isSymlink() const { return S_ISLNK(mode); }

Result<std::vector<DirectoryEntry>> NameCalls::list(int directory) {
    std::vector<DirectoryEntry> entries;
    ALULA_TRY(visit(directory, [&](DirectoryEntry entry) {
        entries.push_back(std::move(entry));
        return true;
    }));
    return entries;
}

bool cannotClone(const Error& error) {
    switch (error.errnum()) {
    case EOPNOTSUPP:
    case ENOTTY:
    case ENOSYS:
    case EXDEV: return true;
    default: return false;
    }
}

bool sharesSpace(std::uint32_t type) {
    // linux/magic.h. Not OpenZFS, whose clones of what was just written had zeros in them (openzfs#15526), nor what is far away.
    constexpr std::uint32_t kXfs = 0x58465342, kBtrfs = 0x9123683e;
    return type == kXfs || type == kBtrfs;
}

FileSystem systemFiles() { return {systemNames(), systemContents(), systemAttributes(), systemCache()}; }

// Keeps errno: it is asked for in the same breath.
std::string pathOfHandle(int directory, const std::string& name) {
    constexpr std::string_view kUnlinked = " (deleted)"; // also of a file that was never linked (O_TMPFILE)
    if (!name.empty() && name != ".") return name;
    const int error = errno;
    std::string path(PATH_MAX, '\0');
    const auto length = ::readlink(("/proc/self/fd/" + std::to_string(directory)).c_str(), path.data(), path.size());
    path.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
    if (path.ends_with(kUnlinked)) path.resize(path.size() - kUnlinked.size());
    errno = error;
    return path.empty() ? "descriptor " + std::to_string(directory) : path;
}

Result<std::size_t> readFully(FileCalls& files, int fd, MutableByteSpan into, std::uint64_t offset) {
    std::size_t done = 0;
    while (done < into.size()) {
        ALULA_ASSIGN(const std::size_t got, files.read(fd, into.subspan(done), offset + done));
        if (got == 0) break;
        done += got;
    }
    return done;
}

Result<void> writeFully(FileCalls& files, int fd, ByteSpan bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        ALULA_ASSIGN(const std::size_t put, files.write(fd, bytes, offset));
        if (put == 0) return failErrno(EIO, "writing: the file system took no byte");
        bytes = bytes.subspan(put);
        offset += put;
    }
    return {};
}

} // namespace alula
