// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/gzip_stream.h"
#include "shared/engine/volume/entry.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace alula {

// One entry of a tar stream of anybody's, as libarchive reads it. Names are as they were written: nothing is checked yet.
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

// Reads a tar.gz once from begin to end. One thread; it sets that thread's locale while libarchive works, because libarchive
// would else normalise or refuse names by it (tried with 3.7.4: in a UTF-8 locale pax names come out in form C).
class TarStream {
public:
    TarStream(ByteSource& source, GzipStream::Options options);
    ~TarStream();
    TarStream(const TarStream&) = delete;
    TarStream& operator=(const TarStream&) = delete;

    Result<bool> next(TarItem& item); // false: the end, and everything behind it was checked
    // Contents of the entry that next() gave; exactly info.size bytes come. Not calling it passes over them.
    Result<void> contents(const std::function<Result<void>(const TarPiece&)>& visit);
    std::uint64_t consumed() const;     // compressed bytes
    std::uint64_t streamLength() const; // unpacked so far

private:
    struct Reader;
    std::unique_ptr<Reader> m_reader;
};

} // namespace alula
