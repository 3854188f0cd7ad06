// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/directory_cache.h"

#include "shared/engine/volume/beneath.h"
#include "shared/engine/volume/entry.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace alula {

namespace {

constexpr int kDirectory = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr std::size_t kLongestCall = 4000; // of a path in one call: PATH_MAX is 4096
constexpr std::size_t kKept = 128;
constexpr std::size_t kDeep = 64; // levels; of the same branch, twice as many are kept

} // namespace

Result<UniqueFd> openBeneath(NameCalls& names, int base, std::string_view path, int flags, mode_t mode) {
    UniqueFd reached;
    while (path.size() > kLongestCall) {
        const auto cut = path.rfind('/', kLongestCall);
        if (cut == std::string_view::npos || cut == 0) return failErrno(ENAMETOOLONG, "open", std::string(path));
        const int from = reached ? reached.get() : base;
        ALULA_ASSIGN(auto next, names.open(from, std::string(path.substr(0, cut)), kDirectory, 0, kBeneath));
        reached = std::move(next);
        path.remove_prefix(cut + 1);
    }
    const int from = reached ? reached.get() : base;
    return names.open(from, path.empty() ? "." : std::string(path), flags | O_CLOEXEC | O_NOFOLLOW, mode, kBeneath);
}

bool isNoDirectory(const Error& error) {
    return error.code() == ErrorCode::NotFound || error.errnum() == ENOTDIR || error.errnum() == ELOOP;
}

Result<DirectoryHandle> DirectoryCache::keep(std::string_view path, Result<UniqueFd> opened) {
    if (!opened) return std::unexpected(std::move(opened).error());
    auto handle = std::make_shared<const UniqueFd>(*std::move(opened));
    const std::lock_guard lock(m_mutex);
    const std::string key(path);
    if (const auto known = m_byPath.find(key); known != m_byPath.end()) return known->second->second;
    m_recent.emplace_front(key, handle);
    m_byPath.emplace(key, m_recent.begin());
    if (m_recent.size() > kKept) {
        m_byPath.erase(m_recent.back().first);
        m_recent.pop_back();
    }
    return handle;
}

DirectoryHandle DirectoryCache::recent(std::string_view path) {
    const std::lock_guard lock(m_mutex);
    const auto known = m_byPath.find(std::string(path));
    if (known == m_byPath.end()) return nullptr;
    m_recent.splice(m_recent.begin(), m_recent, known->second);
    return known->second->second;
}

Result<DirectoryHandle> DirectoryCache::open(std::string_view path) {
    if (auto known = recent(path)) return known;
    if (static_cast<std::size_t>(std::ranges::count(path, '/')) >= kDeep) return openDeep(path);
    return keep(path, openBeneath(m_names, m_base, path, kDirectory));
}

// A path of 2,000 levels, looked up from the base for each of its directories, would be two million steps of the kernel's. So its last
// levels are opened one from the other, and kept for those that come next.
Result<DirectoryHandle> DirectoryCache::openDeep(std::string_view path) {
    std::string_view at = path;
    DirectoryHandle handle;
    for (std::size_t i = 0; i < kDeep && !handle; ++i) {
        at = parentOf(at);
        handle = recent(at);
    }
    if (!handle) {
        ALULA_ASSIGN(handle, keep(at, openBeneath(m_names, m_base, at, kDirectory)));
    }
    while (at.size() < path.size()) {
        const auto begin = at.empty() ? 0 : at.size() + 1;
        const auto end = std::min(path.find('/', begin), path.size());
        at = path.substr(0, end);
        ALULA_ASSIGN(handle, keep(at, openBeneath(m_names, handle->get(), path.substr(begin, end - begin), kDirectory)));
    }
    return handle;
}

Result<DirectoryHandle> DirectoryCache::openOrMake(std::string_view path, const std::function<void(const std::string&)>& made) {
    // Up to the nearest directory that exists, then down again.
    std::string_view at = path;
    auto handle = open(at);
    while (!handle && handle.error().code() == ErrorCode::NotFound && !at.empty()) {
        at = parentOf(at);
        handle = open(at);
    }
    while (handle && at.size() < path.size()) {
        const auto begin = at.empty() ? 0 : at.size() + 1;
        const auto end = std::min(path.find('/', begin), path.size());
        const std::string name(path.substr(begin, end - begin));
        at = path.substr(0, end);
        const auto mkdir = m_names.makeDirectory((*handle)->get(), name, 0700);
        if (mkdir && made) made(std::string(at));
        if (!mkdir && mkdir.error().code() != ErrorCode::AlreadyExists) return fail(mkdir.error());
        handle = open(at);
    }
    return handle;
}

void DirectoryCache::clear() {
    const std::lock_guard lock(m_mutex);
    m_recent.clear();
    m_byPath.clear();
}

} // namespace alula
