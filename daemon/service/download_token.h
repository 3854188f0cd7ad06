// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// What a download token says, once its signature is known to be the panel's.
struct DownloadClaims {
    ServerId server{}; // null when the token's is no uuid
    BackupId backup{};
    std::string user{}; // uuid; "": none told (older panels)
    std::string jti{};
    std::string uniqueId{};
    std::optional<std::vector<std::string>> scopes{}; // none: the panel does not know scopes (Pterodactyl)
    Timestamp issued{}, expires{};

    bool mayDownloadBackups() const; // as far as its scopes go
};

// Reads a JWT: HS256 with the node's token and nothing else, whatever its header asks for. InvalidInput, with a sentence that says
// nothing of the token: it is malformed, too long, of another algorithm, signed with another key, not valid yet, or lacks a claim.
// exp is for the caller to judge. Any thread.
Result<DownloadClaims> readDownloadToken(const std::string& token, const std::string& nodeToken, Timestamp now);

} // namespace alula
