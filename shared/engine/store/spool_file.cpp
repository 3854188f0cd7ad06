// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/spool_file.h"

#include "shared/engine/store/local_sink.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace alula {

namespace {
constexpr mode_t kMode = 0600;
constexpr int kNames = 100; // tried before giving up: each is somebody else's in just this moment

bool lacksTmpfile(int errnum) { return errnum == EOPNOTSUPP || errnum == EISDIR || errnum == EINVAL; }
} // namespace

Result<UniqueFd> openSpoolFile(FileSystem files, const std::string& directory) {
    auto opened = files.names.open(AT_FDCWD, directory, O_TMPFILE | O_RDWR | O_CLOEXEC, kMode, 0);
    if (opened || !lacksTmpfile(opened.error().errnum())) return opened;
    // As on NFS: a name for a moment.
    for (int i = 0; i < kNames; ++i) {
        const std::string path =
            directory + "/" + std::string(kTemporaryPrefix) + "spool." + std::to_string(i) + std::string(kTemporarySuffix);
        opened = files.names.open(AT_FDCWD, path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, kMode, 0);
        if (!opened && opened.error().errnum() == EEXIST) continue;
        if (opened) ALULA_TRY(files.names.remove(AT_FDCWD, path, false));
        return opened;
    }
    return opened;
}

Result<std::uint64_t> spoolRoom(FileSystem files, int spool) {
    ALULA_ASSIGN(const SpaceInfo space, files.files.space(spool));
    return space.available - std::min(space.available, kSpoolReserve);
}

Result<void> checkSpoolRoom(FileSystem files, int spool, std::uint64_t bytes) {
    ALULA_ASSIGN(const std::uint64_t room, spoolRoom(files, spool));
    if (bytes <= room) return {};
    return fail(ErrorCode::NoSpace, "There is no room for the backup's archive on this node: " + std::to_string(bytes) +
                                        " bytes are needed, and there is room for " + std::to_string(room) + " (" +
                                        std::to_string(kSpoolReserve >> 20) + " MiB stay free).");
}

} // namespace alula
