// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/proc_scan.h"
#include "shared/base/result.h"

#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// The gate of a node without Wings' API: nobody can be stopped, so processes that write files of the volume or live in it are the
// test. One restore's thread.
class OpenFilesGate {
public:
    // proceed: restore.when_in_use; open files are then only a warning in the log.
    OpenFilesGate(std::string volume, bool proceed) : m_volume(std::move(volume)), m_proceed(proceed) {}

    Result<void> stopServer(std::stop_token stop); // Busy names the process and the file
    Result<bool> isStopped(std::stop_token stop = {});

private:
    const std::string m_volume;
    const bool m_proceed;
    std::vector<OpenFile> m_besideBefore; // of other restores
};

} // namespace alula
