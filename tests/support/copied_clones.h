// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/unsynced_files.h"

#include <cerrno>
#include <sys/stat.h>
#include <vector>

namespace alula::test {

// A disk that can share space, as engine code sees one, on any file system: a clone is a copy, refused as XFS refuses it.
class CopiedClones final : public UnsyncedFiles {
public:
    Result<void> cloneRange(int from, std::uint64_t fromOffset, std::uint64_t bytes, int to, std::uint64_t toOffset) override {
        constexpr std::uint64_t kUnit = 4096;
        struct stat source{};
        if (::fstat(from, &source) != 0) return failed(errno);
        const auto size = static_cast<std::uint64_t>(source.st_size);
        if (fromOffset > size || bytes > size - fromOffset) return failed(EINVAL);
        if (bytes == 0) bytes = size - fromOffset;
        const bool toItsEnd = fromOffset + bytes == size;
        if (fromOffset % kUnit != 0 || toOffset % kUnit != 0 || (bytes % kUnit != 0 && !toItsEnd)) return failed(EINVAL);
        std::vector<std::uint8_t> copy(bytes);
        ALULA_TRY(readFully(*this, from, copy, fromOffset));
        return writeFully(*this, to, copy, toOffset);
    }
    FileSystem all() { return {systemFiles().names, *this, systemFiles().attributes, systemFiles().cache}; }

private:
    static Result<void> failed(int errnum) { return fail(Error(ErrorCode::Unsupported, "no clone").withErrno(errnum)); }
};

} // namespace alula::test
