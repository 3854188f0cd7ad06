// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/block_table.h"

namespace alula {

// Checks that a logical index has its whole-index hash, reading it once from end to end.
Result<void> checkIndexHash(ByteSource& index, std::uint64_t hash, std::stop_token stop);

// Archive::verify of Alula's own archives. Blocks are unpacked by options.workers threads and compared with the index in order.
Result<void> verifyBlocks(ByteSource& source, const IndexReader& index, const BlockTable& blocks, const ReadOptions& options,
                          VerifyReport& report, ProgressSink& progress, std::stop_token stop);

} // namespace alula
