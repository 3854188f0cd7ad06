// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/load.h"
#include "shared/base/result.h"
#include "shared/engine/net/address_guard.h"
#include "shared/engine/net/http_client.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace alula {

// Access to an object store of one's own; libcurl makes the signature (AWS Signature Version 4).
struct S3Credentials {
    std::string region = {};
    std::string accessKey = {}, secretKey = {};
};

struct HttpDownload {
    std::string url = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string range = {}; // "0-99", "500-", "-64": without "bytes="; empty: all of it
    const S3Credentials* sign = nullptr;
    RateLimiter* pace = nullptr;             // takes every byte of the body; none: no limit
    std::chrono::milliseconds stall{60'000}; // TimedOut when the peer says less than leastInStall for so long
    std::uint64_t leastInStall = 1;          // bytes
    std::chrono::milliseconds connectTimeout{10'000};
    std::string caFile = {};
};

// Where a body goes while it comes. An error of these ends the transfer and is the call's.
class DownloadSink {
public:
    virtual ~DownloadSink() = default;
    virtual Result<void> head(const HttpResponse& head) = 0; // status and headers, any status; its body is empty
    virtual Result<void> body(ByteSpan bytes) = 0;
};

// GET with a body of any length. Errors as HttpClient's, and the sink's: a body that is shorter than its Content-Length is Network.
// No limit on the whole, only on its standing still. Keeps its connection for the next call. One thread at a time.
class HttpDownloader {
public:
    HttpDownloader();
    ~HttpDownloader();
    HttpDownloader(HttpDownloader&&) noexcept;
    Result<void> get(const HttpDownload& download, DownloadSink& sink, std::stop_token stop);

private:
    struct Connections;
    std::unique_ptr<Connections> m_connections;
};

// For a url that somebody else handed us.
struct ForeignUrlRules {
    const AddressGuard& guard;
    unsigned redirects = 10;
    // Tests: what a host name means just now, "" for what the system says.
    std::function<std::string(const std::string& host)> resolve = {};
};
// The same GET, with the address of every connection judged by the guard, and redirects followed by hand, each as strictly as the
// first url. A redirect's own answer does not reach the sink. Refused: a blocked address. InvalidInput: no such url. Any thread.
Result<void> downloadForeign(const HttpDownload& download, const ForeignUrlRules& rules, DownloadSink& sink,
                             std::stop_token stop);

} // namespace alula
