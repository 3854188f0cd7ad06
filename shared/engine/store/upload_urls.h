// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// What the panel answers when it is asked for a place to upload to: presigned PUT urls, one a part, good for about an hour. Secrets.
struct UploadUrls {
    std::vector<std::string> parts;
    std::uint64_t partSize = 0;
    std::uint64_t maxConcurrent = 0; // 0: it does not say
};

// Whoever can ask for them; each ask begins a new upload at the panel. Blocking, any thread.
class UploadUrlSource {
public:
    virtual ~UploadUrlSource() = default;
    virtual Result<UploadUrls> ask(const BackupId& backup, std::uint64_t size, std::stop_token stop) = 0;
};

// An answer that was looked at, and how it is used.
struct UploadPlan {
    std::vector<std::string> urls;
    std::uint64_t partSize =
        0;                 // ≤ what the panel said: an archive is spread over all urls, so that its parts are as small as can be
    unsigned parallel = 1; // PUTs at a time
};
// Protocol, with a sentence, when an archive of at most so many bytes cannot be uploaded in that way.
Result<UploadPlan> planUpload(UploadUrls told, std::uint64_t atMost, unsigned parallel);

} // namespace alula
