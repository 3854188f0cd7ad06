// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/content_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace alula {
namespace {

constexpr std::size_t kAhead = 16;           // files; those of all workers are what a disk takes at once
constexpr std::uint64_t kAheadBytes = 1_MiB; // of a large file: the next piece
constexpr std::uint64_t kAskStep = 128_KiB;  // of one advice the kernel does no more than this on every disk (read_ahead_kb)
constexpr std::size_t kReadStep = 256_KiB;   // between two looks at the token and the limit
constexpr std::string_view kZeroFilled = "; zeros stand in place of what is missing";

// These are the daemon's own trouble: going on would zero-fill every file from here on.
bool concernsAll(const Error& error) {
    const int e = error.errnum();
    return error.code() == ErrorCode::Cancelled || e == EMFILE || e == ENFILE || e == ENOMEM;
}

bool isGone(int errnum) {
    return errnum == ENOENT || errnum == ENOTDIR || errnum == ELOOP || errnum == EISDIR || errnum == ENXIO || errnum == EXDEV;
}

Error notRegular() { return Error(ErrorCode::NotFound, "it is no regular file any more").withErrno(ENOENT); }

ReadIncident lost(std::uint32_t node, const Error& error) {
    if (isGone(error.errnum())) {
        return {node, kEntryVanished, WarningKind::Vanished,
                "it was removed or replaced while the backup ran" + std::string(kZeroFilled)};
    }
    return {node, kEntryUnreadable, WarningKind::Unreadable,
            "it could not be read: " + error.message() + std::string(kZeroFilled)};
}

} // namespace

Result<std::optional<ReadIncident>> ContentReader::read(std::uint32_t node, const std::string& path, std::uint64_t offset,
                                                        MutableByteSpan into, std::stop_token stop) {
    if (m_load.paused() || m_load.yielding()) follow({});
    ALULA_TRY(m_load.checkpoint(stop));
    ALULA_ASSIGN(const auto failed, openNode(node, path));
    if (failed) {
        std::ranges::fill(into, std::uint8_t{0});
        return lost(node, *failed);
    }
    const bool sparse = m_tree.node(node).sparse;
    // Part of a file: others read what lies before and behind it, and the kernel sees no order in that.
    if (into.size() < m_tree.node(node).size && !sparse) ask(m_now, offset, into.size() + kAheadBytes);
    ALULA_ASSIGN(const Outcome outcome, sparse ? readSparse(offset, into, stop) : readPlain(offset, into, stop));
    auto incident = judge(node, outcome);
    if (incident) incident->someRead = outcome.read > 0;
    m_cache.wasRead(*m_now.cachedBefore, m_now.file.get(), offset, into.size());
    if (offset + into.size() >= m_tree.node(node).size) close();
    return incident;
}

ContentReader::~ContentReader() {
    close();
    follow({});
}

void ContentReader::close() { close(m_now); }

void ContentReader::close(Opened& opened) {
    if (opened.file) m_cache.closing(opened.node, std::move(opened.cachedBefore), opened.file.get());
    opened.file.reset();
}

void ContentReader::follow(std::vector<std::uint32_t> nodes) {
    for (Opened& opened : m_ahead) close(opened);
    m_ahead.clear();
    m_following = std::move(nodes);
    m_nextAhead = 0;
}

// Of what was planned: a file may have grown since.
void ContentReader::ask(const Opened& opened, std::uint64_t offset, std::uint64_t length) const {
    const std::uint64_t end = std::min(offset + length, m_tree.node(opened.node).size);
    if (!opened.cachedBefore->mayBeCold) return;
    for (; offset < end; offset += kAskStep)
        m_volume.files().attributes.advise(opened.file.get(), offset, std::min(kAskStep, end - offset), POSIX_FADV_WILLNEED);
}

// What goes wrong here goes wrong again, or no more, when it is the file's turn.
void ContentReader::openAhead() {
    for (; m_ahead.size() < m_most && m_nextAhead < m_following.size(); ++m_nextAhead) {
        const std::uint32_t node = m_following[m_nextAhead];
        auto opened = open(node, m_tree.path(node));
        if (!opened && concernsAll(opened.error())) return follow({}); // no handles left: none to be held for later
        if (!opened) continue;
        ask(*opened, 0, m_tree.node(node).size);
        m_ahead.push_back(*std::move(opened));
    }
}

