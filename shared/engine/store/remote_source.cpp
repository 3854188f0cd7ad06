// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/remote_source.h"

#include "shared/base/backoff.h"
#include "shared/engine/net/http_request_check.h"
#include "shared/engine/net/retry.h"
#include "shared/engine/store/chunk_map.h"
#include "shared/engine/store/object_version.h"
#include "shared/engine/store/s3_error.h"
#include "shared/engine/store/spool_file.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace alula {

namespace {

constexpr std::uint64_t kChunk = 64_KiB;      // of what is asked for, and of what is remembered
constexpr std::uint64_t kTail = 128_KiB;      // the first question: footer, and the index of most archives
constexpr std::size_t kMostAhead = 64;        // chunks: 4 MiB
constexpr std::uint64_t kSmallRead = 256_KiB; // larger ones are worth a request of their own
constexpr std::size_t kMostErrorText = 4096;  // of a refusal
constexpr std::uint64_t kLargest = 5120_GiB;  // where S3 ends (5 TiB)

Error refusalOf(const RemoteObject& object, int status, const std::string& text) {
    const std::string code = s3Code(text);
    const std::string said = originOf(object.url) + " answered " + std::to_string(status) +
                             (code.empty() ? "" : " (" + code + ")") + " for " + object.name;
    // A mistake in the settings must not look like a backup that is gone.
    if (status == 404 && code == "NoSuchBucket") return {ErrorCode::Refused, "There is no such bucket as s3.read names: " + said};
    if (status == 404) return {ErrorCode::NotFound, "The archive is not in the object store: " + said};
    if (status == 412) return {ErrorCode::Corrupt, "The archive was changed in the object store while it was read: " + said};
    if (status == 401 || status == 403)
        return {ErrorCode::Refused, "The object store does not take the keys of s3.read: " + said};
    return {ErrorCode::Protocol, said};
}

void addText(std::string& text, ByteSpan bytes) {
    text += asText(bytes.first(std::min(bytes.size(), kMostErrorText - text.size())));
}

} // namespace

struct RemoteSource::State {
    State(FileSystem fs, Random& rnd, RemoteSourceOptions wanted, std::stop_token token)
        : files(fs), random(rnd), options(std::move(wanted)), forward(std::move(token), Forward{ending}) {}

    struct Forward {
        std::stop_source& to;
        void operator()() const { to.request_stop(); }
    };

    // Constant once it is open.
    const FileSystem files;
    Random& random;
    const RemoteSourceOptions options;
    std::stop_source ending;
    const std::stop_callback<Forward> forward;
    const std::stop_token stop = ending.get_token();
    UniqueFd spool;
    std::uint64_t size = 0;
    ObjectVersion version;

    std::mutex mutex;
    std::condition_variable_any changed;
    // Guarded by mutex.
    ChunkMap chunks;
    std::vector<std::unique_ptr<HttpDownloader>> idle; // connections
    std::size_t ahead = 1;                             // chunks to be read ahead next time

    std::uint64_t endOf(std::size_t chunk) const { return std::min(size, (chunk + 1) * kChunk); }

    std::unique_ptr<HttpDownloader> connection() {
        const std::lock_guard lock(mutex);
        if (idle.empty()) return std::make_unique<HttpDownloader>();
        auto taken = std::move(idle.back());
        idle.pop_back();
        return taken;
    }
    void giveBack(std::unique_ptr<HttpDownloader> connection) {
        const std::lock_guard lock(mutex);
        idle.push_back(std::move(connection));
    }
    Error refusal(int status, const std::string& text) const {
        // Opening: nothing to take the end of (RFC 9110 §14.1.2).
        if (status == 416 && size == 0) return empty();
        return refusalOf(options.object, status, text);
    }
    Error empty() const { return {ErrorCode::Corrupt, "The archive in the object store is empty: " + options.object.name}; }
};

// One span of the object on its way into the spool, tried again where it broke off.
class RemoteSource::Fetch final : public DownloadSink {
public:
    // [from, to); the whole end of the object when the source is not open yet.
    Fetch(State& state, std::uint64_t from, std::uint64_t to) : m_state(state), m_at(from), m_to(to) {}

