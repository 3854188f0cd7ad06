// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/net/http_client.h"

#include <cstdint>
#include <optional>
#include <string>

namespace alula {

// "bytes 5-9/10" of a 206 (RFC 9110 §14.4). None: it is not of that form, or leaves the length open.
struct ContentRange {
    std::uint64_t first = 0, last = 0, total = 0;
    static std::optional<ContentRange> of(const HttpResponse& head);
};

// By what one version of an object is told from another (RFC 9110 §8.8): a strong ETag, else a date.
struct ObjectVersion {
    std::string etag;     // with its quotes; "" for none, or a weak one
    std::string modified; // Last-Modified
    static ObjectVersion of(const HttpResponse& head);
    // For If-Range; "": there is none, so that nothing may be put together from two answers.
    const std::string& validator() const { return etag.empty() ? modified : etag; }
    // Whether what another answer brought is surely of this version. A 206 need not repeat the date beside an ETag (RFC 9110
    // §15.3.7).
    bool surelyIs(const ObjectVersion& other) const;
};

} // namespace alula
