// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <memory>
#include <string>
#include <vector>

namespace alula {

// The indexes in `<state>/indexes/<backup>.index`: of archives that have none of their own, which somebody else made, and of those
// that lie in an object store, so that they can be listed and compared without it. Any thread.
class KeptIndexes {
public:
    explicit KeptIndexes(const Node& node) : m_node(node) {}
    // Written beside, fsynced, renamed, the folder fsynced: an index is there whole or not at all, and stays.
    Result<void> keep(const BackupId& backup, ByteSpan index) const;
    // Null: there is none, or any page of it is damaged: what an archive's index says must not be judged by a bad copy.
    std::shared_ptr<ByteSource> open(const BackupId& backup) const;
    bool has(const BackupId& backup) const;    // whether it is sound is not looked at
    void remove(const BackupId& backup) const; // one that is not there is fine
    Result<void> removeLeftovers() const;      // of a crash: those that belong to no backup

private:
    std::string directory() const { return m_node.settings.stateDirectory + "/indexes"; }
    std::string path(const BackupId& backup) const { return directory() + "/" + backup.toString() + ".index"; }

    const Node& m_node;
};

} // namespace alula
