// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/codec.h"

#include <string>

namespace alula::protocol {

// The protocol's version (changes: docs/rpc.md). Another major is refused; a higher minor only adds what may be ignored.
struct Version {
    std::int32_t major = 0;
    std::int32_t minor = 0;

    template <class V>
    static void fields(V& v) {
        v("major", &Version::major);
        v("minor", &Version::minor);
    }
    std::string toString() const { return std::to_string(major) + "." + std::to_string(minor); }
    friend bool operator==(const Version&, const Version&) = default;
};

inline constexpr Version kVersion{1, 2};

// Unsupported with a sentence that says which side to upgrade, when the two cannot talk. Both sides ask this on hello.
Result<void> checkVersions(const Version& daemon, const Version& client);

} // namespace alula::protocol
