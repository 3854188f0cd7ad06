// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/url_spool.h"

#include "shared/base/backoff.h"
#include "shared/base/log.h"
#include "shared/engine/net/http_downloader.h"
#include "shared/engine/net/http_request_check.h"
#include "shared/engine/net/retry.h"
#include "shared/engine/store/file_source.h"
#include "shared/engine/store/object_version.h"
#include "shared/engine/store/spool_file.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

namespace alula {

namespace {

constexpr int kTries = 8;                         // in a row that brought less than leastInStall
constexpr int kNewBeginnings = 3;                 // because the object was another one
constexpr std::uint64_t kPromiseAtATime = 64_MiB; // of a length that nobody told
constexpr auto kSample = std::chrono::milliseconds(200);

// What object stores say of a tar.gz; Wings uploads as the first.
bool isGzipType(std::string type) {
    type = type.substr(0, type.find_first_of("; \t"));
    std::ranges::transform(type, type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    constexpr std::array<std::string_view, 4> kTypes = {"application/x-gzip", "application/gzip", "application/octet-stream",
                                                        "binary/octet-stream"};
    return std::ranges::contains(kTypes, type);
}

// Worth another try with the same url.

} // namespace

Result<void> PromisedRoom::promise(FileSystem files, int spool, std::uint64_t bytes) {
    const std::lock_guard lock(m_mutex);
    const auto together = checkedAdd(m_bytes, bytes).value_or(std::numeric_limits<std::uint64_t>::max());
    auto room = checkSpoolRoom(files, spool, together);
    if (!room && m_bytes > 0 && room.error().code() == ErrorCode::NoSpace)
        return fail(ErrorCode::NoSpace, room.error().message() + " " + std::to_string(m_bytes) +
                                            " of the bytes needed are for other restores that are being downloaded.");
    if (room) m_bytes = together;
    return room;
}

void PromisedRoom::release(std::uint64_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_bytes -= std::min(bytes, m_bytes);
}

struct UrlSpool::Shared {
    Shared(const UrlSpoolDeps& given, UrlSpoolOptions wanted, UniqueFd fd)
        : deps(given), options(std::move(wanted)), file(std::move(fd)) {}

    // Constant.
    const UrlSpoolDeps deps;
    const UrlSpoolOptions options;
    UniqueFd file; // the transfer's until it has ended, then guarded by mutex; closed at once when nobody will want it

    std::mutex mutex;
    std::condition_variable_any changed;
    // Guarded by mutex.
    bool accepted = false; // the first head was good
    bool ended = false;
    std::optional<Error> error;
    std::uint64_t received = 0, total = 0; // total 0: nobody knows

    std::jthread thread; // last: ended first

    // The room goes back now, not when somebody lets go of this object. Mutex held, the transfer has ended.
    void giveUp() {
        file.reset();
        if (!error) error = cancelled();
    }
};

// The transfer, on its thread.
class UrlSpool::Fetch final : public DownloadSink {
public:
    explicit Fetch(Shared& shared) : m_shared(shared) {}
    ~Fetch() override { m_shared.deps.promised.release(m_promised); }
    Fetch(const Fetch&) = delete;
    Fetch& operator=(const Fetch&) = delete;

    Result<void> run(const std::stop_token& stop) {
        for (int tries = 1;; ++tries) {
            const std::uint64_t before = m_received;
            m_answered = 0;
            auto done = once(stop);
            if (done && m_complete) return {};
            // A byte now and then is no better than none.
            if (m_received >= before + m_shared.options.leastInStall) tries = 1;
            const bool again = m_startAgain || mayPass(m_answered) || (!done && mayPass(done.error()));
            // Before anybody was told that all is well, somebody waits for the answer.
            if (!again || !m_accepted || tries >= kTries) return done ? fail(whyNot(m_answered)) : done;
            ALULA_TRY(waitFor(tries, stop));
        }
    }

    Result<void> head(const HttpResponse& head) override {
        m_answered = head.status;
        m_take = head.status == 200 || (head.status == 206 && m_received > 0);
        if (head.status == 416 && m_received > 0) return beginAnew(); // shorter than it was
        if (!m_take) return {};
        return head.status == 206 ? goOn(head) : beginWith(head);
    }

