// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/block_page.h"
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/index_page.h"
#include "shared/engine/archive/index_root.h"
#include "shared/engine/archive/little_endian.h"
#include "tests/fuzz/fuzz.h"
#include "tests/shared/engine/archive/hand_made_archive.h"

#include <zstd.h>

// Archives whose every checksum is right and whose contents are hostile. Bytes turned at random end at the first checksum; so here
// they are turned in one layer of an archive, and every layer around that is made anew.
namespace alula::fuzz {

enum class Layer : std::uint8_t { Stream, Deflate, EntryPage, BlockPage, Root, Index, File };
inline constexpr std::uint8_t kLayers = 7;

// Overwrites bytes of a layer; without bytes, cuts it.
struct Patch {
    Layer layer = Layer::Stream;
    std::uint8_t part = 0; // which page or block of the layer
    std::uint16_t offset = 0;
    std::string bytes;
};
using Patches = std::vector<Patch>;

inline Patches readPatches(Input& input) {
    constexpr std::size_t kMost = 32;
    Patches patches;
    while (!input.empty() && patches.size() < kMost) {
        Patch patch;
        patch.layer = static_cast<Layer>(input.byte() % kLayers);
        patch.part = input.byte();
        patch.offset = input.word();
        patch.bytes = input.take(input.byte() % 33u);
        patches.push_back(std::move(patch));
    }
    return patches;
}

template <class Bytes>
void apply(const Patches& patches, Layer layer, std::size_t part, std::size_t parts, Bytes& bytes) {
    for (const Patch& patch : patches) {
        if (patch.layer != layer || patch.part % parts != part || bytes.empty()) continue;
        const std::size_t at = patch.offset % bytes.size();
        if (patch.bytes.empty()) bytes.resize(at);
        else
            std::copy_n(patch.bytes.begin(), std::min(patch.bytes.size(), bytes.size() - at),
                        bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

class SealedArchive {
public:
    // Pages of so few entries that there are several.
    SealedArchive(const handmade::Made& made, std::size_t pageEntries) : m_stream(made.stream), m_blocks(made.blocks) {
        m_header = openAlulaArchive(memorySource(made.bytes, "made by hand")).value()->index().header();
        EntryPageBuilder builder;
        for (std::size_t i = 0; i < made.entries.size(); ++i) {
            builder.add(made.entries[i]);
            if ((i + 1) % pageEntries == 0 || i + 1 == made.entries.size()) m_pages.push_back(builder.finish());
        }
    }

    std::string with(const Patches& patches) const {
        std::vector<ArchiveBlock> blocks;
        std::string file = data(patches, blocks);
        std::string index = logicalIndex(patches, blocks);
        apply(patches, Layer::Index, 0, 1, index);
        if (index.empty()) index = "x";
        const Footer footer{.indexOffset = file.size(),
                            .indexStoredLength = storedIndexLength(index.size()),
                            .indexLength = index.size(),
                            .indexHash = xxh3(asBytes(index))};
        file += encodeIndexMembers(asBytes(index)) + encodeFooterMember(footer);
        apply(patches, Layer::File, 0, 1, file);
        return file;
    }

private:
    std::string data(const Patches& patches, std::vector<ArchiveBlock>& blocks) const {
        std::string stream = m_stream;
        for (const Patch& patch : patches) // a shorter stream would only be one with blocks that are not there
            if (!patch.bytes.empty()) apply({patch}, Layer::Stream, patch.part, patch.part + 1u, stream);
        std::string file;
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            ArchiveBlock block = m_blocks[i];
            const auto slice = std::string_view(stream).substr(block.streamOffset, block.streamLength);
            ByteBuffer deflate;
            storeDeflate(asBytes(slice), deflate);
            apply(patches, Layer::Deflate, i, m_blocks.size(), deflate);
            const std::string rest = std::string(asText(deflate)) +
                                     encodeMemberTrailer(crc32(asBytes(slice)), static_cast<std::uint32_t>(slice.size()));
            block.offset = file.size();
            file += encodeMemberHeader(deflate.size()) + rest;
            block.length = file.size() - block.offset;
            block.hash = xxh3(asBytes(rest));
            blocks.push_back(std::move(block));
        }
        return file;
    }

    static PageRef append(const RawPart& raw, std::string& index) {
        const std::string packed = packPart(raw).value();
        PageRef ref;
        ref.offset = index.size();
        ref.length = static_cast<std::uint32_t>(packed.size());
        ref.rawLength = static_cast<std::uint32_t>(raw.size());
        ref.hash = xxh3(asBytes(packed));
        index += packed;
        return ref;
    }

    std::string logicalIndex(const Patches& patches, const std::vector<ArchiveBlock>& blocks) const {
        std::string index;
        std::vector<PageRef> entryPages, blockPages;
        for (std::size_t i = 0; i < m_pages.size(); ++i) {
            RawPart raw = m_pages[i].raw;
            apply(patches, Layer::EntryPage, i, m_pages.size(), raw);
            PageRef ref = append(raw, index);
            ref.firstParent = m_pages[i].firstParent;
            ref.firstName = m_pages[i].firstName;
            ref.count = m_pages[i].count;
            entryPages.push_back(std::move(ref));
        }
        BlockPageBuilder builder;
        for (const ArchiveBlock& block : blocks) builder.add(block);
        RawPart raw = builder.finish();
        apply(patches, Layer::BlockPage, 0, 1, raw);
        PageRef ref = append(raw, index);
        ref.count = static_cast<std::uint32_t>(blocks.size());
        blockPages.push_back(std::move(ref));
        return index + sealedRoot(patches, encodeRoot(m_header, entryPages, blockPages).value());
    }

    static std::string sealedRoot(const Patches& patches, const std::string& root) {
        const ByteSpan packed = asBytes(root).first(root.size() - format::kIndexTail);
        RawPart raw = unpackPart(packed, ZSTD_getFrameContentSize(packed.data(), packed.size())).value();
        apply(patches, Layer::Root, 0, 1, raw);
        std::string out = packPart(raw).value();
        const std::uint64_t length = out.size();
        const std::uint64_t hash = xxh3(asBytes(out));
        appendLittle(out, length);
        appendLittle(out, hash);
        return out;
    }

    std::string m_stream;
    std::vector<ArchiveBlock> m_blocks;
    ArchiveHeader m_header;
    std::vector<EntryPageBuilder::Page> m_pages;
};

} // namespace alula::fuzz
