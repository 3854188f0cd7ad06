// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/entry.h"

#include <algorithm>
#include <array>

namespace alula {

namespace {
constexpr std::array<std::string_view, 10> kWarningNames = {
    "vanished",          "shrank",   "grew",        "changed", "unreadable", "skipped_type",
    "other_file_system", "replaced", "not_applied", "damaged"};

bool isPlainName(std::string_view name) {
    return !name.empty() && name.size() <= kMaxNameBytes && name != "." && name != ".." && name.find('\0') == name.npos;
}
} // namespace

std::string_view name(WarningKind kind) { return kWarningNames.at(static_cast<std::size_t>(kind)); }

int comparePaths(std::string_view a, std::string_view b) {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (a[i] == b[i]) continue;
        // The end of a component sorts before any byte.
        if (a[i] == '/') return -1;
        if (b[i] == '/') return 1;
        return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[i]) ? -1 : 1;
    }
    if (a.size() == b.size()) return 0;
    return a.size() < b.size() ? -1 : 1;
}

std::string joinPath(std::string_view parent, std::string_view name) {
    std::string path;
    path.reserve(parent.size() + 1 + name.size());
    path += parent;
    if (!parent.empty()) path += '/';
    path += name;
    return path;
}

std::string_view parentOf(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

std::string_view nameOf(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == path.npos ? path : path.substr(slash + 1);
}

bool isSafeRelativePath(std::string_view path) {
    if (path.size() > kMaxPathBytes) return false;
    for (;;) {
        const auto slash = path.find('/');
        if (!isPlainName(path.substr(0, slash))) return false;
        if (slash == path.npos) return true;
        path.remove_prefix(slash + 1);
    }
}

} // namespace alula
