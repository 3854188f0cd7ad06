// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/interposed_files.h"

#include <mutex>
#include <string>
#include <vector>

namespace alula::test {

// One change on its way to the disk, or a barrier (Sync, SyncFileSystem): all that is needed to do it again on a copy of the
// tree as it was before, up to any point, with or without what no barrier covered.
struct Mutation {
    Call call = Call::Open;
    std::string path;   // whole, as it was when the call came (for calls on a handle: of the open file)
    std::string toPath; // rename and link: the new name; symlink: its target; setAttribute: the key
    std::uint64_t device = 0;
    std::uint64_t inode = 0;      // of the thing that was made, changed, renamed or removed
    std::uint64_t otherInode = 0; // rename: of what had the new name before, 0: nothing
    std::string data;             // write and cloneRange: the bytes that arrived; setAttribute: the value
    std::uint64_t offset = 0;
    std::uint64_t size = 0; // truncate
    std::uint64_t flags = 0;
    std::uint32_t mode = 0;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::int64_t mtimeNs = 0;
    std::size_t begun = 0; // how many changes had returned when the call came: a barrier covers those
    bool isBarrier() const { return call == Call::Sync || call == Call::SyncFileSystem; }
};

std::string toString(const Mutation& mutation); // one line: "rename /v/a → /v/b"

// Writes down every successful change, in the order in which the calls returned. Any thread.
class RecordingFiles final : public InterposedFiles {
public:
    explicit RecordingFiles(FileSystem below = systemFiles()) : InterposedFiles(below) {}

    std::vector<Mutation> mutations() const;
    std::string log() const; // a line each, for a test's message
    void clear();

private:
    int before(CallInfo& info) override;
    void after(const CallInfo& info, std::uint64_t made) override;

    mutable std::mutex m_mutex;
    std::vector<Mutation> m_mutations; // guarded by m_mutex
};

} // namespace alula::test
