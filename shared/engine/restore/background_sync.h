// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/engine/volume/file_system.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>

namespace alula {

// Keeps the disk at work while files are made: each time so many more bytes were written, a thread of its own has the file system write
// them down (syncfs). The sync that has to be waited for in the end finds less to do, and the disk has not been idle meanwhile. Nobody
// who writes waits for it, so while one sync runs more than that may become dirty.
class BackgroundSync {
public:
    // `directory` lies on the file system and stays open. 0 bytes: never syncs.
    BackgroundSync(FileCalls& files, int directory, std::uint64_t every)
        : m_files(files), m_directory(directory), m_every(every) {}
    ~BackgroundSync(); // waits for the sync that runs
    BackgroundSync(const BackgroundSync&) = delete;
    BackgroundSync& operator=(const BackgroundSync&) = delete;

    // Any thread.
    void wrote(std::uint64_t bytes);
    // What went wrong with a sync so far. Nothing is synced any more then: the kernel tells a handle of a write that failed once, and
    // the next sync would say that all is well. Any thread.
    Result<void> check();
    // When all is written, by one thread: waits for the sync that runs, begins no other, and tells what went wrong with any.
    Result<void> finish();

private:
    void begin(); // m_mutex is held
    void run(const std::stop_token& stop) noexcept;
    void sync() noexcept;
    void end();

    FileCalls& m_files;
    const int m_directory;
    const std::uint64_t m_every;
    std::mutex m_mutex;
    std::condition_variable_any m_due;
    std::uint64_t m_unsynced = 0;  // guarded by m_mutex: bytes written since the last sync began
    bool m_ended = false;          // guarded by m_mutex: by an error
    std::optional<Error> m_failed; // guarded by m_mutex; not there when there was no memory for it
    std::jthread m_thread;         // guarded by m_mutex until end(): begun when there is something to sync
};

} // namespace alula
