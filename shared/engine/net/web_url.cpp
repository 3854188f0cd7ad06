// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/web_url.h"

#include "shared/engine/net/http_client.h"
#include "shared/engine/net/http_request_check.h"

#include <algorithm>
#include <cctype>
#include <curl/curl.h>
#include <memory>

namespace alula {

namespace {

struct FreeUrl {
    void operator()(CURLU* url) const { ::curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, FreeUrl>;

struct FreeText {
    void operator()(char* text) const { ::curl_free(text); }
};

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (::curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, FreeText> owned(text);
    return text;
}

Error badUrl(const char* why) { return {ErrorCode::InvalidInput, std::string("The url cannot be used: ") + why}; }

} // namespace

Result<WebUrl> WebUrl::parse(const std::string& text) {
    HttpRequest request;
    request.url = text;
    ALULA_TRY(checkRequest(request));
    const Handle url(::curl_url());
    if (!url) return fail(ErrorCode::Internal, "The HTTP library ran out of memory.");
    if (const auto code = ::curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0); code != CURLUE_OK)
        return fail(badUrl(::curl_url_strerror(code)));
    if (const auto scheme = part(url.get(), CURLUPART_SCHEME); scheme != "http" && scheme != "https")
        return fail(badUrl("it does not begin with http:// or https://."));
    if (!part(url.get(), CURLUPART_USER).empty() || !part(url.get(), CURLUPART_PASSWORD).empty())
        return fail(badUrl("it has a user name in it."));
    if (!part(url.get(), CURLUPART_ZONEID).empty()) return fail(badUrl("it has an IPv6 zone in it."));
    WebUrl parsed;
    parsed.m_text = part(url.get(), CURLUPART_URL);
    parsed.m_port = part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    parsed.m_host = part(url.get(), CURLUPART_HOST);
    std::ranges::transform(parsed.m_host, parsed.m_host.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (parsed.m_host.starts_with('[') && parsed.m_host.ends_with(']'))
        parsed.m_host = parsed.m_host.substr(1, parsed.m_host.size() - 2);
    if (parsed.m_host.empty() || parsed.m_text.empty()) return fail(badUrl("it names no host."));
    return parsed;
}

Result<WebUrl> WebUrl::redirectedTo(const std::string& location) const {
    const Handle url(::curl_url());
    if (!url) return fail(ErrorCode::Internal, "The HTTP library ran out of memory.");
    ::curl_url_set(url.get(), CURLUPART_URL, m_text.c_str(), 0);
    if (const auto code = ::curl_url_set(url.get(), CURLUPART_URL, location.c_str(), CURLU_URLENCODE); code != CURLUE_OK)
        return fail(badUrl(::curl_url_strerror(code)));
    ALULA_ASSIGN(auto next, parse(part(url.get(), CURLUPART_URL)));
    if (isHttps() && !next.isHttps()) return fail(badUrl("it redirects from https to http."));
    return next;
}

} // namespace alula
