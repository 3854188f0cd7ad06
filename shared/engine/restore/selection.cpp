// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/selection.h"

#include "shared/engine/restore/restore_warnings.h"

#include <algorithm>
#include <format>

namespace alula {

namespace {

constexpr std::size_t kMaxLinkTarget = 4095; // PATH_MAX less its NUL

Result<std::string> properPath(std::string_view given, std::string_view what) {
    while (given.ends_with('/')) given.remove_suffix(1);
    while (given.starts_with('/')) given.remove_prefix(1);
    if (given.empty()) return std::string();
    if (!isSafeRelativePath(given)) {
        return fail(Error(ErrorCode::InvalidInput, std::format("{} has to be a path inside the volume, without . or ..", what))
                        .withPath(std::string(given)));
    }
    return std::string(given);
}

bool isOwnName(std::string_view path) { return path.starts_with(kOwnPrefix); }

Result<void> checkEntry(const ArchiveEntry& entry, const std::string& into) {
    const auto corrupt = [&](const char* why) { return fail(Error(ErrorCode::Corrupt, why).withPath(entry.path)); };
    if (!isSafeRelativePath(entry.path)) return corrupt("the archive holds a path that leads outside of a volume");
    if (!into.empty() && !isSafeRelativePath(joinPath(into, entry.path))) {
        return fail(Error(ErrorCode::InvalidInput, "this path would become too long in the directory to restore into; take a "
                                                   "directory with a shorter path")
                        .withPath(entry.path));
    }
    if (entry.info.type == EntryType::Symlink &&
        (entry.linkTarget.empty() || entry.linkTarget.size() > kMaxLinkTarget || entry.linkTarget.contains('\0'))) {
        return corrupt("the archive holds a symlink whose target cannot be one");
    }
    return {};
}

} // namespace

Result<Selection> Selection::make(const RestoreOptions& options) {
    Selection selection;
    bool everything = options.include.empty();
    for (const auto& given : options.include) {
        ALULA_ASSIGN(auto path, properPath(given, "a path to restore"));
        if (path.empty()) everything = true;
        else selection.m_include.insert(std::move(path));
    }
    if (everything) {
        if (!selection.m_include.empty() && !options.exclude.empty()) {
            selection.m_include.insert(""); // named again below an excluded one
        } else {
            selection.m_include.clear();
        }
    }
    for (const auto& given : options.exclude) {
        ALULA_ASSIGN(auto path, properPath(given, "a path to leave out"));
        if (path.empty()) return fail(ErrorCode::InvalidInput, "leaving out everything leaves nothing to restore");
        selection.m_exclude.insert(std::move(path));
    }
    ALULA_ASSIGN(selection.m_into, properPath(options.into, "the directory to restore into"));
    if (isOwnName(selection.m_into)) {
        return fail(ErrorCode::InvalidInput, std::format("names that begin with {} are Alula's own", kOwnPrefix));
    }
    if (options.truncate && (!selection.whole() || !selection.m_into.empty())) {
        return fail(ErrorCode::InvalidInput, "only a whole restore in place can delete what is not in the backup");
    }
    return selection;
}

bool Selection::isAboveChosen(std::string_view directory) const {
    const std::string below = std::string(directory) + "/";
    const auto next = m_include.lower_bound(below);
    return next != m_include.end() && next->starts_with(below);
}

bool Selection::takes(std::string_view path, EntryType type) const {
    if (whole()) return true;
    return (type == EntryType::Directory && isAboveChosen(path)) || decides(path);
}

bool Selection::decides(std::string_view path) const {
    for (std::string_view at = path;; at = parentOf(at)) {
        const std::string key(at);
        if (m_include.contains(key)) return true;
        if (m_exclude.contains(key)) return false;
        if (at.empty()) return m_include.empty();
    }
}

Result<void> checkInto(const Volume& volume, const Selection& selection) {
    const auto& into = selection.into();
    for (std::size_t end = 0; end < into.size();) {
        end = std::min(into.find('/', end + 1), into.size());
        const std::string path = into.substr(0, end);
        const auto stat = volume.stat(path);
        if (!stat && stat.error().code() == ErrorCode::NotFound) return {};
        if (!stat) return fail(stat.error());
        if (!stat->isDirectory()) {
            return fail(Error(ErrorCode::InvalidInput, "the place to restore into is not a directory (a symlink is not followed)")
                            .withPath(path));
        }
    }
    return {};
}

Result<void> checkIncluded(const Archive& archive, const Selection& selection) {
    for (const auto& path : selection.included()) {
        if (path.empty()) continue;
        ALULA_ASSIGN(const auto entry, archive.index().find(path));
        if (!entry) return fail(Error(ErrorCode::NotFound, "the backup has no such path").withPath(path));
    }
    return {};
}

Result<bool> isChosen(const ArchiveEntry& entry, const Selection& selection, RestoreWarnings* warnings) {
    const auto warn = [&](WarningKind kind, const char* detail) {
        if (warnings != nullptr) warnings->add(kind, entry.path, detail);
    };
    const bool taken = selection.takes(entry.path, entry.info.type);
    ALULA_TRY(checkEntry(entry, taken ? selection.into() : std::string()));
    if (!taken) return false;
    if (selection.into().empty() && isOwnName(entry.path)) {
        warn(WarningKind::SkippedType, "the name is Alula's own, so it was not restored");
        return false;
    }
    if ((entry.flags & kEntryUnreadable) != 0) {
        warn(WarningKind::Unreadable, "the backup could not read it, so there is nothing to restore");
        return false;
    }
    if ((entry.flags & kEntryVanished) != 0) {
        warn(WarningKind::Unreadable, "it was gone before the backup could read it, so there is nothing to restore");
        return false;
    }
    if ((entry.flags & kEntryPadded) != 0) {
        warn(WarningKind::Damaged,
             "the backup could not get all of it (it shrank, or reading broke off); zeros stand where the rest was");
    }
    return true;
}

Result<void> forEachChosen(const Archive& archive, const Selection& selection, RestoreWarnings* warnings, std::stop_token stop,
                           const std::function<Result<void>(const ArchiveEntry&)>& visit) {
    return archive.index().forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        if (stop.stop_requested()) return fail(cancelled());
        if (entry.path.empty()) return true;
        ALULA_ASSIGN(const bool chosen, isChosen(entry, selection, warnings));
        if (chosen) ALULA_TRY(visit(entry));
        return true;
    });
}

} // namespace alula
