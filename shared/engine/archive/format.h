// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstddef>
#include <cstdint>

// The archive file, version 1. All numbers little-endian.
//
//   archive      = data-member+ index-member+ footer-member        nothing before, between or behind
//   member       = 1f 8b 08 04  00 00 00 00 (MTIME)  00 (XFL)  ff (OS)  u16 XLEN  subfield*  deflate-data  u32 CRC32  u32 ISIZE
//   subfield     = 2 letters, u16 length, bytes; in this order, each at most once:
//                    "MZ" u32   length of the deflate data          (every member)
//                    "AP" n × 0 padding                             (data members only, optional)
//                    "AX" bytes slice of the logical index          (index members only)
//                    "AF" 40 B  footer                              (footer member only)
//   data-member  = one block: at most 1 MiB of the tar stream; blocks in stream order, without gap or overlap
//   index-member = deflate data 03 00; slices of exactly 60,000 bytes (the last one 1–60,000), so that byte i of the logical
//                  index lies in member i / 60,000, at index offset + (i / 60,000) × 60,034 + 24 + i mod 60,000
//   footer-member = deflate data 03 00; always the last 74 bytes of the file
//   footer       = "ALUL"  u16 version (1)  u16 flags (0)
//                  u64 index offset          of the first index member in the file
//                  u64 index stored length   of all index members in the file
//                  u64 index length          of the logical index
//                  u64 XXH3-64               of the logical index
//   logical index = entry page*  block page*  root  tail            (index.h; schema in index.fbs)
//   tail         = u64 length of the stored root  u64 XXH3-64 of the stored root
//
// The tar stream, a function of the index alone (verify() builds it again and compares every byte):
//
//   stream       = (headers contents? zero-padding to 512)*  1,024 × 0
//   Entries depth first, a directory before what is in it, names of one directory in byte order; the root itself has no
//   tar entry.
//   headers      = tarHeaders() (tar_header.h) of the entry as the index has it, which is the entry as it was planned.
//   TarEntries::Wings: regular files only, hard-linked ones as full files each.
//   TarEntries::Full:  directories and symlinks too; of a link group the first in this order is a full file, the others are
//                      hard-link entries to it without contents, and in the index share its stream offset and CRC-64.
//   Stream offset of an entry is where its contents begin; 0 for what has none (empty files, directories, symlinks).
namespace alula::format {

inline constexpr std::uint16_t kVersion = 1;

inline constexpr std::size_t kTarBlock = 512;
inline constexpr std::size_t kTarEnd = 1024; // the zero blocks that end the stream: a block of their own

inline constexpr std::size_t kBlockSize = 1_MiB;        // most of the tar stream that one data member holds
inline constexpr std::size_t kLargeEntry = 512_KiB;     // an entry of this size begins a block of its own
inline constexpr std::size_t kBoundaryMinimum = 64_KiB; // a block of small entries may end early from here on
inline constexpr std::uint64_t kBoundaryModulus = 4;    // and does when XXH3-64(path) mod 4 = 0

inline constexpr std::size_t kGzipHeader = 12;                                // up to and with XLEN
inline constexpr std::size_t kGzipTrailer = 8;                                // CRC32, ISIZE
inline constexpr std::size_t kSubfieldHead = 4;                               // two letters, u16 length
inline constexpr std::size_t kMemberHeader = kGzipHeader + kSubfieldHead + 4; // 20: of a data member without padding
inline constexpr std::size_t kMaxPadding = 8192;                              // contents of AP that a reader accepts
// A stored block costs 5 bytes each 65,535; encoders that cannot shrink a block may add a little more.
inline constexpr std::size_t kMaxDeflateLength = kBlockSize + 4_KiB;
inline constexpr std::size_t kMaxMember = kMemberHeader + kSubfieldHead + kMaxPadding + kMaxDeflateLength + kGzipTrailer;

inline constexpr std::size_t kIndexSlice = 60'000;
inline constexpr std::size_t kIndexMemberOverhead = kMemberHeader + kSubfieldHead + 2 + kGzipTrailer; // 34
inline constexpr std::size_t kFooterSize = 40;
inline constexpr std::size_t kFooterMember = kMemberHeader + kSubfieldHead + kFooterSize + 2 + kGzipTrailer; // 74
static_assert(kFooterMember == 74);

inline constexpr std::size_t kIndexTail = 16;
inline constexpr std::size_t kMaxPageEntries = 4096;
inline constexpr std::size_t kMaxPageBytes = 1_MiB;  // of a page before zstd
inline constexpr std::size_t kMaxRootBytes = 64_MiB; // of the root before zstd
inline constexpr std::size_t kMaxWarnings = 10'001;  // 10,000 and the one that says how many more
inline constexpr std::size_t kMaxAttributeBytes =
    256_KiB; // names and values of one entry's attributes; the writer drops more, with a warning
inline constexpr std::size_t kMaxLinkTarget = 4096;

} // namespace alula::format
