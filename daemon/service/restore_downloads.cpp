// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/restore_downloads.h"

namespace alula {

namespace {

// What stands in an answer to the panel: who made the url can put these right; all else is the line's or the node's.
Error forThePanel(Error error) {
    switch (error.code()) {
    case ErrorCode::InvalidInput:
    case ErrorCode::Refused:
    case ErrorCode::Unsupported:
    case ErrorCode::Protocol: break;
    default: return error;
    }
    std::string sentence = error.message();
    if (sentence.contains("not a public one"))
        sentence += ". If that is your object store, name it in restore.host_allowlist of this node.";
    return {ErrorCode::InvalidInput, "The provided download_url cannot be used. " + sentence};
}

} // namespace

Result<std::unique_ptr<UrlSpool>> RestoreDownloads::ask(const std::string& url, std::chrono::steady_clock::time_point answerBy) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(answerBy - m_node.clock.steady());
    if (left <= std::chrono::milliseconds(0)) return fail(ErrorCode::Busy, std::string(kTooLate));
    ALULA_TRY(m_node.store.ready()); // the spool lies there
    UrlSpoolOptions options;
    options.url = url;
    options.directory = m_node.settings.backupDirectory; // where there is room for an archive
    options.guard = m_guard;
    options.headTimeout = left;
    auto begun = UrlSpool::begin({m_node.files, m_node.load, m_node.random, m_promised}, std::move(options), m_stop.get_token());
    if (begun) return begun;
    if (m_stop.stop_requested()) return fail(ErrorCode::Busy, "the daemon is shutting down, try again when it is back");
    return fail(forThePanel(std::move(begun).error()));
}

Result<void> RestoreDownloads::begin(const JobId& job, const std::string& url, std::chrono::steady_clock::time_point answerBy) {
    std::vector<std::unique_ptr<UrlSpool>> dropped; // ended outside the lock
    std::unique_lock lock(m_mutex);
    dropped.swap(m_dropped);
    if (m_begun >= kMostBegun)
        return fail(ErrorCode::Busy, "Other restores are waiting for their object store to answer; try again in some seconds.");
    ++m_begun;
    lock.unlock();
    auto begun = ask(url, answerBy);
    lock.lock();
    --m_begun;
    if (!begun) return fail(std::move(begun).error());
    m_spools[job] = *std::move(begun);
    return {};
}

std::unique_ptr<UrlSpool> RestoreDownloads::take(const JobId& job) {
    const std::lock_guard lock(m_mutex);
    auto node = m_spools.extract(job);
    return node.empty() ? nullptr : std::move(node.mapped());
}

void RestoreDownloads::drop(const JobId& job) {
    const std::lock_guard lock(m_mutex);
    auto node = m_spools.extract(job);
    if (node.empty()) return;
    node.mapped()->cancel();
    m_dropped.push_back(std::move(node.mapped()));
}

void RestoreDownloads::stop() { m_stop.request_stop(); }

} // namespace alula
