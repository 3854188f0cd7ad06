// SPDX-License-Identifier: GPL-3.0-or-later
// restore_bench ARCHIVE DATA VOLUME [workers]: restores an archive over the folder DATA/VOLUME with truncate, as the daemon does
// it (staging, checks, swap), but with nobody to stop and a journal in memory. For comparison with `tar xzf`.
#include "shared/base/random.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/store/local_store.h"

#include <chrono>
#include <cstdio>

using namespace alula;

namespace {

class NobodyRuns final : public ServerGate {
public:
    Result<void> stopServer(std::stop_token) override { return {}; }
    Result<bool> isStopped() override { return true; }
};

class NoJournal final : public SwapJournal {
public:
    Result<void> save(const JobId&, const std::string&) override { return {}; }
    Result<void> markCommitted(const JobId&) override { return {}; }
    Result<void> forget(const JobId&) override { return {}; }
};

Result<void> restore(const std::string& archivePath, const std::string& data, const std::string& name, unsigned workers) {
    SystemClock clock;
    SystemRandom random;
    LoadControl load(clock);
    ProgressSink progress;
    NobodyRuns gate;
    NoJournal journal;
    const auto begin = std::chrono::steady_clock::now();
    ALULA_ASSIGN(const auto source, openFileSource(systemFiles(), archivePath));
    ALULA_ASSIGN(const auto archive, openAlulaArchive(source));
    ALULA_ASSIGN(const auto volume, Volume::open(systemFiles(), data + "/" + name));
    RestoreOptions options;
    options.job = JobId(newUuid(random));
    options.truncate = true;
    options.workers = workers;
    const RestoreDeps deps{volume, data, gate, journal, load, clock};
    ALULA_ASSIGN(const auto summary, restoreArchive(deps, *archive, options, progress, {}));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf("{\"seconds\":%.3f,\"files\":%llu,\"bytes\":%llu,\"warnings\":%zu}\n", took.count(),
                static_cast<unsigned long long>(summary.files), static_cast<unsigned long long>(summary.bytes),
                summary.warnings.size());
    return dropReplaced(deps, options.job, {});
}

} // namespace

int main(int argc, char** argv) {
    const auto workers = argc > 4 ? parseNumber<unsigned>(argv[4]) : std::optional(2U);
    if (argc < 4 || argc > 5 || !workers) {
        std::fprintf(stderr, "usage: restore_bench ARCHIVE DATA VOLUME [workers]\n");
        return 2;
    }
    if (const auto done = restore(argv[1], argv[2], argv[3], *workers); !done) {
        std::fprintf(stderr, "%s\n", done.error().toString().c_str());
        return 1;
    }
    return 0;
}
