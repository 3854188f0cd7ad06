// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/foreign_format.h"

#include "shared/engine/archive/format.h"

#include <algorithm>
#include <array>

namespace alula {
namespace {

struct Magic {
    std::string_view bytes;
    ArchiveFormat format;
};
using namespace std::string_view_literals;
constexpr std::array<Magic, 9> kMagics = {{
    {"\x1F\x8B"sv, ArchiveFormat::TarGz},
    {"\xFD"
     "7zXZ\0"sv,
     ArchiveFormat::TarXz},
    {"BZh"sv, ArchiveFormat::TarBz2},
    {"\x28\xB5\x2F\xFD"sv, ArchiveFormat::TarZst},
    {"\x04\x22\x4D\x18"sv, ArchiveFormat::TarLz4},
    {"PK\x03\x04"sv, ArchiveFormat::Zip},
    {"PK\x05\x06"sv, ArchiveFormat::Zip}, // without an entry
    {"PK\x07\x08"sv, ArchiveFormat::Zip}, // the first of several parts
    {"7z\xBC\xAF\x27\x1C"sv, ArchiveFormat::SevenZip},
}};

// POSIX.1-2024 pax, ustar header: the sum of its bytes, the field of the sum itself taken for spaces, in octal at 148.
bool isTarHeader(std::string_view block) {
    constexpr std::size_t kField = 148;
    constexpr std::size_t kLength = 8;
    std::string_view digits = block.substr(kField, kLength);
    while (digits.starts_with(' ')) digits.remove_prefix(1);
    digits = digits.substr(0, digits.find_first_of(std::string_view(" \0", 2)));
    const auto given = parseNumber<std::uint32_t>(digits, 8);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < block.size(); ++i)
        sum += i >= kField && i < kField + kLength ? std::uint32_t{' '} : static_cast<unsigned char>(block[i]);
    return given && *given == sum;
}

} // namespace

Result<ArchiveFormat> detectFormat(ByteSource& source) {
    std::array<std::uint8_t, format::kTarBlock> begin{};
    ALULA_ASSIGN(const std::size_t length, source.read(begin, 0));
    const std::string_view text = asText(ByteSpan(begin).first(length));
    const auto magic = std::ranges::find_if(kMagics, [&](const Magic& m) { return text.starts_with(m.bytes); });
    if (magic != kMagics.end()) return magic->format;
    const bool emptyTar = text.size() == begin.size() && std::ranges::all_of(text, [](char c) { return c == 0; });
    if (text.size() == begin.size() && (emptyTar || isTarHeader(text))) return ArchiveFormat::Tar;
    return fail(ErrorCode::InvalidInput, "the file is no archive that Alula can read; it reads " + formatNames(false));
}

} // namespace alula
