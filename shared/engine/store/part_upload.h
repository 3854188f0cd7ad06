// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/backoff.h"
#include "shared/base/clock.h"
#include "shared/base/fd.h"
#include "shared/base/load.h"
#include "shared/base/random.h"
#include "shared/engine/net/http_uploader.h"
#include "shared/engine/store/upload_urls.h"
#include "shared/engine/volume/file_system.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace alula {

// What uploads work with; outlives them.
struct UploadDeps {
    HttpUploader& http;
    UploadUrlSource& urls;
    FileSystem files;
    Clock& clock;
    Random& random;
    LoadControl& load;
};

struct UploadSettings {
    std::string spoolDirectory = {};
    unsigned parallel = 4; // parts at a time, and spool files
    std::chrono::milliseconds stall{60'000};
    Backoff backoff{std::chrono::seconds(1), std::chrono::seconds(60)};
    unsigned tries = 10;             // of each part
    std::uint64_t lastRate = 0;      // bytes a second while an earlier upload was sent; 0: not known, taken for fast
    bool archiveFirst = false;       // whatever the rate: urls died before the archive was complete
    std::uint64_t panelPartSize = 0; // of an earlier upload; 0: not known
};

// A part in the spool.
struct PartBody {
    std::shared_ptr<UniqueFd> file = {};
    std::uint64_t offset = 0; // in the file
    std::uint64_t length = 0;
};

struct UploadedPart {
    std::uint32_t number = 0; // from 1
    std::string etag = {};    // as the store gave it, quotes and all
};

// Sends one part until the store has it, and gives its ETag. Transport errors, answers that are no HTTP, a peer that stands still,
// 408, 429 and 5xx are tried again after a back-off (or the Retry-After, if that is longer, up to two minutes), each time from the
// part's first byte. PermissionDenied: 403 or the like, as for a url that expired. Refused: another no. Protocol: a yes without an ETag. Any thread.
Result<std::string> uploadPart(const UploadDeps& deps, const UploadSettings& settings, const std::string& url,
                               const PartBody& body, std::stop_token stop);

} // namespace alula
