// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backup_store.h"

namespace alula::gui {

using protocol::BackupInfo;

namespace {
std::uint8_t flagsOf(const BackupInfo& info) {
    unsigned flags = 0;
    if (info.pinned) flags |= kPinned;
    if (info.missing) flags |= kMissing;
    if (info.damaged) flags |= kDamaged;
    if (info.foreign) flags |= kForeign;
    if (info.deletedInPanel) flags |= kDeletedInPanel;
    if (info.readable) flags |= kReadable;
    return static_cast<std::uint8_t>(flags);
}
std::int64_t nsOf(const std::optional<Timestamp>& time) { return time ? time->ns : BackupColumns::kNever; }
std::optional<Timestamp> timeOf(std::int64_t ns) {
    return ns == BackupColumns::kNever ? std::nullopt : std::optional(Timestamp{ns});
}

void grow(BackupColumns& c) {
    const std::size_t count = c.count() + 1;
    const auto each = [count](auto&... columns) { (columns.resize(count), ...); };
    each(c.id, c.server, c.created, c.completed, c.verified, c.size, c.contentBytes, c.newBytes, c.files, c.durationMs,
         c.warnings, c.flags, c.state, c.adapter, c.origin, c.verifyResult, c.whyUnreadable, c.sha1, c.note);
}

void write(BackupColumns& c, std::size_t row, const BackupInfo& info, WordPool& words) {
    c.id[row] = info.backup;
    c.server[row] = info.server;
    c.created[row] = info.created.ns;
    c.completed[row] = nsOf(info.completed);
    c.verified[row] = nsOf(info.verified);
    c.size[row] = info.size;
    c.contentBytes[row] = info.contentBytes;
    c.newBytes[row] = info.newBytes;
    c.files[row] = info.files;
    c.durationMs[row] = info.durationMs;
    c.warnings[row] = info.warnings;
    c.flags[row] = flagsOf(info);
    c.state[row] = words.take(info.state);
    c.adapter[row] = words.take(info.adapter);
    c.origin[row] = words.take(info.origin);
    c.verifyResult[row] = words.take(info.verifyResult);
    c.whyUnreadable[row] = words.take(info.whyUnreadable);
    c.sha1[row] = info.sha1;
    c.note[row] = info.note;
}
} // namespace

BackupInfo BackupColumns::at(std::size_t row) const {
    BackupInfo info;
    info.backup = id[row];
    info.server = server[row];
    info.state = *state[row];
    info.adapter = *adapter[row];
    info.origin = *origin[row];
    info.created = {created[row]};
    info.completed = timeOf(completed[row]);
    info.size = size[row];
    info.contentBytes = contentBytes[row];
    info.newBytes = newBytes[row];
    info.files = files[row];
    info.durationMs = durationMs[row];
    info.sha1 = sha1[row];
    info.foreign = (flags[row] & kForeign) != 0;
    info.pinned = (flags[row] & kPinned) != 0;
    info.deletedInPanel = (flags[row] & kDeletedInPanel) != 0;
    info.missing = (flags[row] & kMissing) != 0;
    info.damaged = (flags[row] & kDamaged) != 0;
    info.readable = (flags[row] & kReadable) != 0;
    info.whyUnreadable = *whyUnreadable[row];
    info.note = note[row];
    info.warnings = warnings[row];
    info.verified = timeOf(verified[row]);
    info.verifyResult = *verifyResult[row];
    return info;
}

BackupColumns& BackupStore::writable(std::size_t chunk) {
    Chunk& it = m_chunks[chunk];
    if (it.shared) it = {std::make_shared<BackupColumns>(*it.columns), false};
    return *it.columns;
}

BackupKey BackupStore::put(const BackupInfo& info) {
    const auto known = m_keys.find(info.backup);
    if (known != m_keys.end()) {
        write(writable(known->second / BackupSnapshot::kChunk), known->second % BackupSnapshot::kChunk, info, *m_words);
        return known->second;
    }
    if (m_chunks.empty() || m_chunks.back().columns->count() == BackupSnapshot::kChunk)
        m_chunks.push_back({std::make_shared<BackupColumns>(), false});
    BackupColumns& last = writable(m_chunks.size() - 1);
    const std::size_t row = last.count();
    grow(last);
    write(last, row, info, *m_words);
    const auto key = static_cast<BackupKey>((m_chunks.size() - 1) * BackupSnapshot::kChunk + row);
    m_keys.emplace(info.backup, key);
    return key;
}

bool BackupStore::remove(const BackupId& id) {
    const auto known = m_keys.find(id);
    if (known == m_keys.end()) return false;
    BackupColumns& columns = writable(known->second / BackupSnapshot::kChunk);
    columns.flags[known->second % BackupSnapshot::kChunk] |= kGone;
    m_keys.erase(known);
    return true;
}

std::optional<BackupKey> BackupStore::find(const BackupId& id) const {
    const auto known = m_keys.find(id);
    return known == m_keys.end() ? std::nullopt : std::optional(known->second);
}

BackupSnapshot BackupStore::snapshot() {
    BackupSnapshot snapshot;
    snapshot.words = m_words;
    for (Chunk& chunk : m_chunks) {
        chunk.shared = true;
        snapshot.chunks.push_back(chunk.columns);
    }
    return snapshot;
}

} // namespace alula::gui
