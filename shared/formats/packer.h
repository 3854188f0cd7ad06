// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/formats/export_writer.h"

#include <memory>

namespace alula {

// What a tar goes through where libarchive's own filters fall short (docs/adr/0012). Destroyed without finish(): the stream stays
// without its end. One caller at a time.
class Packer {
public:
    virtual ~Packer() = default;
    virtual Result<void> write(ByteSpan bytes) = 0;
    virtual Result<void> finish() = 0;
};

// Null for formats that need none. Throws bad_alloc. While it waits for its threads it asks `output` with no bytes whether it
// should go on.
std::unique_ptr<Packer> makePacker(ArchiveFormat format, const ByteOutput& output, unsigned workers);

} // namespace alula
