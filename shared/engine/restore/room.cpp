// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/room.h"

#include "shared/engine/restore/kept_files.h"

#include <cerrno>
#include <format>
#include <limits>

namespace alula {

namespace {

std::string mebibytes(std::uint64_t bytes) { return std::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024.0)); }

std::unexpected<Error> noSpace(std::uint64_t needed, std::uint64_t available) {
    return fail(
        ErrorCode::NoSpace,
        std::format("there is no room for the restored files beside the ones they replace: {} are needed, {} are free on the "
                    "volume's file system; the volume was not touched",
                    mebibytes(needed), mebibytes(available)));
}

std::unexpected<Error> onlyCopy(const std::string& path) {
    return fail(Error(ErrorCode::NoSpace,
                      "there is no room for the restored files beside the ones they replace, and to make room "
                      "this file would be deleted, which the backup could not read; the volume was not "
                      "touched: move the file away, or restore without deleting what is not in the backup")
                    .withPath(path));
}

} // namespace

Result<std::uint64_t> roomAvailable(const RestoreDeps& deps) {
    ALULA_ASSIGN(const auto space, deps.volume.files().files.space(deps.volume.handle()));
    if (!space.readOnly) return space.available;
    return fail(Error(ErrorCode::Io,
                      "the volume's file system is mounted read-only, so nothing can be restored into it; mount it "
                      "writable (the kernel makes it read-only when its disk fails: the kernel's log tells)")
                    .withErrno(EROFS)
                    .withPath(deps.volume.path()));
}

Result<Room> checkRoom(const RestoreDeps& deps, const Archive& archive, const Selection& selection, const RestoreOptions& options,
                       const TreeSize& size, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const auto available, roomAvailable(deps));
    const std::uint64_t needed = size.onDisk();
    const bool fits = needed <= available;
    const bool limited = options.diskLimit > 0;
    if (!fits && options.whenNoRoom == WhenNoRoom::Fail) return noSpace(needed, available);
    if (fits && !limited) return Room::ForBoth;

    ALULA_ASSIGN(const auto live,
                 compareWithLive(deps, archive, selection, {options.truncate, {.most = 0}, options.workers}, progress, stop));
    const std::uint64_t staying = live.liveBytes - live.goneBytes;
    const auto after = checkedAdd(staying, size.bytes);
    if (limited && (!after || *after > options.diskLimit)) {
        return fail(
            ErrorCode::NoSpace,
            std::format("the server may use {}, and after the restore it would use {}; raise its disk limit or restore less",
                        mebibytes(options.diskLimit), after ? mebibytes(*after) : "more than can be counted"));
    }
    if (fits) return Room::ForBoth;
    const auto emptied = checkedAdd(available, live.freedBytes).value_or(std::numeric_limits<std::uint64_t>::max());
    if (needed > emptied) return noSpace(needed, emptied);
    if (options.truncate) {
        ALULA_ASSIGN(const auto unreadable, firstUnreadable(deps.volume, archive, selection, stop));
        if (unreadable) return onlyCopy(*unreadable);
    }
    return Room::InPlaceOnly;
}

} // namespace alula
