// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive_format.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace alula {

namespace {
constexpr std::array<std::string_view, 8> kNames = {"tar", "tar.gz", "tar.xz", "tar.bz2", "tar.zst", "tar.lz4", "zip", "7z"};

struct Ending {
    std::string_view text;
    ArchiveFormat format;
};
constexpr std::array<Ending, 14> kEndings = {{
    {".tar", ArchiveFormat::Tar},
    {".tar.gz", ArchiveFormat::TarGz},
    {".tgz", ArchiveFormat::TarGz},
    {".tar.xz", ArchiveFormat::TarXz},
    {".txz", ArchiveFormat::TarXz},
    {".tar.bz2", ArchiveFormat::TarBz2},
    {".tbz2", ArchiveFormat::TarBz2},
    {".tbz", ArchiveFormat::TarBz2},
    {".tar.zst", ArchiveFormat::TarZst},
    {".tzst", ArchiveFormat::TarZst},
    {".tar.lz4", ArchiveFormat::TarLz4},
    {".tlz4", ArchiveFormat::TarLz4},
    {".zip", ArchiveFormat::Zip},
    {".7z", ArchiveFormat::SevenZip},
}};
} // namespace

std::string_view name(ArchiveFormat format) { return kNames.at(static_cast<std::size_t>(format)); }

std::optional<ArchiveFormat> archiveFormatFromName(std::string_view name) {
    const auto found = std::ranges::find(kNames, name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<ArchiveFormat>(found - kNames.begin());
}

std::optional<ArchiveFormat> archiveFormatOfFile(std::string_view file) {
    std::string lower(file);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto found = std::ranges::find_if(kEndings, [&](const Ending& ending) { return lower.ends_with(ending.text); });
    if (found == kEndings.end()) return std::nullopt;
    return found->format;
}

bool canExport(ArchiveFormat format) { return format != ArchiveFormat::TarLz4; }

std::string formatNames(bool exported) {
    std::string out;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (exported && !canExport(static_cast<ArchiveFormat>(i))) continue;
        if (!out.empty()) out += ", ";
        out += kNames[i];
    }
    return out;
}

} // namespace alula
