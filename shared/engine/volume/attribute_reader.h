// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/entry.h"
#include "shared/engine/volume/file_system.h"

#include <cstddef>
#include <string>
#include <vector>

namespace alula {

// True for the extended attributes that a backup keeps: user.* and the two POSIX ACLs.
bool isKeptAttribute(const std::string& key);

// Reads kept extended attributes and sees to it that a server cannot fill the memory with them.
class AttributeReader {
public:
    explicit AttributeReader(AttributeCalls& calls) : m_calls(calls) {}

    static constexpr std::size_t kMostOfEntry = 256_KiB;
    static constexpr std::size_t kMostOfAll = 64_MiB;

    // Of a name below a handle (empty: the handle itself). A file system without attributes has none. Over kMostOfEntry:
    // Unsupported. Any thread.
    Result<std::vector<ExtendedAttribute>> read(int directory, const std::string& name) const;
    // Counts what is to be kept, in the order in which it is; Unsupported when it would be over kMostOfAll. One thread.
    Result<void> take(const std::vector<ExtendedAttribute>& attributes);

    static std::size_t bytesOf(const std::vector<ExtendedAttribute>& attributes);

private:
    AttributeCalls& m_calls;
    std::size_t m_taken = 0;
};

} // namespace alula
