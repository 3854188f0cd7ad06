// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <string>

namespace alula::cli {

// A file of the caller's own that is there whole or not at all: its bytes have no name until publish().
class OutputFile {
public:
    // AlreadyExists when there is something, unless it may be replaced (then it stays until publish()).
    static Result<OutputFile> make(const std::string& path, bool replace);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile(); // unpublished: no trace is left

    int descriptor() const { return m_file.get(); }
    Result<void> publish(); // durable, then visible

private:
    OutputFile(std::string path, bool replace) : m_path(std::move(path)), m_replace(replace) {}
    Result<void> open();
    Result<void> link();

    std::string m_path, m_directory;
    bool m_replace;
    UniqueFd m_file;
    std::string m_temporary; // its name while it has one that is not the final one
};

} // namespace alula::cli
