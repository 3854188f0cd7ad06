// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/index_source.h"

#include "shared/engine/archive/member.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace alula {
namespace {

constexpr std::uint64_t kStoredSlice = format::kIndexSlice + format::kIndexMemberOverhead;

// Any thread: no state but what is constant.
class IndexSource final : public ByteSource {
public:
    IndexSource(std::shared_ptr<ByteSource> archive, const Footer& footer) : m_archive(std::move(archive)), m_footer(footer) {}

    std::uint64_t size() const override { return m_footer.indexLength; }
    std::string describe() const override { return "index of " + m_archive->describe(); }

    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override {
        if (offset >= size()) return std::size_t{0};
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size() - offset));
        // A few members at a time: one Range request for most reads, and bounded memory for all.
        constexpr std::size_t kMost = 16 * format::kIndexSlice;
        for (std::size_t done = 0; done < wanted;) {
            const std::size_t part = std::min(wanted - done, kMost);
            ALULA_TRY(readPart(into.subspan(done, part), offset + done));
            done += part;
        }
        return wanted;
    }

private:
    std::size_t sliceLength(std::uint64_t slice) const {
        return static_cast<std::size_t>(std::min<std::uint64_t>(format::kIndexSlice, size() - slice * format::kIndexSlice));
    }

    Result<void> readPart(MutableByteSpan into, std::uint64_t offset) {
        const std::uint64_t first = offset / format::kIndexSlice;
        const std::uint64_t last = (offset + into.size() - 1) / format::kIndexSlice;
        std::vector<std::uint8_t> stored((last - first) * kStoredSlice + sliceLength(last) + format::kIndexMemberOverhead);
        ALULA_ASSIGN(const std::size_t n, m_archive->read(stored, m_footer.indexOffset + first * kStoredSlice));
        if (n != stored.size()) return fail(ErrorCode::Corrupt, "The archive ends inside its index.");
        std::size_t skip = static_cast<std::size_t>(offset - first * format::kIndexSlice);
        for (std::uint64_t slice = first; slice <= last; ++slice) {
            const std::size_t length = sliceLength(slice);
            const ByteSpan bytes =
                ByteSpan(stored).subspan((slice - first) * kStoredSlice, length + format::kIndexMemberOverhead);
            ALULA_ASSIGN(const Member member, parseMember(bytes));
            if (member.header.indexSlice.size() != length)
                return fail(ErrorCode::Corrupt, "A member of the archive's index has another length than the footer says.");
            const std::size_t take = std::min(length - skip, into.size());
            std::memcpy(into.data(), member.header.indexSlice.data() + skip, take);
            into = into.subspan(take);
            skip = 0;
        }
        return {};
    }

    const std::shared_ptr<ByteSource> m_archive;
    const Footer m_footer;
};

} // namespace

std::shared_ptr<ByteSource> indexSource(std::shared_ptr<ByteSource> archive, const Footer& footer) {
    return std::make_shared<IndexSource>(std::move(archive), footer);
}

Result<Footer> readFooter(ByteSource& archive) {
    const std::uint64_t size = archive.size();
    if (size < format::kFooterMember) return fail(ErrorCode::Corrupt, "The archive is shorter than a footer.");
    std::vector<std::uint8_t> bytes(format::kFooterMember);
    ALULA_ASSIGN(const std::size_t n, archive.read(bytes, size - bytes.size()));
    if (n != bytes.size()) return fail(ErrorCode::Corrupt, "The archive became shorter while it was read.");
    ALULA_ASSIGN(const Member member, parseMember(bytes));
    ALULA_ASSIGN(const Footer footer, parseFooter(member.header.footer));
    ALULA_TRY(checkBounds(footer, size));
    return footer;
}

} // namespace alula
