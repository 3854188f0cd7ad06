// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/restore/restore.h"
#include "shared/formats/export_backup.h"
#include "shared/formats/import_backup.h"

#include <string>

namespace alula {

// Lines of a job's log. Plain English, as everything the daemon writes down; programs that face people translate by codes.
std::string sentence(const Warning& warning);
std::string sentence(const CreateSummary& summary);
std::string sentence(const RestoreSummary& summary);
std::string sentence(const VerifyReport& report);
std::string sentence(const ExportSummary& summary);
std::string sentence(const UnpackSummary& summary);
std::string bytesText(std::uint64_t bytes); // "12.4 GiB"

} // namespace alula
