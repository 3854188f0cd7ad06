// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace alula::test {

enum class Call : std::uint8_t {
    Open,
    MakeDirectory,
    MakeSymlink,
    MakeLink,
    Rename,
    Remove,
    Stat,
    List,
    Read,
    Write,
    Truncate,
    Sync,
    SyncFileSystem,
    Seek,
    CloneRange,
    Space,
    SetOwner,
    SetMode,
    SetModifiedTime,
    ReadLink,
    ListAttributes,
    Attribute,
    SetAttribute,
    Advise,
    CachedPages,
    InCache,
};
std::string_view name(Call call); // "makeDirectory" …
// Changes something on disk. Open does when it creates or truncates; see CallInfo::mutates.
bool isMutating(Call call);

// One call on its way down, with what it was given; fields that a call does not have are left empty.
struct CallInfo {
    Call call = Call::Open;
    int directory = -1;      // handle of a name, or the open file
    std::string name{};      // below it; empty: the handle itself
    int otherDirectory = -1; // rename and link: where to; cloneRange: from
    std::string otherName{}; // rename and link: where to; symlink: its target; attributes: the key
    std::uint64_t offset = 0;
    std::uint64_t otherOffset = 0; // cloneRange: in the source
    std::uint64_t size = 0;        // bytes asked for, new size, length
    std::string_view bytes{};      // write and setAttribute: what is written (valid during the call)
    std::uint64_t flags = 0;       // open(2) flags, renameat2 flags, an advice, whether remove() means a directory
    std::uint32_t mode = 0;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::int64_t mtimeNs = 0;
    bool mutates() const;
};

// Where a handle or a name below it lies now, as the kernel tells it ("/tmp/x/a"; "/tmp/x/#123 (deleted)" for O_TMPFILE).
std::string resolvedPath(int directory, const std::string& name);

// Passes every call to the files below, asking before and telling after. The base of what stands between engine and disk in
// tests. Any thread; before() and after() are called on the caller's.
class InterposedFiles : private NameCalls, private FileCalls, private AttributeCalls, private CacheCalls {
public:
    explicit InterposedFiles(FileSystem below) : m_below(below) {}
    virtual ~InterposedFiles() = default;
    InterposedFiles(const InterposedFiles&) = delete;
    InterposedFiles& operator=(const InterposedFiles&) = delete;

    // To be given to the engine; lives as long as this.
    FileSystem files() { return {*this, *this, *this, *this}; }
    std::optional<std::uint32_t> shownType{}; // of every file system, in place of what it is

protected:
    // An errno to answer with instead of going down, or 0. May change info.size of reads, writes and copies to make them shorter.
    virtual int before(CallInfo& info);
    // `made`: the descriptor of a successful open, the bytes moved of a read, write or copy, else 0. Only after successes.
    virtual void after(const CallInfo& info, std::uint64_t made);
    FileSystem below() const { return m_below; }

private:
    template <typename T, typename Down>
    Result<T> pass(CallInfo& info, Down down);

    Result<UniqueFd> open(int directory, const std::string& name, int flags, mode_t mode, std::uint64_t resolve) override;
    Result<void> makeDirectory(int directory, const std::string& name, mode_t mode) override;
    Result<void> makeSymlink(const std::string& target, int directory, const std::string& name) override;
    Result<void> makeLink(int fromDirectory, const std::string& fromName, int directory, const std::string& name) override;
    Result<void> rename(int fromDirectory, const std::string& fromName, int toDirectory, const std::string& toName,
                        unsigned flags) override;
    Result<void> remove(int directory, const std::string& name, bool isDirectory) override;
    Result<FileStat> stat(int directory, const std::string& name) override;
    Result<void> visit(int directory, const std::function<bool(DirectoryEntry)>& each) override;

    Result<std::size_t> read(int fd, MutableByteSpan into, std::uint64_t offset) override;
    Result<std::size_t> write(int fd, ByteSpan bytes, std::uint64_t offset) override;
    Result<void> truncate(int fd, std::uint64_t size) override;
    Result<void> sync(int fd) override;
    Result<void> syncFileSystem(int fd) override;
    Result<std::uint64_t> seek(int fd, std::uint64_t offset, int whence) override;
    Result<void> cloneRange(int from, std::uint64_t fromOffset, std::uint64_t bytes, int to, std::uint64_t toOffset) override;
    Result<SpaceInfo> space(int fd) override;

    Result<void> setOwner(int directory, const std::string& name, uid_t uid, gid_t gid) override;
    Result<void> setMode(int fd, mode_t mode) override;
    Result<void> setModifiedTime(int directory, const std::string& name, std::int64_t mtimeNs) override;
    Result<std::string> readLink(int directory, const std::string& name) override;
    Result<std::vector<std::string>> listAttributes(int directory, const std::string& name) override;
    Result<std::string> attribute(int directory, const std::string& name, const std::string& key) override;
    Result<void> setAttribute(int fd, const std::string& key, const std::string& value) override;
    void advise(int fd, std::uint64_t offset, std::uint64_t length, int advice) override;

    Result<std::uint64_t> cachedPages(int fd) override;
    Result<std::vector<bool>> inCache(int fd, std::uint64_t offset, std::uint64_t length) override;

    FileSystem m_below;
};

} // namespace alula::test