    Result<void> run() {
        const Backoff backoff{m_state.options.backoff, m_state.options.backoff * 16};
        for (std::uint32_t failures = 0;; ++failures) {
            auto connection = m_state.connection();
            auto done = once(*connection);
            m_state.giveBack(std::move(connection));
            if (done && m_good && m_at == m_to) return {};
            const bool again = done ? mayPass(m_status) || m_good : mayPass(done.error());
            if (!again || failures + 1 >= m_state.options.tries) return done ? fail(m_state.refusal(m_status, m_text)) : done;
            std::unique_lock lock(m_state.mutex);
            m_state.changed.wait_for(lock, m_state.stop, backoff.pause(failures, m_state.random), [] { return false; });
            if (m_state.stop.stop_requested()) return fail(cancelled());
        }
    }

    Result<void> head(const HttpResponse& head) override {
        m_status = head.status;
        const auto range = ContentRange::of(head);
        m_good = head.status == 206 && range.has_value();
        if (head.status == 200 && m_state.size == 0) return openWhole(head);
        if (!m_good)
            return head.status == 206 || head.status == 200
                       ? fail(ErrorCode::Protocol,
                              originOf(m_state.options.object.url) + " does not answer a Range request as it should")
                       : Result<void>();
        if (m_state.size == 0) return openAt(range->first, range->total, head);
        if (range->first == m_at && range->last + 1 == m_to && range->total == m_state.size &&
            m_state.version.surelyIs(ObjectVersion::of(head)))
            return {};
        return fail(m_state.refusal(412, ""));
    }

    Result<void> body(ByteSpan bytes) override {
        if (!m_good) {
            addText(m_text, bytes);
            return {};
        }
        if (bytes.size() > m_to - m_at) return fail(ErrorCode::Protocol, "The object store sent more than it was asked for");
        ALULA_TRY(writeFully(m_state.files.files, m_state.spool.get(), bytes, m_at));
        const std::uint64_t before = m_at;
        m_at += bytes.size();
        tellChunks(before);
        return {};
    }

private:
    Result<void> once(HttpDownloader& connection) {
        const auto& object = m_state.options.object;
        HttpDownload download;
        download.url = object.url;
        download.sign = &object.keys;
        download.stall = m_state.options.stall;
        download.caFile = object.caFile;
        download.range = m_state.size == 0 ? "-" + std::to_string(kTail) : std::to_string(m_at) + "-" + std::to_string(m_to - 1);
        const ObjectVersion& version = m_state.version;
        if (!version.validator().empty())
            download.headers.emplace_back(version.etag.empty() ? "If-Unmodified-Since" : "If-Match", version.validator());
        m_status = 0;
        m_good = false;
        m_text.clear();
        return connection.get(download, *this, m_state.stop);
    }

    // The store had nothing left to leave out.
    Result<void> openWhole(const HttpResponse& head) {
        const auto length = parseNumber<std::uint64_t>(head.header("content-length"));
        if (length == std::uint64_t{0}) return fail(m_state.empty());
        if (!length || *length > kTail)
            return fail(ErrorCode::Protocol, originOf(m_state.options.object.url) + " does not answer Range requests");
        m_good = true;
        return openAt(0, *length, head);
    }

    Result<void> openAt(std::uint64_t first, std::uint64_t total, const HttpResponse& head) {
        if (total > kLargest || total - first > kTail)
            return fail(ErrorCode::Protocol, originOf(m_state.options.object.url) + " tells an impossible length of the object");
        m_state.version = ObjectVersion::of(head);
        if (m_state.version.validator().empty())
            return fail(ErrorCode::Protocol, originOf(m_state.options.object.url) +
                                                 " tells neither an ETag nor a date of the object, so that two versions of it "
                                                 "could be mixed");
        m_state.size = total;
        m_state.chunks = ChunkMap(static_cast<std::size_t>((total + kChunk - 1) / kChunk));
        m_at = m_begin = first;
        m_to = total;
        return {};
    }

    // Chunks that are whole by now: a reader may wait for them.
    void tellChunks(std::uint64_t before) {
        {
            const std::lock_guard lock(m_state.mutex);
            for (auto i = static_cast<std::size_t>(before / kChunk); i < m_state.chunks.size() && m_state.endOf(i) <= m_at; ++i) {
                if (i * kChunk >= m_begin) m_state.chunks.set(i, Chunk::Here);
            }
        }
        m_state.changed.notify_all();
    }

    State& m_state;
    std::uint64_t m_at, m_to;
    std::uint64_t m_begin = 0; // opening: the answer begins within a chunk, which is then not whole
    int m_status = 0;
    bool m_good = false;
    std::string m_text;
};

