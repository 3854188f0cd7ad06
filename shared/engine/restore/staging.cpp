// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/staging.h"

#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/directory_cache.h"
#include "shared/engine/restore/remove_tree.h"

#include <fcntl.h>
#include <utility>

namespace alula {

namespace {

constexpr const char* kProbe = "probe";
constexpr const char* kOtherProbe = "probe2";
constexpr int kDirectory = O_RDONLY | O_DIRECTORY;

// True when a rename from the data directory into the volume can work at all: bind mounts of one file system share st_dev,
// and rename(2) between them is EXDEV all the same.
bool isOneMount(const RestoreDeps& deps, int parent) {
    auto& names = deps.volume.files().names;
    const auto beside = names.stat(parent, "");
    const auto root = names.stat(deps.volume.handle(), "");
    return beside && root && beside->device == root->device && beside->mountId == root->mountId;
}

std::unexpected<Error> cannotRename(Error error) {
    if (error.errnum() != EINVAL) return fail(std::move(error));
    return fail(Error(ErrorCode::Unsupported, "the volume's file system cannot rename without replacing (RENAME_NOREPLACE, "
                                              "RENAME_EXCHANGE), so a restore could not be taken back; move the volume to ext4, "
                                              "XFS or btrfs")
                    .withCause(std::move(error)));
}

} // namespace

Result<UniqueFd> openStagingParent(const RestoreDeps& deps, bool inside) {
    auto& names = deps.volume.files().names;
    if (inside) return openBeneath(names, deps.volume.handle(), "", kDirectory);
    if (deps.dataDirectory.empty()) return fail(ErrorCode::NotFound, "there is no folder beside the volume");
    return names.open(AT_FDCWD, deps.dataDirectory, kDirectory | O_CLOEXEC, 0, 0);
}

Staging::Staging(FileSystem files, bool inside, UniqueFd parent, std::string name)
    : m_files(files), m_inside(inside), m_parent(std::move(parent)), m_name(std::move(name)) {}

Result<Staging> Staging::create(const RestoreDeps& deps, const JobId& job) {
    auto beside = createIn(deps, job, false);
    if (beside || beside.error().code() == ErrorCode::AlreadyExists) return beside;
    log::debug("staging lies in the volume: {}", beside.error().toString());
    return createIn(deps, job, true);
}

Result<Staging> Staging::createIn(const RestoreDeps& deps, const JobId& job, bool inside) {
    ALULA_ASSIGN(auto parent, openStagingParent(deps, inside));
    if (!inside && !isOneMount(deps, parent.get())) {
        return fail(ErrorCode::Unsupported, "the folder beside the volume is another mount");
    }
    Staging staging(deps.volume.files(), inside, std::move(parent), stagingName(job));
    ALULA_TRY(staging.m_files.names.makeDirectory(staging.m_parent.get(), staging.m_name, 0700));
    auto ready = caught("making the staging folder", [&]() -> Result<void> {
        ALULA_TRY(staging.openTrees(true));
        return staging.probe(deps);
    });
    if (!ready) {
        if (auto removed = staging.remove({}); !removed) log::warning("{}", removed.error().toString());
        return fail(ready.error());
    }
    return staging;
}

Result<void> Staging::openTrees(bool make) {
    auto& names = m_files.names;
    ALULA_ASSIGN(m_self, openBeneath(names, m_parent.get(), m_name, kDirectory));
    ALULA_ASSIGN(const auto stat, names.stat(m_self.get(), ""));
    m_inode = stat.inode;
    if (make) {
        ALULA_TRY(dropDefaultAcl());
        ALULA_TRY(names.makeDirectory(m_self.get(), "new", 0700));
        ALULA_TRY(names.makeDirectory(m_self.get(), "old", 0700));
    }
    ALULA_ASSIGN(m_new, openBeneath(names, m_self.get(), "new", kDirectory));
    ALULA_ASSIGN(m_old, openBeneath(names, m_self.get(), "old", kDirectory));
    return {};
}

// One that the folder around it hands down would end on every restored file.
Result<void> Staging::dropDefaultAcl() {
    static const std::string kNone("\x02\0\0\0", 4); // version 2 and no entry: taken off (linux/posix_acl_xattr.h)
    auto done = m_files.attributes.setAttribute(m_self.get(), "system.posix_acl_default", kNone);
    if (done || done.error().errnum() == EIO || done.error().errnum() == ENOSPC) return done;
    return {}; // the file system has no ACLs
}

// An empty directory goes into the volume and back, and changes places with another one there. Project quotas make that EXDEV on one mount too.
Result<void> Staging::probe(const RestoreDeps& deps) {
    auto& names = m_files.names;
    const int root = deps.volume.handle();
    const std::string there = m_name + "-" + kProbe;
    ALULA_TRY(names.makeDirectory(m_self.get(), kProbe, 0700));
    auto moved = names.rename(m_self.get(), kProbe, root, there, RENAME_NOREPLACE);
    if (!moved) return cannotRename(moved.error());
    auto done = probeExchange(root, there);
    if (done) done = names.rename(root, there, m_self.get(), kProbe, RENAME_NOREPLACE);
    if (!done) {
        (void)names.remove(root, there, true);
        return done;
    }
    ALULA_TRY(names.remove(m_self.get(), kProbe, true));
    return names.remove(m_self.get(), kOtherProbe, true);
}

Result<void> Staging::probeExchange(int root, const std::string& there) {
    ALULA_TRY(m_files.names.makeDirectory(m_self.get(), kOtherProbe, 0700));
    const auto moved = m_files.names.rename(m_self.get(), kOtherProbe, root, there, RENAME_EXCHANGE);
    if (!moved) return cannotRename(moved.error());
    return {};
}

Result<Staging> Staging::reopen(const RestoreDeps& deps, const SwapPlan& plan) {
    ALULA_ASSIGN(auto parent, openStagingParent(deps, plan.stagingInside));
    Staging staging(deps.volume.files(), plan.stagingInside, std::move(parent), plan.staging);
    auto opened = staging.openTrees(false);
    if (opened && staging.m_inode == plan.stagingInode) return staging;
    const auto gone = [&] {
        return fail(Error(ErrorCode::NotFound, "the folder with the replaced files is gone").withPath(plan.staging));
    };
    if (!opened && opened.error().code() != ErrorCode::NotFound && opened.error().errnum() != ENOTDIR &&
        opened.error().errnum() != ELOOP) {
        return fail(opened.error());
    }
    if (!plan.stagingInside) return gone();
    // In the volume its users may have given it another name.
    auto& names = staging.m_files.names;
    ALULA_ASSIGN(const auto entries, names.list(staging.m_parent.get()));
    for (const auto& entry : entries) {
        const auto stat = names.stat(staging.m_parent.get(), entry.name);
        if (!stat || !stat->isDirectory() || stat->inode != plan.stagingInode) continue;
        staging.m_name = entry.name;
        ALULA_TRY(staging.openTrees(false));
        return staging;
    }
    return gone();
}

Result<StagingName> lookAtStagingName(const RestoreDeps& deps, const SwapPlan& plan) {
    auto& names = deps.volume.files().names;
    const auto parent = openStagingParent(deps, plan.stagingInside);
    if (!parent) {
        if (parent.error().code() == ErrorCode::NotFound) return StagingName::Free;
        return fail(parent.error());
    }
    const auto folder = openBeneath(names, parent->get(), plan.staging, kDirectory);
    if (!folder) {
        if (isNoDirectory(folder.error())) return StagingName::Free;
        return fail(folder.error());
    }
    ALULA_ASSIGN(const auto entries, names.list(folder->get()));
    return entries.empty() ? StagingName::Empty : StagingName::Taken;
}

Result<void> Staging::remove(std::stop_token stop) {
    m_self.reset();
    m_new.reset();
    m_old.reset();
    return removeTree(m_files, m_parent.get(), m_name, std::move(stop));
}

} // namespace alula
