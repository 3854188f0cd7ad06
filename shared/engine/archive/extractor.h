// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/block_table.h"

namespace alula {

// Archive::extract of Alula's own archives: blocks are taken in order by options.workers threads.
Result<void> extractBlocks(ByteSource& source, const BlockTable& blocks, const std::vector<ArchiveEntry>& entries,
                           ContentSink& sink, const ReadOptions& options, ProgressSink& progress, std::stop_token stop);

// Archive::extractInOrder of Alula's own archives: the threads unpack ahead and hand over in turn.
Result<void> extractBlocksInOrder(ByteSource& source, const BlockTable& blocks, const std::vector<ArchiveEntry>& entries,
                                  ContentSink& sink, const ReadOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace alula
