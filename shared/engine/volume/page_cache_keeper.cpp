// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/page_cache_keeper.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

namespace {

// Smaller ones have one reader, nearly always; page by page they are not worth the look (mincore: 20 µs of processor time a file,
// 200,000 files of 6 KiB on ext4, against some 3 µs for counting and dropping).
constexpr std::uint64_t kLargeFrom = 64_KiB;
constexpr std::uint64_t kWindow = 1_GiB; // mapped at a time: 256 KiB of mincore's bytes
// Others may still read the blocks before.
constexpr std::uint64_t kBehind = 16_MiB;
// The kernel keeps a piece of its cache of which a part only is to go, and pieces do not end where blocks do.
constexpr std::uint64_t kLargestPiece = 2_MiB;

} // namespace

std::shared_ptr<const CachedBefore> PageCacheKeeper::look(std::uint64_t file, int fd, std::uint64_t size) {
    if (size < kLargeFrom) {
        const auto cached = m_files.cache.cachedPages(fd);
        const bool none = cached && *cached == 0;
        return std::make_shared<const CachedBefore>(CachedBefore{size, none, none || !cached, {}});
    }
    // Held while looking: whoever comes second must not take for the server's what the first has read.
    const std::lock_guard lock(m_mutex);
    auto& known = m_looks[file];
    if (auto seen = known.lock()) return seen;
    auto seen = std::make_shared<const CachedBefore>(lookAt(fd, size));
    known = seen;
    return seen;
}

CachedBefore PageCacheKeeper::lookAt(int fd, std::uint64_t size) const {
    const auto cached = m_files.cache.cachedPages(fd); // fails before Linux 6.5
    if (cached && *cached == 0) return {size, true, true, {}};
    CachedBefore seen{size, false, true, {}};
    for (std::uint64_t at = 0; at < size; at += kWindow) {
        const auto window = m_files.cache.inCache(fd, at, std::min(kWindow, size - at));
        if (!window) return {size, false, true, {}};
        seen.pages.insert(seen.pages.end(), window->begin(), window->end());
    }
    seen.mayBeCold = std::ranges::contains(seen.pages, false);
    return seen;
}

void PageCacheKeeper::wasRead(const CachedBefore& before, int fd, std::uint64_t offset, std::uint64_t length) const {
    const std::uint64_t end = offset + length;
    if (end <= kBehind || end >= before.size) return;
    drop(before, fd, offset - std::min(offset, kBehind + kLargestPiece), end - kBehind);
}

void PageCacheKeeper::closing(std::uint64_t file, std::shared_ptr<const CachedBefore> before, int fd) {
    if (before->size < kLargeFrom) return drop(*before, fd, 0, before->size);
    // Held while dropping: whoever comes now must not take for the server's what is about to go.
    const std::lock_guard lock(m_mutex);
    if (before.use_count() > 1) return before.reset();
    m_looks.erase(file);
    drop(*before, fd, 0, before->size);
}

void PageCacheKeeper::drop(const CachedBefore& before, int fd, std::uint64_t from, std::uint64_t to) const {
    const auto forget = [&](std::uint64_t begin, std::uint64_t end) {
        if (begin < end) m_files.attributes.advise(fd, begin, end - begin, POSIX_FADV_DONTNEED);
    };
    if (before.none) return forget(from, to);
    const std::uint64_t page = pageSize();
    std::uint64_t begin = from / page * page;
    const std::uint64_t known = std::min(to, before.pages.size() * page);
    for (std::uint64_t at = begin; at < known; at += page) {
        if (!before.pages[at / page]) continue;
        forget(begin, at);
        begin = at + page;
    }
    forget(begin, known);
}

} // namespace alula
