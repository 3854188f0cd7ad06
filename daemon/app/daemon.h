// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/settings.h"
#include "daemon/service/log_memory.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace alula {

// The whole daemon, put together in one place (the composition root). Main thread.
class Daemon {
public:
    Daemon(Settings settings, LogMemory& log); // `log` outlives it
    ~Daemon(); // stops everything in order: no new requests, running jobs queued again, listeners closed

    using Started = std::function<void(const Result<void>&)>;
    // Catalog and REST listener, which says from then on that the daemon is starting. What an earlier run left is brought to its
    // end on another thread, however long it takes; then queue, panel and local socket follow, and `started` is called here, on
    // the main thread. An error, here or there, is the end of the daemon.
    Result<void> start(Started started);
    void reload(); // SIGHUP: the TLS certificate is read again, and the archive directory looked through

    std::uint16_t port() const;     // where REST listens, after start()
    std::string socketPath() const; // where the local socket is

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace alula
