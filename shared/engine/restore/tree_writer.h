// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/archive.h"
#include "shared/engine/restore/background_sync.h"
#include "shared/engine/restore/directory_cache.h"
#include "shared/engine/restore/live_files.h"
#include "shared/engine/restore/metadata.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <unordered_map>

namespace alula {

struct TreeWriterOptions {
    Owner owner;                     // of everything
    bool keepOwners = false;         // the archive's instead
    std::string into;                // where below the base the archive's root goes
    std::int64_t impliedMtimeNs = 0; // of directories that the archive does not name
    bool replace = false;            // what is in the way is deleted (a restore in place); else it is Corrupt
    bool sheltered = false;          // nobody else can come near the base, so a file has its mode from the start
    LiveFiles* live = nullptr;       // whose space new files may share
    std::uint64_t syncEvery = 0;     // bytes written, the file system is synced in the background; 0: never
};

// Writes restored entries below one directory: names through handles that follow no symlink, files 0600 until they are whole
// (unless sheltered), holes as holes. Directories and links are added by one thread; files come from many (ContentSink).
class TreeWriter final : public ContentSink {
public:
    struct Work {
        FileSystem files;
        LoadControl& load;
        ProgressSink& progress;
        RestoreWarnings& warnings;
        std::stop_token stop;
    };
    // `base` stays the caller's and open.
    TreeWriter(const Work& work, int base, TreeWriterOptions options);
    ~TreeWriter() override;

    Result<void> addDirectory(const ArchiveEntry& entry);
    Result<void> addSymlink(const ArchiveEntry& entry);
    // A further name of a file that is there: `first` is its path in the archive.
    Result<void> addHardLink(const std::string& first, const std::string& path);

    Result<void> begin(const ArchiveEntry& entry) override;
    Result<void> write(const ArchiveEntry& entry, std::uint64_t offset, ByteSpan bytes) override;
    Result<void> end(const ArchiveEntry& entry) override;

    // When all is added: directories get their metadata, as nothing in them changes any more; waits for the sync that runs.
    Result<void> finish();
    // A sync, and so what was written by anybody, whichever call it was that told.
    bool syncFailed() { return !m_sync.check(); }

private:
    struct OpenFile;
    std::string target(const ArchiveEntry& entry) const { return joinPath(m_options.into, entry.path); }
    Metadata metadataOf(const ArchiveEntry& entry) const;
    Result<DirectoryHandle> parentFor(const std::string& path);
    Result<void> makeRoom(int parent, const std::string& path);
    // Runs `make`, once more after makeRoom() when something is in the way.
    template <typename Make>
    Result<void> place(int parent, const std::string& path, Make make);
    std::shared_ptr<OpenFile> openFile(const std::string& path);
    Result<void> writeSparse(OpenFile& file, std::uint64_t offset, ByteSpan bytes);
    Result<void> writeChanged(OpenFile& file, std::uint64_t offset, ByteSpan bytes);
    Result<void> writeRange(OpenFile& file, std::uint64_t offset, ByteSpan bytes);
    Result<void> beginAsLive(OpenFile& file, const ArchiveEntry& entry);
    mode_t firstMode(const ArchiveEntry& entry) const;
    void keepCacheClean(OpenFile& file, std::uint64_t more);
    void keepCacheClean(std::shared_ptr<OpenFile> ended);
    Result<void> finishDirectories();

    const Work m_work;
    const TreeWriterOptions m_options;
    MetadataWriter m_metadata;
    DirectoryCache m_directories;
    BackgroundSync m_sync;

    std::mutex m_mutex;
    std::unordered_map<std::string, std::shared_ptr<OpenFile>> m_open; // guarded by m_mutex; by path in the archive
    std::map<std::string, Metadata> m_made;                            // guarded by m_mutex; by path below the base
    std::deque<std::shared_ptr<OpenFile>> m_ended;                     // guarded by m_mutex; being written to disk, newest last
};

} // namespace alula
