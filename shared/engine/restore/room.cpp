// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/room.h"

#include <format>

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

} // namespace

Result<std::uint64_t> roomAvailable(const RestoreDeps& deps) {
    ALULA_ASSIGN(const auto space, deps.volume.files().files.space(deps.volume.handle()));
    return space.available;
}

Result<Room> checkRoom(const RestoreDeps& deps, const Archive& archive, const Selection& selection, const RestoreOptions& options,
                       const TreeSize& size, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const auto available, roomAvailable(deps));
    const std::uint64_t needed = size.onDisk();
    const bool fits = needed <= available;
    const bool limited = options.diskLimit > 0;
    if (!fits && options.whenNoRoom == WhenNoRoom::Fail) return noSpace(needed, available);
    if (fits && !limited) return Room::ForBoth;

    ALULA_ASSIGN(const auto live, compareWithLive(deps, archive, selection, options.truncate, progress, stop));
    const std::uint64_t staying = live.liveBytes - live.goneBytes;
    const auto after = checkedAdd(staying, size.bytes);
    if (limited && (!after || *after > options.diskLimit)) {
        return fail(
            ErrorCode::NoSpace,
            std::format("the server may use {}, and after the restore it would use {}; raise its disk limit or restore less",
                        mebibytes(options.diskLimit), after ? mebibytes(*after) : "more than can be counted"));
    }
    if (fits) return Room::ForBoth;
    if (needed > checkedAdd(available, live.goneBytes).value_or(needed)) return noSpace(needed, available + live.goneBytes);
    return Room::InPlaceOnly;
}

} // namespace alula
