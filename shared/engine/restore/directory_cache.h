// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/base/result.h"
#include "shared/engine/volume/file_system.h"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace alula {

// Opens a path of any length below `base`: no symlink on the way is followed, nothing outside of base is reached.
Result<UniqueFd> openBeneath(NameCalls& names, int base, std::string_view path, int flags, mode_t mode = 0);

// What opening says when a directory on the way is gone, or something else (a symlink, say) stands under its name.
bool isNoDirectory(const Error& error);

using DirectoryHandle = std::shared_ptr<const UniqueFd>;

// Handles on directories below one base, the 128 used last kept open. Any thread. The directories must not be renamed meanwhile.
class DirectoryCache {
public:
    // `base` stays the caller's and open.
    DirectoryCache(NameCalls& names, int base) : m_names(names), m_base(base) {}

    // "" is the base itself.
    Result<DirectoryHandle> open(std::string_view path);
    // The same, with what is missing made (0700). `made` is told each directory that was.
    Result<DirectoryHandle> openOrMake(std::string_view path, const std::function<void(const std::string&)>& made);
    void clear();

private:
    DirectoryHandle recent(std::string_view path); // nullptr: not open
    Result<DirectoryHandle> openDeep(std::string_view path);
    Result<DirectoryHandle> keep(std::string_view path, Result<UniqueFd> opened);

    using Entry = std::pair<std::string, DirectoryHandle>;
    NameCalls& m_names;
    const int m_base;
    std::mutex m_mutex;
    std::list<Entry> m_recent;                                            // guarded by m_mutex; the newest first
    std::unordered_map<std::string, std::list<Entry>::iterator> m_byPath; // guarded by m_mutex
};

} // namespace alula
