// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive_assembler.h"

#include "shared/engine/archive/member.h"

#include <algorithm>

namespace alula {

Result<void> ArchiveAssembler::write(ByteSpan bytes, std::uint64_t offset, std::stop_token stop) {
    if (!m_sink.pacesItself()) ALULA_TRY(m_load.write.take(bytes.size(), stop));
    ALULA_TRY(m_sink.write(bytes, offset));
    m_progress.bytesWritten += bytes.size();
    return {};
}

Result<void> ArchiveAssembler::append(ByteSpan bytes, std::stop_token stop) {
    ALULA_TRY(write(bytes, m_size, stop));
    m_sha1.update(bytes);
    m_size += bytes.size();
    return {};
}

void ArchiveAssembler::placeBlock(ArchiveBlock& record) {
    record.offset = m_size;
    m_size += record.length;
}

Result<void> ArchiveAssembler::hashBlock(ByteSpan member, const ArchiveBlock* older, ArchiveBlock& record) {
    m_likeOlder = m_likeOlder && older && older->offset == record.offset && !older->sha1.isZero();
    if (m_likeOlder) m_sha1.skip(member, older->sha1);
    else m_sha1.update(member);
    record.sha1 = m_sha1.state();
    return m_index.addBlock(record);
}

Result<void> ArchiveAssembler::writeBlock(ByteSpan member, const ArchiveBlock& record, std::stop_token stop) {
    return write(member, record.offset, std::move(stop));
}

Result<bool> ArchiveAssembler::shareBlock(ByteSource& older, std::uint64_t offset, const ArchiveBlock& record) {
    return m_sink.share(older, offset, record.offset, record.length);
}

Result<void> ArchiveAssembler::finish(const ArchiveHeader& header, const std::function<Result<void>(ByteSpan)>& keepIndex,
                                      std::stop_token stop) {
    ALULA_ASSIGN(const std::string index, m_index.finish(header));
    if (keepIndex) ALULA_TRY(keepIndex(asBytes(index)));
    Footer footer;
    footer.indexOffset = m_size;
    footer.indexLength = index.size();
    footer.indexHash = xxh3(asBytes(index));
    for (ByteSpan rest = asBytes(index); !rest.empty();) {
        const ByteSpan slice = rest.first(std::min(rest.size(), format::kIndexSlice));
        ALULA_TRY(append(asBytes(encodeIndexMember(slice)), stop));
        rest = rest.subspan(slice.size());
    }
    footer.indexStoredLength = m_size - footer.indexOffset;
    return append(asBytes(encodeFooterMember(footer)), stop);
}

} // namespace alula
