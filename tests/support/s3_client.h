// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/s3_presign.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alula::test {

struct S3Answer {
    int status = 0;                             // 0: none came
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
};
struct S3Object {
    std::uint64_t size = 0;
    std::string etag; // without quotes
    std::string contentType;
};
struct S3Part {
    int number = 0;
    std::string etag;
};
struct S3Upload { // begun, neither completed nor aborted
    std::string key;
    std::string id;
};

// Sends a request as any HTTP client would; bounded by 120 s.
S3Answer httpCall(const std::string& method, const std::string& url, const std::string& body = {},
                  const std::string& contentType = {});

// One bucket, looked at and changed behind Alula's back. Any thread. What returns no S3Answer throws std::runtime_error with the
// store's words when it fails.
class S3Client {
public:
    S3Client(std::string endpoint, std::string bucket, S3Keys keys = {})
        : m_endpoint(std::move(endpoint)), m_bucket(std::move(bucket)), m_keys(std::move(keys)) {}

    const std::string& endpoint() const { return m_endpoint; }
    const std::string& bucket() const { return m_bucket; }
    const S3Keys& keys() const { return m_keys; }

    void makeBucket() const;
    void put(const std::string& key, const std::string& contents) const;
    std::string get(const std::string& key) const; // whole, in memory
    std::optional<S3Object> head(const std::string& key) const;
    std::vector<std::string> list() const; // keys; at most 1000 are there
    void remove(const std::string& key) const;

    std::string startUpload(const std::string& key, const std::string& contentType = "application/x-gzip") const; // its id
    S3Answer completeUpload(const std::string& key, const std::string& id, const std::vector<S3Part>& parts) const;
    S3Answer abortUpload(const std::string& key, const std::string& id) const;
    std::vector<S3Upload> uploads() const;

    // For the client of `endpoint` (this one, or a proxy before it), as the panel signs.
    std::string urlToGet(const std::string& key, S3Permission like) const;
    std::string urlToPutPart(const std::string& key, const std::string& id, int number, S3Permission like) const;

private:
    S3Answer call(const std::string& method, const std::string& key, const std::map<std::string, std::string>& query = {},
                  const std::string& body = {}) const;
    S3Answer good(const std::string& method, const std::string& key, const std::map<std::string, std::string>& query = {},
                  const std::string& body = {}) const;
    std::string sign(const std::string& key, S3Permission like) const;

    const std::string m_endpoint, m_bucket;
    const S3Keys m_keys;
};

} // namespace alula::test
