// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/member.h"

#include "shared/engine/archive/little_endian.h"

#include <algorithm>
#include <string_view>

namespace alula {
namespace {

constexpr std::string_view kFixed{"\x1f\x8b\x08\x04\0\0\0\0\0\xff", 10};
constexpr std::string_view kNoData{"\x03\0", 2}; // an empty deflate block, as every encoder writes it

std::unexpected<Error> corrupt(const char* what) { return fail(ErrorCode::Corrupt, what); }

struct Subfield {
    std::string_view id;
    ByteSpan contents;
};

// Takes the next subfield off the front of `rest`.
Result<Subfield> takeSubfield(ByteSpan& rest) {
    if (rest.size() < format::kSubfieldHead) return corrupt("A member's extra field is cut off inside a subfield.");
    const std::size_t length = readLittle<std::uint16_t>(rest, 2);
    if (length > rest.size() - format::kSubfieldHead) return corrupt("A member's subfield is longer than its extra field.");
    const Subfield field{asText(rest.first(2)), rest.subspan(format::kSubfieldHead, length)};
    rest = rest.subspan(format::kSubfieldHead + length);
    return field;
}

Result<void> takeOptional(const Subfield& field, MemberHeader& header) {
    if (field.id == "AP") {
        if (field.contents.size() > format::kMaxPadding) return corrupt("A member's padding is too long.");
        if (std::ranges::any_of(field.contents, [](std::uint8_t b) { return b != 0; }))
            return corrupt("A member's padding is not zero.");
        header.paddingLength = field.contents.size();
        header.hasPadding = true;
    } else if (field.id == "AX") {
        if (field.contents.empty() || field.contents.size() > format::kIndexSlice)
            return corrupt("An index member's slice is empty or too long.");
        header.indexSlice = field.contents;
    } else if (field.id == "AF") {
        if (field.contents.size() != format::kFooterSize) return corrupt("The footer does not have 40 bytes.");
        header.footer = field.contents;
    } else {
        return corrupt("A member has a subfield that is not known.");
    }
    return {};
}

std::string encodeHeader(std::size_t deflateLength, std::string_view id, std::string_view contents) {
    const bool more = !id.empty();
    const std::size_t extra = format::kSubfieldHead + 4 + (more ? format::kSubfieldHead + contents.size() : 0);
    std::string out;
    out.reserve(format::kGzipHeader + extra + 2 + format::kGzipTrailer);
    out += kFixed;
    appendLittle(out, static_cast<std::uint16_t>(extra));
    out += "MZ";
    appendLittle(out, std::uint16_t{4});
    appendLittle(out, static_cast<std::uint32_t>(deflateLength));
    if (more) {
        out += id;
        appendLittle(out, static_cast<std::uint16_t>(contents.size()));
        out += contents;
    }
    return out;
}

std::string encodeEmptyMember(std::string_view id, std::string_view contents) {
    std::string out = encodeHeader(kNoData.size(), id, contents);
    out += kNoData;
    out += encodeMemberTrailer(0, 0);
    return out;
}

} // namespace

Result<MemberHeader> parseMemberHeader(ByteSpan bytes) {
    if (bytes.size() < format::kMemberHeader) return corrupt("A member's header is cut off.");
    if (asText(bytes.first(kFixed.size())) != kFixed) return corrupt("There is no member of Alula here.");
    const std::size_t extra = readLittle<std::uint16_t>(bytes, kFixed.size());
    if (extra > bytes.size() - format::kGzipHeader) return corrupt("A member's header is cut off.");
    ByteSpan rest = bytes.subspan(format::kGzipHeader, extra);

    MemberHeader header;
    header.headerLength = format::kGzipHeader + extra;
    ALULA_ASSIGN(const Subfield length, takeSubfield(rest));
    if (length.id != "MZ" || length.contents.size() != 4) return corrupt("A member does not say its length.");
    header.deflateLength = readLittle<std::uint32_t>(length.contents, 0);
    if (header.deflateLength < kNoData.size() || header.deflateLength > format::kMaxDeflateLength)
        return corrupt("A member's length is out of bounds.");
    if (!rest.empty()) {
        ALULA_ASSIGN(const Subfield field, takeSubfield(rest));
        ALULA_TRY(takeOptional(field, header));
    }
    if (!rest.empty()) return corrupt("A member has more subfields than it may.");
    if (!header.isData() && header.deflateLength != kNoData.size()) return corrupt("An index member holds data.");
    return header;
}

Result<Member> parseMember(ByteSpan bytes) {
    Member member;
    ALULA_ASSIGN(member.header, parseMemberHeader(bytes));
    if (bytes.size() != member.header.memberLength()) return corrupt("A member's length is not what the index says.");
    member.deflateAndTrailer = bytes.subspan(member.header.headerLength);
    member.deflate = member.deflateAndTrailer.first(member.header.deflateLength);
    member.crc32 = readLittle<std::uint32_t>(member.deflateAndTrailer, member.header.deflateLength);
    member.size = readLittle<std::uint32_t>(member.deflateAndTrailer, member.header.deflateLength + 4);
    if (!member.header.isData() && (asText(member.deflate) != kNoData || member.crc32 != 0 || member.size != 0))
        return corrupt("An index member holds data.");
    return member;
}

std::string encodeMemberHeader(std::size_t deflateLength, std::size_t padding) {
    if (padding < format::kSubfieldHead) return encodeHeader(deflateLength, {}, {});
    return encodeHeader(deflateLength, "AP", std::string(padding - format::kSubfieldHead, '\0'));
}

std::string encodeMemberTrailer(std::uint32_t crc32, std::uint32_t size) {
    std::string out;
    appendLittle(out, crc32);
    appendLittle(out, size);
    return out;
}

std::size_t memberPadding(std::size_t memberLength, std::size_t alignment) {
    const std::size_t missing = (alignment - memberLength % alignment) % alignment;
    return missing == 0 || missing >= format::kSubfieldHead ? missing : missing + alignment;
}

void padMember(ByteBuffer& member, std::size_t headerLength, std::size_t unit) {
    const std::size_t bare = member.size() - headerLength + format::kMemberHeader;
    const std::string header =
        encodeMemberHeader(bare - format::kMemberHeader - format::kGzipTrailer, unit == 0 ? 0 : memberPadding(bare, unit));
    const auto begin = member.begin();
    if (header.size() > headerLength) member.insert(begin, header.size() - headerLength, 0);
    else member.erase(begin, begin + static_cast<std::ptrdiff_t>(headerLength - header.size()));
    std::ranges::copy(asBytes(header), member.begin());
}

std::string encodeIndexMember(ByteSpan slice) { return encodeEmptyMember("AX", asText(slice)); }

std::string encodeIndexMembers(ByteSpan logicalIndex) {
    std::string out;
    out.reserve(storedIndexLength(logicalIndex.size()));
    while (!logicalIndex.empty()) {
        const ByteSpan slice = logicalIndex.first(std::min(logicalIndex.size(), format::kIndexSlice));
        out += encodeIndexMember(slice);
        logicalIndex = logicalIndex.subspan(slice.size());
    }
    return out;
}

std::uint64_t storedIndexLength(std::uint64_t logicalLength) {
    const std::uint64_t members = logicalLength / format::kIndexSlice + (logicalLength % format::kIndexSlice != 0);
    return logicalLength + members * format::kIndexMemberOverhead;
}

std::string encodeFooterMember(const Footer& footer) { return encodeEmptyMember("AF", encodeFooter(footer)); }

} // namespace alula
