// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/swap_executor.h"

#include "shared/base/load.h"
#include "shared/base/log.h"

#include <cerrno>
#include <fcntl.h>
#include <format>
#include <optional>
#include <ranges>

namespace alula {

namespace {

constexpr int kMostAside = 1000; // names tried for what is in the way

std::unexpected<Error> changedByOthers(const SwapStep& step, std::optional<Error> cause = {}) {
    auto error =
        Error(ErrorCode::Conflict, "something appeared in the volume, vanished or was replaced while it was being restored")
            .withPath(step.path);
    return fail(cause ? std::move(error).withCause(*std::move(cause)) : std::move(error));
}

} // namespace

SwapExecutor::SwapExecutor(const Volume& volume, const Staging& staging, const SwapPlan& plan)
    : m_names(volume.files().names), m_attributes(volume.files().attributes), m_plan(plan), m_live(m_names, volume.handle()),
      m_new(m_names, staging.newTree()), m_old(m_names, staging.oldTree()) {}

Result<std::uint64_t> SwapExecutor::inodeAt(int directory, const std::string& name) {
    const auto stat = m_names.stat(directory, name);
    if (stat) return stat->inode;
    if (stat.error().code() == ErrorCode::NotFound) return std::uint64_t{0};
    return fail(stat.error());
}

Result<SwapExecutor::Site> SwapExecutor::look(const SwapStep& step) {
    Site site;
    const auto parent = parentOf(step.path);
    site.name = std::string(nameOf(step.path));
    ALULA_ASSIGN(site.live, m_live.open(parent));
    ALULA_ASSIGN(site.staged, (step.place == SwapStep::Place::New ? m_new : m_old).open(parent));
    ALULA_ASSIGN(site.liveInode, inodeAt(site.live->get(), site.name));
    ALULA_ASSIGN(site.stagedInode, inodeAt(site.staged->get(), site.name));
    return site;
}

Result<void> SwapExecutor::insert(const Site& site) {
    return m_names.rename(site.staged->get(), site.name, site.live->get(), site.name, RENAME_NOREPLACE);
}
Result<void> SwapExecutor::exchange(const Site& site) {
    return m_names.rename(site.staged->get(), site.name, site.live->get(), site.name, RENAME_EXCHANGE);
}
Result<void> SwapExecutor::remove(const Site& site) {
    return m_names.rename(site.live->get(), site.name, site.staged->get(), site.name, RENAME_NOREPLACE);
}

Result<void> SwapExecutor::doStep(const SwapStep& step) {
    const auto site = look(step);
    if (!site)
        return isNoDirectory(site.error()) ? changedByOthers(step, site.error()) : fail(Error(site.error()).withPath(step.path));
    if (site->liveInode != step.oldInode || (step.newInode != 0 && site->stagedInode != step.newInode))
        return changedByOthers(step);
    Result<void> done;
    switch (step.kind) {
    case SwapStep::Kind::Insert: done = insert(*site); break;
    case SwapStep::Kind::Exchange: done = exchange(*site); break;
    case SwapStep::Kind::Remove: done = remove(*site); break;
    }
    if (!done && (done.error().code() == ErrorCode::AlreadyExists || done.error().code() == ErrorCode::NotFound)) {
        return changedByOthers(step, done.error());
    }
    if (!done) return fail(Error(done.error()).withPath(step.path));
    return checkTaken(step, *site);
}

// Somebody may have put another thing there between the look and the rename: it was not ours to take, and no undo would find
// the old one where it looks for it.
Result<void> SwapExecutor::checkTaken(const SwapStep& step, const Site& site) {
    if (step.oldInode == 0) return {};
    ALULA_ASSIGN(const auto taken, inodeAt(site.staged->get(), site.name));
    return taken == step.oldInode ? Result<void>() : changedByOthers(step);
}

Result<void> SwapExecutor::run(ProgressSink& progress, std::stop_token stop) {
    for (const auto& step : m_plan.steps) {
        if (stop.stop_requested()) return fail(cancelled());
        progress.setPath(step.path);
        ALULA_TRY(doStep(step));
        ++progress.filesDone;
    }
    settleTimes(true);
    return {};
}

Result<void> SwapExecutor::setAside(const Site& site) {
    constexpr std::size_t kLongestName = 255;
    const std::string mark = "~" + m_plan.staging.substr(kOwnPrefix.size(), 8);
    for (int number = 1;; ++number) {
        const std::string tail = number == 1 ? mark : std::format("{}-{}", mark, number);
        const std::string aside = site.name.substr(0, kLongestName - tail.size()) + tail;
        auto moved = m_names.rename(site.live->get(), site.name, site.live->get(), aside, RENAME_NOREPLACE);
        if (!moved && moved.error().code() == ErrorCode::AlreadyExists && number < kMostAside) continue;
        if (moved)
            log::warning("{} was in the way of a restore's recovery and is now named {}", log::printable(site.name),
                         log::printable(aside));
        return moved;
    }
}

// A directory that was made again: as the restore has it, which was the old one's or the archive's.
void SwapExecutor::dressLike(int staged, const std::string& path) {
    const auto like = m_names.stat(staged, "");
    const auto made = m_live.open(path);
    if (!like || !made) return;
    auto done = m_attributes.setOwner((*made)->get(), "", like->uid, like->gid);
    if (done) done = m_attributes.setMode((*made)->get(), like->mode & 01777);
    if (!done) log::warning("{} could not be given its owner and mode: {}", log::printable(path), done.error().message());
}

// The live directory of a step was renamed or deleted, or something else stands there. Where what is staged belongs into the
// volume it is perhaps the only copy: then the directory is made again for it.
Result<void> SwapExecutor::settleWithoutDirectory(const SwapStep& step, const Error& why) {
    auto& place = step.place == SwapStep::Place::New ? m_new : m_old;
    const std::string parent(parentOf(step.path));
    const auto staged = place.open(parent);
    if (!staged) return isNoDirectory(staged.error()) ? Result<void>() : fail(staged.error());
    ALULA_ASSIGN(const auto inode, inodeAt((*staged)->get(), std::string(nameOf(step.path))));
    if (inode == 0 || inode == step.oldInode) return {}; // nothing is left to be put anywhere

    m_live.clear(); // handles follow a directory that was renamed, and outlive one that was deleted
    const auto made = m_live.openOrMake(parent, [&](const std::string& path) {
        log::warning("{} was gone and is made again, for what a restore had replaced in it", log::printable(path));
        if (const auto like = place.open(path)) dressLike((*like)->get(), path);
    });
    auto settled = made ? settleStep(step) : Result<void>(fail(made.error()));
    if (settled || !isNoDirectory(settled.error())) return settled;
    return fail(Error(ErrorCode::Conflict,
                      std::format("what belongs here is kept in the folder {}, because something that is no folder stands where "
                                  "its folder was; move that away and start Alula again",
                                  m_plan.staging))
                    .withCause(Error(why)));
}

// What is staged at a step's place is what has to be live, unless the step is done already: the place is 0700, so only the
// renames of this plan put things there. Somebody may have changed the live name between doStep's look and its rename; then
// the staged inode is one that the plan does not know, and it goes back all the same.
Result<void> SwapExecutor::settleStep(const SwapStep& step) {
    ALULA_ASSIGN(const auto site, look(step));
    if (step.newInode != 0 && site.liveInode == step.newInode) return {};
    switch (step.kind) {
    case SwapStep::Kind::Remove:
        if (site.liveInode == step.oldInode && site.stagedInode == 0) return remove(site);
        return {};
    case SwapStep::Kind::Insert:
        if (site.stagedInode == 0) return {};
        if (site.liveInode != 0) ALULA_TRY(setAside(site));
        return insert(site);
    case SwapStep::Kind::Exchange:
        if (site.stagedInode == 0) return {};
        if (site.liveInode == step.oldInode) return exchange(site);
        if (site.stagedInode != step.newInode) return {};
        if (site.liveInode != 0) ALULA_TRY(setAside(site));
        return insert(site);
    }
    return {};
}

Result<void> SwapExecutor::settle(bool done) {
    std::optional<Error> first;
    const auto attempt = [&](const SwapStep& step) {
        auto settled = settleStep(step);
        if (!settled && isNoDirectory(settled.error())) settled = settleWithoutDirectory(step, settled.error());
        if (!settled && !first) first = Error(settled.error()).withPath(step.path);
    };
    if (done) {
        for (const auto& step : m_plan.steps) attempt(step);
    } else {
        for (const auto& step : std::views::reverse(m_plan.steps)) attempt(inverse(step));
    }
    if (first) return fail(*first);
    settleTimes(done);
    return {};
}

void SwapExecutor::settleTimes(bool done) {
    for (const auto& directory : m_plan.directories) {
        const auto mtime = done ? directory.mtimeAfter : directory.mtimeBefore;
        if (!mtime) continue;
        const auto handle = m_live.open(directory.path);
        Result<void> set;
        if (handle) set = m_attributes.setModifiedTime((*handle)->get(), "", *mtime);
        if (!handle || !set) log::debug("the time of {} could not be set", log::printable(directory.path));
    }
}

} // namespace alula
