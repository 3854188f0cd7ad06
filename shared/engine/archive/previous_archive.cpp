// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/previous_archive.h"

#include "shared/engine/archive/index.h"
#include "shared/engine/archive/index_source.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace alula {
namespace {

std::pair<std::uint64_t, std::uint64_t> fingerprintKey(const Fingerprint& fingerprint) {
    return {fingerprint.high, fingerprint.low};
}

} // namespace

PreviousArchive::PreviousArchive(std::shared_ptr<ByteSource> source, ArchiveHeader header, std::vector<ArchiveBlock> blocks)
    : m_source(std::move(source)), m_header(std::move(header)), m_blocks(std::move(blocks)) {
    m_header.warnings.clear();
    m_header.warnings.shrink_to_fit();
    m_byFingerprint.reserve(m_blocks.size());
    for (std::uint32_t i = 0; i < m_blocks.size(); ++i) {
        if (!m_blocks[i].fingerprint.isZero()) m_byFingerprint.push_back(i);
    }
    std::ranges::sort(m_byFingerprint, {}, [this](std::uint32_t i) { return fingerprintKey(m_blocks[i].fingerprint); });
}

Result<std::shared_ptr<const PreviousArchive>> PreviousArchive::open(std::shared_ptr<ByteSource> source) {
    const auto footer = readFooter(*source);
    if (!footer && footer.error().code() == ErrorCode::Corrupt) {
        return fail(Error(ErrorCode::NotFound, "it does not end as Alula's archives do: it is damaged, or somebody else's")
                        .withPath(source->describe()));
    }
    if (!footer) return fail(footer.error());
    ALULA_ASSIGN(const auto index, IndexReader::open(indexSource(source, *footer)));
    ALULA_ASSIGN(auto blocks, index->blocks(footer->indexOffset));
    if (blocks.size() > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorCode::Unsupported, "it has more blocks than can be told apart");
    return std::shared_ptr<const PreviousArchive>(new PreviousArchive(std::move(source), index->header(), std::move(blocks)));
}

const ArchiveBlock* PreviousArchive::find(const Fingerprint& fingerprint) const {
    const auto at = std::ranges::lower_bound(m_byFingerprint, fingerprintKey(fingerprint), {},
                                             [this](std::uint32_t i) { return fingerprintKey(m_blocks[i].fingerprint); });
    if (at == m_byFingerprint.end() || m_blocks[*at].fingerprint != fingerprint) return nullptr;
    return &m_blocks[*at];
}

} // namespace alula
