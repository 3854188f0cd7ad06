// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/file_system.h"

#include <atomic>
#include <string>
#include <vector>

namespace alula {

// Archives as files `<directory>/<server>/<backup>.tar.gz`, 0600 in directories 0700. Published as FORMAT says: O_TMPFILE (or a
// dot-file), fsync, link, never over an existing name, directories fsynced. Also opens Pterodactyl's flat
// `<directory>/<backup>.tar.gz`. An archive directory that does not exist is made, unless it is known by a mark. Any thread.
class LocalStore final : public ArchiveStore {
public:
    LocalStore(FileSystem files, std::string directory);
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override;
    Result<std::shared_ptr<ByteSource>> open(const ServerId& server, const BackupId& backup) override;
    Result<void> remove(const ServerId& server, const BackupId& backup) override;
    Result<std::vector<StoredArchive>> list() override;
    Result<void> makeNamesDurable(const ServerId& server) override;
    Result<std::size_t> removeLeftovers() override;
    Result<std::uint64_t> available() override;
    Result<void> ready() override;

    // From now on nothing is read or written where the directory does not have this mark (archive_mark.h): Busy. 0: wherever.
    void require(std::uint64_t mark) { m_mark = mark; }

private:
    Result<UniqueFd> root(); // the directory's handle; makes it when it is missing
    std::string pathOf(const ServerId& server, const BackupId& backup) const; // for messages

    FileSystem m_files;
    std::string m_directory;
    std::atomic<std::uint64_t> m_mark{0};
};

// What lies under final names in that directory, nested and flat.
Result<std::vector<StoredArchive>> listArchives(FileSystem files, int directory);

// A plain file as a source: `alulactl archive` works on these, without any store.
Result<std::shared_ptr<ByteSource>> openFileSource(FileSystem files, const std::string& path);

} // namespace alula
