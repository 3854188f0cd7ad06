// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_format.h"
#include "shared/engine/archive/byte_stream.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/entry.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace alula {

// One entry of an archive of anybody's, as libarchive reads it. Names are as they were written: nothing is checked yet.
struct TarItem {
    enum class Kind { File, Directory, Symlink, HardLink, Other };
    Kind kind = Kind::Other;
    std::string path;
    std::string target;                        // of a symlink or hard link
    EntryInfo info;                            // type is Kind's where it has one
    std::vector<ExtendedAttribute> attributes; // user.* only
    std::uint64_t id = 0;                      // > 0; unlike that of any other entry of this stream, the same whenever it is read
};

// Contents in order: bytes, or a hole.
struct TarPiece {
    std::uint64_t offset = 0;
    ByteSpan bytes;
    std::uint64_t zeros = 0; // > 0: a hole of so many bytes
};

// Reads an archive of anybody's once from begin to end. One thread; its locale is another while libarchive works.
class EntryStream {
public:
    virtual ~EntryStream() = default;
    virtual Result<bool> next(TarItem& item) = 0; // false: the end, and everything behind it was checked
    // Contents of the entry that next() gave; exactly info.size bytes come. Not calling it passes over them.
    virtual Result<void> contents(const std::function<Result<void>(const TarPiece&)>& visit) = 0;
    virtual std::uint64_t consumed() const = 0;     // bytes of the file
    virtual std::uint64_t streamLength() const = 0; // unpacked so far
};

// A file and what it is (detectFormat).
struct ForeignFile {
    ByteSource& source;
    ArchiveFormat format = ArchiveFormat::TarGz;
};
std::unique_ptr<EntryStream> makeEntryStream(const ForeignFile& file, StreamOptions options); // the source outlives it

} // namespace alula
