// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace alula {

struct HttpRequest {
    std::string method = "GET";
    std::string url = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds timeout{30'000}; // of the whole exchange
    std::size_t maxResponse = 16u << 20;       // more is a Protocol error, not memory
    std::string caFile = {};                   // extra trust for a self-signed panel; empty: the system's
    std::string unixSocket = {};               // connect here instead of the url's host
};

struct HttpResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
    std::string header(const std::string& lowerName) const; // first one, or ""
};

// One blocking exchange. Errors: Network (no connection, broken off), TimedOut, Protocol (not HTTP, answer too large), Cancelled;
// a status of 4xx or 5xx is an answer, not an error. Redirects are not followed. Any thread.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    virtual Result<HttpResponse> exchange(const HttpRequest& request, std::stop_token stop) = 0;
};

// libcurl, no proxy, http and https only.
class CurlHttpClient final : public HttpClient {
public:
    Result<HttpResponse> exchange(const HttpRequest& request, std::stop_token stop) override;
};

} // namespace alula
