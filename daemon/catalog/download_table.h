// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/download.h"
#include "shared/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace alula {

class Database;

// Download tokens that were used, and those that the panel took back.
class DownloadTable {
public:
    explicit DownloadTable(Database& database) : m_database(database) {}
    Result<void> insert(const DownloadUse& use); // AlreadyExists
    Result<std::optional<DownloadUse>> find(const std::string& uniqueId) const;
    // Uses that no valid token can refer to any more: begun before `begun`, the token expired before `expired`.
    Result<void> forgetUses(Timestamp begun, Timestamp expired);

    Result<void> revoke(const std::vector<TokenRevocation>& revocations); // all or none; a later one replaces an earlier
    Result<void> forgetRevocations(Timestamp before);
    // Whether a token with these claims, issued then, was taken back. "" as user or jti: it names none.
    Result<bool> isRevoked(const std::string& user, const std::string& server, const std::string& jti, Timestamp issued) const;

private:
    Database& m_database;
};

} // namespace alula
