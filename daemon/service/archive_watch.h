// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/catalog.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/engine/store/archive_mark.h"
#include "shared/engine/store/local_store.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace alula {

enum class ArchivePlace : std::uint8_t {
    There,
    Away,   // not mounted, not readable, or another directory than the one that the catalog speaks of
    Silent, // whoever looks at it gets no answer: a network disk that hangs
};

struct ArchivePlaceState {
    ArchivePlace place = ArchivePlace::There;
    std::string why{};                // a sentence, unless There
    Timestamp since{};                // unless There
    std::optional<SpaceInfo> space{}; // when There
};

// Whether the archive directory is there and answers, and whether it is the one that the catalog speaks of (docs/adr/0022). A
// thread of its own looks at it, and is the only one that a disk which hangs can hold for longer than a moment: everybody else
// asks here first. Any thread. Times are of the real steady clock: an operating system that hangs does not care for another.
class ArchiveWatch {
public:
    struct Deps {
        FileSystem files;
        Catalog& catalog;
        Clock& clock;
        Random& random;
        LocalStore& store; // told which mark to insist on
        std::string directory;
    };
    struct Patience {
        std::chrono::milliseconds round{10'000}; // between two looks when nobody asks
        std::chrono::milliseconds fresh{1000};   // a look that is no older is taken for now
        std::chrono::milliseconds answer{2000};  // whoever asks waits at most so long
    };
    explicit ArchiveWatch(Deps deps) : ArchiveWatch(std::move(deps), Patience()) {}
    ArchiveWatch(Deps deps, Patience patience) : m_deps(std::move(deps)), m_patience(patience) {}

    // Before start(); called on the watch's thread when the place is another than before.
    void onChange(std::function<void(ArchivePlace)> told) { m_told = std::move(told); }
    void start(); // the thread, which the destructor ends, when its disk lets it. Without it every question is a look.

    Result<void> check(); // Busy, with the sentence, unless There
    ArchivePlaceState state();

private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    void run(std::stop_token stop);
    void look();
    Result<SpaceInfo> examine();
    Result<UniqueFd> openOrMake(bool isKnown);
    Result<bool> belongs(int directory, bool isKnown, const ArchiveMark& mark);
    Result<void> claim(int directory, const ArchiveMark& mark);
    Error away(const std::string& why) const;
    std::string key() const;

    const Deps m_deps;
    const Patience m_patience;
    std::function<void(ArchivePlace)> m_told;
    bool m_saidNoMark = false; // of whoever looks
    std::mutex m_mutex;
    // Guarded by m_mutex.
    ArchivePlaceState m_state;
    std::optional<SteadyTime> m_looked;  // when the last finished look began
    std::optional<SteadyTime> m_looking; // when the one under way began
    bool m_asked = false;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

// The store behind the watch: what is asked of it while it is away or silent is refused at once instead of hanging.
class WatchedStore final : public ArchiveStore {
public:
    WatchedStore(ArchiveStore& store, ArchiveWatch& watch) : m_store(store), m_watch(watch) {}
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override;
    Result<std::shared_ptr<ByteSource>> open(const ServerId& server, const BackupId& backup) override;
    Result<void> remove(const ServerId& server, const BackupId& backup) override;
    Result<std::vector<StoredArchive>> list() override;
    Result<void> makeNamesDurable(const ServerId& server) override;
    Result<std::size_t> removeLeftovers() override;
    Result<std::uint64_t> available() override;
    Result<void> ready() override { return m_watch.check(); }

private:
    ArchiveStore& m_store;
    ArchiveWatch& m_watch;
};

} // namespace alula
