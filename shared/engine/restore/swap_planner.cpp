// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/swap_planner.h"

#include "shared/base/load.h"
#include "shared/engine/restore/directory_cache.h"

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <utility>
#include <vector>

namespace alula {

namespace {

Result<std::optional<FileStat>> statIfThere(NameCalls& names, int directory, const std::string& name) {
    auto stat = names.stat(directory, name);
    if (stat) return std::optional(*stat);
    if (stat.error().code() == ErrorCode::NotFound) return std::optional<FileStat>();
    return fail(stat.error());
}

std::unexpected<Error> isMounted(const std::string& path) {
    return fail(Error(ErrorCode::Unsupported,
                      "something is mounted inside the volume, and a restore would move it away; unmount it first")
                    .withPath(path));
}

class Planner {
public:
    Planner(const Volume& volume, const Staging& staging, RestoreWarnings& warnings, std::stop_token stop)
        : m_names(volume.files().names), m_volume(volume), m_warnings(warnings), m_stop(std::move(stop)),
          m_live(m_names, volume.handle()), m_new(m_names, staging.newTree()) {
        m_plan.staging = staging.name();
        m_plan.stagingInside = staging.inside();
        m_plan.stagingInode = staging.inode();
    }
    Result<SwapPlan> whole(const SwapWish& wish);
    Result<SwapPlan> overlay(const SwapWish& wish);

private:
    Result<void> readMount();
    Result<void> compare(const std::string& directory);
    Result<void> compareName(const std::string& path, int liveParent, int newParent);
    Result<void> take(const std::string& path, const FileStat& incoming, const std::optional<FileStat>& live);
    Result<void> checkMounts(const std::string& path, const FileStat& live);

