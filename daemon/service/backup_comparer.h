// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/node.h"
#include "daemon/service/opened_backup.h"
#include "shared/engine/archive/comparison.h"

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

struct CompareRequest {
    BackupId from;
    std::optional<BackupId> to; // none: the volume of `from`'s server as it is now
    std::string path;
    bool recursive = false;
    bool contents = false; // live: files of equal size are read
    std::optional<std::string> cursor;
};

// Where one answer begins in a comparison that is kept.
struct Compared {
    std::shared_ptr<const Comparison> comparison;
    std::optional<Comparison::RowId> first; // of the page; none: there is no row
    std::optional<Timestamp> asOf;          // live: when the volume was looked at
    std::string token;
    std::string cursorAt(Comparison::RowId row) const { return token + "." + std::to_string(row); }
};

// Compares a backup with another one, or with its server's volume, and keeps what came of it, so that pages and directories come
// from there: the few used last, in kMostKept bytes together. A comparison is made for all of both sides, or for the path that was
// asked for first. One with a volume serves the pages and the directories that follow; asked for again from the
// root, or recursively, it is made anew. At most two are made at a time. Any thread.
class BackupComparer {
public:
    static constexpr std::size_t kMostKept = 256_MiB;
    static constexpr std::size_t kMostOfOne = 192_MiB;
    static constexpr std::chrono::minutes kMostUnused{10};

    BackupComparer(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    // NotFound: no such backup, or neither side has the path. Conflict: the cursor is of a comparison that is kept no more, or a
    // backup is being made or deleted. Busy: too many ask at once. Unsupported: more differs than there is memory for.
    Result<Compared> compare(const CompareRequest& request, std::stop_token stop);
    void forgetAll();    // nobody is there to ask for a page
    void forgetUnused(); // those that nobody asked for in kMostUnused; to be called now and then

private:
    // A finished backup never changes; one made anew under the same id is another.
    struct Side {
        BackupId backup;
        Timestamp completed;
        std::uint64_t size = 0;
        friend bool operator==(const Side&, const Side&) = default;
    };
    struct Sides {
        Side from;
        std::optional<Side> to;
        bool contents = false;
        friend bool operator==(const Sides&, const Sides&) = default;
    };
    struct Kept {
        Sides sides;
        std::string token;
        std::optional<Timestamp> asOf;
        std::shared_ptr<const Comparison> comparison;
        std::chrono::steady_clock::time_point used{};
    };
    struct Rows {
        Backup from;
        std::optional<Backup> to;
        Sides sides(bool contents) const;
    };

    Result<Backup> finished(const BackupId& backup) const;
    Result<Kept> obtain(const Rows& rows, const CompareRequest& request, std::stop_token stop);
    Result<Kept> make(const Rows& rows, const Sides& sides, const std::string& path, std::stop_token stop);
    Result<Comparison> compareBackups(const Rows& rows, const std::string& path, std::stop_token stop);
    Result<Comparison> compareLive(const Backup& from, const std::string& path, bool contents, std::stop_token stop);
    Result<Compared> continued(const Kept& kept, const CompareRequest& request) const;
    Result<void> requirePath(const Rows& rows, const std::string& path, std::stop_token stop) const;
    std::optional<Kept> find(const Sides& sides, const std::string& path, const std::string& token);
    void keep(const Kept& made);

    const Node& m_node;
    ArchiveAccess& m_archives;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    // Guarded by m_mutex.
    std::list<Kept> m_kept; // last used first
    std::vector<Sides> m_making;
    unsigned m_inside = 0; // requests that wait for a comparison or make one
};

} // namespace alula
