// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/footer.h"
#include "shared/engine/store/store.h"

#include <memory>

namespace alula {

// The logical index of an archive, put together again from its index members; the framing of every member read is checked.
// The footer's bounds have been checked.
std::shared_ptr<ByteSource> indexSource(std::shared_ptr<ByteSource> archive, const Footer& footer);

// Reads and checks the last 74 bytes. Corrupt when they are no footer member, or lead out of the file.
Result<Footer> readFooter(ByteSource& archive);

} // namespace alula
