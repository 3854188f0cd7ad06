// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/unsynced_files.h"

#include <cstdint>

namespace alula::test {

// Says that it has so much room, whatever there is.
class DiskWithRoom final : public UnsyncedFiles {
public:
    explicit DiskWithRoom(std::uint64_t available) : m_available(available) {}
    Result<SpaceInfo> space(int) override { return SpaceInfo{1_GiB, m_available}; }
    void setAvailable(std::uint64_t available) { m_available = available; }
    FileSystem files() { return {systemFiles().names, *this, systemFiles().attributes, systemFiles().cache}; }

private:
    std::uint64_t m_available;
};

} // namespace alula::test
