// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/writer.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/store/local_store.h"
#include "tests/shared/engine/restore/memory_journal.h"
#include "tests/shared/engine/restore/sample_trees.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_server_gate.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"
#include "tests/support/unsynced_files.h"

#include <QString>

#include <fcntl.h>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace alula::test {

// A node with one volume (data/volume) and what a restore wants. Archives are made of declared trees by the engine itself.
class Bench {
public:
    Bench() {
        options.job = JobId(Uuid({9, 9, 1}));
        temp.makeDirectory("data/volume");
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    std::string volumePath() const { return temp.path("data/volume"); }
    std::string volumePath(std::string_view below) const { return temp.path("data/volume/" + std::string(below)); }
    void live(std::vector<Item> items) { tree(std::move(items)).materialise(volumePath()); }
    Snapshot now() const { return snapshot(volumePath()); }

    // The archive of the declared tree, and its snapshot in `wanted`.
    std::unique_ptr<Archive> archiveOf(std::vector<Item> items, const std::function<void(const std::string& file)>& spoil = {}) {
        const std::string source = temp.makeDirectory("source" + std::to_string(++m_archives));
        tree(std::move(items)).materialise(source);
        wanted = snapshot(source);
        return archiveOfDirectory(source, spoil);
    }
    std::unique_ptr<Archive> archiveOfDirectory(const std::string& source,
                                                const std::function<void(const std::string& file)>& spoil = {}) {
        LocalStore store(quickFiles(), temp.path("backups"));
        CreateOptions create;
        create.server = ServerId(Uuid({1, 1}));
        create.backup = BackupId(Uuid({2, static_cast<std::uint8_t>(++m_archives)}));
        create.tarEntries = tarEntries;
        const auto volume = Volume::open(sourceFiles.files(), source);
        const auto made = createArchive({*volume, store, clock, load}, create, {}, progress, {});
        if (!made) throw std::runtime_error(made.error().toString());
        if (spoil) spoil(temp.path("backups/" + create.server.toString() + "/" + create.backup.toString() + ".tar.gz"));
        auto opened = openAlulaArchive(*store.open(create.server, create.backup));
        if (!opened) throw std::runtime_error(opened.error().toString());
        return *std::move(opened);
    }

    // Runs something with deps on a freshly opened volume.
    template <typename Work>
    auto with(FileSystem fileSystem, Work work) {
        const auto volume = Volume::open(fileSystem, volumePath());
        const RestoreDeps deps{*volume, dataDirectory.empty() ? temp.path("data") : dataDirectory, gate, journal, load, clock};
        return work(deps);
    }
    Result<RestoreSummary> restore(const Archive& archive) {
        return with(files.files(),
                    [&](const RestoreDeps& deps) { return restoreArchive(deps, archive, options, progress, stop.get_token()); });
    }
    Result<RestorePreview> preview(const Archive& archive) {
        return with(files.files(), [&](const RestoreDeps& deps) { return previewRestore(deps, archive, options, progress, {}); });
    }
    Result<RestoreSummary> undo(JobId job = JobId(Uuid({9, 9, 2}))) {
        UndoOptions undoOptions{job, options.job, journal.entries[options.job].plan};
        return with(files.files(),
                    [&](const RestoreDeps& deps) { return undoRestore(deps, undoOptions, progress, stop.get_token()); });
    }
    // What the daemon does at its start: every journaled swap, then the leftovers. "" or what went wrong.
    std::string recoverAll() {
        const auto entries = journal.entries;
        return with(quickFiles(), [&](const RestoreDeps& deps) -> std::string {
            for (const auto& [job, entry] : entries) {
                const auto recovered = recoverRestore(deps, job, entry.plan, entry.committed);
                if (!recovered) return recovered.error().toString();
                const auto expected =
                    entry.committed || decodeSwapPlan(entry.plan)->settled ? Recovered::RolledForward : Recovered::RolledBack;
                if (*recovered != expected) return "recovered to the wrong side";
            }
            const auto removed = removeStagingLeftovers(deps, [&](const JobId& job) { return journal.entries.contains(job); });
            return removed ? "" : removed.error().toString();
        });
    }
    // Names of staging folders, beside and inside.
    std::vector<std::string> stagingFolders() const {
        std::vector<std::string> found;
        for (const auto& directory : {temp.path("data"), volumePath()}) {
            const UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            for (auto& name : namesIn(fd.get()))
                if (name.starts_with(".alula-")) found.push_back(std::move(name));
        }
        return found;
    }

    TempDir temp;
    FaultyFiles files{quickFiles()};
    FaultyFiles sourceFiles{quickFiles()}; // that archives are made of
    FakeGate gate;
    MemoryJournal journal;
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    LoadControl load{clock};
    ProgressSink progress;
    std::stop_source stop;
    RestoreOptions options;
    TarEntries tarEntries = TarEntries::Wings;
    std::string dataDirectory; // empty: the folder that holds the volume
    Snapshot wanted;

private:
    int m_archives = 0;
};

inline QString text(const Error& error) { return QString::fromStdString(error.toString()); }
template <typename T>
QString why(const Result<T>& result) {
    return result ? QString() : text(result.error());
}
inline QString differences(const Snapshot& expected, const Snapshot& actual, const CompareOptions& options = {}) {
    return QString::fromStdString(compare(expected, actual, options));
}

} // namespace alula::test
