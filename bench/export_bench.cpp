// SPDX-License-Identifier: GPL-3.0-or-later
// export_bench ARCHIVE FORMAT OUTPUT [workers]: exports an archive of Alula's as the daemon would and prints one line of JSON.
#include "shared/engine/store/file_source.h"
#include "shared/formats/export_backup.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>

using namespace alula;

namespace {

int failed(const Error& error) {
    std::fprintf(stderr, "%s\n", error.toString().c_str());
    return 1;
}

int bench(const std::string& path, const ExportOptions& options, const char* output) {
    auto source = FileSource::make(systemFiles(), UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), path);
    if (!source) return failed(source.error());
    const auto archive = openAlulaArchive(*source);
    if (!archive) return failed(archive.error());
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(output, "wb"), &std::fclose);
    if (!file) return failed(Error::fromErrno(errno, "opening the output", output));
    const ByteOutput write = [&](ByteSpan bytes) -> Result<void> {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size()) return {};
        return failErrno(errno, "writing the output");
    };
    ProgressSink progress;
    const auto begin = std::chrono::steady_clock::now();
    const auto summary = exportBackup(**archive, options, write, progress, {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    if (!summary) return failed(summary.error());
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"seconds\":%.3f,\"bytes\":%llu,\"written\":%llu,\"files\":%llu,\"peak_mib\":%.1f}\n", took.count(),
                static_cast<unsigned long long>(summary->bytes), static_cast<unsigned long long>(summary->written),
                static_cast<unsigned long long>(summary->files), static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 4 || !archiveFormatFromName(argv[2])) {
        std::fprintf(stderr, "usage: export_bench ARCHIVE FORMAT OUTPUT [workers]\n");
        return 2;
    }
    ExportOptions options;
    options.format = *archiveFormatFromName(argv[2]);
    if (argc > 4) options.workers = parseNumber<unsigned>(argv[4]).value_or(options.workers);
    return bench(argv[1], options, argv[3]);
}
