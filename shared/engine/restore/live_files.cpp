// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/live_files.h"

#include "shared/base/load.h"
#include "shared/engine/volume/entry.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>

namespace alula {
namespace {

// What a smaller file would save is less than what asking for it costs (docs/performance.md).
constexpr std::uint64_t kShared = 64_KiB;
constexpr std::uint64_t kCloned = 256_MiB; // at once: a file may be in millions of pieces, and nothing stops the kernel
constexpr std::uint64_t kUnit = 4096;      // a clone that does not reach the end of the live file is a multiple of this
constexpr std::size_t kCompared = 16_KiB;

bool stands(FileCalls& files, int file, std::uint64_t offset, ByteSpan bytes) {
    std::array<std::uint8_t, kCompared> there; // NOLINT(cppcoreguidelines-pro-type-member-init): read into
    const auto part = MutableByteSpan(there).first(bytes.size());
    const auto got = readFully(files, file, part, offset);
    return got && *got == part.size() && std::memcmp(part.data(), bytes.data(), part.size()) == 0;
}

} // namespace

// None: whatever is wrong with a live file, the archive has a better one.
UniqueFd LiveFiles::open(const std::string& path) {
    const auto parent = m_directories.open(parentOf(path));
    if (!parent) return {};
    const std::string name(nameOf(path));
    const auto known = m_files.names.stat((*parent)->get(), name); // opening a FIFO would wake who writes to it
    if (!known || !known->isRegular() || known->size < kShared) return {};
    auto live = openBeneath(m_files.names, (*parent)->get(), name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!live) return {};
    const auto opened = m_files.names.stat(live->get(), "");
    return opened && opened->isRegular() ? *std::move(live) : UniqueFd();
}

Result<void> LiveFiles::clone(int live, int file, std::uint64_t size, const std::stop_token& stop) {
    ALULA_ASSIGN(const auto stat, m_files.names.stat(live, ""));
    const std::uint64_t wanted = std::min(stat.size, size);
    for (std::uint64_t at = 0; at < wanted; at += kCloned) {
        if (stop.stop_requested()) return fail(cancelled());
        const std::uint64_t end = std::min((wanted + kUnit - 1) / kUnit * kUnit, at + kCloned);
        const std::uint64_t bytes = end >= stat.size ? 0 : end - at; // 0: to its end, which need not be at a multiple
        ALULA_TRY(m_files.files.cloneRange(live, at, bytes, file, at));
    }
    return {};
}

Result<bool> LiveFiles::cloneInto(int file, const std::string& path, std::uint64_t size, const std::stop_token& stop) {
    if (size < kShared || m_sharesNothing) return false;
    const UniqueFd live = open(path);
    if (!live) return false;
    m_used = true;
    auto cloned = clone(live.get(), file, size, stop);
    if (cloned) cloned = m_files.files.truncate(file, size);
    if (cloned) return true;
    if (cloned.error().code() == ErrorCode::Cancelled) return fail(cloned.error());
    if (cannotClone(cloned.error())) m_sharesNothing = true;
    ALULA_TRY(m_files.files.truncate(file, 0)); // it may have begun
    return false;
}

Result<void> forEachChange(FileCalls& files, int file, std::uint64_t offset, ByteSpan bytes,
                           const std::function<Result<void>(std::uint64_t offset, ByteSpan part)>& changed) {
    std::size_t begin = 0; // of a change that is not told yet
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t step = std::min<std::size_t>(kCompared - (offset + at) % kCompared, bytes.size() - at);
        if (stands(files, file, offset + at, bytes.subspan(at, step))) {
            if (at > begin) ALULA_TRY(changed(offset + begin, bytes.subspan(begin, at - begin)));
            begin = at + step;
        }
        at += step;
    }
    return at > begin ? changed(offset + begin, bytes.subspan(begin)) : Result<void>();
}

} // namespace alula
