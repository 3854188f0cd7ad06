// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/engine/volume/entry.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace alula {

enum class Compression : std::uint8_t { None, BestSpeed, Good, BestCompression };
enum class TarEntries : std::uint8_t { Wings, Full }; // regular files only, or directories and links in the tar stream too

// 128-bit XXH3 of all that a block's bytes depend on, known before anything is read. Zero: never reused.
struct Fingerprint {
    std::uint64_t high = 0, low = 0;
    bool isZero() const { return high == 0 && low == 0; }
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

using Sha1Digest = std::array<std::uint8_t, 20>;

// What SHA-1 has come to after a whole number of its 64-byte blocks (FIPS 180-4, 6.1.2): all it needs to go on from there. Zero: not known.
struct Sha1State {
    std::array<std::uint32_t, 5> words{};
    bool isZero() const { return *this == Sha1State(); }
    friend bool operator==(const Sha1State&, const Sha1State&) = default;
};

// A slice of the tar stream (≤ 1 MiB) and the gzip member that holds it.
struct ArchiveBlock {
    std::uint64_t offset = 0;       // of the member in the file
    std::uint64_t length = 0;       // of the whole member
    std::uint64_t streamOffset = 0; // of its bytes in the tar stream
    std::uint64_t streamLength = 0;
    Fingerprint fingerprint;
    std::uint64_t hash = 0; // XXH3-64 of deflate data + gzip trailer
    // XXH3-64 of the ctimes of the files in it; 0: one of them was so young, or so little is known, that only reading tells (block_times.h).
    std::uint64_t times = 0;
    Sha1State sha1;                       // of the file up to the last multiple of 64 in or before the member's end
    std::vector<std::uint64_t> pieceCrcs; // CRC-64 of the contents part of each entry with contents in it, in stream order
};

enum EntryFlag : std::uint32_t {
    kEntrySparse = 1,
    kEntryUnstable = 2,    // changed while it was read
    kEntryCut = 4,         // grew: only the planned size was kept
    kEntryPadded = 8,      // a part could not be had (it shrank, reading broke off): zeros stand there
    kEntryUnreadable = 16, // not a byte of it could be read: all is zeros
    kEntryVanished = 32,   // removed or replaced before a byte of it was read: all is zeros
};
// Such an entry has nothing to be restored.
inline constexpr std::uint32_t kEntryWithoutContents = kEntryUnreadable | kEntryVanished;

struct ArchiveEntry {
    std::string path;
    EntryInfo info;
    std::uint64_t streamOffset = 0; // of the contents in the tar stream; 0 for what has none
    std::uint64_t crc64 = 0;        // CRC-64/NVME of the contents
    std::uint64_t subtreeFiles = 0; // directories: everything below
    std::uint64_t subtreeBytes = 0;
    std::uint32_t flags = 0;     // EntryFlag
    std::uint32_t linkGroup = 0; // 0: none
    std::string linkTarget;
    std::vector<ExtendedAttribute> attributes;
};

struct ArchiveHeader {
    std::uint32_t version = 1;
    std::string writer; // "alula 0.1.0", "foreign"
    ServerId server;
    BackupId backup;
    Timestamp planTime, started, ended;
    std::string ignoreText;
    Compression compression = Compression::BestSpeed;
    TarEntries tarEntries = TarEntries::Full;
    std::uint64_t volumeId = 0;
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t contentBytes = 0; // sum of file sizes
    std::uint64_t streamBytes = 0;  // length of the tar stream
    std::uint64_t boot = 0;         // of the machine while it was made (CreateOptions::boot)
    std::uint32_t generation = 0;   // 0: built wholly from the volume; else one more than that of the archive it took blocks from
    std::vector<Warning> warnings;  // at most 10,000 are kept; then the last one says how many more
};

} // namespace alula
