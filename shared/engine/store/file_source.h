// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/file_system.h"

#include <string>

namespace alula {

// An open regular file as a source. Its size is the one it had when it was opened. Any thread.
class FileSource final : public ByteSource {
public:
    // Takes the handle over; Corrupt when it is no regular file.
    static Result<std::shared_ptr<FileSource>> make(FileSystem files, UniqueFd file, std::string path);

    std::uint64_t size() const override { return m_size; }
    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override;
    std::string describe() const override { return m_path; }
    void forget(std::uint64_t offset, std::uint64_t length) override;
    int handle() const { return m_file.get(); } // for copying within the kernel

private:
    FileSource(FileSystem files, UniqueFd file, std::string path, std::uint64_t size);
    FileSystem m_files;
    UniqueFd m_file;
    std::string m_path;
    std::uint64_t m_size;
};

} // namespace alula