    Result<void> body(ByteSpan bytes) override {
        if (!m_take) return {}; // the text of a refusal
        if (m_total && bytes.size() > *m_total - std::min(*m_total, m_received))
            return fail(ErrorCode::Protocol, originOf(m_shared.options.url) + " sent more than it had told.");
        if (m_promised < bytes.size()) ALULA_TRY(promise(std::max<std::uint64_t>(kPromiseAtATime, bytes.size())));
        ALULA_TRY(writeFully(m_shared.deps.files.files, m_shared.file.get(), bytes, m_received));
        m_received += bytes.size();
        m_promised -= bytes.size();
        m_shared.deps.promised.release(bytes.size());
        const std::lock_guard lock(m_shared.mutex);
        m_shared.received = m_received;
        return {};
    }

private:
    Result<void> once(const std::stop_token& stop) {
        const auto& options = m_shared.options;
        HttpDownload download;
        download.url = options.url;
        download.pace = &m_shared.deps.load.read;
        download.stall = options.stall;
        download.leastInStall = options.leastInStall;
        download.caFile = options.caFile;
        m_startAgain = m_complete = m_take = false;
        if (m_received > 0 && m_version.validator().empty()) m_received = 0; // nothing may be put together
        if (m_received > 0) {
            download.range = std::to_string(m_received) + "-";
            download.headers.emplace_back("If-Range", m_version.validator());
        }
        ALULA_TRY(downloadForeign(download, {.guard = options.guard, .resolve = options.resolve}, *this, stop));
        m_complete = m_take && (!m_total || *m_total == m_received);
        return {};
    }

    // 200: all of it from its first byte on.
    Result<void> beginWith(const HttpResponse& head) {
        if (!isGzipType(head.header("content-type")))
            return fail(ErrorCode::Unsupported, "The provided backup link is not a supported content type. \"" +
                                                    log::printable(head.header("content-type").substr(0, 100)) +
                                                    "\" is not application/x-gzip."); // Wings' words
        if (m_received > 0) ALULA_TRY(countBeginning());
        m_received = 0;
        m_total = parseNumber<std::uint64_t>(head.header("content-length"));
        m_version = ObjectVersion::of(head);
        ALULA_TRY(m_shared.deps.files.files.truncate(m_shared.file.get(), 0));
        m_shared.deps.promised.release(std::exchange(m_promised, 0));
        ALULA_TRY(promise(m_total.value_or(kPromiseAtATime)));
        m_accepted = true;
        {
            const std::lock_guard lock(m_shared.mutex);
            m_shared.accepted = true;
            m_shared.received = 0;
            m_shared.total = m_total.value_or(0);
        }
        m_shared.changed.notify_all();
        return {};
    }

    Result<void> promise(std::uint64_t bytes) {
        ALULA_TRY(m_shared.deps.promised.promise(m_shared.deps.files, m_shared.file.get(), bytes));
        m_promised += bytes;
        return {};
    }

    // 206: the rest, if it is of the same object.
    Result<void> goOn(const HttpResponse& head) {
        const auto range = ContentRange::of(head);
        const bool same = m_version.surelyIs(ObjectVersion::of(head));
        if (range && range->first == m_received && range->last + 1 == range->total && same &&
            (!m_total || *m_total == range->total)) {
            m_total = range->total;
            return {};
        }
        return beginAnew();
    }

    Result<void> beginAnew() {
        ALULA_TRY(countBeginning());
        m_received = 0;
        m_startAgain = true;
        return fail(ErrorCode::Conflict, "The archive was changed in the object store while it was downloaded.");
    }

    Result<void> countBeginning() {
        if (++m_beginnings <= kNewBeginnings) return {};
        return fail(ErrorCode::Conflict, "The archive in the object store is another one at every try to go on with it.");
    }

