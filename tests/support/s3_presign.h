// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace alula::test {

// Those of scripts/object-store.
struct S3Keys {
    std::string access = "test:tester";
    std::string secret = "testing";
    std::string region = "us-east-1";
};

// What a presigned url allows. Alula never signs one: in the world only the panel does.
struct S3Permission {
    std::string method = "GET";
    std::string endpoint; // "http://127.0.0.1:PORT": the address that the client will call, for Host is signed
    std::string path;     // "/bucket/key", not encoded
    std::map<std::string, std::string> query; // partNumber, uploadId …, not encoded
    std::chrono::seconds lifetime{3600};
    std::chrono::system_clock::time_point signedAt = std::chrono::system_clock::now(); // in the past: the url has expired
};

// The url, by AWS Signature Version 4 with query parameters
// (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
std::string presign(const S3Permission& permission, const S3Keys& keys = {});

// RFC 3986 as S3 wants it: all but letters, digits and -._~ (and slashes, if they are to stay).
std::string percentEncoded(std::string_view text, bool keepSlashes = false);

} // namespace alula::test
