// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <cstdint>
#include <string>

namespace alula::test {

// A JWT made by hand, so that any can be made. `algorithm` is what the header claims; signed with HMAC of the size it names (SHA-256
// when it names none).
std::string makeJwt(const QJsonObject& claims, const std::string& key, const std::string& algorithm = "HS256");

// What Pelican's panel puts into a download link (app/Services/Nodes/NodeJWTService.php): issued at `now` (seconds), good for 15
// minutes.
QJsonObject downloadClaims(const std::string& server, const std::string& backup, std::int64_t now,
                           const std::string& uniqueId = "K3v8dPqWm1xYzR5t");

} // namespace alula::test
