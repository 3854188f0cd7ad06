// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <limits>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace alula::test {

struct SqliteFault {
    std::uint64_t left = 0; // calls until it fails; 0: none does
    int errnum = 0;
    bool sticky = false;
    std::size_t most = std::numeric_limits<std::size_t>::max();
    std::uint64_t calls = 0;
    bool hit = false;
};

// SQLite's own calls to the system, which fail when they are told to: its unix VFS lets them be replaced one by one (as its own
// tests do, test_syscall.c), all but fdatasync, which is the program's when the program defines one (below). Locks do not fail: on
// local disks, where the catalog has to be, they do not. One thread, one at a time, in one source file of a program.
class FaultySqlite {
public:
    FaultySqlite() {
        set("open", reinterpret_cast<sqlite3_syscall_ptr>(&openFile));
        set("pread64", reinterpret_cast<sqlite3_syscall_ptr>(&readAt));
        set("pwrite64", reinterpret_cast<sqlite3_syscall_ptr>(&writeAt));
        set("ftruncate", reinterpret_cast<sqlite3_syscall_ptr>(&truncateFile));
        set("unlink", reinterpret_cast<sqlite3_syscall_ptr>(&removeFile));
        set("mmap", reinterpret_cast<sqlite3_syscall_ptr>(&map));
        s_state = {};
    }
    ~FaultySqlite() {
        sqlite3_vfs* vfs = sqlite3_vfs_find("unix");
        vfs->xSetSystemCall(vfs, nullptr, nullptr); // all of them back
        s_state = {};
    }
    FaultySqlite(const FaultySqlite&) = delete;
    FaultySqlite& operator=(const FaultySqlite&) = delete;

    // The nth call from now; `sticky`: and all after it. A read or write moves at most `most` bytes.
    void failCall(std::uint64_t n, int errnum, bool sticky = false) { s_state = {n, errnum, sticky, s_state.most, 0, false}; }
    void setMostBytes(std::size_t most) { s_state.most = most; }
    void heal() { s_state.left = 0; }
    bool wasHit() const { return s_state.hit; }
    std::uint64_t calls() const { return s_state.calls; } // since failCall

    static int syncFile(int fd) {
        ++s_syncs;
        return fails() ? -1 : static_cast<int>(::syscall(SYS_fdatasync, fd));
    }
    static std::uint64_t syncs() { return s_syncs; } // ever

private:
    static inline SqliteFault s_state;
    static inline std::uint64_t s_syncs = 0;

    static void set(const char* name, sqlite3_syscall_ptr call) {
        sqlite3_vfs* vfs = sqlite3_vfs_find("unix");
        if (vfs->xSetSystemCall(vfs, name, call) != SQLITE_OK) throw std::runtime_error(std::string("SQLite has no ") + name);
    }
    static bool fails() {
        ++s_state.calls;
        if (s_state.left == 0 || --s_state.left > 0) return false;
        if (s_state.sticky) s_state.left = 1;
        s_state.hit = true;
        errno = s_state.errnum;
        return true;
    }
    static int openFile(const char* path, int flags, int mode) { return fails() ? -1 : ::open(path, flags, mode); }
    static ssize_t readAt(int fd, void* into, std::size_t size, off_t offset) {
        return fails() ? -1 : ::pread(fd, into, std::min(size, s_state.most), offset);
    }
    static ssize_t writeAt(int fd, const void* bytes, std::size_t size, off_t offset) {
        return fails() ? -1 : ::pwrite(fd, bytes, std::min(size, s_state.most), offset);
    }
    static int truncateFile(int fd, off_t size) { return fails() ? -1 : ::ftruncate(fd, size); }
    static int removeFile(const char* path) { return fails() ? -1 : ::unlink(path); }
    static void* map(void* at, std::size_t size, int protection, int flags, int fd, off_t offset) {
        return fails() ? MAP_FAILED : ::mmap(at, size, protection, flags, fd, offset);
    }
};

} // namespace alula::test

// Found before the C library's by everything in the program.
extern "C" int fdatasync(int fd) { return alula::test::FaultySqlite::syncFile(fd); }
