// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_reuse.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/member.h"

#include <algorithm>

namespace alula {
BlockReuse::~BlockReuse() {
    if (m_forgotten > 0) m_previous->source().forget(0, m_previous->source().size());
}

const ArchiveBlock* BlockReuse::find(const PlannedBlock& planned, const Fingerprint& fingerprint, std::size_t pieces) const {
    if (!m_previous || m_unreadable) return nullptr;
    const ArchiveBlock* old = m_previous->find(fingerprint);
    // What the index says need not be true, and the new archive's size was promised (size_bound.h).
    if (old == nullptr || old->streamLength != planned.length || old->pieceCrcs.size() != pieces) return nullptr;
    return old;
}

bool BlockReuse::isUnchanged(const ArchiveBlock& old, std::uint64_t times) const {
    return m_times == Times::Believed && old.times != 0 && old.times == times;
}

Result<bool> BlockReuse::copy(const ArchiveBlock& old, ByteBuffer& member, std::stop_token stop) {
    if (stop.stop_requested()) return fail(cancelled());
    ALULA_TRY(m_load.checkpoint(stop));
    ALULA_TRY(m_load.read.take(old.length, stop));
    const auto damaged = [&](const char* what) {
        note(Error(ErrorCode::Corrupt, "the block at its byte " + std::to_string(old.offset) + " " + what)
                 .withPath(m_previous->source().describe()));
        return false;
    };
    member.resize(old.length); // at most format::kMaxMember
    const auto got = m_previous->source().read(member, old.offset);
    if (!got) {
        m_unreadable = true;
        note(got.error());
        return false;
    }
    keepCacheClean(old.offset + *got);
    if (*got != member.size()) return damaged("is cut off");
    const auto parsed = parseMember(member);
    if (!parsed || !parsed->header.isData() || parsed->size != old.streamLength) return damaged("is not what its index says");
    if (xxh3(parsed->deflateAndTrailer) != old.hash) return damaged("does not have its checksum");
    if (parsed->deflate.size() > storedSize(old.streamLength)) return damaged("is longer than it may be");
    if (!isShareable(old)) padMember(member, parsed->header.headerLength, m_unit);
    return true;
}

bool BlockReuse::isShareable(const ArchiveBlock& old) const {
    return m_unit != 0 && old.offset % m_unit == 0 && old.length % m_unit == 0;
}

// Forgetting what was read a moment ago makes the kernel gather its pages from all cores: for each block alone it takes as long as reading
// the block does.
void BlockReuse::keepCacheClean(std::uint64_t end) {
    constexpr std::uint64_t kForgetStep = 16_MiB;
    std::uint64_t forgotten = m_forgotten;
    if (end < forgotten + kForgetStep || !m_forgotten.compare_exchange_strong(forgotten, end)) return;
    m_previous->source().forget(forgotten, end - forgotten);
}

void BlockReuse::note(Error error) {
    const std::lock_guard lock(m_mutex);
    if (!m_trouble) m_trouble = std::move(error);
}

std::optional<Error> BlockReuse::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

} // namespace alula
