// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace alula {

enum class Phase : std::uint8_t {
    Waiting,
    Scanning,
    Reading,
    Packing,
    Checking,
    Stopping,
    Unpacking,
    Swapping,
    Publishing,
    Uploading,
    Downloading,
    Deleting
};
std::string_view name(Phase phase);

// What a long engine call tells while it runs: counters that any worker adds to and a sampler reads. Never a callback a file.
class ProgressSink {
public:
    std::atomic<Phase> phase{Phase::Waiting};
    std::atomic<std::uint64_t> filesTotal{0};
    std::atomic<std::uint64_t> filesDone{0};
    std::atomic<std::uint64_t> bytesTotal{0}; // of the phase: contents to read, or to write in a restore
    std::atomic<std::uint64_t> bytesDone{0};
    std::atomic<std::uint64_t> bytesWritten{0}; // what went to disk or wire

    // Begins a phase with its totals known; the done counters start again.
    void begin(Phase next, std::uint64_t files, std::uint64_t bytes);
    void setPath(const std::string& path); // the file being worked on; cheap, skipped when the sampler is reading
    std::string path() const;

private:
    mutable std::mutex m_mutex;
    std::string m_path; // guarded by m_mutex
};

} // namespace alula
