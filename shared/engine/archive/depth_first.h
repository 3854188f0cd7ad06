// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/index.h"

#include <optional>
#include <string>
#include <vector>

namespace alula {

// Gives the entries of an index depth first, the order of the tar stream (format.h), without the root. Memory: a page of entries a
// level. One thread; the reader outlives it.
class DepthFirst {
public:
    explicit DepthFirst(const IndexReader& index) : m_index(index) {}
    Result<std::optional<ArchiveEntry>> next(); // none: that was all

private:
    struct Level {
        std::string directory;
        EntryPage page;
        std::size_t position = 0;
    };
    Result<void> enter(std::string directory);

    const IndexReader& m_index;
    std::vector<Level> m_levels;
    bool m_started = false;
};

} // namespace alula
