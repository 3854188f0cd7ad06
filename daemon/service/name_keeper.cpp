// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_keeper.h"

#include "daemon/jobs/thread_priority.h"
#include "daemon/service/surviving.h"
#include "shared/base/log.h"
#include "shared/engine/store/local_store.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

using namespace std::chrono_literals;

namespace {

constexpr auto kTryAgain = 1min; // what could not be read is tried again when somebody searches after that
constexpr std::string_view kEnding = ".names";

constexpr std::string_view kLoss = "the names for searches are no longer kept up until the next start";

bool isSearched(const BackupPlace& row) { return row.state == BackupState::Completed; }

} // namespace

void NameKeeper::start() {
    m_worker = std::jthread([this](std::stop_token stop) { surviving(kLoss, [&] { work(stop); }); });
    m_reader = std::jthread([this](std::stop_token stop) { surviving(kLoss, [&] { readWhole(stop); }); });
}

void NameKeeper::changed(const BackupId& backup) {
    const std::lock_guard lock(m_mutex);
    m_backups.insert(backup);
    m_wake.notify_all();
}

void NameKeeper::work(std::stop_token stop) {
    lowerThreadPriority();
    beginWithAll();
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return !m_servers.empty() || !m_backups.empty(); })) {
        if (!m_backups.empty()) {
            const BackupId backup = m_backups.extract(m_backups.begin()).value();
            lock.unlock();
            lookAt(backup);
            lock.lock();
        } else {
            const ServerId server = m_servers.extract(m_servers.begin()).value();
            lock.unlock();
            bringUpToDate(server, stop);
            lock.lock();
        }
        m_wake.notify_all();
    }
}

// Of a deleted one only the file tells whose it was.
void NameKeeper::lookAt(const BackupId& backup) {
    const auto row = m_node.catalog.backups().find(backup);
    if (!row) return; // the catalog is in trouble, and says so elsewhere
    const std::lock_guard lock(m_mutex);
    if (*row) m_servers.insert((*row)->server);
    for (const auto& [server, known] : m_known) {
        if (known.covered.contains(backup)) m_servers.insert(server);
    }
}

