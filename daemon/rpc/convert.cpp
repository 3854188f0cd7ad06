// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"

#include "daemon/service/job_parameters.h"

#include <algorithm>
#include <array>

namespace alula {

std::optional<Timestamp> known(Timestamp time) { return time.ns == 0 ? std::nullopt : std::optional(time); }

namespace {
std::unexpected<Error> badCursor() {
    return fail(ErrorCode::InvalidInput, "'cursor' is not one that an answer gave: begin again without it");
}
} // namespace

Result<std::int64_t> offsetOf(const std::optional<std::string>& cursor) {
    if (!cursor) return 0;
    const auto offset = parseNumber<std::int64_t>(*cursor);
    if (!offset || *offset < 0) return badCursor();
    return *offset;
}

Result<std::int64_t> limitOf(std::int32_t wanted, std::int32_t most) {
    if (wanted < 1) return fail(ErrorCode::InvalidInput, "'limit' must be 1 or more");
    return std::min(wanted, most);
}

std::uint64_t sayable(std::uint64_t number) { return std::min(number, static_cast<std::uint64_t>(protocol::kMaxInteger)); }

std::string base64Of(const std::string& bytes) { return QByteArray::fromStdString(bytes).toBase64().toStdString(); }

Result<std::string> bytesOfCursor(const std::optional<std::string>& cursor) {
    if (!cursor) return std::string();
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromStdString(*cursor), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty()) return badCursor();
    return decoded.decoded.toStdString();
}

Result<void> checkPath(const protocol::WirePath& path) {
    if (path.bytes.empty() || isSafeRelativePath(path.bytes)) return {};
    return fail(Error(ErrorCode::InvalidInput, "'path' must be relative, without '.' and '..'").withPath(path.bytes));
}

std::string entryType(EntryType type) {
    static constexpr std::array<const char*, 3> kTypes = {"file", "directory", "symlink"};
    return kTypes.at(static_cast<std::size_t>(type));
}

namespace {

template <typename To>
std::uint64_t rounded(To number) {
    return number <= 0 ? 0 : static_cast<std::uint64_t>(number);
}

protocol::EntryInfo entryInfo(const std::string& name, const EntryInfo& e, const std::string& linkTarget) {
    protocol::EntryInfo info;
    info.name.bytes = name;
    info.type = entryType(e.type);
    info.mode = e.mode;
    info.uid = e.uid;
    info.gid = e.gid;
    info.size = sayable(e.size);
    info.mtime = Timestamp{e.mtimeNs};
    if (e.type == EntryType::Symlink) info.target = protocol::WirePath{linkTarget};
    return info;
}

} // namespace

protocol::BackupInfo toWire(const Backup& b) {
    protocol::BackupInfo info;
    info.backup = b.id;
    info.server = b.server;
    info.state = name(b.state);
    info.adapter = b.adapter;
    info.origin = b.origin;
    info.created = b.created;
    info.completed = known(b.completed);
    // An archive that was found may say anything of itself.
    info.size = sayable(b.size);
    info.contentBytes = sayable(b.contentBytes);
    info.newBytes = sayable(b.newBytes);
    info.files = sayable(b.files);
    info.durationMs = b.durationMs;
    info.sha1 = b.sha1;
    info.foreign = b.foreign;
    info.pinned = b.pinned;
    info.deletedInPanel = b.deletedInPanel;
    info.missing = b.missing;
    info.damaged = b.damaged;
    info.whyUnreadable = whyUnusable(b);
    info.readable = info.whyUnreadable.empty();
    info.note = b.note;
    info.warnings = b.warnings;
    info.verified = known(b.verified);
    info.verifyResult = b.verifyResult;
    return info;
}

protocol::JobInfo toWire(const JobView& view) {
    const Job& job = view.job;
    protocol::JobInfo info;
    info.job = job.id;
    info.kind = name(job.kind);
    info.state = name(job.state);
    if (!job.server.isNull()) info.server = job.server;
    if (!job.backup.isNull()) info.backup = job.backup;
    info.origin = {job.origin.kind, job.origin.detail};
    info.created = job.created;
    info.started = known(job.started);
    info.ended = known(job.ended);
    info.queuePosition = view.queuePosition;
    info.progress.phase = name(job.phase);
    info.progress.filesDone = job.filesDone;
    info.progress.filesTotal = job.filesTotal;
    info.progress.bytesDone = job.bytesDone;
    info.progress.bytesTotal = job.bytesTotal;
    info.progress.bytesWritten = job.bytesWritten;
    info.progress.bytesPerSecond = rounded(view.bytesPerSecond);
    if (view.secondsLeft >= 0) info.progress.etaMs = rounded(view.secondsLeft) * 1000;
    if (!view.path.empty()) info.progress.path = protocol::WirePath{view.path};
    info.warnings = job.warnings;
    if (!job.errorCode.empty()) info.error = protocol::JobError{job.errorCode, job.errorMessage};
    info.undoable = job.undoable;
    info.undoUntil = known(view.undoUntil);
    if (job.kind == JobKind::Restore) {
        const auto parameters = restoreParameters(job.parameters);
        if (parameters && !parameters->into.empty()) info.into = protocol::WirePath{parameters->into};
    }
    return info;
}

protocol::JobProgress toWire(const JobProgress& p) {
    protocol::JobProgress progress;
    progress.phase = name(p.phase);
    progress.filesDone = p.filesDone;
    progress.filesTotal = p.filesTotal;
    progress.bytesDone = p.bytesDone;
    progress.bytesTotal = p.bytesTotal;
    progress.bytesWritten = p.bytesWritten;
    progress.bytesPerSecond = rounded(p.bytesPerSecond);
    if (p.secondsLeft >= 0) progress.etaMs = rounded(p.secondsLeft) * 1000;
    if (!p.path.empty()) progress.path = protocol::WirePath{p.path};
    return progress;
}

protocol::EntryInfo toWire(const BrowsedEntry& browsed) {
    static constexpr std::array<const char*, 4> kChanges = {"added", "removed", "changed", "same"};
    static constexpr std::array<std::pair<EntryFlag, const char*>, 6> kFlags = {{{kEntrySparse, "sparse"},
                                                                                 {kEntryUnstable, "unstable"},
                                                                                 {kEntryCut, "cut"},
                                                                                 {kEntryPadded, "padded"},
                                                                                 {kEntryUnreadable, "unreadable"},
                                                                                 {kEntryVanished, "vanished"}}};
    const ArchiveEntry& e = browsed.entry;
    protocol::EntryInfo info = entryInfo(std::string(nameOf(e.path)), e.info, e.linkTarget);
    if (e.info.type == EntryType::Directory) {
        info.files = sayable(e.subtreeFiles);
        info.bytes = sayable(e.subtreeBytes);
    }
    for (const auto& [flag, text] : kFlags) {
        if ((e.flags & flag) != 0) info.flags.emplace_back(text);
    }
    if (browsed.change) info.change = kChanges.at(static_cast<std::size_t>(*browsed.change));
    return info;
}

protocol::EntryInfo toWire(const VolumeEntry& entry) { return entryInfo(entry.name, entry.info, entry.linkTarget); }

} // namespace alula
