// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_comparer.h"

#include "shared/engine/archive/compare_sides.h"

#include <algorithm>

namespace alula {

namespace {

constexpr std::size_t kMostMade = 2;   // at a time: one that reads contents may take long, and each costs memory
constexpr unsigned kMostInside = 4;    // the other half of the local socket's threads is for everybody else
constexpr std::size_t kMostNumber = 8; // kept

constexpr char kGone[] = "This comparison is no longer kept, or a side of it has changed: begin again without the cursor.";

std::unexpected<Error> goneCursor() { return fail(ErrorCode::Conflict, kGone); }

struct Cursor {
    std::string token;
    Comparison::RowId row = 0;
};
Result<Cursor> cursorOf(const std::string& text) {
    const auto dot = text.find('.');
    const auto row = dot == text.npos ? std::nullopt : parseNumber<Comparison::RowId>(std::string_view(text).substr(dot + 1));
    if (!row) return fail(ErrorCode::InvalidInput, "'cursor' is not one that an answer gave: begin again without it");
    return Cursor{text.substr(0, dot), *row};
}

} // namespace

BackupComparer::Sides BackupComparer::Rows::sides(bool contents) const {
    const auto sideOf = [](const Backup& row) { return Side{row.id, row.completed, row.size}; };
    // Of two backups the checksums are compared anyway.
    return {sideOf(from), to.transform(sideOf), contents && !to};
}

Result<Backup> BackupComparer::finished(const BackupId& backup) const {
    ALULA_ASSIGN(auto row, m_node.catalog.backups().find(backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    if (row->state != BackupState::Completed) return fail(ErrorCode::Conflict, std::string(whyUnusable(*row)));
    return *std::move(row);
}

std::optional<BackupComparer::Kept> BackupComparer::find(const Sides& sides, const std::string& path, const std::string& token) {
    const auto it = std::ranges::find_if(m_kept, [&](const Kept& kept) {
        return kept.sides == sides && kept.comparison->covers(path) && (token.empty() || kept.token == token);
    });
    if (it == m_kept.end()) return std::nullopt;
    m_kept.splice(m_kept.begin(), m_kept, it);
    it->used = m_node.clock.steady();
    return m_kept.front();
}

void BackupComparer::keep(const Kept& made) {
    m_kept.push_front(made);
    m_kept.front().used = m_node.clock.steady();
    std::size_t bytes = 0;
    std::size_t number = 0;
    const auto end = std::ranges::find_if(m_kept, [&](const Kept& kept) {
        bytes += kept.comparison->bytes();
        return ++number > kMostNumber || (number > 1 && bytes > kMostKept);
    });
    m_kept.erase(end, m_kept.end()); // who reads one of them just now still holds it
}

void BackupComparer::forgetAll() {
    std::list<Kept> dropped; // freed without the lock
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_kept);
}

void BackupComparer::forgetUnused() {
    std::list<Kept> dropped; // freed without the lock
    const std::lock_guard lock(m_mutex);
    const auto before = m_node.clock.steady() - kMostUnused;
    const auto first = std::ranges::find_if(m_kept, [&](const Kept& kept) { return kept.used <= before; });
    dropped.splice(dropped.begin(), m_kept, first, m_kept.end()); // last used first: all that follow are older
}

Result<Comparison> BackupComparer::compareBackups(const Rows& rows, const std::string& path, std::stop_token stop) {
    ALULA_ASSIGN(const OpenedBackup from, openBackup(m_node, m_archives, rows.from.id, stop));
    ALULA_ASSIGN(const OpenedBackup to, openBackup(m_node, m_archives, rows.to->id, stop));
    return compareArchives(from.archive->index(), to.archive->index(), path, kMostOfOne, stop);
}

Result<Comparison> BackupComparer::compareLive(const Backup& from, const std::string& path, bool contents, std::stop_token stop) {
    ALULA_ASSIGN(const OpenedBackup opened, openBackup(m_node, m_archives, from.id, stop));
    const auto volume = Volume::open(m_node.files, m_node.volumePath(from.server));
    if (!volume && volume.error().code() == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "This server has no files on this node now: its folder is not there.");
    if (!volume) return fail(volume.error());
    LoadControl unhindered(m_node.clock); // somebody waits; a pause is for what reads and writes
    return compareWithVolume(opened.archive->index(),
                             {*volume, contents, unhindered, m_node.load, kMostOfOne, m_node.workers(), path}, stop);
}

Result<BackupComparer::Kept> BackupComparer::make(const Rows& rows, const Sides& sides, const std::string& path,
                                                  std::stop_token stop) {
    Kept made{sides, newUuid(m_node.random).toString().substr(0, 8), {}, {}, {}};
    if (!rows.to) made.asOf = m_node.clock.now();
    auto comparison = rows.to ? compareBackups(rows, path, stop) : compareLive(rows.from, path, sides.contents, stop);
    if (!comparison) return fail(std::move(comparison).error());
    made.comparison = std::make_shared<const Comparison>(*std::move(comparison));
    return made;
}

Result<BackupComparer::Kept> BackupComparer::obtain(const Rows& rows, const CompareRequest& request, std::stop_token stop) {
    const Sides sides = rows.sides(request.contents);
    const bool anew = !rows.to && (request.path.empty() || request.recursive);
    std::unique_lock lock(m_mutex);
    const auto atHand = [&] { return anew ? std::nullopt : find(sides, request.path, {}); };
    if (auto kept = atHand()) return *std::move(kept);
    if (m_inside >= kMostInside)
        return fail(ErrorCode::Busy, "Too many comparisons are asked for at once: try again when one of them is made.");
    struct Inside {
        BackupComparer& comparer;
        std::unique_lock<std::mutex>& lock;
        const Sides& sides;
        bool making = false;
        ~Inside() { // also when something is thrown
            if (!lock.owns_lock()) lock.lock();
            --comparer.m_inside;
            if (making) comparer.m_making.erase(std::ranges::find(comparer.m_making, sides));
            comparer.m_changed.notify_all();
        }
    } inside{*this, lock, sides};
    ++m_inside;
    // Two that want the same share it, unless each wants the volume as it is now.
    const auto mayMake = [&] { return m_making.size() < kMostMade && (anew || !std::ranges::contains(m_making, sides)); };
    if (!m_changed.wait(lock, stop, [&] { return mayMake() || atHand(); })) return fail(cancelled());
    if (auto kept = atHand()) return *std::move(kept);
    m_making.push_back(sides);
    inside.making = true;
    lock.unlock();
    ALULA_ASSIGN(auto made, make(rows, sides, request.path, stop));
    lock.lock();
    keep(made);
    return made;
}

Result<void> BackupComparer::requirePath(const Rows& rows, const std::string& path, std::stop_token stop) const {
    if (path.empty()) return {};
    for (const auto* row : {&rows.from, rows.to ? &*rows.to : nullptr}) {
        if (!row) continue;
        ALULA_ASSIGN(const OpenedBackup opened, openBackup(m_node, m_archives, row->id, stop));
        ALULA_ASSIGN(const auto entry, opened.archive->index().find(path));
        if (entry) return {};
    }
    if (!rows.to) {
        const auto volume = Volume::open(m_node.files, m_node.volumePath(rows.from.server));
        if (volume && volume->stat(path)) return {};
    }
    return fail(Error(ErrorCode::NotFound, "Neither side of the comparison has this path.").withPath(path));
}

Result<Compared> BackupComparer::continued(const Kept& kept, const CompareRequest& request) const {
    Compared compared{kept.comparison, {}, kept.asOf, kept.token};
    const Comparison::Listing listing(*kept.comparison, request.path, request.recursive);
    if (!request.cursor) {
        compared.first = listing.first();
        return compared;
    }
    ALULA_ASSIGN(const Cursor cursor, cursorOf(*request.cursor));
    if (!listing.has(cursor.row)) return goneCursor();
    compared.first = cursor.row;
    return compared;
}

Result<Compared> BackupComparer::compare(const CompareRequest& request, std::stop_token stop) {
    Rows rows;
    ALULA_ASSIGN(rows.from, finished(request.from));
    if (request.to) {
        ALULA_ASSIGN(rows.to, finished(*request.to));
    }
    if (request.cursor) {
        ALULA_ASSIGN(const Cursor cursor, cursorOf(*request.cursor));
        std::unique_lock lock(m_mutex);
        const auto kept = find(rows.sides(request.contents), request.path, cursor.token);
        lock.unlock();
        if (!kept) return goneCursor();
        return continued(*kept, request);
    }
    ALULA_TRY(requirePath(rows, request.path, stop));
    ALULA_ASSIGN(const Kept kept, obtain(rows, request, stop));
    return continued(kept, request);
}

} // namespace alula
