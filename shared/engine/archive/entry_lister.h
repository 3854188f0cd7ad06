// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/file_facts.h"
#include "shared/engine/archive/plan.h"
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

    std::uint64_t directories() const { return m_directories; } // without the root
    std::uint64_t symlinks() const { return m_symlinks; }

private:
    struct Totals {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;
    };
    void sortChildren();
    void sumSubtrees();
    ArchiveEntry entry(std::size_t node, std::string path, WarningList& warnings) const;

    const ArchivePlan& m_plan;
    const FileFacts& m_facts;
    std::vector<std::uint32_t> m_directoryNumber; // by node; only directories have one: 0, 1 … in node order
    std::vector<std::uint32_t> m_firstChild; // by directory number: where its children begin in m_children; one more at the end
    std::vector<std::uint32_t> m_children;   // nodes, those of one directory together, in name order
    std::vector<Totals> m_totals;            // by directory number
    std::uint64_t m_directories = 0;
    std::uint64_t m_symlinks = 0;
};

} // namespace alula
