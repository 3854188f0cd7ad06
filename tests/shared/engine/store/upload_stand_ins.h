// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/engine/net/http_uploader.h"
#include "shared/engine/store/upload_urls.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

// An object store and a panel without wires, for tests of what is in between.
namespace alula::test {

// Keeps what was put, by url. `behave` says what the n-th PUT (from 1) of a url comes to. Any thread.
class MemoryObjects final : public HttpUploader {
public:
    struct Does {
        Result<HttpResponse> answer = HttpResponse{200, {}, {}};
        std::uint64_t takes = ~std::uint64_t{0}; // bytes of the body, before that
        bool hangs = false;                      // until the token stops it
        bool names = true;                       // an ETag, when the answer is 200
    };
    std::function<Does(const std::string& url, int attempt)> behave = [](const std::string&, int) { return Does(); };

    Result<HttpResponse> put(const HttpUpload& upload, std::stop_token stop) override {
        const auto attempt = begin(upload);
        Does does = behave(upload.url, attempt);
        auto body = taken(upload, std::min(does.takes, upload.length));
        if (body && does.hangs) hang(stop);
        const std::lock_guard lock(m_mutex);
        --m_running;
        if (!body) return fail(body.error());
        if (does.hangs) return fail(cancelled());
        if (does.answer && does.answer->status == 200) {
            objects[upload.url] = *body;
            if (does.names) does.answer->headers.emplace_back("etag", etagOf(upload.url));
        }
        return does.answer;
    }

    static std::string etagOf(const std::string& url) { return "\"etag-of-" + url.substr(url.find_last_of('/') + 1) + "\""; }
    int attempts(const std::string& url) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_attempts.find(url);
        return found == m_attempts.end() ? 0 : found->second;
    }
    bool waitForRunning(int count) const { // so many at a time, once
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return mostAtATime >= count; });
    }

    std::map<std::string, std::string> objects; // read when nothing runs any more
    int mostAtATime = 0;
    std::vector<const RateLimiter*> paces;

private:
    int begin(const HttpUpload& upload) {
        const std::lock_guard lock(m_mutex);
        mostAtATime = std::max(mostAtATime, ++m_running);
        paces.push_back(upload.pace);
        m_changed.notify_all();
        return ++m_attempts[upload.url];
    }
    static Result<std::string> taken(const HttpUpload& upload, std::uint64_t bytes) {
        std::string body(bytes, '\0');
        for (std::uint64_t at = 0; at < bytes;) {
            const auto room = std::min<std::uint64_t>(bytes - at, 70'001);
            ALULA_ASSIGN(const auto got, upload.read({reinterpret_cast<std::uint8_t*>(body.data()) + at, room}, at));
            if (got == 0) return fail(ErrorCode::Io, "the body is shorter than its length");
            at += got;
        }
        return body;
    }
    void hang(std::stop_token stop) {
        std::unique_lock lock(m_mutex);
        m_hanging.wait(lock, stop, [] { return false; });
    }

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::condition_variable_any m_hanging;
    int m_running = 0;
    std::map<std::string, int> m_attempts;
};

// Gives as many urls as the size needs, other ones each time: "https://store/<ask>/<part>?X-Amz-Signature=secret".
class UrlsOfPanel final : public UploadUrlSource {
public:
    explicit UrlsOfPanel(std::uint64_t size) : partSize(size) {}
    Result<UploadUrls> ask(const BackupId&, std::uint64_t size, std::stop_token) override {
        asked.push_back(size);
        return answer ? answer() : urlsFor(size);
    }
    UploadUrls urlsFor(std::uint64_t size) const {
        UploadUrls urls;
        urls.partSize = partSize;
        urls.maxConcurrent = maxConcurrent;
        for (std::uint64_t i = 0; i * partSize < size; ++i) urls.parts.push_back(url(static_cast<int>(asked.size()), i + 1));
        return urls;
    }
    static std::string url(int ask, std::uint64_t part) {
        return "https://store/" + std::to_string(ask) + "/" + std::to_string(part);
    }

    std::vector<std::uint64_t> asked; // sizes; read when nothing runs any more
    std::uint64_t partSize;
    std::uint64_t maxConcurrent = 0;
    std::function<Result<UploadUrls>()> answer;
};

} // namespace alula::test
