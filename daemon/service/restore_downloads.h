// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"
#include "shared/engine/store/url_spool.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace alula {

inline constexpr char kTooLate[] = "The restore was not begun: too much time had gone before it could be. Try again.";

// The archives that restores get from a url (API: S3 restore): asked for while the panel waits for its answer, then fetched at once,
// outside the queue, because such a url lives for minutes only. In memory only: the url is a secret. Any thread.
class RestoreDownloads {
public:
    RestoreDownloads(const Node& node, AddressGuard guard) : m_node(node), m_guard(std::move(guard)) {}

    static constexpr int kMostBegun = 4; // at a time: each keeps a thread of the caller's waiting

    // Blocks until the answer is known to be good, and not longer than that. What the url's owner can put right is InvalidInput;
    // Busy: too late, or too many are being begun.
    Result<void> begin(const JobId& job, const std::string& url, std::chrono::steady_clock::time_point answerBy);
    // None: it was begun before the daemon was last started, or never.
    std::unique_ptr<UrlSpool> take(const JobId& job);
    void drop(const JobId& job); // its job will not run; does not wait
    void stop();                 // begin() answers Busy from here on, at once

private:
    Result<std::unique_ptr<UrlSpool>> ask(const std::string& url, std::chrono::steady_clock::time_point answerBy);

    const Node& m_node;
    const AddressGuard m_guard;
    std::stop_source m_stop;
    PromisedRoom m_promised;
    std::mutex m_mutex;
    // Guarded by m_mutex.
    int m_begun = 0; // begin() is busy with
    std::map<JobId, std::unique_ptr<UrlSpool>> m_spools;
    std::vector<std::unique_ptr<UrlSpool>>
        m_dropped; // cancelled: their threads are waited for by the next begin(), or at the end
};

} // namespace alula