RemoteSource::RemoteSource(std::unique_ptr<State> state) : m_state(std::move(state)) {}
RemoteSource::~RemoteSource() = default;
std::uint64_t RemoteSource::size() const { return m_state->size; }
std::string RemoteSource::describe() const { return m_state->options.object.name; }

Result<std::shared_ptr<RemoteSource>> RemoteSource::open(FileSystem files, Random& random, RemoteSourceOptions options,
                                                         std::stop_token stop, std::stop_token opening) {
    auto state = std::make_unique<State>(files, random, std::move(options), std::move(stop));
    const std::stop_callback heard(std::move(opening), State::Forward{state->ending});
    ALULA_ASSIGN(state->spool, openSpoolFile(files, state->options.directory));
    Fetch fetch(*state, 0, 0);
    if (auto opened = fetch.run(); !opened) return fail(std::move(opened).error());
    return std::shared_ptr<RemoteSource>(new RemoteSource(std::move(state)));
}

// Brings the chunks [first, last] here: waits for those that are coming, asks for the others.
Result<void> RemoteSource::fill(std::size_t first, std::size_t last) {
    State& state = *m_state;
    const bool small = (last - first + 1) * kChunk <= kSmallRead;
    std::unique_lock lock(state.mutex);
    for (std::size_t i = first; i <= last;) {
        if (state.stop.stop_requested()) return fail(cancelled());
        if (state.chunks[i] == Chunk::Here) {
            ++i;
            continue;
        }
        if (state.chunks[i] == Chunk::Coming) {
            state.changed.wait(lock, state.stop, [&] { return state.chunks[i] != Chunk::Coming; });
            continue;
        }
        const bool goesOn = small && i > 0 && state.chunks[i - 1] != Chunk::Absent;
        state.ahead = goesOn ? std::min(state.ahead * 2, kMostAhead) : 1;
        const std::size_t wanted = std::min(state.chunks.size(), std::max(last + 1, i + (goesOn ? state.ahead : 1)));
        std::size_t end = i;
        while (end < wanted && state.chunks[end] == Chunk::Absent) state.chunks.set(end++, Chunk::Coming);
        lock.unlock();
        auto fetched = checkSpoolRoom(state.files, state.spool.get(), (end - i) * kChunk);
        if (fetched) fetched = Fetch(state, i * kChunk, state.endOf(end - 1)).run();
        lock.lock();
        for (std::size_t c = i; c < end; ++c) {
            if (state.chunks[c] == Chunk::Coming) state.chunks.set(c, Chunk::Absent); // who waits for it asks for it anew
        }
        state.changed.notify_all();
        if (!fetched) return fetched;
    }
    return {};
}

Result<std::size_t> RemoteSource::read(MutableByteSpan into, std::uint64_t offset) {
    if (offset >= m_state->size || into.empty()) return std::size_t{0};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_state->size - offset));
    ALULA_TRY(fill(static_cast<std::size_t>(offset / kChunk), static_cast<std::size_t>((offset + wanted - 1) / kChunk)));
    return readFully(m_state->files.files, m_state->spool.get(), into.first(wanted), offset);
}

Result<void> lookForObject(const RemoteObject& object, std::chrono::milliseconds stall, std::stop_token stop) {
    // GET, not HEAD: what a store has against a request stands in a body.
    struct Sink final : DownloadSink {
        Result<void> head(const HttpResponse& head) override {
            status = head.status;
            return status == 200 ? fail(ErrorCode::Cancelled, "") : Result<void>(); // all of it: enough is known
        }
        Result<void> body(ByteSpan bytes) override {
            addText(text, bytes);
            return {};
        }
        int status = 0;
        std::string text;
    } sink;
    HttpDownload download;
    download.url = object.url;
    download.sign = &object.keys;
    download.stall = stall;
    download.caFile = object.caFile;
    download.range = "0-0";
    const auto done = HttpDownloader().get(download, sink, std::move(stop));
    if (sink.status == 200 || sink.status == 206 || sink.status == 416) return {};
    return done ? fail(refusalOf(object, sink.status, sink.text)) : done;
}

std::string objectUrl(const std::string& endpoint, const std::string& bucket, const std::string& key, bool pathStyle) {
    if (pathStyle) return endpoint + "/" + bucket + "/" + key;
    const auto host = endpoint.find("://") + 3;
    return endpoint.substr(0, host) + bucket + "." + endpoint.substr(host) + "/" + key;
}

} // namespace alula
