// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/writer.h"
#include "shared/engine/store/local_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace alula::test {

// A volume, a store and all that createArchive wants, in one temporary directory.
class Workshop {
public:
    explicit Workshop(FileSystem below = systemFiles()) : files(below), store(files.files(), temp.path("backups")) {
        options.server = ServerId(Uuid({1, 1}));
        options.backup = BackupId(Uuid({2, 2}));
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    std::string volumePath() const { return temp.path("volume"); }
    std::string volumePath(std::string_view below) const { return temp.path("volume/" + std::string(below)); }
    std::string archivePath() const {
        return temp.path("backups/" + options.server.toString() + "/" + options.backup.toString() + ".tar.gz");
    }

    Result<CreateSummary> create(const std::function<Result<void>(const CreateSummary&)>& ready = {}) {
        ALULA_ASSIGN(const Volume volume, Volume::open(files.files(), volumePath()));
        return createArchive({volume, store, clock, load}, options, ready, progress, stop.get_token());
    }
    Result<std::unique_ptr<Archive>> open() {
        ALULA_ASSIGN(auto source, store.open(options.server, options.backup));
        return openAlulaArchive(std::move(source));
    }
    // The invariant of every failure: no archive, no temporary, no directory made for one.
    bool nothingIsLeft() {
        files.heal();
        return store.list()->empty() && *store.removeLeftovers() == 0 &&
               !exists(temp.path("backups/" + options.server.toString()));
    }

    TempDir temp;
    FaultyFiles files;
    LocalStore store;
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    LoadControl load{clock};
    ProgressSink progress;
    std::stop_source stop;
    CreateOptions options;
};

// Gathers extracted contents.
class ContentsInMemory final : public ContentSink {
public:
    Result<void> begin(const ArchiveEntry& entry) override {
        const std::lock_guard lock(m_mutex);
        files[entry.path].assign(entry.info.size, '?');
        return {};
    }
    Result<void> write(const ArchiveEntry& entry, std::uint64_t offset, ByteSpan bytes) override {
        const std::lock_guard lock(m_mutex);
        std::ranges::copy(asText(bytes), files[entry.path].begin() + static_cast<std::ptrdiff_t>(offset));
        return {};
    }
    Result<void> end(const ArchiveEntry&) override { return {}; }
    std::map<std::string, std::string> files;

private:
    std::mutex m_mutex;
};

inline std::vector<ArchiveEntry> allEntries(const Archive& archive) {
    std::vector<ArchiveEntry> all;
    (void)archive.index().forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        all.push_back(entry);
        return true;
    });
    return all;
}

// Path → contents of every regular file; empty when reading failed.
inline std::map<std::string, std::string> allContents(const Archive& archive) {
    auto entries = allEntries(archive);
    std::erase_if(entries, [](const ArchiveEntry& entry) { return entry.info.type != EntryType::File; });
    ContentsInMemory sink;
    ProgressSink progress;
    if (!archive.extract(entries, sink, {}, progress, {})) return {};
    return std::move(sink.files);
}

// "" when sound, else what is wrong.
inline std::string damageIn(const VerifyReport& report) {
    if (report.sound()) return {};
    return report.archiveDamage +
           (report.damaged.empty() ? "" : report.damaged.front().path + ": " + report.damaged.front().reason);
}

inline std::string damageOf(const Archive& archive) {
    ProgressSink progress;
    const auto report = archive.verify({}, progress, {});
    return report ? damageIn(*report) : report.error().toString();
}

} // namespace alula::test
