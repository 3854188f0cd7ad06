// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/engine/volume/file_system.h"

#include <cstdint>
#include <string>

namespace alula {

// A directory for bytes on their way. Its files have no name: whatever ends the process, nothing of them is left. Any thread.
class Spool {
public:
    Spool(FileSystem files, std::string directory) : m_files(files), m_directory(std::move(directory)) {}
    Result<UniqueFd> makeFile();
    Result<std::uint64_t> available(); // bytes free
    const std::string& directory() const { return m_directory; }

private:
    Result<UniqueFd> open();
    Result<UniqueFd> makeNamed(int directory);

    FileSystem m_files;
    const std::string m_directory; // is there already
};

} // namespace alula
