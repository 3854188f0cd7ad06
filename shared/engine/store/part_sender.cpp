// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/part_sender.h"

#include <algorithm>
#include <exception>

namespace alula {

PartSender::PartSender(const UploadDeps& deps, const UploadSettings& settings, const BackupId& backup, std::uint64_t atMost,
                       UploadPlan plan, std::stop_token stop)
    : m_deps(deps), m_settings(settings), m_backup(backup), m_atMost(atMost), m_partSize(plan.partSize),
      m_urls(std::move(plan.urls)) {
    try {
        for (unsigned i = 0; i < plan.parallel; ++i) m_threads.emplace_back([this] { work(); });
    } catch (...) {
        close();
        throw; // no more threads to be had: createArchive words it
    }
    m_onStop.emplace(std::move(stop), [this] {
        const std::lock_guard lock(m_mutex);
        end(cancelled());
    });
}

PartSender::~PartSender() {
    m_onStop.reset();
    close();
}

void PartSender::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
        m_work.request_stop();
    }
    m_changed.notify_all();
    m_threads.clear(); // joins
}

void PartSender::end(Error why) {
    if (!m_error) m_error = std::move(why);
    m_work.request_stop();
    m_changed.notify_all();
}

std::uint64_t PartSender::sentBytes() const {
    std::uint64_t bytes = 0;
    for (const Part& part : m_parts) bytes += part.state == State::Sent ? part.body.length : 0;
    return bytes;
}

bool PartSender::allSpooled() const {
    return std::ranges::all_of(m_parts, [](const Part& part) { return part.body.file != nullptr; });
}

bool PartSender::anySent() const {
    return std::ranges::any_of(m_parts, [](const Part& part) { return part.state == State::Sent; });
}

void PartSender::countSending(int by) {
    const auto now = m_deps.clock.steady();
    if (m_inFlight == 0) m_sendingSince = now;
    m_inFlight += by;
    if (m_inFlight == 0) m_sending += now - m_sendingSince;
}

Result<void> PartSender::submit(PartBody body) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_parts.size() >= m_urls.size())
            return fail(ErrorCode::Internal, "the archive became larger than the upload's urls were asked for");
        m_parts.push_back({std::move(body), State::Waiting, {}});
    }
    m_changed.notify_all();
    return {};
}

Result<void> PartSender::check() const {
    const std::lock_guard lock(m_mutex);
    if (m_error) return fail(*m_error);
    return {};
}

Result<std::shared_ptr<UniqueFd>> PartSender::reclaim() {
    std::unique_lock lock(m_mutex);
    auto spare = m_parts.end();
    const auto isSpare = [](const Part& part) { return part.state == State::Sent && part.body.file != nullptr; };
    m_changed.wait(lock, [&] {
        spare = std::ranges::find_if(m_parts, isSpare);
        return m_error.has_value() || spare != m_parts.end();
    });
    if (m_error) return fail(*m_error);
    return std::exchange(spare->body.file, nullptr);
}

Result<std::vector<UploadedPart>> PartSender::finish(ProgressSink& progress) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] {
        progress.bytesDone = sentBytes();
        return m_error.has_value() || std::ranges::all_of(m_parts, [](const Part& part) { return part.state == State::Sent; });
    });
    if (m_error) return fail(*m_error);
    std::vector<UploadedPart> sent;
    for (const Part& part : m_parts) sent.push_back({static_cast<std::uint32_t>(sent.size() + 1), part.etag});
    return sent;
}

bool PartSender::expired() const {
    const std::lock_guard lock(m_mutex);
    return m_expired;
}

std::chrono::nanoseconds PartSender::sending() const {
    const std::lock_guard lock(m_mutex);
    return m_sending;
}

// A worker thread's whole life.
void PartSender::work() {
    try {
        while (auto task = next()) settle(*task, uploadPart(m_deps, m_settings, task->url, task->body, task->stop));
    } catch (const std::exception& e) {
        const std::lock_guard lock(m_mutex);
        end(Error(ErrorCode::Internal, std::string("sending a part failed: ") + e.what()));
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        end(Error(ErrorCode::Internal, "sending a part failed in a way that nobody expected"));
    }
}

std::optional<PartSender::Task> PartSender::next() {
    std::unique_lock lock(m_mutex);
    auto part = m_parts.end();
    m_changed.wait(lock, [&] {
        part = std::ranges::find(m_parts, State::Waiting, &Part::state);
        return m_closing || m_error || (!m_asking && part != m_parts.end());
    });
    if (m_closing || m_error) return std::nullopt;
    part->state = State::Sending;
    countSending(1);
    const auto index = static_cast<std::size_t>(part - m_parts.begin());
    return Task{index, m_round, m_urls[index], part->body, m_work.get_token()};
}

void PartSender::settle(const Task& task, Result<std::string> etag) {
    std::unique_lock lock(m_mutex);
    countSending(-1);
    if (task.round != m_round || m_error || m_closing) return;
    if (etag) {
        m_parts[task.part].state = State::Sent;
        m_parts[task.part].etag = *std::move(etag);
        m_changed.notify_all();
        return;
    }
    Error why = std::move(etag).error().withContext("uploading part " + std::to_string(task.part + 1));
    if (why.code() == ErrorCode::PermissionDenied) judgeExpired(lock, std::move(why));
    else end(std::move(why));
}

void PartSender::judgeExpired(std::unique_lock<std::mutex>& lock, Error why) {
    if (!m_askedAgain && allSpooled()) return askAgain(lock);
    m_expired = anySent(); // else the keys were wrong from the first part on
    end(std::move(why));
}

void PartSender::askAgain(std::unique_lock<std::mutex>& lock) {
    m_askedAgain = m_asking = true;
    ++m_round;
    m_work.request_stop();
    m_work = std::stop_source();
    for (Part& part : m_parts) part.state = State::Waiting;
    const auto stop = m_work.get_token();
    lock.unlock();
    auto plan = askForPlan(m_deps.urls, {m_backup, m_atMost, m_settings.panelPartSize, 1}, stop);
    lock.lock();
    m_asking = false;
    if (m_error || m_closing) return;
    if (!plan) return end(std::move(plan).error().withContext("asking for new upload urls"));
    if (plan->partSize < m_partSize || plan->urls.size() < m_urls.size())
        return end(Error(ErrorCode::Protocol, "The panel named another part size when it was asked for upload urls again."));
    m_urls = std::move(plan->urls);
    m_changed.notify_all();
}

} // namespace alula
