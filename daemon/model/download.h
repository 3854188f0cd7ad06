// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <string>

namespace alula {

// The one download that a token was good for (API: download token).
struct DownloadUse {
    std::string uniqueId{};
    BackupId backup{};
    std::string client{}; // address; "": nobody said
    Timestamp firstUse{};
    Timestamp expires{}; // of the token
};

// Tokens that the panel has taken back: every one issued until `revoked`.
struct TokenRevocation {
    enum class Kind : std::uint8_t { User, Jti };
    Kind kind = Kind::User;
    std::string subject{}; // the user's uuid, or the jti
    std::string server{};  // of a user: this server only; "": all
    Timestamp revoked{};
};

} // namespace alula
