// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/footer.h"

#include "shared/engine/archive/little_endian.h"
#include "shared/engine/archive/member.h"

#include <string_view>

namespace alula {
namespace {
constexpr std::string_view kMagic = "ALUL";
}

std::string encodeFooter(const Footer& footer) {
    std::string out(kMagic);
    appendLittle(out, footer.version);
    appendLittle(out, footer.flags);
    appendLittle(out, footer.indexOffset);
    appendLittle(out, footer.indexStoredLength);
    appendLittle(out, footer.indexLength);
    appendLittle(out, footer.indexHash);
    return out;
}

Result<Footer> parseFooter(ByteSpan bytes) {
    if (bytes.size() != format::kFooterSize || asText(bytes.first(kMagic.size())) != kMagic)
        return fail(ErrorCode::Corrupt, "The archive does not end in a footer of Alula.");
    Footer footer;
    footer.version = readLittle<std::uint16_t>(bytes, 4);
    footer.flags = readLittle<std::uint16_t>(bytes, 6);
    footer.indexOffset = readLittle<std::uint64_t>(bytes, 8);
    footer.indexStoredLength = readLittle<std::uint64_t>(bytes, 16);
    footer.indexLength = readLittle<std::uint64_t>(bytes, 24);
    footer.indexHash = readLittle<std::uint64_t>(bytes, 32);
    if (footer.version != format::kVersion || footer.flags != 0)
        return fail(ErrorCode::Unsupported, "The archive has format version " + std::to_string(footer.version) + ", flags " +
                                                std::to_string(footer.flags) +
                                                "; this Alula reads version 1 without flags. A newer Alula can read it.");
    return footer;
}

Result<void> checkBounds(const Footer& footer, std::uint64_t fileSize) {
    if (footer.indexLength < format::kIndexTail || footer.indexLength > fileSize ||
        footer.indexStoredLength != storedIndexLength(footer.indexLength))
        return fail(ErrorCode::Corrupt, "The archive's footer contradicts itself about the length of the index.");
    const auto indexEnd = checkedAdd(footer.indexOffset, footer.indexStoredLength);
    if (!indexEnd || fileSize < format::kFooterMember || *indexEnd != fileSize - format::kFooterMember)
        return fail(ErrorCode::Corrupt, "The archive's footer does not fit its length: bytes are missing or were added.");
    return {};
}

} // namespace alula
