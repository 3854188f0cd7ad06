// SPDX-License-Identifier: GPL-3.0-or-later
// create_bench VOLUME ARCHIVE [workers] [best_speed|good|best_compression|none] [--previous ARCHIVE]: packs a directory as the daemon
// would, taking over what it can of the previous archive, and prints one line of JSON. ARCHIVE is replaced. For comparison with
// `tar c VOLUME | pigz -1 > ARCHIVE`.
#include "shared/base/boot.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/store/local_store.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sys/resource.h>

using namespace alula;

namespace {

std::optional<Compression> compressionOf(std::string_view text) {
    if (text == "none") return Compression::None;
    if (text == "best_speed") return Compression::BestSpeed;
    if (text == "good") return Compression::Good;
    if (text == "best_compression") return Compression::BestCompression;
    return std::nullopt;
}

int failed(const Error& error) {
    std::fprintf(stderr, "%s\n", error.toString().c_str());
    return 1;
}

double peakMebibytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024; // ru_maxrss is in KiB
}

double cpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Result<std::shared_ptr<const PreviousArchive>> openPrevious(const std::string& path) {
    ALULA_ASSIGN(auto source, openFileSource(systemFiles(), path));
    return PreviousArchive::open(std::move(source));
}

int bench(const std::string& volumePath, const std::string& archivePath, CreateOptions options, const std::string& previous) {
    const auto volume = Volume::open(systemFiles(), volumePath);
    if (!volume) return failed(volume.error());
    // The store publishes under its own names: made beside ARCHIVE, then renamed to it.
    const std::string directory = archivePath + ".bench";
    LocalStore store(systemFiles(), directory);
    SystemClock clock;
    LoadControl load(clock);
    ProgressSink progress;
    const auto begin = std::chrono::steady_clock::now();
    if (!previous.empty()) {
        auto opened = openPrevious(previous);
        if (!opened) return failed(opened.error());
        options.previous = *std::move(opened);
        options.onPreviousTrouble = [](const Error& error) { std::fprintf(stderr, "%s\n", error.toString().c_str()); };
    }
    const auto summary = createArchive({*volume, store, clock, load}, options, {}, progress, {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    if (!summary) return failed(summary.error());
    std::filesystem::rename(directory + "/" + options.server.toString() + "/" + options.backup.toString() + ".tar.gz",
                            archivePath);
    std::filesystem::remove_all(directory);
    const auto number = [](std::uint64_t n) { return static_cast<unsigned long long>(n); };
    std::printf(
        "{\"seconds\":%.3f,\"cpu\":%.2f,\"size\":%llu,\"new\":%llu,\"copied\":%llu,\"content\":%llu,\"read\":%llu,\"files\":%llu,"
        "\"warnings\":%zu,\"peak_mib\":%.1f}\n",
        took.count(), cpuSeconds(), number(summary->size), number(summary->newBytes), number(summary->size - summary->newBytes),
        number(summary->contentBytes), number(summary->readBytes), number(summary->files), summary->warnings.size(),
        peakMebibytes());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CreateOptions options;
    options.boot = bootNumber();
    std::string previous;
    if (argc > 4 && std::string_view(argv[argc - 2]) == "--previous") {
        previous = argv[argc - 1];
        argc -= 2;
    }
    const auto workers = argc > 3 ? parseNumber<unsigned>(argv[3]) : std::optional(2U);
    const auto compression = compressionOf(argc > 4 ? argv[4] : "best_speed");
    if (argc < 3 || argc > 5 || !workers || !compression) {
        std::fprintf(
            stderr,
            "usage: create_bench VOLUME ARCHIVE [workers] [none|best_speed|good|best_compression] [--previous ARCHIVE]\n");
        return 2;
    }
    options.workers = *workers;
    options.compression = *compression;
    return bench(argv[1], argv[2], std::move(options), previous);
}
