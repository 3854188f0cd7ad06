// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive_file.h"

#include "cli/tr.h"
#include "shared/engine/store/local_store.h"
#include "shared/wording/wording.h"

namespace alula::cli {

Result<ArchiveFile> openArchiveFile(const std::string& path, EngineRun& run) {
    ALULA_ASSIGN(const auto source, openFileSource(systemFiles(), path));
    ALULA_ASSIGN(const bool own, hasAlulaFooter(*source));
    ArchiveFile file;
    if (own) {
        ALULA_ASSIGN(file.archive, openAlulaArchive(source));
        return file;
    }
    file.foreign = true;
    ALULA_ASSIGN(ForeignScan scan, scanForeignArchive(*source, ServerId(), BackupId(), nullptr, run.progress(), run.stop()));
    file.warnings = std::move(scan.warnings);
    ALULA_ASSIGN(file.archive, openForeignArchive(source, memorySource(std::move(scan.index), path)));
    return file;
}

QString warningText(const Warning& warning) {
    const std::string what = warning.detail.empty() ? std::string(name(warning.kind)) : warning.detail;
    return Cli::tr("warning: %1: %2").arg(shown(warning.path), shown(what));
}

std::string typeName(EntryType type) {
    switch (type) {
    case EntryType::File: return "file";
    case EntryType::Directory: return "directory";
    case EntryType::Symlink: return "symlink";
    }
    return "file";
}

std::string entryPath(const std::string& typed) {
    std::string path = typed;
    while (path.starts_with("./")) path.erase(0, 2);
    while (path.ends_with('/')) path.pop_back();
    return path == "." ? std::string() : path;
}

} // namespace alula::cli
