// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recording_files.h"

#include "shared/base/log.h"

#include <fcntl.h>
#include <unistd.h>

namespace alula::test {

namespace {
// What must be known before a rename or a removal, kept for after() on the same thread.
thread_local Mutation pending;

void setInode(NameCalls& names, int directory, const std::string& name, Mutation& mutation) {
    if (const auto stat = names.stat(directory, name)) {
        mutation.device = stat->device;
        mutation.inode = stat->inode;
    }
}

std::string bytesAt(FileCalls& files, int fd, std::uint64_t offset, std::uint64_t size) {
    std::string bytes(size, '\0');
    const auto got = readFully(files, fd, {reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()}, offset);
    bytes.resize(got ? *got : 0);
    return bytes;
}

std::string cloned(FileSystem files, const CallInfo& info) {
    std::uint64_t size = info.size;
    if (const auto from = files.names.stat(info.otherDirectory, {}); from && size == 0) size = from->size - info.otherOffset;
    return bytesAt(files.files, info.otherDirectory, info.otherOffset, size);
}

bool isRecorded(const CallInfo& info) { return info.mutates() || info.call == Call::Sync || info.call == Call::SyncFileSystem; }
} // namespace

std::string toString(const Mutation& m) {
    std::string line = std::string(name(m.call)) + " " + log::printable(m.path);
    if (!m.toPath.empty()) line += " → " + log::printable(m.toPath);
    if (m.call == Call::Write || m.call == Call::CloneRange)
        line += " [" + std::to_string(m.offset) + ", +" + std::to_string(m.data.size()) + ")";
    if (m.call == Call::Truncate) line += " to " + std::to_string(m.size);
    return line;
}

std::vector<Mutation> RecordingFiles::mutations() const {
    const std::lock_guard lock(m_mutex);
    return m_mutations;
}

std::string RecordingFiles::log() const {
    std::string text;
    for (const auto& mutation : mutations()) text += toString(mutation) + "\n";
    return text;
}

void RecordingFiles::clear() {
    const std::lock_guard lock(m_mutex);
    m_mutations.clear();
}

int RecordingFiles::before(CallInfo& info) {
    if (!isRecorded(info)) return 0;
    pending = {};
    pending.call = info.call;
    {
        const std::lock_guard lock(m_mutex);
        pending.begun = m_mutations.size();
    }
    pending.path = resolvedPath(info.directory, info.name);
    if (info.call == Call::Remove || info.call == Call::Rename) setInode(below().names, info.directory, info.name, pending);
    if (info.call == Call::Rename)
        if (const auto stat = below().names.stat(info.otherDirectory, info.otherName)) pending.otherInode = stat->inode;
    return 0;
}

void RecordingFiles::after(const CallInfo& info, std::uint64_t made) {
    if (!isRecorded(info)) return;
    Mutation mutation = std::move(pending);
    mutation.offset = info.offset;
    mutation.size = info.size;
    mutation.flags = info.flags;
    mutation.mode = info.mode;
    mutation.uid = info.uid;
    mutation.gid = info.gid;
    mutation.mtimeNs = info.mtimeNs;
    switch (info.call) {
    case Call::Rename:
    case Call::MakeLink: mutation.toPath = resolvedPath(info.otherDirectory, info.otherName); break;
    case Call::MakeSymlink:
    case Call::SetAttribute: mutation.toPath = info.otherName; break;
    default: break;
    }
    if (info.call == Call::Open) setInode(below().names, static_cast<int>(made), {}, mutation);
    else if (info.call != Call::Remove && info.call != Call::Rename) setInode(below().names, info.directory, info.name, mutation);
    if (info.call == Call::Write) mutation.data = info.bytes.substr(0, made);
    if (info.call == Call::SetAttribute) mutation.data = info.bytes;
    if (info.call == Call::CloneRange) mutation.data = cloned(below(), info);
    const std::lock_guard lock(m_mutex);
    m_mutations.push_back(std::move(mutation));
}

} // namespace alula::test
