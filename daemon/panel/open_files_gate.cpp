// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/open_files_gate.h"

#include "daemon/panel/proc_scan.h"
#include "shared/base/log.h"

namespace alula {

namespace {

std::string sentence(const OpenFile& file) {
    return "Process " + std::to_string(file.pid) + " (" + log::printable(file.process) + ") has " + log::printable(file.path) +
           " open for writing.";
}

} // namespace

Result<void> OpenFilesGate::stopServer(std::stop_token stop) {
    ALULA_ASSIGN(const auto open, findOpenForWriting(m_volume, {.maxFiles = 1}, stop));
    if (open.unreadable > 0)
        log::warning("{} processes may not be looked into, so some may be using the server's files.", open.unreadable);
    if (open.files.empty()) return {};
    if (!m_proceed) return fail(ErrorCode::Busy, sentence(open.files.front()) + " Stop the server, then try again.");
    log::warning("{} The restore goes on, as restore.when_in_use says.", sentence(open.files.front()));
    return {};
}

Result<bool> OpenFilesGate::isStopped(std::stop_token stop) {
    if (m_proceed) return true;
    ALULA_ASSIGN(const auto open, findOpenForWriting(m_volume, {.maxFiles = 1}, stop));
    return open.files.empty();
}

} // namespace alula
