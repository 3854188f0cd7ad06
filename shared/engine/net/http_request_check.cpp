// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/http_request_check.h"

#include <algorithm>
#include <array>
#include <strings.h>

namespace alula {

namespace {

constexpr std::size_t kMaxUrl = 16 * 1024; // presigned urls are about 1 KiB

// RFC 9110 §5.6.2.
bool isToken(std::string_view text) {
    static constexpr std::string_view kExtra = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kExtra.contains(c);
    });
}

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// The length of "http://" or "https://", 0 for anything else.
std::size_t schemeLength(std::string_view url) {
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (url.size() > scheme.size() && ::strncasecmp(url.data(), scheme.data(), scheme.size()) == 0) return scheme.size();
    }
    return 0;
}

} // namespace

Result<void> checkRequest(const HttpRequest& request) {
    if (!isToken(request.method)) return fail(ErrorCode::InvalidInput, "The HTTP method is not a word.");
    if (request.url.size() > kMaxUrl) return fail(ErrorCode::InvalidInput, "The url is longer than 16 KiB.");
    if (schemeLength(request.url) == 0)
        return fail(ErrorCode::InvalidInput, "The url does not begin with http:// or https://; give it in full.");
    if (std::ranges::any_of(request.url, [](char c) { return isControl(c) || c == ' '; }))
        return fail(ErrorCode::InvalidInput, "The url has a space or a control character in it.");
    for (const auto& [name, value] : request.headers) {
        if (!isToken(name))
            return fail(ErrorCode::InvalidInput, "A header's name is empty or has characters that names may not have.");
        if (std::ranges::any_of(value, [](char c) { return isControl(c) && c != '\t'; }))
            return fail(ErrorCode::InvalidInput,
                        "The value of the header " + name + " has a line end or a control character in it.");
    }
    return {};
}

std::string originOf(std::string_view url) {
    const auto scheme = schemeLength(url);
    if (scheme == 0) return "an address that is not http";
    auto authority = url.substr(scheme);
    authority = authority.substr(0, authority.find_first_of("/?#\\"));
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    return std::string(url.substr(0, scheme)) + std::string(authority);
}

} // namespace alula
