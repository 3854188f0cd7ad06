// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/block_table.h"
#include "shared/engine/archive/checksum.h"

namespace alula {

// Checks that a logical index has its whole-index hash, reading it once from end to end.
Result<void> checkIndexHash(ByteSource& index, std::uint64_t hash, std::stop_token stop);

// Archive::verify of Alula's own archives. Blocks are unpacked by options.workers threads and compared with the index in order. `sha1`,
// if there is one, is given their members, and compared with what the index has of it.
Result<void> verifyBlocks(ByteSource& source, const IndexReader& index, const BlockTable& blocks, const ReadOptions& options,
                          VerifyReport& report, Sha1* sha1, ProgressSink& progress, std::stop_token stop);

// Gives `sha1` all that lies behind so many bytes.
Result<void> hashRest(ByteSource& source, std::uint64_t offset, LoadControl* load, Sha1& sha1, std::stop_token stop);

} // namespace alula
