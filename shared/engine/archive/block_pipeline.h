// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/block_builder.h"

#include <stop_token>

namespace alula {

// What becomes of built blocks. A block's place is known when the sizes of all before it are; then it is hashed and written at the
// same time.
class BlockTaker {
public:
    virtual ~BlockTaker() = default;
    // In stream order, one block at a time: place(), then hash(). On any of the threads.
    virtual Result<void> place(BuiltBlock& block) = 0;
    virtual Result<void> hash(BuiltBlock& block) = 0;
    // After its place(), beside its hash(), which may be filling in the record's SHA-1. In stream order, one after the other: an upload cannot go back, and file systems let one
    // writer at a time into a file anyway, for which the others would wait, awake.
    virtual Result<void> write(const BuiltBlock& block, std::stop_token stop) = 0;
};

// Builds all blocks of the context's plan with so many threads, the caller's among them, and gives them to the taker. At most 2 × workers + 2 built blocks are
// held. The first error, of a builder or of the taker, ends it; all threads have ended on return.
Result<void> buildBlocks(const BuildContext& context, unsigned workers, BlockTaker& taker, std::stop_token stop);

} // namespace alula
