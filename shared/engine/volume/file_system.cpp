// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/file_system.h"

#include "shared/engine/volume/system_calls.h"

#include <sys/stat.h>

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

FileSystem systemFiles() { return {systemNames(), systemContents(), systemAttributes()}; }

std::string pathOfHandle(int directory, const std::string& name) {
    return name.empty() ? "descriptor " + std::to_string(directory) : name;
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
