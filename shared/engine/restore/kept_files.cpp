// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/kept_files.h"

#include "shared/engine/restore/directory_cache.h"

#include <functional>
#include <utility>

namespace alula {

namespace {

struct LiveFile {
    std::string path;
    DirectoryHandle parent;
};

// Visits what is live where the archive has an entry without contents, until the visit says false.
Result<void> forEachUnreadable(const Volume& volume, const Archive& archive, const Selection& selection, std::stop_token stop,
                               const std::function<Result<bool>(const LiveFile&)>& visit) {
    auto& names = volume.files().names;
    DirectoryCache live(names, volume.handle());
    return archive.index().forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        if (stop.stop_requested()) return fail(cancelled());
        if ((entry.flags & kEntryWithoutContents) == 0 || !isSafeRelativePath(entry.path) || entry.path.starts_with(kOwnPrefix) ||
            !selection.takes(entry.path, entry.info.type)) {
            return true;
        }
        auto parent = live.open(parentOf(entry.path));
        if (!parent) return isNoDirectory(parent.error()) ? Result<bool>(true) : fail(parent.error());
        const auto stat = names.stat((*parent)->get(), std::string(nameOf(entry.path)));
        if (!stat) return stat.error().code() == ErrorCode::NotFound ? Result<bool>(true) : fail(stat.error());
        if (!stat->isRegular() && !stat->isSymlink()) return true; // not the file that could not be read
        return visit({entry.path, *std::move(parent)});
    });
}

Result<void> link(FileSystem files, DirectoryCache& fresh, const LiveFile& file) {
    const std::string name(nameOf(file.path));
    ALULA_ASSIGN(const auto parent, fresh.open(parentOf(file.path)));
    ALULA_ASSIGN(const auto before, files.names.stat(parent->get(), ""));
    ALULA_TRY(files.names.makeLink(file.parent->get(), name, parent->get(), name));
    return files.attributes.setModifiedTime(parent->get(), "", before.mtimeNs);
}

} // namespace

Result<void> keepUnreadable(const Volume& volume, int newTree, const Archive& archive, const Selection& selection,
                            RestoreWarnings& warnings, std::stop_token stop) {
    DirectoryCache fresh(volume.files().names, newTree);
    return forEachUnreadable(volume, archive, selection, std::move(stop), [&](const LiveFile& file) -> Result<bool> {
        auto linked = link(volume.files(), fresh, file);
        if (!linked) {
            return fail(Error(ErrorCode::Conflict,
                              "the backup could not read this file, so the live one would have to stay, and that does not work "
                              "here; nothing was changed: move it out of the volume, or restore without deleting what is not in "
                              "the backup")
                            .withPath(file.path)
                            .withCause(linked.error()));
        }
        warnings.add(WarningKind::Unreadable, file.path, "the live file was kept, because the backup does not have it");
        return true;
    });
}

Result<std::optional<std::string>> firstUnreadable(const Volume& volume, const Archive& archive, const Selection& selection,
                                                   std::stop_token stop) {
    std::optional<std::string> first;
    ALULA_TRY(forEachUnreadable(volume, archive, selection, std::move(stop), [&](const LiveFile& file) -> Result<bool> {
        first = file.path;
        return false;
    }));
    return first;
}

} // namespace alula
