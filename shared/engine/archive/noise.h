// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstddef>

namespace alula {

// Fewer bytes than this are not judged: deflate may find something in them, and storing them apart costs about as much.
inline constexpr std::size_t kLeastNoise = 1024;

// Whether bytes look as if deflate could not make them smaller: packed, encrypted or random ones. Samples, one of 128 bytes each
// 8 KiB and at least eight, have all values about equally often. It is a guess, and a cheap one (1.6 % of the bytes are looked at,
// and of text only the first sample): what is wrongly said to be noise is stored, and costs room. False for fewer than kLeastNoise.
bool looksLikeNoise(ByteSpan bytes);

} // namespace alula