    Error whyNot(int status) const {
        const std::string origin = originOf(m_shared.options.url);
        const std::string answered = origin + " answered " + std::to_string(status);
        if (m_accepted && (status == 403 || status == 401))
            return {ErrorCode::Refused, answered + ": the link has run out before all of the archive was there. Restore again."};
        if (m_accepted && (status == 200 || status == 206))
            return {ErrorCode::Protocol, origin + " sent another length than it had told."};
        return {ErrorCode::Refused, "The backup could not be downloaded: " + answered + "."};
    }

    Result<void> waitFor(int tries, const std::stop_token& stop) {
        const Backoff backoff{m_shared.options.backoff, m_shared.options.backoff * 16};
        const auto pause = backoff.pause(static_cast<std::uint32_t>(tries - 1), m_shared.deps.random);
        std::unique_lock lock(m_shared.mutex);
        m_shared.changed.wait_for(lock, stop, pause, [] { return false; });
        return stop.stop_requested() ? fail(cancelled()) : Result<void>();
    }

    Shared& m_shared;
    ObjectVersion m_version;
    std::optional<std::uint64_t> m_total;
    std::uint64_t m_received = 0;
    std::uint64_t m_promised = 0; // of the room, and not filled yet
    int m_beginnings = 0;
    bool m_accepted = false;
    // Of the try at hand.
    int m_answered = 0;
    bool m_take = false, m_complete = false, m_startAgain = false;
};

UrlSpool::UrlSpool(std::unique_ptr<Shared> shared) : m_shared(std::move(shared)) {}
UrlSpool::~UrlSpool() = default;
void UrlSpool::cancel() {
    m_shared->thread.request_stop();
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->ended) m_shared->giveUp();
}

bool UrlSpool::ended() const {
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->ended;
}

Result<std::unique_ptr<UrlSpool>> UrlSpool::begin(const UrlSpoolDeps& deps, UrlSpoolOptions options, std::stop_token stop) {
    ALULA_ASSIGN(auto file, openSpoolFile(deps.files, options.directory));
    std::unique_ptr<UrlSpool> spool(new UrlSpool(std::make_unique<Shared>(deps, std::move(options), std::move(file))));
    Shared& shared = *spool->m_shared;
    shared.thread = std::jthread([&shared](const std::stop_token& ending) {
        auto done = Result<void>(fail(ErrorCode::Internal, "the download ended with an unexpected fault"));
        try {
            done = Fetch(shared).run(ending);
        } catch (const std::exception& e) {
            done = fail(ErrorCode::Internal, std::string("the download ended with an unexpected fault: ") + e.what());
        }
        {
            const std::lock_guard lock(shared.mutex);
            shared.ended = true;
            if (!done) shared.error = std::move(done).error();
            if (shared.error || ending.stop_requested()) shared.giveUp();
        }
        shared.changed.notify_all();
    });
    std::unique_lock lock(shared.mutex);
    const bool told =
        shared.changed.wait_for(lock, stop, shared.options.headTimeout, [&] { return shared.accepted || shared.ended; });
    if (shared.accepted && !shared.error) return spool;
    if (shared.error) return fail(*shared.error);
    lock.unlock();
    if (told || !stop.stop_requested())
        return fail(ErrorCode::TimedOut, originOf(shared.options.url) + " did not answer in time.");
    return fail(cancelled());
}

Result<std::shared_ptr<ByteSource>> UrlSpool::wait(ProgressSink& progress, std::stop_token stop) {
    Shared& shared = *m_shared;
    std::unique_lock lock(shared.mutex);
    progress.begin(Phase::Downloading, 0, shared.total);
    while (!shared.ended && !stop.stop_requested()) {
        shared.changed.wait_for(lock, stop, kSample, [&] { return shared.ended; });
        progress.bytesTotal = shared.total;
        progress.bytesDone = shared.received;
    }
    if (stop.stop_requested()) {
        lock.unlock();
        cancel();
        return fail(cancelled());
    }
    if (shared.error) return fail(*shared.error);
    UniqueFd file = std::move(shared.file);
    lock.unlock();
    ALULA_ASSIGN(auto source,
                 FileSource::make(shared.deps.files, std::move(file), "the archive from " + originOf(shared.options.url)));
    return std::static_pointer_cast<ByteSource>(std::move(source));
}

} // namespace alula