    NameCalls& m_names;
    const Volume& m_volume;
    RestoreWarnings& m_warnings;
    const std::stop_token m_stop;
    DirectoryCache m_live, m_new;
    SwapPlan m_plan;
    std::uint64_t m_mount = 0;
    std::vector<std::string> m_pending; // directories that both trees have
};

Result<void> Planner::readMount() {
    ALULA_ASSIGN(const auto root, m_names.stat(m_volume.handle(), ""));
    m_mount = root.mountId;
    return {};
}

Result<void> Planner::checkMounts(const std::string& path, const FileStat& live) {
    if (live.mountId != m_mount) return isMounted(path);
    if (live.isDirectory()) return refuseMounts(m_volume, path, m_stop);
    return {};
}

Result<void> Planner::take(const std::string& path, const FileStat& incoming, const std::optional<FileStat>& live) {
    if (!live) {
        m_plan.steps.push_back({SwapStep::Kind::Insert, SwapStep::Place::New, path, 0, incoming.inode});
        return {};
    }
    ALULA_TRY(checkMounts(path, *live));
    m_plan.steps.push_back({SwapStep::Kind::Exchange, SwapStep::Place::New, path, live->inode, incoming.inode});
    return {};
}

Result<SwapPlan> Planner::whole(const SwapWish& wish) {
    ALULA_TRY(readMount());
    std::map<std::string, std::pair<std::optional<FileStat>, std::optional<FileStat>>> both; // live, new
    ALULA_ASSIGN(const auto live, m_names.list(m_volume.handle()));
    for (const auto& entry : live) {
        if (entry.name.starts_with(kOwnPrefix)) continue;
        ALULA_ASSIGN(both[entry.name].first, statIfThere(m_names, m_volume.handle(), entry.name));
    }
    ALULA_ASSIGN(const auto top, m_new.open(""));
    ALULA_ASSIGN(const auto incoming, m_names.list(top->get()));
    for (const auto& entry : incoming) {
        ALULA_ASSIGN(both[entry.name].second, statIfThere(m_names, top->get(), entry.name));
    }
    for (const auto& [name, stats] : both) {
        if (m_stop.stop_requested()) return fail(cancelled());
        const auto& [old, fresh] = stats;
        if (fresh && old && fresh->inode == old->inode) continue; // kept: a further name of the live one
        if (fresh) {
            ALULA_TRY(take(name, *fresh, old));
        } else if (old) {
            ALULA_TRY(checkMounts(name, *old));
            m_plan.steps.push_back({SwapStep::Kind::Remove, SwapStep::Place::Old, name, old->inode, 0});
        }
    }
    m_plan.directories.push_back({"", wish.rootMtimeBefore, wish.rootMtimeAfter});
    return std::move(m_plan);
}

Result<SwapPlan> Planner::overlay(const SwapWish& wish) {
    ALULA_TRY(readMount());
    m_pending.emplace_back();
    while (!m_pending.empty()) {
        const std::string directory = std::move(m_pending.back());
        m_pending.pop_back();
        ALULA_TRY(compare(directory));
    }
    for (auto& directory : m_plan.directories) {
        if (directory.path.empty()) directory.mtimeBefore = wish.rootMtimeBefore;
    }
    return std::move(m_plan);
}

Result<void> Planner::compare(const std::string& directory) {
    ALULA_ASSIGN(const auto liveParent, m_live.open(directory));
    ALULA_ASSIGN(const auto newParent, m_new.open(directory));
    ALULA_ASSIGN(const auto live, m_names.stat(liveParent->get(), ""));
    ALULA_ASSIGN(auto entries, m_names.list(newParent->get()));
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    const auto stepsBefore = m_plan.steps.size();
    for (const auto& entry : entries) {
        if (m_stop.stop_requested()) return fail(cancelled());
        ALULA_TRY(compareName(joinPath(directory, entry.name), liveParent->get(), newParent->get()));
    }
    if (m_plan.steps.size() > stepsBefore) m_plan.directories.push_back({directory, live.mtimeNs, std::nullopt});
    return {};
}

Result<void> Planner::compareName(const std::string& path, int liveParent, int newParent) {
    const std::string name(nameOf(path));
    ALULA_ASSIGN(const auto incoming, m_names.stat(newParent, name));
    ALULA_ASSIGN(const auto live, statIfThere(m_names, liveParent, name));
    if (live && live->isDirectory() && incoming.isDirectory()) {
        if (live->mountId != m_mount) return isMounted(path);
        m_pending.push_back(path);
        return {};
    }
    if (live && live->isDirectory()) {
        m_warnings.add(WarningKind::Replaced, path, "a directory was in the way; it was replaced with all it held");
    } else if (live && incoming.isDirectory()) {
        m_warnings.add(WarningKind::Replaced, path, "a file or symlink was in the way of a directory; it was replaced");
    }
    return take(path, incoming, live);
}

// One step of a finished restore taken back from what is live now; none where nothing is left to be taken back.
Result<std::optional<SwapStep>> undoOf(const SwapStep& done, std::uint64_t live, std::uint64_t staged) {
    SwapStep back = inverse(done);
    back.oldInode = live;
    const auto gone = [&] {
        return fail(Error(ErrorCode::NotFound, "what the restore replaced here is no longer kept").withPath(done.path));
    };
    switch (done.kind) {
    case SwapStep::Kind::Insert:
        if (live == 0) return std::optional<SwapStep>();
        return std::optional(back);
    case SwapStep::Kind::Exchange:
        if (staged != done.oldInode) return gone();
        if (live == 0) back.kind = SwapStep::Kind::Insert;
        return std::optional(back);
    case SwapStep::Kind::Remove:
        if (staged != done.oldInode) return gone();
        if (live != 0) {
            return fail(Error(ErrorCode::Conflict,
                              "something new stands where the restore had removed a file or folder; move it away first")
                            .withPath(done.path));
        }
        return std::optional(back);
    }
    return std::optional<SwapStep>();
}

Result<std::optional<FileStat>> statPath(NameCalls& names, DirectoryCache& directories, const std::string& path) {
    ALULA_ASSIGN(const auto parent, directories.open(parentOf(path)));
    return statIfThere(names, parent->get(), std::string(nameOf(path)));
}

} // namespace

Result<SwapPlan> planSwap(const Volume& volume, const Staging& staging, const SwapWish& wish, RestoreWarnings& warnings,
                          std::stop_token stop) {
    Planner planner(volume, staging, warnings, std::move(stop));
    return wish.truncate ? planner.whole(wish) : planner.overlay(wish);
}

Result<SwapPlan> planUndo(const Volume& volume, const Staging& staging, const SwapPlan& done, std::stop_token stop) {
    auto& names = volume.files().names;
    DirectoryCache live(names, volume.handle());
    DirectoryCache fresh(names, staging.newTree());
    DirectoryCache old(names, staging.oldTree());
    SwapPlan plan = inverse(done);
    plan.staging = staging.name();
    plan.steps.clear();
    for (auto step = done.steps.rbegin(); step != done.steps.rend(); ++step) {
        if (stop.stop_requested()) return fail(cancelled());
        const auto there = statPath(names, live, step->path);
        if (!there) {
            return fail(Error(ErrorCode::Conflict,
                              "the directory that held this is gone or no directory any more, so the restore cannot be undone")
                            .withPath(step->path)
                            .withCause(there.error()));
        }
        if (*there && (*there)->isDirectory()) ALULA_TRY(refuseMounts(volume, step->path, stop));
        ALULA_ASSIGN(const auto staged, statPath(names, step->place == SwapStep::Place::New ? fresh : old, step->path));
        ALULA_ASSIGN(auto back, undoOf(*step, *there ? (*there)->inode : 0, staged ? staged->inode : 0));
        if (back) plan.steps.push_back(std::move(*back));
    }
    return plan;
}

Result<void> refuseMounts(const Volume& volume, const std::string& path, std::stop_token stop) {
    auto& names = volume.files().names;
    ALULA_ASSIGN(const auto root, names.stat(volume.handle(), ""));
    DirectoryCache directories(names, volume.handle());
    std::vector<std::string> pending{path};
    while (!pending.empty()) {
        if (stop.stop_requested()) return fail(cancelled());
        const std::string at = std::move(pending.back());
        pending.pop_back();
        auto opened = directories.open(at);
        if (!opened) return fail(std::move(opened).error().withPath(at.empty() ? volume.path() : at));
        const UniqueFd& handle = **opened;
        ALULA_ASSIGN(const auto stat, names.stat(handle.get(), ""));
        if (stat.mountId != root.mountId) return isMounted(at);
        ALULA_ASSIGN(const auto entries, names.list(handle.get()));
        for (const auto& entry : entries) {
            // Files can be mounted too.
            ALULA_ASSIGN(const auto below, statIfThere(names, handle.get(), entry.name));
            if (!below) continue;
            if (below->mountId != root.mountId) return isMounted(joinPath(at, entry.name));
            if (below->isDirectory()) pending.push_back(joinPath(at, entry.name));
        }
    }
    return {};
}

Result<void> refuseMountsInTheWay(const Volume& volume, const Archive& archive, const Selection& selection,
                                  std::stop_token stop) {
    auto& names = volume.files().names;
    ALULA_ASSIGN(const auto root, names.stat(volume.handle(), ""));
    DirectoryCache live(names, volume.handle());
    return forEachChosen(archive, selection, nullptr, stop, [&](const ArchiveEntry& entry) -> Result<void> {
        const std::string path = selection.target(entry.path);
        const auto parent = live.open(parentOf(path));
        if (!parent) return isNoDirectory(parent.error()) ? Result<void>() : fail(parent.error());
        ALULA_ASSIGN(const auto stat, statIfThere(names, (*parent)->get(), std::string(nameOf(path))));
        if (!stat) return {};
        if (stat->mountId != root.mountId) return isMounted(path);
        const bool goesWhole = stat->isDirectory() && entry.info.type != EntryType::Directory;
        return goesWhole ? refuseMounts(volume, path, stop) : Result<void>();
    });
}

} // namespace alula
