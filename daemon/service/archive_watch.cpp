// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_watch.h"

#include "daemon/service/surviving.h"
#include "shared/base/log.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <set>

namespace alula {

namespace {

std::uint64_t newMark(Random& random) {
    std::uint64_t id = 0;
    while (id == 0) random.fill(std::span(reinterpret_cast<std::uint8_t*>(&id), sizeof id));
    return id;
}

// Of archives that should lie here.
Result<std::set<BackupId>> expected(Catalog& catalog) {
    ALULA_ASSIGN(const auto places, catalog.backups().places());
    std::set<BackupId> ids;
    for (const BackupPlace& place : places) {
        if (shouldBeHere(place) && !place.missing) ids.insert(place.id);
    }
    return ids;
}

} // namespace

void ArchiveWatch::start() {
    m_thread = std::jthread([this](std::stop_token stop) {
        surviving("the archive directory is no longer looked at until the next start", [&] { run(stop); });
    });
}

void ArchiveWatch::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        look();
        std::unique_lock lock(m_mutex);
        (void)m_wake.wait_for(lock, stop, m_patience.round, [this] { return m_asked; });
        m_asked = false;
    }
}

void ArchiveWatch::look() {
    const auto begun = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(m_mutex);
        m_looking = begun;
    }
    const auto space = examine();
    ArchivePlaceState seen;
    if (space) seen.space = *space;
    else seen = {ArchivePlace::Away, space.error().toString(), m_deps.clock.now(), {}};
    ArchivePlace before{};
    {
        const std::lock_guard lock(m_mutex);
        before = m_state.place;
        if (!space && before == ArchivePlace::Away) seen.since = m_state.since;
        m_state = seen;
        m_looked = begun;
        m_looking.reset();
    }
    m_wake.notify_all();
    if (before == seen.place) return;
    if (space) log::warning("the archive directory {} is there again", m_deps.directory);
    else log::error("{}", space.error().toString());
    if (m_told) m_told(seen.place);
}

// The state as of now, or Silent when nobody can tell.
ArchivePlaceState ArchiveWatch::state() {
    if (!m_thread.joinable()) look();
    const auto asked = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    const auto isFresh = [&] { return m_looked && *m_looked >= asked - m_patience.fresh; };
    if (m_thread.joinable() && !isFresh()) {
        m_asked = true;
        m_wake.notify_all();
        // One that hangs already is not waited for by everybody in turn.
        const auto until = (m_looking ? std::min(*m_looking, asked) : asked) + m_patience.answer;
        (void)m_wake.wait_until(lock, until, isFresh);
        if (!isFresh()) {
            if (m_state.place != ArchivePlace::Silent) {
                m_state = {ArchivePlace::Silent,
                           away("does not answer: a network disk hangs. What waits for it goes on when it is back").toString(),
                           m_deps.clock.now(),
                           {}};
                log::error("{}", m_state.why);
            }
        }
    }
    return m_state;
}

Result<void> ArchiveWatch::check() {
    const ArchivePlaceState now = state();
    if (now.place == ArchivePlace::There) return {};
    return fail(ErrorCode::Busy, now.why);
}

Error ArchiveWatch::away(const std::string& why) const {
    return {ErrorCode::Busy, "The archive directory " + m_deps.directory + " " + why + "."};
}

std::string ArchiveWatch::key() const { return std::string(kArchiveMark) + m_deps.directory; }

Result<SpaceInfo> ArchiveWatch::examine() {
    ALULA_ASSIGN(const auto known, m_deps.catalog.remembered().find(key()));
    ALULA_ASSIGN(const auto handle, openOrMake(known.has_value()));
    const auto mark = readMark(m_deps.files, handle.get());
    if (!mark) return fail(away("cannot be read: " + mark.error().toString()));
    if (!known || mark->id != known) {
        ALULA_ASSIGN(const bool ours, belongs(handle.get(), known.has_value(), *mark));
        if (!ours) {
            m_deps.store.require(known.value_or(newMark(m_deps.random))); // nothing has that one
            const std::string name(kMarkName);
            return fail(
                away("is not the one that Alula used: neither its file " + name +
                     " nor any archive that Alula knows is in "
                     "it. Is its disk mounted? If this is the right directory all the same, say so with \"truncate -s 0 " +
                     m_deps.directory + "/" + name + "\""));
        }
        ALULA_TRY(claim(handle.get(), *mark));
    } else {
        m_deps.store.require(*known);
    }
    const auto space = m_deps.files.files.space(handle.get());
    if (!space) return fail(away("cannot be read: " + space.error().toString()));
    return *space;
}

