// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_page.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index.h"
#include "shared/engine/archive/index_page.h"
#include "shared/engine/archive/index_root.h"

namespace alula {

struct IndexWriter::State {
    EntryPageBuilder entries;
    BlockPageBuilder blocks;
    std::vector<PageRef> entryPages, blockPages;
    std::string entryBytes, blockBytes; // the pages so far, packed
    std::string lastPath;
    bool hasLast = false;

    // Appends a packed page to `out`; offsets of block pages are moved behind the entry pages at the end.
    static Result<void> append(const RawPart& raw, PageRef page, std::string& out, std::vector<PageRef>& pages) {
        ALULA_ASSIGN(const std::string packed, packPart(raw));
        page.offset = out.size();
        page.length = static_cast<std::uint32_t>(packed.size());
        page.rawLength = static_cast<std::uint32_t>(raw.size());
        page.hash = xxh3(asBytes(packed));
        pages.push_back(std::move(page));
        out += packed;
        return {};
    }

    Result<void> flushEntries() {
        if (entries.empty()) return {};
        EntryPageBuilder::Page page = entries.finish();
        PageRef ref;
        ref.firstParent = std::move(page.firstParent);
        ref.firstName = std::move(page.firstName);
        ref.count = page.count;
        return append(page.raw, std::move(ref), entryBytes, entryPages);
    }

    Result<void> flushBlocks() {
        if (blocks.empty()) return {};
        PageRef ref;
        ref.count = blocks.count();
        return append(blocks.finish(), std::move(ref), blockBytes, blockPages);
    }
};

namespace {
std::unexpected<Error> refused(const ArchiveEntry& entry, const char* what) {
    return std::unexpected(Error(ErrorCode::InvalidInput, what).withPath(entry.path));
}
} // namespace

IndexWriter::IndexWriter(std::uint64_t expectedEntries) : m_state(std::make_unique<State>()) {
    constexpr std::uint64_t kPackedEntry = 64; // 47 B measured on a million small files with long names
    m_state->entryBytes.reserve(expectedEntries * kPackedEntry);
}
IndexWriter::~IndexWriter() = default;

Result<void> IndexWriter::add(const ArchiveEntry& entry) {
    State& state = *m_state;
    if (!entry.path.empty() && !isSafeRelativePath(entry.path)) return refused(entry, "An index cannot hold this path.");
    if (attributeCost(entry.attributes) > format::kMaxAttributeBytes)
        return refused(entry, "The extended attributes of this entry are too large for an index.");
    if (entry.linkTarget.size() > format::kMaxLinkTarget)
        return refused(entry, "The target of this link is too long for an index.");
    const auto key = [](const std::string& path) { return EntryKey{parentOf(path), nameOf(path)}; };
    if (state.hasLast && compareKeys(key(state.lastPath), key(entry.path)) >= 0)
        return refused(entry, "Entries were given to the index out of order.");
    state.lastPath = entry.path;
    state.hasLast = true;
    if (!state.entries.takes(entry)) ALULA_TRY(state.flushEntries());
    state.entries.add(entry);
    return {};
}

Result<void> IndexWriter::addBlock(const ArchiveBlock& block) {
    if (!m_state->blocks.takes(block)) ALULA_TRY(m_state->flushBlocks());
    m_state->blocks.add(block);
    return {};
}

Result<std::string> IndexWriter::finish(const ArchiveHeader& header) {
    State& state = *m_state;
    ALULA_TRY(state.flushEntries());
    ALULA_TRY(state.flushBlocks());
    for (PageRef& page : state.blockPages) page.offset += state.entryBytes.size();
    ALULA_ASSIGN(const std::string root, encodeRoot(header, state.entryPages, state.blockPages));
    std::string out = std::move(state.entryBytes);
    out += state.blockBytes;
    out += root;
    return out;
}

} // namespace alula
