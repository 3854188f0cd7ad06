// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/member.h"
#include "shared/engine/archive/tar_header.h"

#include <algorithm>
#include <libdeflate.h>
#include <map>
#include <string>
#include <vector>

// Archives put together by hand, block by block, so that the reader is not tested against the writer alone.
namespace handmade {

using namespace alula;

struct Item {
    std::string path;
    EntryType type = EntryType::File;
    std::string contents = {};
    std::string linkTarget = {};
    std::uint32_t linkGroup = 0;
};

inline Item dir(std::string path) { return {std::move(path), EntryType::Directory}; }
inline Item file(std::string path, std::string contents) { return {std::move(path), EntryType::File, std::move(contents)}; }
inline Item symlinkTo(std::string path, std::string target) {
    return {std::move(path), EntryType::Symlink, {}, std::move(target)};
}

inline std::string noise(std::size_t size, std::uint32_t seed) {
    std::string out(size, '\0');
    for (char& c : out) {
        seed = seed * 1664525 + 1013904223;
        c = static_cast<char>((seed >> 24) & 0x3f); // shrinks a little
    }
    return out;
}

struct Options {
    std::size_t cut = 100'000; // length of the blocks, wherever that falls
    TarEntries entries = TarEntries::Full;
    std::size_t padding = 0; // AP of each data member
};

struct Made {
    std::string bytes;
    std::string stream;                // the tar stream
    std::vector<ArchiveEntry> entries; // in index order
    std::vector<ArchiveBlock> blocks;
    Footer footer;
};

inline std::string deflateMember(std::string_view slice, std::size_t padding) {
    auto* compressor = libdeflate_alloc_compressor(1);
    std::string packed(libdeflate_deflate_compress_bound(compressor, slice.size()), '\0');
    packed.resize(libdeflate_deflate_compress(compressor, slice.data(), slice.size(), packed.data(), packed.size()));
    libdeflate_free_compressor(compressor);
    return encodeMemberHeader(packed.size(), padding) + packed +
           encodeMemberTrailer(crc32(asBytes(slice)), static_cast<std::uint32_t>(slice.size()));
}

class Builder {
public:
    Builder(std::vector<Item> items, Options options) : m_items(std::move(items)), m_options(options) {
        std::ranges::sort(m_items, [](const Item& a, const Item& b) { return comparePaths(a.path, b.path) < 0; });
    }

    Made make() {
        ArchiveEntry root;
        root.info.type = EntryType::Directory;
        root.info.mode = 0755;
        m_made.entries.push_back(root);
        for (const Item& item : m_items) addItem(item);
        for (std::size_t at = 0; at < m_made.stream.size(); at += m_options.cut)
            addBlock(at, std::min(m_options.cut, m_made.stream.size() - at));
        const std::size_t end = m_made.stream.size();
        m_made.stream.append(format::kTarEnd, '\0');
        addBlock(end, format::kTarEnd);
        addIndex();
        return std::move(m_made);
    }

private:
    void addItem(const Item& item) {
        ArchiveEntry entry;
        entry.path = item.path;
        entry.info = {.type = item.type,
                      .mode = item.type == EntryType::Directory ? 0755u : 0640u,
                      .uid = 1000,
                      .gid = 1001,
                      .size = item.contents.size(),
                      .mtimeNs = 1'700'000'000'123'456'789,
                      .ctimeNs = 5,
                      .inode = m_made.entries.size()};
        entry.linkTarget = item.linkTarget;
        entry.linkGroup = item.linkGroup;
        entry.crc64 = crc64(asBytes(item.contents));
        const bool inStream = item.type == EntryType::File || m_options.entries == TarEntries::Full;
        if (inStream) addToStream(item, entry);
        ++m_count[static_cast<int>(item.type)];
        m_bytes += item.contents.size();
        m_made.entries.push_back(entry);
    }

    void addToStream(const Item& item, ArchiveEntry& entry) {
        std::string leader;
        if (item.linkGroup != 0 && m_options.entries == TarEntries::Full) {
            const auto [known, isNew] = m_leaders.try_emplace(item.linkGroup, entry);
            if (!isNew) {
                leader = known->second.path;
                entry.streamOffset = known->second.streamOffset;
            }
        }
        m_made.stream += tarHeaders(item.path, entry.info, item.linkTarget, leader);
        if (!leader.empty() || item.contents.empty()) return;
        entry.streamOffset = m_made.stream.size();
        if (item.linkGroup != 0) m_leaders[item.linkGroup].streamOffset = entry.streamOffset;
        m_ranges.push_back({m_made.stream.size(), item.contents.size()});
        m_made.stream += item.contents;
        m_made.stream.resize(paddedSize(m_made.stream.size()), '\0');
    }

    void addBlock(std::size_t at, std::size_t length) {
        const std::string_view slice = std::string_view(m_made.stream).substr(at, length);
        const std::string member = deflateMember(slice, m_options.padding);
        ArchiveBlock block;
        block.offset = m_made.bytes.size();
        block.length = member.size();
        block.streamOffset = at;
        block.streamLength = length;
        block.hash = xxh3(parseMember(asBytes(member))->deflateAndTrailer);
        for (const auto& [begin, size] : m_ranges) {
            const std::size_t from = std::max(begin, at);
            const std::size_t to = std::min(begin + size, at + length);
            if (from < to) block.pieceCrcs.push_back(crc64(asBytes(slice.substr(from - at, to - from))));
        }
        m_made.bytes += member;
        m_made.blocks.push_back(block);
    }

    void addIndex() {
        std::ranges::sort(m_made.entries, [](const ArchiveEntry& a, const ArchiveEntry& b) {
            const int parents = comparePaths(parentOf(a.path), parentOf(b.path));
            return parents != 0 ? parents < 0 : nameOf(a.path) < nameOf(b.path);
        });
        IndexWriter writer;
        for (const auto& entry : m_made.entries)
            if (!writer.add(entry)) std::abort();
        for (const auto& block : m_made.blocks)
            if (!writer.addBlock(block)) std::abort();
        ArchiveHeader header;
        header.writer = "by hand";
        header.tarEntries = m_options.entries;
        header.files = m_count[0];
        header.directories = m_count[1];
        header.symlinks = m_count[2];
        header.contentBytes = m_bytes;
        header.streamBytes = m_made.stream.size();
        const std::string index = writer.finish(header).value();
        m_made.footer.indexOffset = m_made.bytes.size();
        m_made.footer.indexLength = index.size();
        m_made.footer.indexStoredLength = storedIndexLength(index.size());
        m_made.footer.indexHash = xxh3(asBytes(index));
        m_made.bytes += encodeIndexMembers(asBytes(index));
        m_made.bytes += encodeFooterMember(m_made.footer);
    }

    std::vector<Item> m_items;
    Options m_options;
    Made m_made;
    std::vector<std::pair<std::size_t, std::size_t>> m_ranges;
    std::map<std::uint32_t, ArchiveEntry> m_leaders;
    std::uint64_t m_count[3] = {};
    std::uint64_t m_bytes = 0;
};

inline Made make(std::vector<Item> items, Options options = {}) { return Builder(std::move(items), options).make(); }

} // namespace handmade
