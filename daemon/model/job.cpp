// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/model/job.h"

#include <array>

namespace alula {

namespace {
constexpr std::array<std::string_view, 7> kKinds = {"create", "restore", "undo", "delete", "verify", "export", "import"};
constexpr std::array<std::string_view, 7> kJobStates = {
    "queued", "running", "cancelling", "completed", "completed_with_warnings", "failed", "cancelled"};

template <typename Enum, std::size_t N>
std::optional<Enum> fromName(const std::array<std::string_view, N>& names, std::string_view wanted) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == wanted) return static_cast<Enum>(i);
    }
    return std::nullopt;
}
} // namespace

std::string_view name(JobKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }
std::string_view name(JobState state) { return kJobStates.at(static_cast<std::size_t>(state)); }
std::optional<JobKind> jobKindFromName(std::string_view wanted) { return fromName<JobKind>(kKinds, wanted); }
std::optional<JobState> jobStateFromName(std::string_view wanted) { return fromName<JobState>(kJobStates, wanted); }

bool serverStandsStill(JobKind kind) { return kind == JobKind::Restore || kind == JobKind::Undo; }

bool makesBackup(JobKind kind) { return kind == JobKind::Create || kind == JobKind::Import; }

bool isFinal(JobState state) { return state >= JobState::Completed; }

bool isLegalMove(JobState from, JobState to) {
    switch (from) {
    case JobState::Queued: return to == JobState::Running || to == JobState::Cancelled || to == JobState::Failed;
    // Back to the queue: the daemon shut down, and the job begins again at the next start.
    case JobState::Running: return to == JobState::Cancelling || to == JobState::Queued || isFinal(to);
    // It may have ended before the wish to cancel reached it.
    case JobState::Cancelling: return isFinal(to);
    default: return false;
    }
}

} // namespace alula
