// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <linux/openat2.h>

namespace alula {

// How every handle below a volume's root is opened (openat2(2)): nothing that the volume holds leads out of it.
inline constexpr std::uint64_t kBeneath = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;

} // namespace alula
