// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"
#include "shared/engine/net/http_downloader.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/file_system.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace alula {

// The object of one backup in a bucket that the admin has given us keys for.
struct RemoteObject {
    std::string url = {};  // whole, without a query
    std::string name = {}; // for messages
    S3Credentials keys = {};
    std::string caFile = {};
};

struct RemoteSourceOptions {
    RemoteObject object;
    std::string directory; // of the spool
    std::chrono::milliseconds stall{20'000};
    std::chrono::milliseconds backoff{500}; // before the second try; doubled
    std::uint32_t tries = 4;
};

// NotFound when the store says that there is no such object; no value is lost on a store that says nothing at all: that is its error
// (RemoteSource::open). One request, of one byte.
Result<void> lookForObject(const RemoteObject& object, std::chrono::milliseconds stall, std::stop_token stop);

// An object of a store as a source, read by signed Range requests, several at a time. What was read once lies in a sparse file
// without a name and is never asked for again, so that the bytes that were checked are the bytes that are used; every request
// carries the first answer's ETag (If-Match), or its date, so that no two versions of the object are mixed. Small reads one behind
// the other are read ahead. Any thread.
class RemoteSource final : public ByteSource {
public:
    // Asks for the object's end, where the footer is. Everything it does, now and later, hears `stop`; the opening hears `opening`
    // too. NotFound; Refused: the store does not take the keys, or has no such bucket; Corrupt: an empty object. Later reads:
    // Corrupt when the object is another one by now.
    static Result<std::shared_ptr<RemoteSource>> open(FileSystem files, Random& random, RemoteSourceOptions options,
                                                      std::stop_token stop, std::stop_token opening = {});
    ~RemoteSource() override;

    std::uint64_t size() const override;
    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override;
    std::string describe() const override;
    bool wantsOrder() const override { return true; }

private:
    struct State;
    class Fetch;
    explicit RemoteSource(std::unique_ptr<State> state);
    Result<void> fill(std::size_t first, std::size_t last);
    std::unique_ptr<State> m_state;
};

// "https://store/bucket/key" or "https://bucket.store/key".
std::string objectUrl(const std::string& endpoint, const std::string& bucket, const std::string& key, bool pathStyle);

} // namespace alula
