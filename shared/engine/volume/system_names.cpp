// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/beneath.h"
#include "shared/engine/volume/system_calls.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace alula {

namespace {

int openat2(int directory, const char* name, int flags, mode_t mode, std::uint64_t resolve) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags);
    how.mode = mode;
    how.resolve = resolve;
    return static_cast<int>(::syscall(SYS_openat2, directory, name, &how, sizeof how));
}

// Older seccomp profiles of container runtimes answer EPERM instead of ENOSYS to a call they do not know: so it is tried once.
bool hasOpenat2() {
    static const bool has = [] {
        const UniqueFd root(openat2(AT_FDCWD, ".", O_PATH | O_CLOEXEC, 0, kBeneath));
        return root || (errno != ENOSYS && errno != EPERM);
    }();
    return has;
}

// openat2 refuses a mode that nothing would use.
bool creates(int flags) { return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE; }

// Anybody may give a file a time outside of what 64 bits of nanoseconds can say (1677 to 2262): it gets the nearest that they can.
std::int64_t nanoseconds(const statx_timestamp& t) {
    using Limits = std::numeric_limits<std::int64_t>;
    constexpr std::int64_t kSecond = 1'000'000'000;
    if (t.tv_sec >= Limits::max() / kSecond) return Limits::max();
    if (t.tv_sec <= Limits::min() / kSecond) return Limits::min();
    return t.tv_sec * kSecond + t.tv_nsec;
}

FileStat fromStatx(const struct statx& s) {
    FileStat stat;
    stat.mode = s.stx_mode;
    stat.uid = s.stx_uid;
    stat.gid = s.stx_gid;
    stat.size = s.stx_size;
    stat.blocks = s.stx_blocks;
    stat.inode = s.stx_ino;
    stat.links = s.stx_nlink;
    stat.mtimeNs = nanoseconds(s.stx_mtime);
    stat.ctimeNs = nanoseconds(s.stx_ctime);
    stat.device = ::makedev(s.stx_dev_major, s.stx_dev_minor);
    // Not known before Linux 5.8: then 0 for all, and only the device tells mounts apart.
    if (s.stx_mask & STATX_MNT_ID) stat.mountId = s.stx_mnt_id;
    return stat;
}

// linux_dirent64 of getdents64(2), which glibc does not declare for us.
struct RawEntry {
    std::uint64_t inode;
    std::int64_t offset;
    unsigned short length;
    unsigned char type;
    char name[1];
};

void takeEntries(const char* bytes, std::size_t length, std::vector<DirectoryEntry>& into) {
    for (std::size_t at = 0; at < length;) {
        unsigned short entryLength = 0;
        std::memcpy(&entryLength, bytes + at + offsetof(RawEntry, length), sizeof entryLength);
        const char* name = bytes + at + offsetof(RawEntry, name);
        if (std::strcmp(name, ".") != 0 && std::strcmp(name, "..") != 0)
            into.push_back({name, static_cast<unsigned char>(bytes[at + offsetof(RawEntry, type)])});
        at += entryLength;
    }
}

class SystemNames final : public NameCalls {
public:
    Result<UniqueFd> open(int directory, const std::string& name, int flags, mode_t mode, std::uint64_t resolve) override {
        flags |= O_CLOEXEC;
        if (!creates(flags)) mode = 0;
        if (resolve != 0 && !hasOpenat2()) {
            if ((resolve & ~kBeneath) != 0) return failErrno(ENOSYS, "opening", name);
            return openByComponents(directory, name, flags, mode);
        }
        int fd = -1;
        // EAGAIN: a rename elsewhere made the kernel unsure about ".."; openat2(2) says to try again.
        for (int attempt = 0; attempt < 100; ++attempt) {
            fd = retried([&] {
                return resolve == 0 ? ::openat(directory, name.c_str(), flags, mode)
                                    : openat2(directory, name.c_str(), flags, mode, resolve);
            });
            if (fd >= 0 || errno != EAGAIN || resolve == 0) break;
        }
        if (fd < 0) return failErrno(errno, "opening", pathOfHandle(directory, name));
        return UniqueFd(fd);
    }

    Result<void> makeDirectory(int directory, const std::string& name, mode_t mode) override {
        if (retried([&] { return ::mkdirat(directory, name.c_str(), mode); }) != 0)
            return failErrno(errno, "making a directory", name);
        return {};
    }

    Result<void> makeSymlink(const std::string& target, int directory, const std::string& name) override {
        if (retried([&] { return ::symlinkat(target.c_str(), directory, name.c_str()); }) != 0)
            return failErrno(errno, "making a symbolic link", name);
        return {};
    }

