// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/mount_table.h"

#include "shared/base/bytes.h"

#include <array>
#include <ranges>

namespace alula {

namespace {

bool isBelow(std::string_view path, std::string_view directory) {
    if (directory == "/") return path.starts_with('/');
    return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

// mountinfo writes space, tab, newline and backslash as \040 …
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code =
            text[i] == '\\' && i + 3 < text.size() ? parseNumber<std::uint8_t>(text.substr(i + 1, 3), 8) : std::nullopt;
        if (code) {
            out += static_cast<char>(*code);
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace

bool FsPath::isWithin(const FsPath& directory) const { return device == directory.device && isBelow(path, directory.path); }

MountTable MountTable::parse(std::string_view mountinfo) {
    MountTable table;
    for (const auto line : std::views::split(mountinfo, '\n')) {
        std::array<std::string_view, 5> fields; // id parent device root point …
        std::size_t count = 0;
        for (const auto field : std::views::split(std::string_view(line), ' ')) {
            if (count == fields.size()) break;
            fields[count++] = std::string_view(field);
        }
        const auto id = parseNumber<std::uint64_t>(fields[0]);
        if (count == fields.size() && id)
            table.m_mounts[*id] = {std::string(fields[2]), unescaped(fields[3]), unescaped(fields[4])};
    }
    return table;
}

std::optional<FsPath> MountTable::locate(std::uint64_t mountId, std::string_view path) const {
    const auto found = m_mounts.find(mountId);
    if (found == m_mounts.end() || !isBelow(path, found->second.point)) return std::nullopt;
    const auto& mount = found->second;
    const auto rest = mount.point == "/" ? path : path.substr(mount.point.size());
    if (mount.root == "/") return FsPath{mount.device, rest.empty() ? "/" : std::string(rest)};
    return FsPath{mount.device, mount.root + (rest == "/" ? "" : std::string(rest))};
}

std::optional<FsPath> MountTable::locate(std::string_view path) const {
    std::optional<std::uint64_t> best;
    std::size_t length = 0;
    for (const auto& [id, mount] : m_mounts) { // ascending: a later mount on the same point lies over the earlier
        if (!isBelow(path, mount.point) || mount.point.size() < length) continue;
        best = id;
        length = mount.point.size();
    }
    return best ? locate(*best, path) : std::nullopt;
}

} // namespace alula
