// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/file_system.h"

#include <atomic>
#include <string>

namespace alula {

// Temporaries of file systems without O_TMPFILE: ".alula-<backup>.<n>.tmp" beside the final name.
inline constexpr std::string_view kTemporaryPrefix = ".alula-";
inline constexpr std::string_view kTemporarySuffix = ".tmp";

// Opens the directory `name` below `parent` and makes it (0700) when it is missing; `made` tells which.
struct OpenedDirectory {
    UniqueFd handle;
    bool made = false;
};
Result<OpenedDirectory> openOrMakeDirectory(FileSystem files, int parent, const std::string& name);

// One archive on its way into a LocalStore. Any thread, one at a time.
class LocalSink final : public ArchiveSink {
public:
    struct Place {
        UniqueFd root;      // the store's directory
        std::string server; // name of the server's directory below it
        std::string backup; // the backup's id
        std::string path;   // of the final name, for messages
        std::string finalName() const { return backup + ".tar.gz"; }
    };
    static Result<std::unique_ptr<ArchiveSink>> make(FileSystem files, Place place);
    ~LocalSink() override;

    Result<void> write(ByteSpan bytes, std::uint64_t offset) override;
    std::uint64_t shareUnit() const override { return m_shareUnit; }
    Result<bool> share(ByteSource& source, std::uint64_t fromOffset, std::uint64_t toOffset, std::uint64_t bytes) override;
    Result<void> publish(const std::function<Result<void>()>& ready) override;

private:
    LocalSink(FileSystem files, Place place);
    Result<void> openTemporary();
    Result<void> openNamedTemporary();
    void askWhatCanBeShared();
    Result<void> link();
    Result<void> linkOnce();
    Result<void> syncDirectories();
    void keepCacheClean(std::uint64_t end);

    FileSystem m_files;
    const Place m_place;
    UniqueFd m_directory; // the server's
    UniqueFd m_file;
    std::string m_temporary; // its name while unpublished; empty with O_TMPFILE
    bool m_madeDirectory = false;
    bool m_published = false;
    std::uint64_t m_shareUnit = 0; // constant once it is made
    bool m_sharesNothing = false;  // though it seemed so
    std::uint64_t m_flushed = 0;   // write-back was started up to here
};

} // namespace alula
