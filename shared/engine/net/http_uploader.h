// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/load.h"
#include "shared/base/result.h"
#include "shared/engine/net/http_client.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace alula {

// A body of known length that can be read again from any offset: libcurl rewinds when a kept connection turns out to be dead.
struct HttpUpload {
    std::string url = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::uint64_t length = 0;
    std::function<Result<std::size_t>(MutableByteSpan into, std::uint64_t offset)> read = {}; // 0 only at the end
    RateLimiter* pace = nullptr;             // takes every byte that goes on the wire; none: no limit
    std::chrono::milliseconds stall{60'000}; // TimedOut when the peer takes and says nothing for so long
    std::chrono::milliseconds connectTimeout{10'000};
    std::size_t maxResponse = 64u << 10; // of the answer's body; a longer one is cut
    std::string caFile = {};
};

// One blocking PUT with an exact Content-Length. Errors as HttpClient's, and those of `read`, as they are. An answer of 2xx means that
// the whole body was sent; Network when it was not. There is no limit on
// the whole exchange, only on its standing still: time spent waiting for `pace` is not that. Any thread.
class HttpUploader {
public:
    virtual ~HttpUploader() = default;
    virtual Result<HttpResponse> put(const HttpUpload& upload, std::stop_token stop) = 0;
};

class CurlHttpUploader final : public HttpUploader {
public:
    Result<HttpResponse> put(const HttpUpload& upload, std::stop_token stop) override;
};

} // namespace alula
