// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/restore/restore.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace alula {

class RestoreWarnings;

// Which entries of an archive a restore takes, and where in the volume they go. Immutable once made: any thread.
class Selection {
public:
    // InvalidInput: a path that is none, or truncate together with a choice. Slashes at the ends of paths are taken off.
    static Result<Selection> make(const RestoreOptions& options);

    bool whole() const { return m_include.empty() && m_exclude.empty(); }
    // Of include and exclude, the path itself or its nearest ancestor decides; include wins over exclude of the same path.
    // Directories above a chosen path are taken too, so that it gets the parents it had.
    bool takes(std::string_view path, EntryType type) const;
    // What include and exclude say of a path and what is below it, but for the parents of what is chosen.
    bool decides(std::string_view path) const;
    std::string target(std::string_view path) const { return joinPath(m_into, path); }
    const std::string& into() const { return m_into; }
    const std::set<std::string>& included() const { return m_include; }
    const std::unordered_set<std::string>& excluded() const { return m_exclude; }

private:
    bool isAboveChosen(std::string_view directory) const;
    std::set<std::string> m_include;
    std::unordered_set<std::string> m_exclude;
    std::string m_into;
};

// InvalidInput when the place to restore into is there and is no directory; a symlink is none.
Result<void> checkInto(const Volume& volume, const Selection& selection);

// NotFound with its name when an included path is not in the archive.
Result<void> checkIncluded(const Archive& archive, const Selection& selection);

// Whether one entry (not the root) is taken, with the checks and the warnings of forEachChosen().
Result<bool> isChosen(const ArchiveEntry& entry, const Selection& selection, RestoreWarnings* warnings);

// Every entry that is to be restored, in index order (directories before what is in them), the root left out. Corrupt when a
// path or a link target could never have been in a volume, InvalidInput when a path gets too long by selection.into(). What is left out on purpose goes to `warnings`, if given: files that
// the backup could not read, Alula's own names. `stop` is looked at per entry.
Result<void> forEachChosen(const Archive& archive, const Selection& selection, RestoreWarnings* warnings, std::stop_token stop,
                           const std::function<Result<void>(const ArchiveEntry&)>& visit);

} // namespace alula
