// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_format.h"
#include "shared/engine/archive/archive_types.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// What a format cannot hold: is shown every entry that goes into an export. One caller at a time.
class LossCounter {
public:
    explicit LossCounter(ArchiveFormat format) : m_format(format) {}
    void count(const ArchiveEntry& entry);
    void countCopy(const ArchiveEntry& entry); // a hard link that becomes a file of its own
    std::vector<Warning> losses() const;       // NotApplied; one a kind, with their number and the path of the first

private:
    enum Kind : std::size_t { Attributes, Acls, HardLinks, Times, Owners, Modes, Holes, Names, Kinds };
    void add(Kind kind, const ArchiveEntry& entry);
    struct Counted {
        std::uint64_t count = 0;
        std::string example;
    };
    const ArchiveFormat m_format;
    std::array<Counted, Kinds> m_counted;
};

} // namespace alula
