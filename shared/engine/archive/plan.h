// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/tar_header.h"
#include "shared/engine/volume/tree.h"

#include <algorithm>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// A slice of the tar stream. It holds parts of the stream's entries among the nodes [firstNode, endNode).
struct PlannedBlock {
    std::uint64_t streamOffset = 0;
    std::uint64_t firstSkip = 0; // bytes of firstNode's entry that lie in earlier blocks
    std::uint32_t length = 0;    // ≤ format::kBlockSize
    std::uint32_t firstNode = 0;
    std::uint32_t endNode = 0; // equal to firstNode: the zero blocks that end the stream
};

// Part of one entry (headers, contents, padding, counted from its first header byte) in a block.
struct Piece {
    std::uint32_t node = 0;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

// Where every byte of the archive's tar stream comes from, known before anything is read (FORMAT: tar stream, blocks).
// Pure arithmetic on the tree, which must outlive it. 9 bytes a node and 32 a block. Immutable: any thread.
class ArchivePlan {
public:
    // Unsupported, with the path, when the stream would be longer than 4 TiB.
    static Result<ArchivePlan> make(const VolumeTree& tree, TarEntries entries, std::stop_token stop = {});

    const VolumeTree& tree() const { return *m_tree; }
    TarEntries tarEntries() const { return m_entries; }
    std::uint64_t streamBytes() const { return m_streamBytes; }   // the two zero blocks included
    std::uint64_t contentBytes() const { return m_contentBytes; } // to be read from the volume
    const std::vector<PlannedBlock>& blocks() const { return m_blocks; }

    bool inStream(std::size_t node) const;
    bool isHardLink(std::size_t node) const { return contentNode(node) != node; } // told as a link to an earlier entry
    // The node whose entry holds the contents of a file: itself, or with TarEntries::Full the first of its link group.
    std::size_t contentNode(std::size_t node) const;
    std::uint64_t headerBytes(std::size_t node) const { return m_headerUnits[node] * format::kTarBlock; }
    std::uint64_t entryContent(std::size_t node) const; // bytes of contents in the node's own entry
    std::uint64_t entryBytes(std::size_t node) const;   // headers, contents, padding
    std::uint64_t contentOffset(std::size_t node) const { return m_offsets[node] + headerBytes(node); } // in the stream
    std::string headers(std::size_t node, const std::string& path) const; // its tar headers, headerBytes() of them

    // f(Piece) for each piece of the block, in stream order; ends early when it returns an error.
    template <typename F>
    Result<void> forEachPiece(const PlannedBlock& block, const F& f) const;

private:
    ArchivePlan(const VolumeTree& tree, TarEntries entries) : m_tree(&tree), m_entries(entries) {}
    void findLinkGroups();
    Result<void> placeEntries(std::stop_token stop);

    const VolumeTree* m_tree;
    TarEntries m_entries;
    std::vector<std::uint64_t> m_offsets;    // by node: of its entry in the stream
    std::vector<std::uint8_t> m_headerUnits; // by node: length of its headers
    std::vector<std::uint32_t> m_groupFirst; // by link group: its first node
    std::vector<PlannedBlock> m_blocks;
    std::uint64_t m_streamBytes = 0;
    std::uint64_t m_contentBytes = 0;
};

EntryInfo entryInfo(const VolumeTree::Node& node);

// What the fingerprint of a block depends on beside its pieces.
struct FingerprintSettings {
    Compression compression = Compression::BestSpeed;
    std::uint64_t volumeId = 0;
};
// 128-bit XXH3 of the format version, the settings, and for each piece of entry its path, tar type and link target, mode, uid,
// gid, size, mtime, inode and byte range (FORMAT: fingerprint). The link target is there because a hard-link entry names another
// file.
Fingerprint blockFingerprint(const ArchivePlan& plan, const PlannedBlock& block, const FingerprintSettings& settings);

template <typename F>
Result<void> ArchivePlan::forEachPiece(const PlannedBlock& block, const F& f) const {
    std::uint64_t begin = block.firstSkip;
    std::uint64_t left = block.length;
    for (std::uint32_t node = block.firstNode; node < block.endNode; ++node) {
        if (!inStream(node)) continue;
        const std::uint64_t end = std::min(entryBytes(node), begin + left);
        ALULA_TRY(f(Piece{node, begin, end}));
        left -= end - begin;
        begin = 0;
    }
    return {};
}

} // namespace alula
