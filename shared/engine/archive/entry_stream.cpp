// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/entry_stream.h"

#include "shared/engine/archive/filter_stream.h"
#include "shared/engine/archive/gzip_stream.h"
#include "shared/engine/archive/seeking_stream.h"
#include "shared/engine/archive/tar_stream.h"

#include <algorithm>

namespace alula {

std::uint64_t trailingZeros(std::uint64_t before, ByteSpan bytes) {
    const auto lastByte = std::find_if(bytes.rbegin(), bytes.rend(), [](std::uint8_t b) { return b != 0; });
    const auto zeros = static_cast<std::uint64_t>(lastByte - bytes.rbegin());
    return zeros == bytes.size() ? before + zeros : zeros;
}

std::unique_ptr<EntryStream> makeEntryStream(const ForeignFile& file, StreamOptions options) {
    switch (file.format) {
    case ArchiveFormat::Zip:
    case ArchiveFormat::SevenZip: return std::make_unique<SeekingStream>(file, std::move(options));
    case ArchiveFormat::TarGz: return std::make_unique<TarStream>(std::make_unique<GzipStream>(file.source, std::move(options)));
    default: return std::make_unique<TarStream>(std::make_unique<FilterStream>(file, std::move(options)));
    }
}

} // namespace alula