    Result<void> makeLink(int fromDirectory, const std::string& fromName, int directory, const std::string& name) override {
        const int flags = fromName.empty() ? AT_EMPTY_PATH : 0;
        if (retried([&] { return ::linkat(fromDirectory, fromName.c_str(), directory, name.c_str(), flags); }) == 0) return {};
        // Without CAP_DAC_READ_SEARCH, AT_EMPTY_PATH is answered with ENOENT: open(2), "O_TMPFILE".
        if (fromName.empty() && (errno == ENOENT || errno == EPERM)) {
            const std::string way = "/proc/self/fd/" + std::to_string(fromDirectory);
            if (retried([&] { return ::linkat(AT_FDCWD, way.c_str(), directory, name.c_str(), AT_SYMLINK_FOLLOW); }) == 0)
                return {};
        }
        return failErrno(errno, "linking", name);
    }

    Result<void> rename(int fromDirectory, const std::string& fromName, int toDirectory, const std::string& toName,
                        unsigned flags) override {
        const auto call = [&] { return ::renameat2(fromDirectory, fromName.c_str(), toDirectory, toName.c_str(), flags); };
        if (retried(call) != 0) return failErrno(errno, "renaming", fromName);
        return {};
    }

    Result<void> remove(int directory, const std::string& name, bool isDirectory) override {
        if (retried([&] { return ::unlinkat(directory, name.c_str(), isDirectory ? AT_REMOVEDIR : 0); }) != 0)
            return failErrno(errno, "removing", name);
        return {};
    }

    Result<FileStat> stat(int directory, const std::string& name) override {
        struct statx s{};
        const int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name.empty() ? AT_EMPTY_PATH : 0);
        if (retried([&] { return ::statx(directory, name.c_str(), flags, STATX_BASIC_STATS | STATX_MNT_ID, &s); }) != 0)
            return failErrno(errno, "looking at", pathOfHandle(directory, name));
        return fromStatx(s);
    }

    Result<void> visit(int directory, const std::function<bool(DirectoryEntry)>& each) override {
        // A description of its own: no position is shared with other users of the handle.
        const UniqueFd own(retried([&] { return ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
        if (!own) return failErrno(errno, "listing a directory", pathOfHandle(directory, {}));
        alignas(RawEntry) std::array<char, 32768> buffer;
        std::vector<DirectoryEntry> entries; // of one buffer
        for (;;) {
            const long got = retried([&] { return ::syscall(SYS_getdents64, own.get(), buffer.data(), buffer.size()); });
            if (got < 0) return failErrno(errno, "listing a directory", pathOfHandle(directory, {}));
            if (got == 0) return {};
            entries.clear();
            takeEntries(buffer.data(), static_cast<std::size_t>(got), entries);
            for (auto& entry : entries) {
                if (!each(std::move(entry))) return {};
            }
        }
    }
};

bool isSymlinkAt(int directory, const std::string& name) {
    struct stat s{};
    return ::fstatat(directory, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(s.st_mode);
}

Result<UniqueFd> openComponent(int directory, const std::string& component, int flags, mode_t mode) {
    UniqueFd fd(retried([&] { return ::openat(directory, component.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, mode); }));
    if (fd) {
        // O_PATH opens a symlink itself; RESOLVE_NO_SYMLINKS would not, unless O_NOFOLLOW was asked for.
        if (!(flags & O_PATH) || (flags & O_NOFOLLOW) || !isSymlinkAt(directory, component)) return fd;
        return failErrno(ELOOP, "opening", component);
    }
    const int error = errno;
    return failErrno(error == ENOTDIR && isSymlinkAt(directory, component) ? ELOOP : error, "opening", component);
}
} // namespace

NameCalls& systemNames() {
    static SystemNames names;
    return names;
}

Result<UniqueFd> openByComponents(int directory, const std::string& name, int flags, mode_t mode) {
    if (name.empty()) return failErrno(ENOENT, "opening", name);
    if (name.front() == '/') return failErrno(EXDEV, "opening", name);
    UniqueFd held;
    int at = directory;
    for (std::size_t start = 0;;) {
        const std::size_t slash = name.find('/', start);
        std::string component = name.substr(start, slash - start);
        start = slash == std::string::npos ? slash : name.find_first_not_of('/', slash);
        const bool last = start == std::string::npos;
        if (component == "..") return failErrno(EXDEV, "opening", name);
        if (last && slash != std::string::npos) flags |= O_DIRECTORY; // "a/": as the kernel takes it
        auto opened = last ? openComponent(at, component, flags, mode) : openComponent(at, component, O_PATH | O_DIRECTORY, 0);
        if (!opened) return fail(std::move(opened).error().withPath(name));
        if (last) return opened;
        held = *std::move(opened);
        at = held.get();
    }
}

} // namespace alula