Result<UniqueFd> ArchiveWatch::openOrMake(bool isKnown) {
    const auto open = [this] {
        return m_deps.files.names.open(AT_FDCWD, m_deps.directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    };
    auto handle = open();
    if (!handle && handle.error().errnum() == ENOENT && !isKnown) {
        ALULA_ASSIGN(const auto archives, expected(m_deps.catalog));
        if (archives.empty()) { // the first start: the store makes it
            ALULA_TRY(m_deps.store.ready());
            handle = open();
        }
    }
    if (handle) return handle;
    const bool isGone = handle.error().errnum() == ENOENT || handle.error().errnum() == ENOTDIR;
    return fail(away(isGone ? "does not exist. Is its disk mounted?" : "cannot be read: " + handle.error().toString()));
}

// An empty directory where archives should be is a mount point without its disk. One that holds any of them is the right one,
// whatever became of its mark: archives that were copied to a new disk, say.
Result<bool> ArchiveWatch::belongs(int directory, bool isKnown, const ArchiveMark& mark) {
    if (mark.exists && !mark.id) return true; // an admin's word
    ALULA_ASSIGN(const auto archives, expected(m_deps.catalog));
    if (archives.empty() && (!isKnown || mark.id)) return true; // nothing was ever here, or nothing is missed in another's place
    const auto listed = listArchives(m_deps.files, directory);
    if (!listed) return fail(away("cannot be read: " + listed.error().toString()));
    if (archives.empty()) return !listed->empty();
    return std::ranges::any_of(*listed, [&](const StoredArchive& found) { return archives.contains(found.backup); });
}

Result<void> ArchiveWatch::claim(int directory, const ArchiveMark& mark) {
    const std::uint64_t id = mark.id.value_or(newMark(m_deps.random));
    const auto written = mark.id ? Result<void>{} : writeMark(m_deps.files, directory, id);
    if (!written) { // read-only, say: its archives can be restored all the same
        if (!m_saidNoMark) log::warning("the archive directory cannot be marked: {}", written.error().toString());
        m_saidNoMark = true;
        m_deps.store.require(0);
        return {};
    }
    ALULA_TRY(m_deps.catalog.remembered().keep(key(), id));
    m_deps.store.require(id);
    log::info("the archive directory is {}, marked {:016x}", m_deps.directory, id);
    return {};
}

Result<std::unique_ptr<ArchiveSink>> WatchedStore::create(const ServerId& server, const BackupId& backup) {
    ALULA_TRY(m_watch.check());
    return m_store.create(server, backup);
}
Result<std::shared_ptr<ByteSource>> WatchedStore::open(const ServerId& server, const BackupId& backup) {
    ALULA_TRY(m_watch.check());
    return m_store.open(server, backup);
}
Result<void> WatchedStore::remove(const ServerId& server, const BackupId& backup) {
    ALULA_TRY(m_watch.check());
    return m_store.remove(server, backup);
}
Result<std::vector<StoredArchive>> WatchedStore::list() {
    ALULA_TRY(m_watch.check());
    return m_store.list();
}
Result<void> WatchedStore::makeNamesDurable(const ServerId& server) {
    ALULA_TRY(m_watch.check());
    return m_store.makeNamesDurable(server);
}
Result<std::size_t> WatchedStore::removeLeftovers() {
    ALULA_TRY(m_watch.check());
    return m_store.removeLeftovers();
}
Result<std::uint64_t> WatchedStore::available() {
    ALULA_TRY(m_watch.check());
    return m_store.available();
}

} // namespace alula
