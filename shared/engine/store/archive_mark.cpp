// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/archive_mark.h"

#include "shared/engine/volume/beneath.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <string>

namespace alula {

namespace {
constexpr std::size_t kDigits = 16;
} // namespace

Result<ArchiveMark> readMark(FileSystem files, int directory) {
    constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    const auto file = files.names.open(directory, std::string(kMarkName), kFlags, 0, kBeneath);
    if (!file && file.error().errnum() == ENOENT) return ArchiveMark{};
    if (!file) return fail(file.error());
    std::array<std::uint8_t, kDigits> digits{};
    ALULA_ASSIGN(const std::size_t got, readFully(files.files, file->get(), digits, 0));
    ArchiveMark mark{true, {}};
    std::uint64_t id = 0;
    const char* begin = reinterpret_cast<const char*>(digits.data());
    const auto parsed = std::from_chars(begin, begin + got, id, 16);
    if (got == kDigits && parsed.ec == std::errc() && parsed.ptr == begin + got && id != 0) mark.id = id;
    return mark;
}

Result<void> writeMark(FileSystem files, int directory, std::uint64_t id) {
    constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    ALULA_ASSIGN(const auto file, files.names.open(directory, std::string(kMarkName), kFlags, 0600, kBeneath));
    std::array<char, kDigits + 2> text{};
    std::snprintf(text.data(), text.size(), "%016llx\n", static_cast<unsigned long long>(id));
    const std::string_view line(text.data(), kDigits + 1);
    ALULA_TRY(writeFully(files.files, file.get(), asBytes(line), 0));
    ALULA_TRY(files.files.sync(file.get()));
    return files.files.sync(directory);
}

} // namespace alula
