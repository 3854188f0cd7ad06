// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/node_status.h"

#include "daemon/catalog/set_aside.h"
#include "daemon/panel/report_rules.h"

#include <algorithm>
#include <array>
#include <fcntl.h>

namespace alula {

namespace {

constexpr double kMib = 1 << 20;
constexpr std::size_t kMostOfAKind = 50; // nobody reads more, and an answer has its limit

// The worst first: what cannot be worked with at all, servers of which nothing could be restored, backups that are broken, what
// keeps new ones from being made, those that are late, and last what only the panel does not know.
int rankOf(const Problem& problem) {
    static constexpr std::array<std::pair<const char*, const char*>, 15> kOrder = {{{"archives_away", "error"},
                                                                                    {"server_held", "error"},
                                                                                    {"directory_unreadable", "error"},
                                                                                    {"catalog_rebuilt", "error"},
                                                                                    {"no_good_backup", "error"},
                                                                                    {"backup_damaged", "error"},
                                                                                    {"backup_missing", "error"},
                                                                                    {"unknown_to_panel", "error"},
                                                                                    {"disk_full", "error"},
                                                                                    {"no_good_backup", "warning"},
                                                                                    {"panel_silent", "warning"},
                                                                                    {"outbox_waiting", "warning"},
                                                                                    {"unknown_to_panel", "warning"},
                                                                                    {"outbox_given_up", "warning"},
                                                                                    {"archives_unowned", "warning"}}};
    const auto same = [&](const auto& kind) { return problem.code == kind.first && problem.severity == kind.second; };
    return static_cast<int>(std::ranges::find_if(kOrder, same) - kOrder.begin());
}

Problem problem(const char* severity, const char* code, const std::string& server, std::string text) {
    Problem made;
    made.severity = severity;
    made.code = code;
    made.server = server;
    made.text = std::move(text);
    return made;
}

std::string counted(std::uint64_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string nameOf(const Server& server) { return server.name.empty() ? server.id.toString() : server.name; }

// Of one kind the oldest first.
void sortWorstFirst(std::vector<Problem>& problems) {
    std::ranges::stable_sort(problems, {}, [](const Problem& p) { return std::pair(rankOf(p), p.since.value_or(Timestamp{})); });
}

// Of a sorted list the first of each kind, so that a thousand of one do not hide another.
void shorten(std::vector<Problem>& problems) {
    std::array<std::size_t, 16> seen{};
    const auto left = problems.size();
    std::erase_if(problems, [&](const Problem& p) { return ++seen.at(static_cast<std::size_t>(rankOf(p))) > kMostOfAKind; });
    if (problems.size() == left) return;
    const std::uint64_t more = left - problems.size();
    Problem& last =
        problems.emplace_back(problem("warning", "more", "", "And " + std::to_string(more) + " more problems like these."));
    last.count = more;
}

} // namespace

Result<NodeState> NodeStatus::state() {
    NodeState state;
    state.version = ALULA_VERSION;
    state.ready = ready();
    const Scheduler::Counts jobs = m_scheduler.counts();
    state.queued = static_cast<std::int64_t>(jobs.queued);
    state.running = static_cast<std::int64_t>(jobs.running);
    state.parallel = m_scheduler.parallel();
    state.readMibPerSecond = static_cast<double>(m_node.load.read.limit()) / kMib;
    state.writeMibPerSecond = static_cast<double>(m_node.load.write.limit()) / kMib;
    state.paused = m_node.load.paused();
    state.yielding = m_node.load.yielding();
    judgeSpace(state);
    judgeUnowned(state);
    judgeCatalog(state);
    ALULA_TRY(judgeHeld(state));
    judgePanel(state);
    ALULA_TRY(judgeAge(state));
    ALULA_TRY(judgeBackups(state));
    ALULA_TRY(judgeOutbox(state));
    sortWorstFirst(state.problems);
    shorten(state.problems);
    state.wellSince = wellSince(state.problems.empty());
    return state;
}

std::optional<Timestamp> NodeStatus::wellSince(bool well) {
    const std::lock_guard lock(m_mutex);
    if (!well) m_wellSince.reset();
    else if (!m_wellSince) m_wellSince = m_node.clock.now();
    return m_wellSince;
}

void NodeStatus::judgeSpace(NodeState& state) const {
    judgeDirectory(state, "volumes", m_node.settings.dataDirectory);
    if (m_archives.watch) judgePlace(state);
    else judgeDirectory(state, "backups", m_node.settings.backupDirectory);
    judgeDirectory(state, "state", m_node.settings.stateDirectory);
}

void NodeStatus::judgeDirectory(NodeState& state, const char* what, const std::string& path) const {
    const auto fd = m_node.files.names.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    const auto space = fd ? m_node.files.files.space(fd->get()) : Result<SpaceInfo>(std::unexpected(fd.error()));
    if (space) return addSpace(state, what, path, *space);
    auto& unreadable = state.problems.emplace_back(
        problem("error", "directory_unreadable", "",
                "The directory of the " + std::string(what) + " cannot be read: " + space.error().toString()));
    unreadable.what = what;
}

void NodeStatus::addSpace(NodeState& state, const char* what, const std::string& path, const SpaceInfo& space) const {
    state.space.push_back({what, path, space.total, space.available});
    const std::uint64_t usedPercent = space.total == 0 ? 0 : 100 - space.available / (space.total / 100 + 1);
    if (usedPercent < m_node.settings.health.diskPercent) return;
    auto& full = state.problems.emplace_back(problem(
        "error", "disk_full", "", "The disk of the " + std::string(what) + " is " + std::to_string(usedPercent) + " % full."));
    full.what = what;
    full.percent = static_cast<std::uint32_t>(usedPercent);
    full.bytes = space.available;
}

// One problem for a disk that is away, and not one for each archive on it. Never asks the disk itself: it may hang.
void NodeStatus::judgePlace(NodeState& state) const {
    const ArchivePlaceState place = m_archives.watch->state();
    if (place.space) addSpace(state, "backups", m_node.settings.backupDirectory, *place.space);
    if (place.place == ArchivePlace::There) return;
    auto& away = state.problems.emplace_back(
        problem("error", "archives_away", "",
                place.why + " Until it is back, no backup can be made, restored or deleted; none was marked missing."));
    away.what = "backups";
    away.since = place.since;
}

void NodeStatus::judgeUnowned(NodeState& state) const {
    const UnownedArchives unowned = m_archives.reconciler ? m_archives.reconciler->unowned() : UnownedArchives{};
    if (unowned.count == 0) return;
    const std::string& directory = m_node.settings.backupDirectory;
    auto& flat = state.problems.emplace_back(problem(
        "warning", "archives_unowned", "",
        counted(unowned.count, "archive lies", "archives lie") + " in " + directory +
            " itself, and nothing there says of which server (the first: " + unowned.first.toString() +
            "). The panel can restore, download and delete them. To see them here, move each into a folder named by its "
            "server: mkdir -p " +
            directory + "/SERVER && mv " + directory + "/" + unowned.first.toString() + ".tar.gz " + directory + "/SERVER/"));
    flat.count = unowned.count;
}

// Said for as long as the damaged file lies there: whoever moves it away has seen it.
void NodeStatus::judgeCatalog(NodeState& state) const {
    const auto names = setAsideCatalogs(m_node.catalogPath());
    if (names.empty()) return;
    auto& lost = state.problems.emplace_back(
        problem("error", "catalog_rebuilt", "",
                "The catalog was damaged, and a new one was made from the archives on disk. Lost are pins, notes, the history of "
                "jobs, what "
                "lies in an object store, and results that the panel had not been told. If a restore was running, look whether "
                "that server's "
                "files are right: what restores had put aside lies in the folders .alula-* of " +
                    m_node.settings.dataDirectory + " and is kept. When you have seen this, move the damaged file away: " +
                    m_node.settings.stateDirectory + "/" + names.front()));
    lost.since = setAsideWhen(names.front());
    lost.count = names.size();
}

void NodeStatus::judgePanel(NodeState& state) const {
    state.panelConfigured = m_node.hasPanel();
    state.panelReachable = m_servers.panelReachable();
    if (!state.panelConfigured || state.panelReachable) return;
    const Timestamp last = m_servers.lastContact();
    if (m_servers.silence() >= m_node.settings.health.panelSilent) {
        const std::string since = last.ns == 0 ? "since the daemon started" : "since " + toIso8601(last);
        auto& silent =
            state.problems.emplace_back(problem("warning", "panel_silent", "", "The panel has not answered " + since + "."));
        silent.since = last.ns == 0 ? m_started : last;
        if (const auto depth = m_node.catalog.outbox().depth()) silent.count = static_cast<std::uint64_t>(*depth);
    }
}

// A server that is new is given the time that a backup may be old, unless one has failed already.
Result<void> NodeStatus::judgeAge(NodeState& state) const {
    ALULA_ASSIGN(const auto servers, m_servers.all());
    std::vector<ServerId> ids;
    for (const Server& server : servers) ids.push_back(server.id);
    ALULA_ASSIGN(const auto newest, m_node.catalog.backups().newestGood(ids));
    const auto oldest = m_node.clock.now() - std::chrono::hours(24 * m_node.settings.health.backupAgeDays);
    for (const Server& server : servers) {
        if (server.suspended) continue;
        const auto found = newest.find(server.id);
        const Backup* good = found == newest.end() ? nullptr : &found->second;
        const bool isLate = (good ? good->completed : server.firstSeen) < oldest;
        if (!isLate && good) continue;
        ALULA_ASSIGN(const auto failed, m_node.catalog.jobs().failedCreates(server.id, good ? good->completed : Timestamp{}));
        if (!isLate && failed == 0) continue; // no time to wait for when the first one failed
        const std::string since = good ? "since " + toIso8601(good->completed) : "at all";
        auto& late = state.problems.emplace_back(problem(good ? "warning" : "error", "no_good_backup", server.id.toString(),
                                                         nameOf(server) + " has no good backup " + since + "."));
        late.count = failed;
        if (!good) continue;
        late.since = good->completed;
        late.backup = good->id;
    }
    return {};
}

Result<void> NodeStatus::judgeBackups(NodeState& state) const {
    ALULA_ASSIGN(const auto troubles, m_node.catalog.backups().troubles());
    for (const BackupTrouble& trouble : troubles) {
        const std::string newest = " (the newest: " + trouble.newest.toString() + ")";
        const auto add = [&](const char* code, std::uint64_t count, std::string text) {
            auto& broken = state.problems.emplace_back(problem("error", code, trouble.server.toString(), std::move(text)));
            broken.count = count;
            broken.backup = trouble.newest;
        };
        if (trouble.missing > 0) {
            add("backup_missing", trouble.missing,
                counted(trouble.missing, "archive is", "archives are") + " not where " +
                    (trouble.missing == 1 ? "it was" : "they were") + newest + ".");
        }
        if (trouble.damaged > 0) {
            add("backup_damaged", trouble.damaged,
                counted(trouble.damaged, "backup is", "backups are") + " damaged, as verify has found" + newest + ".");
        }
    }
    return {};
}

// A server that is held while its backup is made is as it should be; one whose job has ended is not saving what its players do.
Result<void> NodeStatus::judgeHeld(NodeState& state) const {
    ALULA_ASSIGN(const auto entries, m_node.catalog.quiesced().all());
    for (const QuiescedServer& entry : entries) {
        ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(entry.job));
        if (job && !isFinal(job->state)) continue;
        ALULA_ASSIGN(const auto server, m_node.catalog.servers().find(entry.server));
        std::string commands;
        for (const auto& command : entry.commands) commands += (commands.empty() ? "" : ", then ") + command;
        auto& held = state.problems.emplace_back(problem(
            "error", "server_held", entry.server.toString(),
            (server ? nameOf(*server) : entry.server.toString()) +
                " was asked to hold still for a backup and may not be saving: Wings does not take the word to go on. It is "
                "said again until Wings does; or type into its console: " +
                commands));
        held.since = entry.since;
    }
    return {};
}

// What the panel was not told of is whole here, and only missing there: unless it lies in the panel's bucket, where an upload that
// nobody completes is no object.
Result<void> NodeStatus::judgeOutbox(NodeState& state) const {
    ALULA_ASSIGN(state.outboxDepth, m_node.catalog.outbox().depth());
    ALULA_ASSIGN(const auto oldest, m_node.catalog.outbox().oldest());
    // A panel that says nothing at all is a problem of its own, which counts them.
    const bool isSilent = std::ranges::contains(state.problems, std::string("panel_silent"), &Problem::code);
    if (oldest && !isSilent && m_node.clock.now() - *oldest >= m_node.settings.health.panelSilent) {
        auto& waiting = state.problems.emplace_back(
            problem("warning", "outbox_waiting", "",
                    counted(static_cast<std::uint64_t>(state.outboxDepth), "result waits", "results wait") +
                        " to be told to the panel, the oldest since " + toIso8601(*oldest) + "."));
        waiting.since = *oldest;
        waiting.count = static_cast<std::uint64_t>(state.outboxDepth);
    }
    ALULA_ASSIGN(const auto givenUp, m_node.catalog.outbox().givenUp(100));
    for (const GivenUpMessage& given : givenUp) {
        const bool isBackup = given.kind == OutboxMessage::Kind::Backup && tellsSuccess(given);
        ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(given.backup));
        const bool lost = isBackup && row && row->adapter == "s3" && row->missing;
        const std::string told = std::string(isBackup ? "of" : "the result of a job for") + " backup " + given.backup.toString();
        auto& unknown = state.problems.emplace_back(problem(
            lost ? "error" : "warning", isBackup ? "unknown_to_panel" : "outbox_given_up",
            row ? row->server.toString() : std::string(),
            "The panel could not be told " + told + (lost ? ", so its upload was never completed" : "") + ": " + given.reason));
        unknown.backup = given.backup;
        unknown.since = given.created;
    }
    return {};
}

} // namespace alula
