// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/writer.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/store/local_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"

#include <QString>

#include <algorithm>
#include <fcntl.h>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace alula::test {

// A server that is stopped, unless the test says how often it will be found running, and whether it can be stopped.
class FakeGate final : public ServerGate {
public:
    Result<void> stopServer(std::stop_token) override {
        ++stops;
        if (!stoppable) return fail(ErrorCode::Busy, "the server would not stop");
        return {};
    }
    Result<bool> isStopped() override {
        ++asked;
        if (onAsk) onAsk(asked);
        return !runsWhenAsked.contains(asked);
    }
    int stops = 0, asked = 0;
    bool stoppable = true;
    std::set<int> runsWhenAsked; // numbers of the questions, from 1
    std::function<void(int)> onAsk;
};

class MemoryJournal final : public SwapJournal {
public:
    struct Entry {
        std::string plan;
        bool committed = false;
    };
    Result<void> save(const JobId& job, const std::string& plan) override {
        return durably([&] { entries[job] = {plan, false}; });
    }
    Result<void> markCommitted(const JobId& job) override {
        return durably([&] {
            if (entries.contains(job)) entries[job].committed = true;
        });
    }
    Result<void> forget(const JobId& job) override {
        return durably([&] { entries.erase(job); });
    }
    std::map<JobId, Entry> entries;
    // Asked before every change: true when it fails. `effectOfLast`: the one that fails first is done all the same.
    std::function<bool()> fails;
    bool effectOfLast = false;

private:
    template <typename Change>
    Result<void> durably(Change change) {
        if (fails && fails()) {
            if (std::exchange(effectOfLast, false)) change();
            return fail(ErrorCode::Io, "the journal is gone");
        }
        change();
        return {};
    }
};

// The real files, but nothing is waited for: hundreds of restores a test, on a machine that does other things.
class UnsyncedFiles : public FileCalls {
public:
    Result<void> sync(int) override { return {}; }
    Result<void> syncFileSystem(int) override { return {}; }
    Result<std::size_t> read(int fd, MutableByteSpan into, std::uint64_t offset) override {
        return m_real.read(fd, into, offset);
    }
    Result<std::size_t> write(int fd, ByteSpan bytes, std::uint64_t offset) override { return m_real.write(fd, bytes, offset); }
    Result<void> truncate(int fd, std::uint64_t size) override { return m_real.truncate(fd, size); }
    Result<std::uint64_t> seek(int fd, std::uint64_t offset, int whence) override { return m_real.seek(fd, offset, whence); }
    Result<std::size_t> copyRange(int from, std::uint64_t fromOffset, int to, std::uint64_t toOffset,
                                  std::size_t bytes) override {
        return m_real.copyRange(from, fromOffset, to, toOffset, bytes);
    }
    Result<SpaceInfo> space(int fd) override { return m_real.space(fd); }

private:
    FileCalls& m_real = systemFiles().files;
};
inline FileSystem quickFiles() {
    static UnsyncedFiles unsynced;
    const FileSystem real = systemFiles();
    return {real.names, unsynced, real.attributes};
}

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
        const auto volume = Volume::open(quickFiles(), source);
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

// Everything that a volume can hold.
inline std::vector<Item> fullTree() {
    return {file("server.properties", std::string("motd=old\n")),
            file("world/level.dat", 12'345).mode(0600),
            file("world/region/r.0.0.mca", 3_MiB + 17),
            file("world/region/empty", std::uint64_t{0}),
            sparse("world/sparse.db", 8_MiB, 5_MiB + 100, "data in the middle"),
            sparse("world/hole", 1_MiB, 0, ""),
            dir("plugins/empty").mode(0700),
            dir("sticky", {file("in", 10)}).mode(01777),
            softlink("latest", "world/level.dat"),
            softlink("outside", "/etc/passwd"),
            softlink("dangling", "nowhere/at/all"),
            hardlink("world/level.link", "world/level.dat"),
            hardlink("a.link", "world/level.dat"),
            file("attr", 5).attribute("user.alula.test", std::string("a\0b", 3)),
            dir("attrdir").attribute("user.dir", "value"),
            file("odd\xff\nname", 3),
            file("old", 7).mtime(1'000'000'001),
            file("before-epoch", 7).mtime(-5'000'000'001),
            file("readonly", 9).mode(0400)};
}

// A live tree that differs from fullTree() in every way.
inline std::vector<Item> vandalised() {
    return {file("server.properties", std::string("motd=vandalised and longer\n")),
            file("world/level.dat", 99),
            file("world/region", std::string("a file where a directory was")),
            dir("latest", {file("in the way", 3)}),
            file("extra", 100),
            dir("extra-dir", {file("deep/er", 1), softlink("out", "/")}),
            softlink("attrdir", "extra-dir"),
            file("plugins/mine.jar", 1234)};
}

inline QString text(const Error& error) { return QString::fromStdString(error.toString()); }
template <typename T>
QString why(const Result<T>& result) {
    return result ? QString() : text(result.error());
}
inline QString differences(const Snapshot& expected, const Snapshot& actual, const CompareOptions& options = {}) {
    return QString::fromStdString(compare(expected, actual, options));
}

} // namespace alula::test
