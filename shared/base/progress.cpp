// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/progress.h"

#include <array>
#include <string_view>

namespace alula {

std::string_view name(Phase phase) {
    static constexpr std::array<std::string_view, 12> kNames = {"waiting",    "scanning",  "reading",     "packing",
                                                                "checking",   "stopping",  "unpacking",   "swapping",
                                                                "publishing", "uploading", "downloading", "deleting"};
    return kNames.at(static_cast<std::size_t>(phase));
}

void ProgressSink::begin(Phase next, std::uint64_t files, std::uint64_t bytes) {
    filesDone = 0;
    bytesDone = 0;
    filesTotal = files;
    bytesTotal = bytes;
    phase = next;
}

void ProgressSink::setPath(const std::string& path) {
    if (const std::unique_lock lock(m_mutex, std::try_to_lock); lock) m_path = path;
}

std::string ProgressSink::path() const {
    const std::lock_guard lock(m_mutex);
    return m_path;
}

} // namespace alula
