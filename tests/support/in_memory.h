// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <sys/vfs.h>
#include <unistd.h>

namespace alula::test {

// From here on this program's temporary directories lie in memory, where the system has such a place: for tests that make
// thousands of small trees. Before the first TempDir.
inline void keepTemporariesInMemory() {
    constexpr const char* kMemory = "/dev/shm";
    constexpr long kTmpfs = 0x01021994; // TMPFS_MAGIC of linux/magic.h
    struct statfs there{};
    if (::statfs(kMemory, &there) != 0 || there.f_type != kTmpfs || ::access(kMemory, W_OK) != 0) return;
    ::setenv("TMPDIR", kMemory, 1); // NOLINT(concurrency-mt-unsafe): no thread is there yet
}

} // namespace alula::test
