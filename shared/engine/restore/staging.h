// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/engine/restore/restore.h"

#include <string>

namespace alula {

// The folder ".alula-<job>" in which a restore builds the new tree ("new") and keeps what it replaced ("old"); 0700.
// It lies beside the volume where a rename from there into the volume works, else in the volume's root. Held by handles.
class Staging {
public:
    // AlreadyExists: the job has one. Unsupported: the file system cannot rename without replacing.
    static Result<Staging> create(const RestoreDeps& deps, const JobId& job);
    // The one of a journaled plan. NotFound when it is gone, or another one stands under its name.
    static Result<Staging> reopen(const RestoreDeps& deps, const SwapPlan& plan);

    bool inside() const { return m_inside; }
    const std::string& name() const { return m_name; }
    std::uint64_t inode() const { return m_inode; }
    int newTree() const { return m_new.get(); }
    int oldTree() const { return m_old.get(); }

    // Deletes it with all it holds.
    Result<void> remove(std::stop_token stop);

private:
    Staging(FileSystem files, bool inside, UniqueFd parent, std::string name);
    static Result<Staging> createIn(const RestoreDeps& deps, const JobId& job, bool inside);
    Result<void> probe(const RestoreDeps& deps);
    Result<void> probeExchange(int root, const std::string& there);
    Result<void> dropDefaultAcl();
    Result<void> openTrees(bool make);

    FileSystem m_files;
    bool m_inside;
    UniqueFd m_parent;
    std::string m_name;
    UniqueFd m_self, m_new, m_old;
    std::uint64_t m_inode = 0;
};

// What stands under the name of a plan's staging folder, whichever it is. Empty: an admin's word that all is in order.
enum class StagingName : std::uint8_t { Free, Empty, Taken };
Result<StagingName> lookAtStagingName(const RestoreDeps& deps, const SwapPlan& plan);

// The folder that staging would lie in: deps.dataDirectory, or a second handle on the volume's root.
Result<UniqueFd> openStagingParent(const RestoreDeps& deps, bool inside);

} // namespace alula
