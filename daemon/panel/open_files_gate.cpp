// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/open_files_gate.h"

#include "shared/base/log.h"

#include <algorithm>

namespace alula {

namespace {

// What a swap takes out of the volume lies in a directory beside it (staging.h, stagingName), and is still written by who opened it
// just before.
constexpr char kStaging[] = ".alula-";
constexpr std::size_t kMostFiles = 1000;

std::string sentence(const OpenFile& file) {
    const auto process = "Process " + std::to_string(file.pid) + " (" + log::printable(file.process) + ") ";
    const auto path = log::printable(file.path);
    switch (file.use) {
    case OpenFile::Use::Writes: break;
    case OpenFile::Use::Runs: return process + "runs from " + path + ".";
    case OpenFile::Use::LivesIn: return process + "has " + path + " as its working directory.";
    }
    return process + "has " + path + " open for writing.";
}

} // namespace

Result<void> OpenFilesGate::stopServer(std::stop_token stop) {
    ALULA_ASSIGN(auto open, findInUse(m_volume, {.maxFiles = kMostFiles, .beside = kStaging}, stop));
    if (open.unreadable > 0)
        log::warning("{} processes may not be looked into, so some may be using the server's files.", open.unreadable);
    const auto first = std::ranges::find(open.files, false, &OpenFile::beside);
    m_besideBefore = open.files;
    if (first == open.files.end()) return {};
    // Also a shell that somebody left there.
    const bool lives = first->use == OpenFile::Use::LivesIn;
    if (!m_proceed)
        return fail(ErrorCode::Busy, sentence(*first) + (lives ? " Stop the server, or leave that directory, then try again."
                                                               : " Stop the server, then try again."));
    log::warning("{} The restore goes on, as restore.when_in_use says.", sentence(*first));
    return {};
}

Result<bool> OpenFilesGate::isStopped(std::stop_token stop) {
    if (m_proceed) return true;
    ALULA_ASSIGN(const auto open, findInUse(m_volume, {.maxFiles = kMostFiles, .beside = kStaging}, stop));
    return std::ranges::all_of(
        open.files, [this](const OpenFile& file) { return file.beside && std::ranges::contains(m_besideBefore, file); });
}

} // namespace alula
