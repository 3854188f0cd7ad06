// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/base/random.h"
#include "shared/engine/net/address_guard.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/file_system.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace alula {

// Room on one file system that transfers on their way were promised and have not filled yet. Any thread.
class PromisedRoom {
public:
    // NoSpace, and nothing is promised, when so much more does not fit besides all that was promised before.
    Result<void> promise(FileSystem files, int spool, std::uint64_t bytes);
    void release(std::uint64_t bytes);

private:
    std::mutex m_mutex;
    std::uint64_t m_bytes = 0; // guarded by m_mutex
};

struct UrlSpoolDeps {
    FileSystem files;
    LoadControl& load;
    Random& random;
    PromisedRoom& promised;
};

struct UrlSpoolOptions {
    std::string url = {};       // a secret: in no message
    std::string directory = {}; // the spool's
    AddressGuard guard = {};
    std::chrono::milliseconds headTimeout{12'000};
    std::chrono::milliseconds stall{60'000};
    std::uint64_t leastInStall = 64_KiB;                         // slower than that is standing still: a job waits for it
    std::chrono::milliseconds backoff{500};                      // before the second try; doubled up to 16 times as long
    std::string caFile = {};                                     // tests
    std::function<std::string(const std::string&)> resolve = {}; // tests: ForeignUrlRules
};

// An archive on its way from a url that lives for minutes into a file without a name. What breaks off is resumed where it was, as
// long as the object is the same (If-Range with its ETag or date); an object that changed meanwhile is begun anew, never spliced.
// Gone with this object, and with the process. Any thread; the transfer has one of its own.
class UrlSpool {
public:
    // Returns as soon as the answer is known to be good, with the transfer going on. InvalidInput: no such url; Refused: a blocked
    // address, or another status than 200; Unsupported: not a gzip by its content type; NoSpace; else HttpClient's errors.
    static Result<std::unique_ptr<UrlSpool>> begin(const UrlSpoolDeps& deps, UrlSpoolOptions options, std::stop_token stop);
    ~UrlSpool(); // ends the transfer and waits for that, well under a second

    void cancel();      // does not wait
    bool ended() const; // wait() will not, for good or for bad
    // The archive, when all of it is there; once. `progress` tells of the way (phase Downloading). A stopped token cancels.
    Result<std::shared_ptr<ByteSource>> wait(ProgressSink& progress, std::stop_token stop);

private:
    struct Shared;
    class Fetch;
    explicit UrlSpool(std::unique_ptr<Shared> shared);
    std::unique_ptr<Shared> m_shared;
};

} // namespace alula
