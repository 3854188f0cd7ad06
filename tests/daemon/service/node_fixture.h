// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/archive_reconciler.h"
#include "daemon/service/node.h"
#include "daemon/service/server_directory.h"
#include "shared/base/random.h"
#include "shared/engine/store/local_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_server_gate.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"
#include "tests/support/unsynced_files.h"

#include <QString>

#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alula::test {

inline ServerId serverId(int n) { return ServerId(Uuid({static_cast<std::uint8_t>(n), 1})); }
inline BackupId backupId(int n) { return BackupId(Uuid({static_cast<std::uint8_t>(n), 2})); }
inline JobId jobId(int n) { return JobId(Uuid({static_cast<std::uint8_t>(n), 3})); }

inline void must(const Result<void>& done) {
    if (!done) throw std::runtime_error(done.error().toString());
}
template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().toString());
    return *std::move(result);
}
template <typename T>
QString why(const Result<T>& result) {
    return result ? QString() : QString::fromStdString(result.error().toString());
}

// Real files without fsync, on ext4 as far as anybody can tell; how full their disk looks is the test's word.
class AdjustableDisk final : public UnsyncedFiles {
public:
    Result<SpaceInfo> space(int fd) override {
        auto space = shown ? Result<SpaceInfo>(*shown) : UnsyncedFiles::space(fd);
        if (space) space->type = 0xef53;
        return space;
    }
    std::optional<SpaceInfo> shown = SpaceInfo{1'000'000'000'000, 900'000'000'000}; // not that of the machine the tests run on
};

// A node with a catalog in memory and real files below a directory of its own. The clock stands still; nothing runs.
class NodeFixture {
public:
    NodeFixture() {
        settings.dataDirectory = temp.makeDirectory("volumes");
        settings.backupDirectory = temp.makeDirectory("backups");
        settings.stateDirectory = temp.makeDirectory("state");
        settings.panel.url = "https://panel.example.com";
        settings.archive.workers = 1;
    }
    NodeFixture(const NodeFixture&) = delete;
    NodeFixture& operator=(const NodeFixture&) = delete;

    std::string volume(const ServerId& server, const std::vector<Item>& items) {
        const std::string path = temp.makeDirectory("volumes/" + server.toString());
        tree(items).materialise(path);
        return path;
    }
    Snapshot filesOf(const ServerId& server) const { return snapshot(node.volumePath(server)); }
    std::string archivePath(const ServerId& server, const BackupId& backup) const {
        return temp.path("backups/" + server.toString() + "/" + backup.toString() + ".tar.gz");
    }
    // A file under an archive's name, as far as most of the service looks at it.
    void putArchive(const ServerId& server, const BackupId& backup, const std::string& bytes) {
        const auto sink = must(store.create(server, backup));
        must(sink->write(asBytes(bytes), 0));
        must(sink->publish({}));
    }
    // A completed backup of ten bytes, made `age` hours ago.
    Backup addBackup(const ServerId& server, const BackupId& backup, int age = 0) {
        putArchive(server, backup, "0123456789");
        Backup row;
        row.id = backup;
        row.server = server;
        row.state = BackupState::Completed;
        row.created = row.completed = clock.now() - std::chrono::hours(age);
        row.size = 10;
        must(catalog->backups().insert(row));
        return row;
    }
    std::optional<Backup> row(const BackupId& backup) { return must(catalog->backups().find(backup)); }
    template <typename Edit>
    void edit(const BackupId& backup, Edit change) {
        Backup changed = *row(backup);
        change(changed);
        must(catalog->backups().update(changed));
    }
    // As the scheduler would have left it in the catalog, asked for by the panel.
    Job addJob(const JobId& id, JobKind kind, JobState state, const ServerId& server, const BackupId& backup = {},
               const std::string& parameters = "{}") {
        Job job;
        job.id = id;
        job.kind = kind;
        job.state = state;
        job.server = server;
        job.backup = backup;
        job.parameters = parameters;
        job.origin = {"panel", ""};
        job.created = clock.now();
        job.attempts = 1;
        must(catalog->jobs().insert(job));
        return job;
    }
    Job job(const JobId& id) { return *must(catalog->jobs().find(id)); }
    // What waits to be told to the panel, at most the oldest for each backup.
    std::vector<OutboxMessage> messages() {
        return must(catalog->outbox().due(Timestamp{std::numeric_limits<std::int64_t>::max()}, 100));
    }
    std::int64_t messageCount() { return must(catalog->outbox().depth()); }
    // Names below the folder of the volumes that are no volumes.
    std::vector<std::string> stagingFolders() const {
        std::vector<std::string> found;
        for (const auto& [path, entry] : snapshot(settings.dataDirectory))
            if (path.starts_with(".alula-") && !path.contains('/')) found.push_back(path);
        return found;
    }

    TempDir temp;
    Settings settings;
    std::unique_ptr<Catalog> catalog = must(Catalog::open(":memory:"));
    AdjustableDisk disk;
    FaultyFiles files{{systemFiles().names, disk, systemFiles().attributes, systemFiles().cache}};
    LocalStore store{files.files(), temp.path("backups")};
    FakeClock clock;
    SystemRandom random;
    LoadControl load{clock};
    NodeEvents events;
    FakeGate gate;
    Node node{settings, *catalog, files.files(),
              store,    clock,    random,
              load,     events,   [this](const ServerId&) { return std::make_unique<SameGate>(gate); }};
    ArchiveAccess archives{node};
    ArchiveReconciler reconciler{node};
    ServerDirectory servers{node, {}, {}};

private:
    struct SameGate final : ServerGate {
        explicit SameGate(FakeGate& one) : gate(one) {}
        Result<void> stopServer(std::stop_token stop) override { return gate.stopServer(std::move(stop)); }
        Result<bool> isStopped() override { return gate.isStopped(); }
        FakeGate& gate;
    };
};

} // namespace alula::test
