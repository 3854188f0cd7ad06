// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/archive/format.h"

#include <cstdint>
#include <string>

namespace alula {

// The 40 bytes that lead to the index (grammar: format.h).
struct Footer {
    std::uint16_t version = format::kVersion;
    std::uint16_t flags = 0;
    std::uint64_t indexOffset = 0;       // of the first index member in the file
    std::uint64_t indexStoredLength = 0; // of all index members
    std::uint64_t indexLength = 0;       // of the logical index
    std::uint64_t indexHash = 0;         // XXH3-64 of the logical index
    friend bool operator==(const Footer&, const Footer&) = default;
};

std::string encodeFooter(const Footer& footer);
// Corrupt when it is no footer; Unsupported when a newer Alula wrote it.
Result<Footer> parseFooter(ByteSpan bytes);
// Corrupt unless index members and footer member end exactly at the end of a file of this size.
Result<void> checkBounds(const Footer& footer, std::uint64_t fileSize);

} // namespace alula
