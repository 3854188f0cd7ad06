// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/index_page.h"

#include "shared/engine/archive/format.h"

#include <algorithm>

namespace alula {
namespace {

constexpr std::size_t kAttributeCost = 40;
constexpr std::uint32_t kModeBits = 01777;
constexpr std::size_t kMaxPath = 4096;

std::size_t entryCost(const ArchiveEntry& entry) {
    return kEntryCost + nameOf(entry.path).size() + entry.linkTarget.size() + attributeCost(entry.attributes);
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::Attribute>>>
encodeAttributes(flatbuffers::FlatBufferBuilder& builder, const std::vector<ExtendedAttribute>& attributes) {
    if (attributes.empty()) return {};
    std::vector<flatbuffers::Offset<wire::Attribute>> out;
    out.reserve(attributes.size());
    for (const auto& attribute : attributes)
        out.push_back(wire::CreateAttribute(builder, wireBytes(builder, attribute.name), wireBytes(builder, attribute.value)));
    return builder.CreateVector(out);
}

flatbuffers::Offset<wire::Entry> encodeEntry(flatbuffers::FlatBufferBuilder& builder, const ArchiveEntry& entry) {
    const auto wireName = wireBytes(builder, nameOf(entry.path));
    const auto target = wireBytes(builder, entry.linkTarget);
    const auto attributes = encodeAttributes(builder, entry.attributes);
    wire::EntryBuilder table(builder);
    table.add_name(wireName);
    table.add_type(static_cast<std::uint8_t>(entry.info.type));
    table.add_mode(entry.info.mode & kModeBits);
    table.add_uid(entry.info.uid);
    table.add_gid(entry.info.gid);
    table.add_size(entry.info.size);
    table.add_mtime_ns(entry.info.mtimeNs);
    table.add_ctime_ns(entry.info.ctimeNs);
    table.add_inode(entry.info.inode);
    table.add_stream_offset(entry.streamOffset);
    table.add_crc64(entry.crc64);
    table.add_subtree_files(entry.subtreeFiles);
    table.add_subtree_bytes(entry.subtreeBytes);
    table.add_flags(entry.flags);
    table.add_link_group(entry.linkGroup);
    table.add_link_target(target);
    table.add_attributes(attributes);
    return table.Finish();
}

bool isName(std::string_view name) { return !name.contains('/') && isSafeRelativePath(name); }

Result<void> checkTexts(const wire::Entry& entry, std::string_view parent, TextBudget& budget) {
    const std::string_view name = wireText(entry.name());
    const std::string_view target = wireText(entry.link_target());
    if (!isName(name) && !(name.empty() && parent.empty())) return corruptIndex("a name in it is none");
    if (parent.size() + 1 + name.size() > kMaxPath) return corruptIndex("a path in it is too long");
    if (target.size() > format::kMaxLinkTarget || target.contains('\0')) return corruptIndex("a link in it leads to no path");
    bool fits = budget.take(name) && budget.take(target);
    std::size_t cost = 0;
    if (const auto* attributes = entry.attributes()) {
        for (const auto* attribute : *attributes) {
            const std::string_view key = wireText(attribute->name());
            const std::string_view value = wireText(attribute->value());
            fits = fits && !key.empty() && key.size() <= 255 && !key.contains('\0') && budget.take(key) && budget.take(value);
            cost += kAttributeCost + key.size() + value.size();
            if (!fits || cost > format::kMaxAttributeBytes) return corruptIndex("an entry's attributes are out of bounds");
        }
    }
    if (!fits) return corruptIndex("its texts overlap");
    return {};
}

Result<void> checkNumbers(const wire::Entry& entry) {
    if (entry.type() > static_cast<std::uint8_t>(EntryType::Symlink)) return corruptIndex("an entry in it is of no known type");
    if ((entry.mode() & ~kModeBits) != 0) return corruptIndex("an entry in it has impossible permissions");
    constexpr std::uint64_t kMost = std::uint64_t{1} << 62; // so that sums of two do not overflow
    if (entry.size() > kMost || entry.stream_offset() > kMost) return corruptIndex("an entry in it is impossibly large");
    return {};
}

} // namespace

std::size_t attributeCost(const std::vector<ExtendedAttribute>& attributes) {
    std::size_t cost = 0;
    for (const auto& attribute : attributes) cost += kAttributeCost + attribute.name.size() + attribute.value.size();
    return cost;
}

bool EntryPageBuilder::takes(const ArchiveEntry& entry) const {
    const std::size_t directory = kDirectoryCost + parentOf(entry.path).size();
    return m_entries.size() < format::kMaxPageEntries && m_cost + entryCost(entry) + directory <= format::kMaxPageBytes;
}

void EntryPageBuilder::add(const ArchiveEntry& entry) {
    const std::string_view parent = parentOf(entry.path);
    if (m_entries.empty()) {
        m_firstParent = parent;
        m_firstName = nameOf(entry.path);
    }
    if (m_entries.empty() || parent != m_parent) {
        m_directories.push_back(
            wire::CreateDirectory(m_builder, wireBytes(m_builder, parent), static_cast<std::uint32_t>(m_entries.size())));
        m_parent = parent;
        m_cost += kDirectoryCost + parent.size();
    }
    m_entries.push_back(encodeEntry(m_builder, entry));
    m_cost += entryCost(entry);
}

EntryPageBuilder::Page EntryPageBuilder::finish() {
    const auto directories = m_builder.CreateVector(m_directories);
    const auto entries = m_builder.CreateVector(m_entries);
    m_builder.Finish(wire::CreateEntryPage(m_builder, directories, entries));
    Page page;
    page.firstParent = std::move(m_firstParent);
    page.firstName = std::move(m_firstName);
    page.count = static_cast<std::uint32_t>(m_entries.size());
    page.raw.assign(m_builder.GetBufferPointer(), m_builder.GetBufferPointer() + m_builder.GetSize());
    m_builder.Clear();
    m_entries.clear();
    m_directories.clear();
    m_cost = 0;
    return page;
}

Result<EntryPageView> EntryPageView::parse(RawPart raw, const PageRef& page, const PageRef* next) {
    EntryPageView view;
    view.m_raw = std::move(raw);
    view.m_page = verifiedTable<wire::EntryPage>(view.m_raw);
    if (!view.m_page || !view.m_page->entries() || !view.m_page->directories()) return corruptIndex("a page in it is malformed");
    if (view.size() != page.count || page.count == 0) return corruptIndex("a page in it has another number of entries");
    TextBudget budget(view.m_raw.size());
    ALULA_TRY(view.readDirectories(budget));
    ALULA_TRY(view.checkEntries(budget));
    if (compareKeys(view.key(0), page.firstKey()) != 0) return corruptIndex("a page in it begins with another entry");
    if (next && compareKeys(view.key(view.size() - 1), next->firstKey()) >= 0) return corruptIndex("its pages overlap");
    return view;
}

Result<void> EntryPageView::readDirectories(TextBudget& budget) {
    const auto& directories = *m_page->directories();
    if (directories.size() == 0 || directories.size() > size()) return corruptIndex("a page in it has no directories");
    m_directories.reserve(directories.size());
    for (const auto* directory : directories) {
        const std::string_view path = wireText(directory->path());
        if (!path.empty() && !isSafeRelativePath(path)) return corruptIndex("a path in it is none");
        if (!budget.take(path)) return corruptIndex("its texts overlap");
        const bool first = m_directories.empty();
        if (first ? directory->first() != 0 : directory->first() <= m_directories.back().first || directory->first() >= size())
            return corruptIndex("a page in it is out of order");
        if (!first && comparePaths(m_directories.back().second, path) >= 0) return corruptIndex("a page in it is out of order");
        m_directories.emplace_back(directory->first(), path);
    }
    return {};
}

Result<void> EntryPageView::checkEntries(TextBudget& budget) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const auto* entry = m_page->entries()->Get(static_cast<flatbuffers::uoffset_t>(i));
        const EntryKey here = key(i);
        ALULA_TRY(checkTexts(*entry, here.parent, budget));
        ALULA_TRY(checkNumbers(*entry));
        if (i == 0) continue;
        const EntryKey before = key(i - 1);
        if (before.parent.data() == here.parent.data() && before.name >= here.name)
            return corruptIndex("a page in it is out of order");
    }
    return {};
}

