// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// A finished part of an S3 upload, as the object store named it.
struct ReportedPart {
    std::string etag;
    std::uint32_t number = 0; // from 1
};

struct BackupReport {
    bool successful = false;
    std::string sha1 = {};                // hex, of the whole archive; "" when unsuccessful
    std::uint64_t size = 0;               // bytes of the archive
    std::vector<ReportedPart> parts = {}; // in ascending order; empty for local archives
};

// {"checksum","checksum_type","size","successful","parts"}: the body of POST /backups/{backup}.
std::string backupReportBody(const BackupReport& report);
// {"successful"}: the body of POST /backups/{backup}/restore.
std::string restoreReportBody(bool successful);

} // namespace alula