Result<ContentReader::Opened> ContentReader::open(std::uint32_t node, const std::string& path) const {
    ALULA_ASSIGN(auto file, m_volume.openFile(path));
    ALULA_ASSIGN(const auto status, m_volume.files().names.stat(file.get(), {}));
    // A FIFO or a device may have taken the name: reading it could wait for ever.
    if (!status.isRegular()) return fail(notRegular());
    auto before = m_cache.look(node, file.get(), m_tree.node(node).size);
    return Opened{node, std::move(file), std::move(before)};
}

// The inner error is the file's own.
Result<std::optional<Error>> ContentReader::openNode(std::uint32_t node, const std::string& path) {
    if (m_now.file && m_now.node == node) return std::nullopt;
    close();
    openAhead();
    if (!m_ahead.empty() && m_ahead.front().node == node) {
        m_now = std::move(m_ahead.front());
        m_ahead.pop_front();
        return std::nullopt;
    }
    auto opened = open(node, path);
    if (!opened && concernsAll(opened.error())) return fail(std::move(opened).error());
    if (!opened) return std::optional(std::move(opened).error());
    m_now = *std::move(opened);
    return std::nullopt;
}

Result<ContentReader::Outcome> ContentReader::readPlain(std::uint64_t offset, MutableByteSpan into, std::stop_token stop) {
    std::size_t done = 0;
    Outcome outcome;
    while (done < into.size() && outcome.complete) {
        const std::size_t step = std::min(into.size() - done, kReadStep);
        ALULA_TRY(m_load.read.take(step, stop));
        const auto got = readFully(m_volume.files().files, m_now.file.get(), into.subspan(done, step), offset + done);
        if (!got && concernsAll(got.error())) return fail(got.error());
        if (!got) outcome.error = got.error();
        outcome.complete = got && *got == step;
        done += got ? *got : 0;
    }
    outcome.read = done;
    std::ranges::fill(into.subspan(done), std::uint8_t{0});
    return outcome;
}

// Only where there is data; a hole costs neither reading nor the read limit. Where the file system cannot tell, all is data.
Result<ContentReader::Outcome> ContentReader::readSparse(std::uint64_t offset, MutableByteSpan into, std::stop_token stop) {
    FileCalls& files = m_volume.files().files;
    const std::uint64_t end = offset + into.size();
    Outcome outcome;
    for (std::uint64_t at = offset; at < end && outcome.complete;) {
        const auto data = files.seek(m_now.file.get(), at, SEEK_DATA);
        // ENXIO: no data from here to the end of the file. That it may be shorter now is seen by its size.
        if (!data && data.error().errnum() != ENXIO) return readPlain(offset, into, stop);
        const std::uint64_t from = data ? std::min(*data, end) : end;
        std::ranges::fill(into.subspan(at - offset, from - at), std::uint8_t{0});
        if (from == end) break;
        const auto hole = files.seek(m_now.file.get(), from, SEEK_HOLE);
        const std::uint64_t to = hole ? std::clamp(*hole, from + 1, end) : end;
        ALULA_ASSIGN(Outcome part, readPlain(from, into.subspan(from - offset, to - from), stop));
        part.read += outcome.read;
        outcome = std::move(part);
        at = to;
        if (!outcome.complete) std::ranges::fill(into.subspan(at - offset), std::uint8_t{0});
    }
    return outcome;
}

// Compares the file as it is now with what was planned.
std::optional<ReadIncident> ContentReader::judge(std::uint32_t node, const Outcome& outcome) const {
    if (outcome.error) return lost(node, *outcome.error);
    const auto& planned = m_tree.node(node);
    const auto status = m_volume.files().names.stat(m_now.file.get(), {});
    if (!status) return lost(node, status.error());
    const auto sizes = std::to_string(planned.size) + " to " + std::to_string(status->size) + " bytes";
    if (!outcome.complete || status->size < planned.size) {
        return ReadIncident{node, kEntryPadded, WarningKind::Shrank,
                            "it shrank from " + sizes + " while the backup ran; the rest is zeros"};
    }
    if (status->size > planned.size) {
        return ReadIncident{node, kEntryCut, WarningKind::Grew,
                            "it grew from " + sizes + " while the backup ran; only the first part is kept"};
    }
    if (status->mtimeNs != planned.mtimeNs || status->inode != planned.inode) {
        return ReadIncident{node, kEntryUnstable, WarningKind::Changed,
                            "it changed while the backup ran; its contents may be of different moments"};
    }
    return std::nullopt;
}

std::size_t filesAhead(unsigned readers) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    return static_cast<std::size_t>(std::min<rlim_t>(kAhead, limit.rlim_cur / 4 / std::max(readers, 1U)));
}

} // namespace alula
