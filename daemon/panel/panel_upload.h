// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// The answer to GET /backups/{backup}?size=: presigned urls (secrets), as they were told.
struct PanelUpload {
    std::vector<std::string> urls;
    std::uint64_t partSize = 0;
    std::uint64_t maxConcurrent = 0; // 0: the panel does not say
};

// Protocol when it is not that. Whether the numbers make sense is for whoever uploads.
Result<PanelUpload> parsePanelUpload(const std::string& body);

} // namespace alula
