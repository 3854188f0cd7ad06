// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/download_token.h"
#include "shared/base/bytes.h"
#include "shared/base/fd.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// What a request for an archive says of itself.
struct DownloadAsk {
    std::string client;       // address; "": nobody said
    bool ranged = false;      // has a Range: may go on with a download that was begun
    bool usesNothing = false; // no contents are sent: HEAD, 304, 416
};

// An archive that may be sent. The handle stays good when the backup is deleted meanwhile.
struct Download {
    UniqueFd file{};
    std::uint64_t size = 0;
    std::int64_t mtimeNs = 0;
    std::string serverName{}; // "" when nobody knows it
    BackupId backup{};
    Timestamp created{};
};

// A backup as a zip, made while it is sent: writes it in order, all of it when no error comes back. Blocking; its own thread's.
struct ZipDownload {
    std::function<Result<void>(const std::function<Result<void>(ByteSpan)>& write, std::stop_token stop)> make{};
    std::string serverName{};
    BackupId backup{};
};

// What GET /download/backup needs. Blocking, any thread.
class Downloads {
public:
    virtual ~Downloads() = default;
    // InvalidInput, and nothing else for whatever is wrong with the token: forged, expired before its first use, not valid yet.
    virtual Result<DownloadClaims> prove(const std::string& token) = 0;
    // NotFound: the token was taken back, or is for something else; the backup is not here, or has no archive here.
    virtual Result<Download> open(const DownloadClaims& claims) = 0;
    // The same as a zip. What is in the archive is found out only while it is made. Busy: work on this node is paused.
    virtual Result<ZipDownload> openZip(const DownloadClaims& claims) = 0;
    // Asked last, when it is known what is to be sent: a token is not used up by what cannot be sent. NotFound: it was used.
    virtual Result<void> admit(const DownloadClaims& claims, const DownloadAsk& ask) = 0;
    // What was issued until now is refused from now on, also after a restart. `servers` empty: on all.
    virtual Result<void> denyUser(const std::string& user, const std::vector<ServerId>& servers) = 0;
    virtual Result<void> denyTokens(const std::vector<std::string>& jtis) = 0;
};

} // namespace alula
