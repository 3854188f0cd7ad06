// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace alula {

// The node token that the panel shows on everything below /api. Any thread.
class Authentication {
public:
    enum class Verdict : std::uint8_t {
        Granted,
        NoCredentials, // 401: no "Authorization: Bearer …" at all
        WrongToken,    // 403
    };

    // Keeps a hash only. An empty token lets nobody in.
    explicit Authentication(std::string_view token);

    // `authorization`: the header's value, "" when there is none. Takes as long for a token that is nearly right, or of
    // another length, as for any other: hashes are compared, in constant time.
    Verdict check(std::string_view authorization) const;

private:
    using Digest = std::array<std::uint8_t, 32>;
    static Digest digestOf(std::string_view text);

    const bool m_anyToken;
    const Digest m_digest;
};

} // namespace alula
