// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/name_table.h"

#include <map>
#include <string>
#include <vector>

namespace alula {

struct NameTableHeader {
    static constexpr std::uint32_t kMagic = 0x4D4E4C41; // "ALNM", also tells the order of bytes
    static constexpr std::uint32_t kVersion = 1;
    std::uint32_t magic = kMagic, version = kVersion;
    std::uint64_t hash = 0;
    std::uint32_t backups = 0, sets = 0, runs = 0, directories = 0, names = 0;
    std::uint32_t directoryBytes = 0, textBytes = 0;
    std::uint32_t unused[5] = {};
};
static_assert(sizeof(NameTableHeader) == 64);

// Collects the columns of a NameTable. One thread.
class NameTableWriter {
public:
    explicit NameTableWriter(std::vector<NameTable::Covered> covered) : m_covered(std::move(covered)) {}
    void reserve(std::size_t names, std::size_t textBytes);
    std::uint32_t intern(const std::vector<NameTable::Run>& runs); // the number of this set
    // In index order. `folded` and `name` belong together.
    void add(std::string_view directory, std::string_view folded, std::string_view name, std::uint32_t set);
    // The whole, its hash in it.
    Result<std::vector<std::uint8_t>> finish();

private:
    std::vector<NameTable::Covered> m_covered;
    std::map<std::vector<std::uint32_t>, std::uint32_t> m_known; // sets by their runs
    std::vector<std::uint32_t> m_sets, m_runs, m_directoryTexts, m_directoryNames, m_names, m_nameSets;
    std::string m_directoryPaths, m_foldedTexts, m_texts, m_directory;
    bool m_tooLong = false;
};

} // namespace alula
