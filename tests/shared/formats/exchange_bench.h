// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/store/file_source.h"
#include "shared/formats/export_backup.h"
#include "shared/formats/import_backup.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace alula::test {

// Exports archives to files and unpacks files into a staging folder.
class ExchangeBench : public Bench {
public:
    ExchangeBench() { ::chmod(temp.makeDirectory("staging").c_str(), 0700); }

    std::string stagingPath() const { return temp.path("staging"); }

    Result<ExportSummary> exportTo(const Archive& archive, const ExportOptions& how, const std::string& file) {
        std::ofstream out(file, std::ios::binary);
        return exportBackup(
            archive, how,
            [&](ByteSpan bytes) -> Result<void> {
                out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
                out.flush();
                if (!out) return fail(ErrorCode::Io, "the test's file could not be written");
                return {};
            },
            progress, stop.get_token());
    }

    static std::shared_ptr<ByteSource> fileSource(const std::string& path) {
        UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        auto source = FileSource::make(systemFiles(), std::move(fd), path);
        if (!source) throw std::runtime_error(source.error().toString());
        return *source;
    }
    Result<UnpackSummary> unpack(std::shared_ptr<ByteSource> source, std::optional<ArchiveFormat> expected = {}) {
        const auto staging = Volume::open(files.files(), stagingPath());
        return unpackForeign(std::move(source), *staging, {.load = load, .expected = expected, .reserve = reserve}, progress,
                             stop.get_token());
    }
    Result<UnpackSummary> unpackFile(const std::string& path) { return unpack(fileSource(path)); }
    bool stagingIsEmpty() const { return snapshot(stagingPath()).size() == 1; }

    std::uint64_t reserve = 0;
};

inline const std::vector<ArchiveFormat>& exportedFormats() {
    static const std::vector<ArchiveFormat> kAll = {ArchiveFormat::Tar,     ArchiveFormat::TarGz,  ArchiveFormat::TarXz,
                                                    ArchiveFormat::TarBz2,  ArchiveFormat::TarZst, ArchiveFormat::Zip,
                                                    ArchiveFormat::SevenZip};
    return kAll;
}

} // namespace alula::test
