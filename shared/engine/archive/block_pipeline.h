// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/block_builder.h"

#include <functional>
#include <stop_token>

namespace alula {

// Builds all blocks of the context's plan with so many threads and gives them to `commit` in stream order, on the caller's
// thread. At most 2 × workers + 2 built blocks are held. The first error, of a builder or of commit, ends it; all threads have
// ended on return.
Result<void> buildBlocks(const BuildContext& context, unsigned workers, const std::function<Result<void>(BuiltBlock&)>& commit,
                         std::stop_token stop);

} // namespace alula
