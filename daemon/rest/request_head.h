// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// Why a request is answered before QHttpServer ever sees it; the connection ends with that answer.
struct Refusal {
    int status = 400;
    std::string sentence;
};

// The head of one HTTP/1.x request (RFC 9112), read so strictly that a proxy in front cannot see other borders than we do:
// no folded lines, no bare LF, one Host, one Content-Length, never both Content-Length and Transfer-Encoding.
struct RequestHead {
    struct Field {
        std::string name;  // lower case
        std::string value; // without the white space around it
    };

    std::string method;
    std::string target; // origin-form ("/a?b"; scheme and authority of the absolute form are cut off) or "*"
    std::vector<Field> fields;
    std::uint64_t contentLength = 0;
    bool chunked = false;
    bool expectsContinue = false;
    bool keepAlive = true;
    bool http11 = true; // else 1.0

    bool hasBody() const { return chunked || contentLength > 0; }
    std::size_t count(std::string_view name) const;
    std::string_view value(std::string_view name) const; // of the first such field; "" when there is none
};

// `text` is all lines of the head, each ended by CR LF, the empty one left out.
std::expected<RequestHead, Refusal> parseRequestHead(std::string_view text);

} // namespace alula