// Also removes what belongs to no server that has backups.
void NameKeeper::beginWithAll() {
    const auto known = m_node.catalog.backups().servers();
    if (!known) return;
    const std::set<ServerId>& servers = *known;
    if (const auto handle = m_node.files.names.open(AT_FDCWD, directory(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0)) {
        const auto names = m_node.files.names.list(handle->get());
        for (const auto& entry : names ? *names : std::vector<DirectoryEntry>{}) {
            const std::string_view name = entry.name;
            const auto server =
                name.ends_with(kEnding) ? ServerId::parse(name.substr(0, name.size() - kEnding.size())) : std::nullopt;
            const bool isTemporary = name.starts_with('.') && name.ends_with(".new");
            if (isTemporary || (server && !servers.contains(*server))) removeFile(entry.name);
        }
    }
    const std::lock_guard lock(m_mutex);
    m_servers.insert(servers.begin(), servers.end());
}

void NameKeeper::bringUpToDate(const ServerId& server, std::stop_token stop) {
    auto places = m_node.catalog.backups().places(server); // newest first
    if (!places) return;
    std::erase_if(*places, [](const BackupPlace& place) { return !isSearched(place); });
    takeOut(server, *places);
    for (const BackupPlace& place : *places) {
        if (stop.stop_requested()) return;
        {
            const std::lock_guard lock(m_mutex);
            if (isSettled(place)) continue;
        }
        const auto row = m_node.catalog.backups().find(place.id);
        if (row && *row) takeIn(**row, stop);
    }
}

void NameKeeper::takeIn(const Backup& row, std::stop_token stop) {
    auto archive = m_archives.glance(row);
    if (!archive && archive.error().code() == ErrorCode::Busy) {
        const std::lock_guard lock(m_mutex);
        if (m_searched.contains(row.server) && !std::ranges::contains(m_unread, row.id, &Backup::id)) m_unread.push_back(row);
        m_wake.notify_all();
        return;
    }
    const auto done = archive ? put(row, (*archive)->index(), stop) : fail(archive.error());
    if (!done && !stop.stop_requested()) cannotRead(row, done.error());
}

void NameKeeper::takeOut(const ServerId& server, const std::vector<BackupPlace>& left) {
    const std::lock_guard writing(m_writing);
    std::vector<NameTable::Covered> kept;
    if (!isRead(server)) (void)table(server); // what an earlier run left
    {
        const std::lock_guard lock(m_mutex);
        Known& known = m_known[server];
        std::erase_if(known.unreadable,
                      [&](const auto& entry) { return !std::ranges::contains(left, entry.first, &BackupPlace::id); });
        for (const BackupPlace& row : left) {
            if (isCovered(row)) kept.push_back({row.id, row.size});
        }
        if (kept.size() == known.covered.size()) return;
    }
    if (kept.empty()) {
        removeFile(fileOf(server));
        remember(server, NameTable());
        return;
    }
    const auto less = table(server).only(kept);
    const auto written = less ? write(server, *less) : fail(less.error());
    if (written) remember(server, *less);
    else
        log::warning("deleted backups of server {} still have their names kept: {}", server.toString(),
                     written.error().toString());
}

bool NameKeeper::isRead(const ServerId& server) {
    const std::lock_guard lock(m_mutex);
    return m_known[server].isRead;
}

// One after the other: somebody may have put many there at once, and each is read from the first byte to the last.
void NameKeeper::readWhole(std::stop_token stop) {
    lowerThreadPriority();
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return !m_unread.empty(); })) {
        const Backup row = m_unread.front();
        lock.unlock();
        ProgressSink unseen;
        const auto archive = m_archives.open(row, unseen, stop);
        const auto done = archive ? put(row, (*archive)->index(), stop) : fail(archive.error());
        if (stop.stop_requested()) return;
        if (!done) cannotRead(row, done.error());
        lock.lock();
        m_unread.pop_front();
        m_servers.insert(row.server); // deleted meanwhile: it goes again
        m_wake.notify_all();
    }
}

Result<void> NameKeeper::put(const Backup& backup, const IndexReader& index, std::stop_token stop) {
    const std::lock_guard writing(m_writing);
    const NameTable old = table(backup.server);
    if (std::ranges::contains(old.covered(), backup.id, &NameTable::Covered::backup)) {
        remember(backup.server, old);
        return {};
    }
    ALULA_ASSIGN(const NameTable grown, old.with({backup.id, backup.size}, index, stop));
    ALULA_TRY(write(backup.server, grown));
    remember(backup.server, grown);
    return {};
}

// Without fsync: what a crash of the machine leaves half written is found out by its hash, and made again.
Result<void> NameKeeper::write(const ServerId& server, const NameTable& table) {
    const FileSystem& files = m_node.files;
    (void)files.names.makeDirectory(AT_FDCWD, directory(), 0700); // there already, most often
    const std::string file = directory() + "/" + fileOf(server);
    const std::string temporary = directory() + "/." + fileOf(server) + ".new";
    ALULA_ASSIGN(const auto fd, files.names.open(AT_FDCWD, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600, 0));
    auto written = writeFully(files.files, fd.get(), table.bytes(), 0);
    if (written) written = files.names.rename(AT_FDCWD, temporary, AT_FDCWD, file, 0);
    if (!written) (void)files.names.remove(AT_FDCWD, temporary, false);
    return written;
}

void NameKeeper::removeFile(const std::string& name) {
    const auto removed = m_node.files.names.remove(AT_FDCWD, directory() + "/" + name, false);
    if (!removed && removed.error().code() != ErrorCode::NotFound)
        log::warning("a leftover stays: {}", removed.error().toString());
}

void NameKeeper::remember(const ServerId& server, const NameTable& table) {
    const std::lock_guard lock(m_mutex);
    Known& known = m_known[server];
    known.isRead = true;
    known.covered.clear();
    for (const auto& covered : table.covered()) {
        known.covered[covered.backup] = covered.size;
        known.unreadable.erase(covered.backup);
        known.awaited.erase(covered.backup);
    }
    m_wake.notify_all();
}

