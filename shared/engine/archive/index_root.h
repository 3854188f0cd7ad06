// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/index_part.h"

#include <string>
#include <vector>

namespace alula {

// What is read first of an index: the header and where the pages are.
struct IndexRoot {
    ArchiveHeader header;
    std::vector<PageRef> entryPages, blockPages;
};

// The root and the 16-byte tail, as they end a logical index. Warnings over 10,000, or over 16 MiB of text, become one that
// counts them.
Result<std::string> encodeRoot(const ArchiveHeader& header, const std::vector<PageRef>& entryPages,
                               const std::vector<PageRef>& blockPages);

// Reads tail and root of a hostile index. The pages are known to lie one behind the other up to the root, and to be in order.
Result<IndexRoot> readRoot(ByteSource& index);

} // namespace alula
