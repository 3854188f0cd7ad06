// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/settings.h"
#include "daemon/service/log_memory.h"
#include "shared/base/result.h"

#include <cstdint>
#include <memory>
#include <string>

namespace alula {

// The whole daemon, put together in one place (the composition root). Main thread.
class Daemon {
public:
    Daemon(Settings settings, LogMemory& log); // `log` outlives it
    ~Daemon(); // stops everything in order: no new requests, running jobs queued again, listeners closed

    // Catalog, recovery, queue, panel, listeners, in this order. An error leaves nothing running.
    Result<void> start();
    void reload(); // SIGHUP: the TLS certificate is read again

    std::uint16_t port() const;     // where REST listens, after start()
    std::string socketPath() const; // where the local socket is

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace alula
