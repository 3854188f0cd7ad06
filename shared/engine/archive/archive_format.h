// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alula {

// Formats that a backup is exported to and imported from.
enum class ArchiveFormat : std::uint8_t { Tar, TarGz, TarXz, TarBz2, TarZst, TarLz4, Zip, SevenZip };

std::string_view name(ArchiveFormat format);                               // "tar.gz", "7z" …
std::optional<ArchiveFormat> archiveFormatFromName(std::string_view name); // exactly such a name
std::optional<ArchiveFormat> archiveFormatOfFile(std::string_view file);   // by its ending, in any case: "world.tgz"
bool canExport(ArchiveFormat format);                                      // all but tar.lz4, which is only read
std::string formatNames(bool exported);                                    // "tar, tar.gz, …", for sentences

} // namespace alula