EntryKey EntryPageView::key(std::size_t i) const {
    const auto after = std::ranges::upper_bound(m_directories, i, {}, &std::pair<std::uint32_t, std::string_view>::first);
    const auto* entry = m_page->entries()->Get(static_cast<flatbuffers::uoffset_t>(i));
    return {std::prev(after)->second, wireText(entry->name())};
}

EntryType EntryPageView::type(std::size_t i) const {
    return static_cast<EntryType>(m_page->entries()->Get(static_cast<flatbuffers::uoffset_t>(i))->type());
}

ArchiveEntry EntryPageView::entry(std::size_t i) const {
    const auto& wire = *m_page->entries()->Get(static_cast<flatbuffers::uoffset_t>(i));
    const EntryKey where = key(i);
    ArchiveEntry entry;
    entry.path = joinPath(where.parent, where.name);
    entry.info = {.type = static_cast<EntryType>(wire.type()),
                  .mode = wire.mode(),
                  .uid = wire.uid(),
                  .gid = wire.gid(),
                  .size = wire.size(),
                  .mtimeNs = wire.mtime_ns(),
                  .ctimeNs = wire.ctime_ns(),
                  .inode = wire.inode()};
    entry.streamOffset = wire.stream_offset();
    entry.crc64 = wire.crc64();
    entry.subtreeFiles = wire.subtree_files();
    entry.subtreeBytes = wire.subtree_bytes();
    entry.flags = wire.flags();
    entry.linkGroup = wire.link_group();
    entry.linkTarget = wireText(wire.link_target());
    if (const auto* attributes = wire.attributes())
        for (const auto* attribute : *attributes)
            entry.attributes.push_back({std::string(wireText(attribute->name())), std::string(wireText(attribute->value()))});
    return entry;
}

std::size_t EntryPageView::lowerBound(EntryKey wanted) const {
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (compareKeys(key(middle), wanted) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

} // namespace alula
