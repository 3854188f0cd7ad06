// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/buffer.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/archive/footer.h"
#include "shared/engine/archive/format.h"

#include <cstdint>
#include <string>

namespace alula {

// What the header of one of our gzip members says (grammar: format.h). The spans point into the parsed bytes.
struct MemberHeader {
    std::size_t headerLength = 0;  // bytes before the deflate data
    std::size_t deflateLength = 0; // ≤ kMaxDeflateLength
    std::size_t paddingLength = 0; // of the AP subfield's contents
    bool hasPadding = false;
    ByteSpan indexSlice; // index members; empty: it is none
    ByteSpan footer;     // footer member; empty: it is none

    std::size_t memberLength() const { return headerLength + deflateLength + format::kGzipTrailer; }
    bool isData() const { return indexSlice.empty() && footer.empty(); }
};

// Parses the header of a member from hostile bytes. Corrupt unless it is exactly what version 1 writes.
Result<MemberHeader> parseMemberHeader(ByteSpan bytes);

// A whole member: the header, then deflate data and trailer, which must fill `bytes` to its last byte.
struct Member {
    MemberHeader header;
    ByteSpan deflate;
    ByteSpan deflateAndTrailer; // what ArchiveBlock::hash is of
    std::uint32_t crc32 = 0;
    std::uint32_t size = 0; // ISIZE
};
Result<Member> parseMember(ByteSpan bytes);

// The header of a data member; `padding` is the whole cost of the AP subfield in bytes: 0, or from 4 to kMaxPadding.
std::string encodeMemberHeader(std::size_t deflateLength, std::size_t padding = 0);
std::string encodeMemberTrailer(std::uint32_t crc32, std::uint32_t size);
// The padding that brings a member of so many bytes (without it) to a multiple of `alignment`; 1–3 bytes cannot be said: +
// alignment.
std::size_t memberPadding(std::size_t memberLength, std::size_t alignment);
// Gives a data member, whose header has so many bytes, the header that makes it a multiple of `unit` long; 0: the shortest one.
void padMember(ByteBuffer& member, std::size_t headerLength, std::size_t unit);

std::string encodeIndexMember(ByteSpan slice); // 1 to kIndexSlice bytes
// All index members of a logical index, which is not empty.
std::string encodeIndexMembers(ByteSpan logicalIndex);
// Bytes that encodeIndexMembers() makes of so many.
std::uint64_t storedIndexLength(std::uint64_t logicalLength);
std::string encodeFooterMember(const Footer& footer); // 74 bytes

} // namespace alula
