// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/curl_transfer.h"
#include "shared/engine/net/http_client.h"

namespace alula {

namespace {

void setMethodAndBody(CURL* easy, const HttpRequest& request) {
    if (request.method == "HEAD") {
        ::curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        return;
    }
    const bool hasBody =
        !request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (hasBody) {
        ::curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        ::curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    }
    if (request.method != (hasBody ? "POST" : "GET")) ::curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

} // namespace

Result<HttpResponse> CurlHttpClient::exchange(const HttpRequest& request, std::stop_token stop) {
    ALULA_ASSIGN(const auto transfer, CurlTransfer::make(request));
    setMethodAndBody(transfer->easy(), request);
    return transfer->perform(std::move(stop));
}

} // namespace alula
