// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/file_facts.h"
#include "shared/engine/archive/plan.h"
#include "shared/engine/archive/tree_children.h"
#include "shared/engine/archive/warning_list.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace alula {

// Puts the plan's tree into index order: the root, then one directory's entries after the other's (FORMAT: index), with subtree
// totals.
class EntryLister {
public:
    // Both outlive the lister. Facts may still be incomplete.
    EntryLister(const ArchivePlan& plan, const FileFacts& facts);

    // Attributes too large for an index are left out, with a warning.
    Result<void> list(const std::function<Result<void>(const ArchiveEntry&)>& add, WarningList& warnings,
                      std::stop_token stop) const;

    std::uint64_t directories() const { return m_children.directories() - 1; } // without the root
    std::uint64_t symlinks() const { return m_symlinks; }

private:
    struct Totals {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;
    };
    void sumSubtrees();
    ArchiveEntry entry(std::size_t node, std::string path, WarningList& warnings) const;

    const ArchivePlan& m_plan;
    const FileFacts& m_facts;
    const TreeChildren m_children;
    std::vector<Totals> m_totals; // by directory number
    std::uint64_t m_symlinks = 0;
};

} // namespace alula
