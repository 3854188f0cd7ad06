// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/system_calls.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace alula {

namespace {
class SystemContents final : public FileCalls {
public:
    Result<std::size_t> read(int fd, MutableByteSpan into, std::uint64_t offset) override {
        const auto got = retried([&] { return ::pread(fd, into.data(), into.size(), static_cast<off_t>(offset)); });
        if (got < 0) return failErrno(errno, "reading", pathOfHandle(fd, {}));
        return static_cast<std::size_t>(got);
    }

    Result<std::size_t> write(int fd, ByteSpan bytes, std::uint64_t offset) override {
        const auto put = retried([&] { return ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset)); });
        if (put < 0) return failErrno(errno, "writing", pathOfHandle(fd, {}));
        return static_cast<std::size_t>(put);
    }

    Result<void> truncate(int fd, std::uint64_t size) override {
        if (retried([&] { return ::ftruncate(fd, static_cast<off_t>(size)); }) != 0)
            return failErrno(errno, "setting the size", pathOfHandle(fd, {}));
        return {};
    }

    Result<void> sync(int fd) override {
        if (retried([&] { return ::fsync(fd); }) != 0) return failErrno(errno, "syncing", pathOfHandle(fd, {}));
        return {};
    }

    Result<void> syncFileSystem(int fd) override {
        if (retried([&] { return ::syncfs(fd); }) != 0) return failErrno(errno, "syncing the file system", pathOfHandle(fd, {}));
        return {};
    }

    Result<std::uint64_t> seek(int fd, std::uint64_t offset, int whence) override {
        const auto at = retried([&] { return ::lseek(fd, static_cast<off_t>(offset), whence); });
        if (at < 0) return failErrno(errno, "seeking", pathOfHandle(fd, {}));
        return static_cast<std::uint64_t>(at);
    }

    Result<void> cloneRange(int from, std::uint64_t fromOffset, std::uint64_t bytes, int to, std::uint64_t toOffset) override {
        const file_clone_range range{from, fromOffset, bytes, toOffset};
        if (retried([&] { return ::ioctl(to, FICLONERANGE, &range); }) != 0)
            return failErrno(errno, "sharing the space of another file", pathOfHandle(to, {}));
        return {};
    }

    Result<SpaceInfo> space(int fd) override {
        struct statvfs s{};
        if (retried([&] { return ::fstatvfs(fd, &s); }) != 0)
            return failErrno(errno, "asking for free space", pathOfHandle(fd, {}));
        // As df counts how full it is: what is set aside for root, or beyond a quota, is neither used nor to be had.
        const auto used = s.f_blocks - s.f_bfree;
        return SpaceInfo{(used + s.f_bavail) * s.f_frsize, s.f_bavail * s.f_frsize, (s.f_flag & ST_RDONLY) != 0, s.f_type};
    }
};
} // namespace

FileCalls& systemContents() {
    static SystemContents contents;
    return contents;
}

} // namespace alula
