// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/s3_client.h"
#include "tests/support/temp_dir.h"

#include <string>

namespace alula::test {

// A real S3 store of this test program's own (scripts/object-store: OpenStack Swift). It answers about a second after the
// constructor was called and ends with the object, or with the program however that ends. One for a program is enough: tests use
// a bucket each. Throws std::runtime_error with the reason when it cannot be started.
class ObjectStore {
public:
    ObjectStore();
    ~ObjectStore();
    ObjectStore(const ObjectStore&) = delete;
    ObjectStore& operator=(const ObjectStore&) = delete;

    // Why a test has to be skipped: Swift is not installed, on a machine that is not the platform. "" when it must run.
    static std::string whyNot();

    const std::string& endpoint() const { return m_endpoint; } // "http://127.0.0.1:PORT"
    std::uint16_t port() const;
    S3Client makeBucket(const std::string& name) const;
    std::string log() const;

private:
    TempDir m_dir;
    std::string m_endpoint;
};

} // namespace alula::test
