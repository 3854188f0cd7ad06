// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/losses.h"

#include "shared/base/bytes.h"

namespace alula {

namespace {
bool isTar(ArchiveFormat format) { return format != ArchiveFormat::Zip && format != ArchiveFormat::SevenZip; }

// QuaZip 1.4 says of files with 64-bit lengths that they come from DOS.
constexpr std::uint64_t kZip64 = 0xFFFF'FFFF;

// zip: whole seconds in 31 bits. 7z: hundreds of nanoseconds since 1601, of which libarchive 3.7.4 reads and writes those after 1970.
bool holdsTime(ArchiveFormat format, std::int64_t ns) {
    if (isTar(format)) return ns >= 0 || ns % 1'000'000'000 == 0;
    if (format == ArchiveFormat::SevenZip) return ns >= 0 && ns % 100 == 0;
    const std::int64_t seconds = ns / 1'000'000'000;
    return ns >= 0 && ns % 1'000'000'000 == 0 && seconds == static_cast<std::int32_t>(seconds);
}
} // namespace

void LossCounter::add(Kind kind, const ArchiveEntry& entry) {
    if (m_counted.at(kind).count++ == 0) m_counted.at(kind).example = entry.path;
}

void LossCounter::count(const ArchiveEntry& entry) {
    if ((entry.flags & kEntrySparse) != 0) add(Holes, entry);
    if (!holdsTime(m_format, entry.info.mtimeNs)) add(Times, entry);
    if (isTar(m_format)) return;
    bool plain = false;
    bool acl = false;
    for (const ExtendedAttribute& attribute : entry.attributes) (attribute.name.starts_with("system.") ? acl : plain) = true;
    if (plain) add(Attributes, entry);
    if (acl) add(Acls, entry);
    if (m_format == ArchiveFormat::Zip && entry.info.size >= kZip64) add(Modes, entry);
    if (m_format == ArchiveFormat::SevenZip && (entry.info.uid != 0 || entry.info.gid != 0)) add(Owners, entry);
    if (!isUtf8(entry.path) || (m_format == ArchiveFormat::SevenZip && !isUtf8(entry.linkTarget))) add(Names, entry);
}

void LossCounter::countCopy(const ArchiveEntry& entry) { add(HardLinks, entry); }

std::vector<Warning> LossCounter::losses() const {
    const std::string format(name(m_format));
    const std::array<std::string, Kinds> kSentences = {
        format + " has no extended attributes: those of # are left out",
        format + " has no POSIX ACLs: those of # are left out",
        format + " has no hard links: of # a full copy was written",
        format + (m_format == ArchiveFormat::Zip ? " keeps times from 1970 to 2038, to the second: those of # lost the rest"
                  : m_format == ArchiveFormat::SevenZip ? " keeps times from 1970 on, to 100 ns: those of # lost the rest"
                                                        : " keeps times before 1970 to the second: those of # lost the rest"),
        format + " has no owners: those of # are left out",
        format + " keeps no mode of files of 4 GiB and more: that of # is left out",
        "holes are written as zeros: # will take all of their size until they are restored by Alula",
        format + " has names in UTF-8 only: bytes that are none stand as %XX in the names of #",
    };
    std::vector<Warning> out;
    for (std::size_t kind = 0; kind < Kinds; ++kind) {
        const Counted& counted = m_counted.at(kind);
        if (counted.count == 0) continue;
        std::string sentence = kSentences.at(kind);
        const std::string files = std::to_string(counted.count) + (counted.count == 1 ? " entry" : " entries");
        sentence.replace(sentence.find('#'), 1, files);
        out.push_back({WarningKind::NotApplied, counted.example, std::move(sentence)});
    }
    return out;
}

} // namespace alula
