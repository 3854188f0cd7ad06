// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/engine/archive/comparison.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// Takes what two sides have, path by path. One thread.
class ComparisonBuilder {
public:
    // `mostBytes` of memory are used at most.
    ComparisonBuilder(const std::string& root, std::size_t mostBytes);
    // In index order, the root's entry first; null: that side has none. What is no different may be given too: of directories
    // it has to be. Unsupported: there is more than the memory is for. Corrupt: an entry in something that is no directory.
    Result<void> add(const ArchiveEntry* from, const ArchiveEntry* to, std::uint32_t differences);
    Comparison finish() &&;

private:
    static bool isNewDirectory(const Comparison::StoredRow& row);
    Result<std::uint32_t> directoryOf(const std::string& path);
    Result<void> charge(std::size_t bytes);
    std::vector<bool> sum();
    void dropUnchanged(const std::vector<bool>& wanted);

    Comparison m_made;
    const std::size_t m_most;
};

} // namespace alula
