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
// them down (syncfs). The sync that has to be waited for in the end finds little, and never does another server wait behind gigabytes.
class BackgroundSync {
public:
    // `directory` lies on the file system and stays open. 0 bytes: never syncs.
    BackgroundSync(FileCalls& files, int directory, std::uint64_t every)
        : m_files(files), m_directory(directory), m_every(every) {}
    ~BackgroundSync(); // waits for the sync that runs
    BackgroundSync(const BackgroundSync&) = delete;
    BackgroundSync& operator=(const BackgroundSync&) = delete;

    // Does not wait for a sync. Its error is that of one before: the kernel tells of a write that failed only once. Any thread.
    Result<void> wrote(std::uint64_t bytes);
    // When all is written, by one thread: waits for the sync that runs, and tells what went wrong with any.
    Result<void> finish();

private:
    void run(const std::stop_token& stop);
    void end();
    Result<void> outcome() const; // m_mutex is held

    FileCalls& m_files;
    const int m_directory;
    const std::uint64_t m_every;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::uint64_t m_unsynced = 0;  // guarded by m_mutex: bytes written since the last sync began
    bool m_running = false;        // guarded by m_mutex: a sync
    std::optional<Error> m_failed; // guarded by m_mutex
    std::jthread m_thread;         // guarded by m_mutex until finish(): begun when there is something to sync
};

} // namespace alula
