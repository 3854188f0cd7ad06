// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"

namespace alula::test {

// The real files, but nothing is waited for: hundreds of restores a test, on a machine that does other things.
class UnsyncedFiles : public FileCalls {
public:
    Result<void> sync(int) override { return {}; }
    Result<void> syncFileSystem(int) override { return {}; }
    Result<std::size_t> read(int fd, MutableByteSpan into, std::uint64_t offset) override {
        return m_real.read(fd, into, offset);
    }
    Result<std::size_t> write(int fd, ByteSpan bytes, std::uint64_t offset) override { return m_real.write(fd, bytes, offset); }
    Result<void> truncate(int fd, std::uint64_t size) override { return m_real.truncate(fd, size); }
    Result<std::uint64_t> seek(int fd, std::uint64_t offset, int whence) override { return m_real.seek(fd, offset, whence); }
    Result<void> cloneRange(int from, std::uint64_t fromOffset, std::uint64_t bytes, int to, std::uint64_t toOffset) override {
        return m_real.cloneRange(from, fromOffset, bytes, to, toOffset);
    }
    Result<SpaceInfo> space(int fd) override { return m_real.space(fd); }

private:
    FileCalls& m_real = systemFiles().files;
};

// The system's files with those calls.
FileSystem quickFiles();

} // namespace alula::test
