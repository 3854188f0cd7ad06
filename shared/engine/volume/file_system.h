// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <cstdint>
#include <ctime>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace alula {

// What statx(2) tells of one name, without following a symlink.
struct FileStat {
    mode_t mode = 0; // type and permission bits
    uid_t uid = 0;
    gid_t gid = 0;
    std::uint64_t size = 0;
    std::uint64_t blocks = 0; // of 512 bytes; fewer than the size needs: sparse
    std::uint64_t inode = 0;
    std::uint32_t links = 0;
    std::int64_t mtimeNs = 0;
    std::int64_t ctimeNs = 0;
    std::uint64_t device = 0;
    std::uint64_t mountId = 0; // STATX_MNT_ID: bind mounts of one file system differ in it
    bool isDirectory() const;
    bool isRegular() const;
    bool isSymlink() const;
};

struct DirectoryEntry {
    std::string name;       // raw bytes, never "." or ".."
    unsigned char type = 0; // DT_*, DT_UNKNOWN where the file system does not tell
};

struct SpaceInfo {
    std::uint64_t total = 0;
    std::uint64_t available = 0; // to a user without privileges
    bool readOnly = false;       // the file system, or this mount of it
    std::uint32_t type = 0;      // of the file system: statfs(2) f_type, linux/magic.h
};

// The operating system's files, as the engine sees them: four small interfaces, so that tests can record every change,
// drop what was not fsynced, and fail call N. Every call is one system call (EINTR is retried); errors carry errno and the path.
// `directory` is an open handle or AT_FDCWD; `name` is then a path. O_CLOEXEC is always added. All are thread-safe.

class NameCalls { // names below a directory handle
public:
    virtual ~NameCalls() = default;
    // openat2(2) with RESOLVE_*; ENOSYS (kernel < 5.6) is answered by the real one with component-wise O_NOFOLLOW opens.
    virtual Result<UniqueFd> open(int directory, const std::string& name, int flags, mode_t mode, std::uint64_t resolve) = 0;
    virtual Result<void> makeDirectory(int directory, const std::string& name, mode_t mode) = 0;
    virtual Result<void> makeSymlink(const std::string& target, int directory, const std::string& name) = 0;
    // fromName empty: links the open file itself (AT_EMPTY_PATH, or /proc/self/fd where that is not allowed).
    virtual Result<void> makeLink(int fromDirectory, const std::string& fromName, int directory, const std::string& name) = 0;
    virtual Result<void> rename(int fromDirectory, const std::string& fromName, int toDirectory, const std::string& toName,
                                unsigned flags) = 0; // renameat2(2): 0, RENAME_NOREPLACE or RENAME_EXCHANGE
    virtual Result<void> remove(int directory, const std::string& name, bool isDirectory) = 0;
    virtual Result<FileStat> stat(int directory,
                                  const std::string& name) = 0; // name empty: the handle itself; symlinks not followed
    // In no order, from the start each time; the visitor returns false to stop.
    virtual Result<void> visit(int directory, const std::function<bool(DirectoryEntry)>& each) = 0;

    Result<std::vector<DirectoryEntry>> list(int directory); // all of them at once
};

class FileCalls { // contents of open files
public:
    virtual ~FileCalls() = default;
    virtual Result<std::size_t> read(int fd, MutableByteSpan into, std::uint64_t offset) = 0; // 0: end of file; may be short
    virtual Result<std::size_t> write(int fd, ByteSpan bytes, std::uint64_t offset) = 0;      // may be short
    virtual Result<void> truncate(int fd, std::uint64_t size) = 0;
    virtual Result<void> sync(int fd) = 0;                                            // fsync: files and directories
    virtual Result<void> syncFileSystem(int fd) = 0;                                  // syncfs
    virtual Result<std::uint64_t> seek(int fd, std::uint64_t offset, int whence) = 0; // SEEK_DATA, SEEK_HOLE
    // FICLONERANGE: the two share the space from then on, until one of them is written to; 0 bytes: to the end of `from`. Both offsets
    // and the bytes (but at its end) are multiples of the file system's blocks.
    virtual Result<void> cloneRange(int from, std::uint64_t fromOffset, std::uint64_t bytes, int to, std::uint64_t toOffset) = 0;
    virtual Result<SpaceInfo> space(int fd) = 0;
};

class AttributeCalls { // what hangs on a name: owner, mode, times, extended attributes
public:
    virtual ~AttributeCalls() = default;
    virtual Result<void> setOwner(int directory, const std::string& name, uid_t uid,
                                  gid_t gid) = 0;          // name empty: the handle; never follows
    virtual Result<void> setMode(int fd, mode_t mode) = 0; // O_PATH handles too
    virtual Result<void> setModifiedTime(int directory, const std::string& name, std::int64_t mtimeNs) = 0; // as setOwner
    virtual Result<std::string> readLink(int directory, const std::string& name) = 0;
    virtual Result<std::vector<std::string>> listAttributes(int directory, const std::string& name) = 0; // as setOwner
    virtual Result<std::string> attribute(int directory, const std::string& name, const std::string& key) = 0;
    virtual Result<void> setAttribute(int fd, const std::string& key, const std::string& value) = 0;
    virtual void advise(int fd, std::uint64_t offset, std::uint64_t length, int advice) = 0; // posix_fadvise: a hint, cannot fail

    // Of an open file or directory.
    Result<std::vector<std::string>> listAttributes(int fd) { return listAttributes(fd, {}); }
    Result<std::string> attribute(int fd, const std::string& key) { return attribute(fd, std::string(), key); }
};

class CacheCalls { // what of an open file lies in the page cache
public:
    virtual ~CacheCalls() = default;
    virtual Result<std::uint64_t> cachedPages(int fd) = 0; // of all its pages so many; cachestat(2), ENOSYS before Linux 6.5
    // mincore(2): a bit for each page from `offset` on, which is the start of one. All of them when the file is not ours.
    virtual Result<std::vector<bool>> inCache(int fd, std::uint64_t offset, std::uint64_t length) = 0;
};

// What the engine is given. The four live as long as the engine.
struct FileSystem {
    NameCalls& names;
    FileCalls& files;
    AttributeCalls& attributes;
    CacheCalls& cache;
};

std::size_t pageSize(); // of the page cache, in bytes

// The real thing. Stateless; lives as long as the program.
FileSystem systemFiles();

// What cloneRange() says where no two files can share space; every other error is of these two.
bool cannotClone(const Error& error);
// Whether a file of that type's (SpaceInfo::type) may share space with another, and a clone of it can be trusted.
bool sharesSpace(std::uint32_t type);

// Whole-buffer forms: loop over short reads and writes. readFully returns fewer bytes only at the end of the file.
Result<std::size_t> readFully(FileCalls& files, int fd, MutableByteSpan into, std::uint64_t offset);
Result<void> writeFully(FileCalls& files, int fd, ByteSpan bytes, std::uint64_t offset);

} // namespace alula