NameTable NameKeeper::table(const ServerId& server, std::vector<std::uint8_t> memory) {
    const auto read = [&]() -> Result<NameTable> {
        ALULA_ASSIGN(const auto source, openFileSource(m_node.files, directory() + "/" + fileOf(server)));
        memory.resize(source->size());
        ALULA_ASSIGN(const std::size_t length, source->read(memory, 0));
        memory.resize(length);
        return NameTable::parse(std::move(memory));
    };
    auto table = read();
    const bool isLost = !table;
    if (isLost) {
        if (table.error().code() != ErrorCode::NotFound)
            log::warning("the names of server {} for searches are made again: {}", server.toString(), table.error().toString());
        table = NameTable();
    }
    const std::lock_guard lock(m_mutex);
    Known& known = m_known[server];
    if (!known.isRead || (isLost && !known.covered.empty())) {
        known.isRead = true;
        known.covered.clear();
        for (const auto& covered : table->covered()) known.covered[covered.backup] = covered.size;
    }
    return *std::move(table);
}

bool NameKeeper::isUnreadable(const BackupPlace& backup) const {
    if (backup.missing && backup.adapter != "s3") return true; // its index lies with it
    const auto known = m_known.find(backup.server);
    if (known == m_known.end()) return false;
    const auto until = known->second.unreadable.find(backup.id);
    return until != known->second.unreadable.end() && m_node.clock.steady() < until->second;
}

bool NameKeeper::isCovered(const BackupPlace& backup) const {
    const auto known = m_known.find(backup.server);
    if (known == m_known.end()) return false;
    const auto covered = known->second.covered.find(backup.id);
    return covered != known->second.covered.end() && covered->second == backup.size;
}

bool NameKeeper::isSettled(const BackupPlace& backup) const { return isUnreadable(backup) || isCovered(backup); }

void NameKeeper::cannotRead(const Backup& backup, const Error& why) {
    log::info("the names of backup {} cannot be searched: {}", backup.id.toString(), why.toString());
    const std::lock_guard lock(m_mutex);
    m_known[backup.server].unreadable[backup.id] = m_node.clock.steady() + kTryAgain;
    m_wake.notify_all();
}

void NameKeeper::distrust(const Backup& backup) {
    const std::lock_guard writing(m_writing);
    const NameTable old = table(backup.server);
    auto kept = old.covered();
    std::erase(kept, NameTable::Covered{backup.id, backup.size});
    const auto less = old.only(kept);
    const auto written = less ? write(backup.server, *less) : fail(less.error());
    if (written) remember(backup.server, *less);
    else cannotRead(backup, written.error());
}

Result<std::set<BackupId>> NameKeeper::settle(const std::vector<Backup>& backups, std::chrono::milliseconds atMost,
                                              std::stop_token stop) {
    using RealClock = std::chrono::steady_clock;
    std::unique_lock lock(m_mutex);
    std::vector<const Backup*> open;
    auto until = RealClock::now();
    for (const Backup& row : backups) {
        if (isSettled(placeOf(row))) continue;
        open.push_back(&row);
        m_servers.insert(row.server);
        m_searched.insert(row.server);
        // Reading an archive whole takes minutes: not every search has to wait for it.
        const auto [since, isNew] = m_known[row.server].awaited.try_emplace(row.id, RealClock::now());
        until = std::max(until, since->second + atMost);
    }
    if (!open.empty()) {
        m_wake.notify_all();
        const auto isOpen = [this](const Backup* row) { return !isSettled(placeOf(*row)); };
        (void)m_wake.wait_until(lock, stop, until, [&] { return std::ranges::none_of(open, isOpen); });
    }
    if (stop.stop_requested()) return fail(cancelled());
    std::set<BackupId> usable;
    for (const Backup& row : backups) {
        if (isCovered(placeOf(row)) && !isUnreadable(placeOf(row))) usable.insert(row.id);
    }
    return usable;
}

} // namespace alula
