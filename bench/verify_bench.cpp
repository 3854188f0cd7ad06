// SPDX-License-Identifier: GPL-3.0-or-later
// verify_bench ARCHIVE [workers]: checks every byte of an archive as the daemon would, prints one line of JSON, and fails when anything
// is damaged.
#include "shared/engine/archive/archive.h"
#include "shared/engine/store/local_store.h"

#include <chrono>
#include <cstdio>

using namespace alula;

namespace {

Result<bool> verify(const std::string& path, unsigned workers) {
    const auto begin = std::chrono::steady_clock::now();
    ALULA_ASSIGN(auto source, openFileSource(systemFiles(), path));
    ALULA_ASSIGN(const auto archive, openAlulaArchive(std::move(source)));
    ProgressSink progress;
    ALULA_ASSIGN(const VerifyReport report, archive->verify({.workers = workers}, progress, {}));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf("{\"seconds\":%.3f,\"sound\":%s}\n", took.count(), report.sound() ? "true" : "false");
    return report.sound();
}

} // namespace

int main(int argc, char** argv) {
    const auto workers = argc > 2 ? parseNumber<unsigned>(argv[2]) : std::optional(2U);
    if (argc < 2 || argc > 3 || !workers) {
        std::fprintf(stderr, "usage: verify_bench ARCHIVE [workers]\n");
        return 2;
    }
    const auto sound = verify(argv[1], *workers);
    if (!sound) std::fprintf(stderr, "%s\n", sound.error().toString().c_str());
    return sound && *sound ? 0 : 1;
}
