// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/progress.h"
#include "shared/engine/store/part_upload.h"
#include "shared/engine/store/upload_urls.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace alula {

// Sends parts on threads of its own, several at a time, and keeps what the store said of each. A url that expired: while every part
// is still in the spool, new urls are asked for once, and all is sent again. Made, fed and asked by one thread, the writer's.
class PartSender {
public:
    // Begins at once. `atMost`: of the archive, for asking again. The token ends every wait and every PUT.
    PartSender(const UploadDeps& deps, const UploadSettings& settings, const BackupId& backup, std::uint64_t atMost,
               UploadPlan plan, std::stop_token stop);
    ~PartSender();
    PartSender(const PartSender&) = delete;
    PartSender& operator=(const PartSender&) = delete;

    std::uint64_t partSize() const { return m_partSize; }
    Result<void> submit(PartBody body); // the next part; Internal when there is no url left for it
    Result<void> check() const;         // the error that ended it, if one has
    // Waits for a spool file that is no longer needed, and takes it away.
    Result<std::shared_ptr<UniqueFd>> reclaim();
    // Waits until the store has all of them, and counts their bytes as it gets them; in ascending order.
    Result<std::vector<UploadedPart>> finish(ProgressSink& progress);

    bool expired() const;                     // ended by a url that died after others of its kind had worked
    std::chrono::nanoseconds sending() const; // time in which at least one part was being sent

private:
    enum class State : std::uint8_t { Waiting, Sending, Sent };
    struct Part {
        PartBody body;
        State state = State::Waiting;
        std::string etag;
    };
    struct Task {
        std::size_t part = 0;
        unsigned round = 0;
        std::string url;
        PartBody body;
        std::stop_token stop;
    };

    void close();
    void work();
    std::optional<Task> next();
    void settle(const Task& task, Result<std::string> etag);
    void judgeExpired(std::unique_lock<std::mutex>& lock, Error why);
    void askAgain(std::unique_lock<std::mutex>& lock);
    void end(Error why);             // m_mutex held
    void countSending(int by);       // m_mutex held
    std::uint64_t sentBytes() const; // m_mutex held
    bool allSpooled() const;         // m_mutex held
    bool anySent() const;            // m_mutex held

    const UploadDeps& m_deps;
    const UploadSettings& m_settings;
    const BackupId m_backup;
    const std::uint64_t m_atMost;
    const std::uint64_t m_partSize;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    // Guarded by m_mutex.
    std::vector<std::string> m_urls;
    std::vector<Part> m_parts;
    std::optional<Error> m_error;
    std::stop_source m_work; // of the PUTs of this round
    unsigned m_round = 0;    // rises when everything is sent again: answers of an earlier one count for nothing
    bool m_asking = false;
    bool m_askedAgain = false;
    bool m_expired = false;
    bool m_closing = false;
    int m_inFlight = 0;
    std::chrono::steady_clock::time_point m_sendingSince{};
    std::chrono::nanoseconds m_sending{};

    std::vector<std::jthread> m_threads;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace alula
