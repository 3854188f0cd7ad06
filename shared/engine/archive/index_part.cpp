// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/index_part.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/volume/entry.h"

#include <zstd.h>

namespace alula {

int compareKeys(EntryKey a, EntryKey b) {
    const int parents = comparePaths(a.parent, b.parent);
    return parents != 0 ? parents : a.name.compare(b.name);
}

std::unexpected<Error> corruptIndex(std::string what) {
    return fail(ErrorCode::Corrupt, "The index of the archive is damaged: " + std::move(what) + ".");
}

Result<std::string> packPart(ByteSpan raw) {
    std::string out(ZSTD_compressBound(raw.size()), '\0');
    const std::size_t n = ZSTD_compress(out.data(), out.size(), raw.data(), raw.size(), 3);
    if (ZSTD_isError(n)) return fail(ErrorCode::Internal, std::string("zstd cannot pack the index: ") + ZSTD_getErrorName(n));
    out.resize(n);
    return out;
}

Result<RawPart> unpackPart(ByteSpan stored, std::size_t rawLength) {
    RawPart raw(rawLength);
    const std::size_t n = ZSTD_decompress(raw.data(), raw.size(), stored.data(), stored.size());
    if (ZSTD_isError(n) || n != rawLength) return corruptIndex("a part of it cannot be unpacked");
    return raw;
}

Result<RawPart> readStored(ByteSource& index, std::uint64_t offset, std::size_t length, std::uint64_t hash) {
    RawPart stored(length);
    ALULA_ASSIGN(const std::size_t n, index.read(stored, offset));
    if (n != length) return corruptIndex("it is cut off");
    if (xxh3(stored) != hash) return corruptIndex("a part of it does not have its checksum");
    return stored;
}

Result<RawPart> readPage(ByteSource& index, const PageRef& page) {
    ALULA_ASSIGN(const RawPart stored, readStored(index, page.offset, page.length, page.hash));
    return unpackPart(stored, page.rawLength);
}

} // namespace alula
