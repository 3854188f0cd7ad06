// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/volume_checksum.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/volume/page_cache_keeper.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <unistd.h>
#include <vector>

namespace alula {

namespace {

constexpr std::size_t kStep = 256 * 1024; // between two looks at the token and the limit

using Checksum = std::optional<std::uint64_t>;

bool concernsAll(const Error& error) {
    const int e = error.errnum();
    return error.code() == ErrorCode::Cancelled || e == EMFILE || e == ENFILE || e == ENOMEM;
}

// Of one open file. Lives on the caller's thread.
class Summing {
public:
    Summing(FileCalls& files, int fd, LoadControl& load, std::stop_token stop)
        : m_files(files), m_fd(fd), m_load(load), m_stop(std::move(stop)) {}

    Result<Checksum> sparse(std::uint64_t size) {
        for (std::uint64_t at = 0; at < size;) {
            ALULA_TRY(m_load.checkpoint(m_stop));
            const auto data = m_files.seek(m_fd, at, SEEK_DATA);
            if (!data && data.error().errnum() != ENXIO) return plain(at, size); // the file system cannot tell
            const std::uint64_t from = data ? std::min(*data, size) : size;
            m_crc = crc64Combine(m_crc, crc64Zeros(from - at), from - at);
            if (from == size) break;
            const auto hole = m_files.seek(m_fd, from, SEEK_HOLE);
            at = hole ? std::clamp(*hole, from + 1, size) : size;
            ALULA_ASSIGN(const Checksum read, plain(from, at));
            if (!read) return read;
        }
        return Checksum(m_crc);
    }

    Result<Checksum> plain(std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t at = from; at < to;) {
            const std::size_t step = std::min<std::uint64_t>(kStep, to - at);
            ALULA_TRY(m_load.checkpoint(m_stop));
            ALULA_TRY(m_load.read.take(step, m_stop));
            const auto got = readFully(m_files, m_fd, MutableByteSpan(m_buffer).first(step), at);
            if (!got && concernsAll(got.error())) return fail(got.error());
            if (!got || *got < step) return Checksum();
            m_crc = crc64(ByteSpan(m_buffer).first(step), m_crc);
            at += step;
        }
        return Checksum(m_crc);
    }

private:
    FileCalls& m_files;
    const int m_fd;
    LoadControl& m_load;
    const std::stop_token m_stop;
    std::uint64_t m_crc = 0;
    std::vector<std::uint8_t> m_buffer = std::vector<std::uint8_t>(kStep);
};

} // namespace

Result<Checksum> volumeChecksum(const Volume& volume, const std::string& path, std::uint64_t size, LoadControl& load,
                                std::stop_token stop) {
    const FileSystem files = volume.files();
    const auto file = volume.openFile(path);
    if (!file && concernsAll(file.error())) return fail(file.error());
    const auto stat = file ? files.names.stat(file->get(), {}) : fail(file.error());
    // A FIFO or a device may have taken the name: reading it could wait for ever.
    if (!stat || !stat->isRegular() || stat->size != size) return Checksum();
    PageCacheKeeper cache(files); // nobody else reads it
    auto before = cache.look(0, file->get(), size);
    Summing summing(files.files, file->get(), load, std::move(stop));
    auto summed = stat->blocks * 512 < size ? summing.sparse(size) : summing.plain(0, size);
    cache.closing(0, std::move(before), file->get());
    return summed;
}

} // namespace alula
