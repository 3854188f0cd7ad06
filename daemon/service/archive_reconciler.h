// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Archives whose server nobody knows: Pterodactyl's flat layout.
struct UnownedArchives {
    std::uint64_t count = 0;
    BackupId first{}; // by id
};

// Brings the catalog in line with the archive directory, which is the truth about archives: unknown ones are adopted, those that
// are gone are marked missing, those that are back are not. Reads directories, and of each unknown archive its end. Any thread.
class ArchiveReconciler {
public:
    explicit ArchiveReconciler(const Node& node) : m_node(node) {}
    // At the start whatever lies there is taken; later what was written to within the last two minutes may still be on its way,
    // and is left to the next round.
    enum class When : std::uint8_t { Start, Running };
    // An error changes nothing of what is known: a directory that cannot be read says nothing about its archives. Stopped: what is
    // done is done, the next round goes on.
    Result<void> run(When when, std::stop_token stop);
    UnownedArchives unowned() const;

private:
    using OnDisk = std::vector<StoredArchive>; // by backup, each once
    // What is left: archives that no row speaks of.
    Result<OnDisk> update(const std::vector<BackupPlace>& places, const OnDisk& onDisk);
    Result<void> adopt(const OnDisk& unknown, When when, std::stop_token stop);
    Result<void> change(const BackupPlace& seen, const StoredArchive* found);
    Result<void> insert(const std::vector<Backup>& rows);
    bool isQuiet(const StoredArchive& archive) const;

    const Node& m_node;
    std::mutex m_running; // one at a time
    mutable std::mutex m_mutex;
    UnownedArchives m_unowned; // guarded by m_mutex
};

} // namespace alula
