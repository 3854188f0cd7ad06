// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/index_root.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_generated.h"
#include "shared/engine/archive/little_endian.h"

#include <algorithm>
#include <array>
#include <zstd.h>

namespace alula {
namespace {

using Builder = flatbuffers::FlatBufferBuilder;
using WirePages = flatbuffers::Vector<flatbuffers::Offset<wire::PageRef>>;
constexpr std::size_t kMaxWarningText = 16_MiB;
constexpr std::size_t kMaxDetail = 4096;

std::string_view idText(const Uuid& uuid) { return asText(uuid.bytes()); }

std::vector<Warning> keptWarnings(const std::vector<Warning>& all) {
    std::vector<Warning> kept;
    std::size_t text = 0;
    for (const Warning& warning : all) {
        Warning copy{warning.kind, warning.path, warning.detail.substr(0, kMaxDetail)};
        text += copy.path.size() + copy.detail.size();
        if (kept.size() == format::kMaxWarnings - 1 || text > kMaxWarningText) break;
        kept.push_back(std::move(copy));
    }
    if (kept.size() < all.size()) {
        const std::size_t more = all.size() - kept.size();
        kept.push_back({all[kept.size()].kind, {}, "and " + std::to_string(more) + " more warnings that are not listed"});
    }
    return kept;
}

flatbuffers::Offset<wire::Header> encodeHeader(Builder& builder, const ArchiveHeader& header) {
    std::vector<flatbuffers::Offset<wire::Warning>> wireWarnings;
    for (const Warning& warning : keptWarnings(header.warnings))
        wireWarnings.push_back(wire::CreateWarning(builder, static_cast<std::uint8_t>(warning.kind),
                                                   wireBytes(builder, warning.path), wireBytes(builder, warning.detail)));
    const auto warnings = builder.CreateVector(wireWarnings);
    const auto writer = wireBytes(builder, header.writer);
    const auto server = wireBytes(builder, idText(header.server.uuid()));
    const auto backup = wireBytes(builder, idText(header.backup.uuid()));
    const auto ignore = wireBytes(builder, header.ignoreText);
    return wire::CreateHeader(builder, header.version, writer, server, backup, header.planTime.ns, header.started.ns,
                              header.ended.ns, ignore, static_cast<std::uint8_t>(header.compression),
                              static_cast<std::uint8_t>(header.tarEntries), header.volumeId, header.files, header.directories,
                              header.symlinks, header.contentBytes, header.streamBytes, warnings, header.generation,
                              header.boot);
}

flatbuffers::Offset<WirePages> encodePages(Builder& builder, const std::vector<PageRef>& pages) {
    std::vector<flatbuffers::Offset<wire::PageRef>> out;
    out.reserve(pages.size());
    for (const PageRef& page : pages)
        out.push_back(wire::CreatePageRef(builder, wireBytes(builder, page.firstParent), wireBytes(builder, page.firstName),
                                          page.count, page.offset, page.length, page.rawLength, page.hash));
    return builder.CreateVector(out);
}

template <typename Tag>
Result<Id<Tag>> decodeId(const WireBytes* bytes) {
    std::array<std::uint8_t, 16> raw{};
    if (!bytes || bytes->size() != raw.size()) return corruptIndex("an id in it has not 16 bytes");
    std::ranges::copy(*bytes, raw.begin());
    return Id<Tag>(Uuid(raw));
}

Result<std::vector<Warning>> decodeWarnings(const wire::Header& wire, TextBudget& budget) {
    std::vector<Warning> out;
    if (!wire.warnings()) return out;
    if (wire.warnings()->size() > format::kMaxWarnings) return corruptIndex("it has too many warnings");
    out.reserve(wire.warnings()->size());
    for (const auto* warning : *wire.warnings()) {
        const std::string_view path = wireText(warning->path());
        const std::string_view detail = wireText(warning->detail());
        if (warning->kind() > static_cast<std::uint8_t>(WarningKind::Damaged) || !budget.take(path) || !budget.take(detail))
            return corruptIndex("a warning in it is malformed");
        out.push_back({static_cast<WarningKind>(warning->kind()), std::string(path), std::string(detail)});
    }
    return out;
}

Result<ArchiveHeader> decodeHeader(const wire::Header& wire, TextBudget& budget) {
    if (wire.version() != format::kVersion)
        return fail(ErrorCode::Unsupported, "The index of the archive has version " + std::to_string(wire.version()) +
                                                "; this Alula reads version 1. A newer Alula can read it.");
    if (wire.compression() > static_cast<std::uint8_t>(Compression::BestCompression) ||
        wire.tar_entries() > static_cast<std::uint8_t>(TarEntries::Full) || !budget.take(wireText(wire.writer())) ||
        !budget.take(wireText(wire.ignore_text())))
        return corruptIndex("its header is malformed");
    ArchiveHeader header;
    header.version = wire.version();
    header.writer = wireText(wire.writer());
    ALULA_ASSIGN(header.server, decodeId<ServerTag>(wire.server()));
    ALULA_ASSIGN(header.backup, decodeId<BackupTag>(wire.backup()));
    header.planTime = {wire.plan_time_ns()};
    header.started = {wire.started_ns()};
    header.ended = {wire.ended_ns()};
    header.ignoreText = wireText(wire.ignore_text());
    header.compression = static_cast<Compression>(wire.compression());
    header.tarEntries = static_cast<TarEntries>(wire.tar_entries());
    header.volumeId = wire.volume_id();
    header.files = wire.files();
    header.directories = wire.directories();
    header.symlinks = wire.symlinks();
    header.contentBytes = wire.content_bytes();
    header.streamBytes = wire.stream_bytes();
    header.generation = wire.generation();
    header.boot = wire.boot();
    ALULA_ASSIGN(header.warnings, decodeWarnings(wire, budget));
    return header;
}

// `end` is where the pages so far end; the next must begin there.
Result<PageRef> decodePage(const wire::PageRef& wire, std::uint64_t end, std::uint64_t limit, TextBudget& budget) {
    const std::string_view parent = wireText(wire.first_parent());
    const std::string_view name = wireText(wire.first_name());
    const bool plausible =
        wire.offset() == end && wire.length() <= limit - end && wire.length() <= ZSTD_COMPRESSBOUND(format::kMaxPageBytes) &&
        wire.raw_length() <= format::kMaxPageBytes && wire.count() > 0 && wire.count() <= format::kMaxPageEntries;
    if (!plausible || !budget.take(parent) || !budget.take(name)) return corruptIndex("its page table is malformed");
    PageRef page;
    page.firstParent = parent;
    page.firstName = name;
    page.count = wire.count();
    page.offset = wire.offset();
    page.length = wire.length();
    page.rawLength = wire.raw_length();
    page.hash = wire.hash();
    return page;
}

Result<std::vector<PageRef>> decodePages(const WirePages* wirePages, std::uint64_t& end, std::uint64_t limit,
                                         TextBudget& budget) {
    std::vector<PageRef> pages;
    if (!wirePages) return pages;
    for (const auto* wirePage : *wirePages) {
        ALULA_ASSIGN(PageRef page, decodePage(*wirePage, end, limit, budget));
        end += page.length;
        pages.push_back(std::move(page));
    }
    return pages;
}

Result<RawPart> readRootPart(ByteSource& index, std::uint64_t& rootOffset) {
    RawPart tail(format::kIndexTail);
    if (index.size() < tail.size()) return corruptIndex("it is cut off");
    const std::uint64_t tailOffset = index.size() - tail.size();
    ALULA_ASSIGN(const std::size_t n, index.read(tail, tailOffset));
    if (n != tail.size()) return corruptIndex("it is cut off");
    const auto length = readLittle<std::uint64_t>(tail, 0);
    if (length > tailOffset || length > ZSTD_COMPRESSBOUND(format::kMaxRootBytes)) return corruptIndex("its tail is malformed");
    rootOffset = tailOffset - length;
    ALULA_ASSIGN(const RawPart stored, readStored(index, rootOffset, length, readLittle<std::uint64_t>(tail, 8)));
    const unsigned long long rawLength = ZSTD_getFrameContentSize(stored.data(), stored.size());
    if (rawLength > format::kMaxRootBytes) return corruptIndex("its root is too large"); // also the two error values
    return unpackPart(stored, rawLength);
}

} // namespace

Result<std::string> encodeRoot(const ArchiveHeader& header, const std::vector<PageRef>& entryPages,
                               const std::vector<PageRef>& blockPages) {
    Builder builder;
    const auto wireHeader = encodeHeader(builder, header);
    const auto entries = encodePages(builder, entryPages);
    const auto blocks = encodePages(builder, blockPages);
    builder.Finish(wire::CreateRoot(builder, wireHeader, entries, blocks));
    if (builder.GetSize() > format::kMaxRootBytes)
        return fail(ErrorCode::Unsupported, "The archive has more entries than one index can hold.");
    ALULA_ASSIGN(std::string out, packPart({builder.GetBufferPointer(), builder.GetSize()}));
    const std::uint64_t length = out.size();
    const std::uint64_t hash = xxh3(asBytes(out));
    appendLittle(out, length);
    appendLittle(out, hash);
    return out;
}

Result<IndexRoot> readRoot(ByteSource& index) {
    std::uint64_t rootOffset = 0;
    ALULA_ASSIGN(const RawPart raw, readRootPart(index, rootOffset));
    const auto* wire = verifiedTable<wire::Root>(raw);
    if (!wire || !wire->header()) return corruptIndex("its root is malformed");
    TextBudget budget(raw.size());
    IndexRoot root;
    ALULA_ASSIGN(root.header, decodeHeader(*wire->header(), budget));
    std::uint64_t end = 0;
    ALULA_ASSIGN(root.entryPages, decodePages(wire->entry_pages(), end, rootOffset, budget));
    ALULA_ASSIGN(root.blockPages, decodePages(wire->block_pages(), end, rootOffset, budget));
    if (end != rootOffset) return corruptIndex("its pages do not fill it");
    for (std::size_t i = 1; i < root.entryPages.size(); ++i)
        if (compareKeys(root.entryPages[i - 1].firstKey(), root.entryPages[i].firstKey()) >= 0)
            return corruptIndex("its pages are out of order");
    return root;
}

} // namespace alula
