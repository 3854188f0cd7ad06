// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace alula {

// What a job of each kind has to know beyond its row; JSON in Job::parameters.
struct CreateParameters {
    std::string ignore;
    friend bool operator==(const CreateParameters&, const CreateParameters&) = default;
};
struct RestoreParameters {
    bool truncate = false;
    std::vector<std::string> include, exclude; // bytes
    std::string into;
    bool stop = true;
    BackupId backupFirst;  // id of the backup to make before; null: none
    bool download = false; // from a url, which is kept in memory only
    friend bool operator==(const RestoreParameters&, const RestoreParameters&) = default;
};
struct UndoParameters {
    JobId restoreJob;
    friend bool operator==(const UndoParameters&, const UndoParameters&) = default;
};
struct DeleteParameters {
    std::vector<BackupId> backups;
    friend bool operator==(const DeleteParameters&, const DeleteParameters&) = default;
};

struct ExportParameters {
    std::vector<std::string> include, exclude; // bytes
    std::string format;                        // name(ArchiveFormat)
    friend bool operator==(const ExportParameters&, const ExportParameters&) = default;
};
struct ImportParameters {
    std::string format;                // name(ArchiveFormat); "": told by the bytes
    std::optional<std::uint64_t> size; // bytes that the client has announced; below 2^53
    friend bool operator==(const ImportParameters&, const ImportParameters&) = default;
};

std::string toJson(const CreateParameters& parameters);
std::string toJson(const RestoreParameters& parameters);
std::string toJson(const UndoParameters& parameters);
std::string toJson(const DeleteParameters& parameters);
std::string toJson(const ExportParameters& parameters);
std::string toJson(const ImportParameters& parameters);

// Corrupt when the catalog's text is not what toJson wrote.
Result<CreateParameters> createParameters(const std::string& json);
Result<RestoreParameters> restoreParameters(const std::string& json);
Result<UndoParameters> undoParameters(const std::string& json);
Result<DeleteParameters> deleteParameters(const std::string& json);
Result<ExportParameters> exportParameters(const std::string& json);
Result<ImportParameters> importParameters(const std::string& json);

} // namespace alula
