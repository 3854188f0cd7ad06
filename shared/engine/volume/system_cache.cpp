// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/system_calls.h"

#include <algorithm>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace alula {

namespace {

// cachestat(2), Linux 6.5: not in every set of headers. The number is that of every architecture but Alpha.
constexpr long kCachestat = 451;
struct CacheRange {
    std::uint64_t offset = 0, length = 0; // 0: to the end of the file
};
struct CacheCounts {
    std::uint64_t cached = 0, dirty = 0, writeback = 0, evicted = 0, recentlyEvicted = 0;
};

class SystemCache final : public CacheCalls {
public:
    Result<std::uint64_t> cachedPages(int fd) override {
        CacheRange whole;
        CacheCounts counts;
        if (retried([&] { return ::syscall(kCachestat, fd, &whole, &counts, 0); }) != 0)
            return failErrno(errno, "counting the pages in the cache", pathOfHandle(fd, {}));
        return counts.cached;
    }

    Result<std::vector<bool>> inCache(int fd, std::uint64_t offset, std::uint64_t length) override {
        if (length == 0) return std::vector<bool>();
        const auto size = static_cast<std::size_t>(length);
        void* const at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, static_cast<off_t>(offset));
        if (at == MAP_FAILED) return failErrno(errno, "looking into the cache", pathOfHandle(fd, {}));
        std::vector<unsigned char> pages((size + pageSize() - 1) / pageSize());
        const int looked = retried([&] { return ::mincore(at, size, pages.data()); });
        const int error = errno;
        ::munmap(at, size);
        if (looked != 0) return failErrno(error, "looking into the cache", pathOfHandle(fd, {}));
        std::vector<bool> found(pages.size());
        std::ranges::transform(pages, found.begin(), [](unsigned char page) { return (page & 1) != 0; });
        return found;
    }
};

} // namespace

std::size_t pageSize() {
    static const auto kSize = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return kSize;
}

CacheCalls& systemCache() {
    static SystemCache cache;
    return cache;
}

} // namespace alula
