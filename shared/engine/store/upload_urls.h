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
    std::uint64_t panelPartSize = 0; // what the panel said, for the next time that it is asked
};
// Protocol, with a sentence, when an archive of at most so many bytes cannot be uploaded in that way.
Result<UploadPlan> planUpload(UploadUrls told, std::uint64_t atMost, unsigned parallel);

struct UploadAsk {
    BackupId backup;
    std::uint64_t atMost = 0;
    std::uint64_t panelPartSize = 0; // as it was the last time; 0: not known
    unsigned parallel = 1;
};
// For how many bytes the panel is asked. It gives a url for each part of its own size, 5 GiB unless somebody has set another: for most
// backups that is one url, and an archive in one part cannot be sent while it is made. So as many urls are asked for as parts of 64 MiB
// would need, 64 at most; those that are left over cost nothing.
std::uint64_t sizeToAskFor(const UploadAsk& ask);
// Asks, and asks once more for the bound alone if nothing good came of it: the panel's part size may be another one by now.
Result<UploadPlan> askForPlan(UploadUrlSource& urls, const UploadAsk& ask, std::stop_token stop);

} // namespace alula
