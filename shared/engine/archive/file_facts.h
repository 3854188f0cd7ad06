// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/block_builder.h"
#include "shared/engine/archive/plan.h"
#include "shared/engine/archive/warning_list.h"

#include <cstdint>
#include <vector>

namespace alula {

// What reading taught about each file: its CRC-64, put together from the pieces of its blocks, and what went wrong. 9 bytes a
// node.
class FileFacts {
public:
    explicit FileFacts(const ArchivePlan& plan) : m_plan(plan), m_crcs(plan.tree().size()), m_flags(plan.tree().size()) {}

    // Blocks in stream order. A file is warned of once for each thing that happened to it, however many blocks it has.
    Result<void> add(const PlannedBlock& planned, const BuiltBlock& built, WarningList& warnings);

    std::uint64_t crc64(std::size_t node) const { return m_crcs[node]; } // of the contents in the node's own entry
    // Final when all blocks have been added: a file is without contents only when no byte of it could be read.
    std::uint32_t flags(std::size_t node) const;

private:
    void addIncident(const ReadIncident& incident, WarningList& warnings);

    const ArchivePlan& m_plan;
    std::vector<std::uint64_t> m_crcs;
    std::vector<std::uint8_t> m_flags; // EntryFlag as the incidents had them, and one bit of its own
};

} // namespace alula
