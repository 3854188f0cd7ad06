// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/remove_tree.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/staging.h"

#include <fcntl.h>
#include <optional>

namespace alula {

namespace {

constexpr std::string_view kProbeSuffix = "-probe"; // Staging's trial of a rename leaves it when it is cut short

// Runs `visit` on the folder beside the volume, if there is one, and on the volume's root.
Result<void> inBothPlaces(const RestoreDeps& deps, const std::function<Result<void>(int parent)>& visit) {
    for (const bool inside : {false, true}) {
        const auto parent = openStagingParent(deps, inside);
        if (!parent) {
            if (parent.error().code() == ErrorCode::NotFound) continue;
            return fail(parent.error());
        }
        ALULA_TRY(visit(parent->get()));
    }
    return {};
}

std::optional<JobId> jobOfLeftover(std::string_view name) {
    if (name.ends_with(kProbeSuffix)) name.remove_suffix(kProbeSuffix.size());
    return jobOfStaging(name);
}

} // namespace

Result<void> dropReplaced(const RestoreDeps& deps, const JobId& job, std::stop_token stop) {
    return caught("deleting what a restore replaced", [&] {
        const std::string name = stagingName(job);
        auto removed = inBothPlaces(deps, [&](int parent) -> Result<void> {
            ALULA_TRY(removeTree(deps.volume.files(), parent, name, stop));
            return removeTree(deps.volume.files(), parent, name + std::string(kProbeSuffix), stop);
        });
        return removed ? deps.journal.forget(job) : removed;
    });
}

Result<void> dropReplacedBeside(FileSystem files, const std::string& dataDirectory, const JobId& job, std::stop_token stop) {
    ALULA_ASSIGN(const auto parent, files.names.open(AT_FDCWD, dataDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0));
    const std::string name = stagingName(job);
    ALULA_TRY(removeTree(files, parent.get(), name, stop));
    return removeTree(files, parent.get(), name + std::string(kProbeSuffix), stop);
}

Result<std::size_t> removeStagingLeftovers(const RestoreDeps& deps, const std::function<bool(const JobId&)>& isKnown) {
    std::size_t removed = 0;
    const auto done = inBothPlaces(deps, [&](int parent) -> Result<void> {
        ALULA_ASSIGN(const auto entries, deps.volume.files().names.list(parent));
        for (const auto& entry : entries) {
            const auto job = jobOfLeftover(entry.name);
            if (!job || isKnown(*job)) continue;
            log::info("deleting {}, left by a restore that was cut short", log::printable(entry.name));
            ALULA_TRY(removeTree(deps.volume.files(), parent, entry.name, {}));
            ++removed;
        }
        return {};
    });
    if (!done) return fail(done.error());
    return removed;
}

} // namespace alula
