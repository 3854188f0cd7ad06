// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/interposed_files.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <type_traits>
#include <unistd.h>

namespace alula::test {

namespace {
constexpr std::array<std::string_view, 26> kNames = {
    "open",        "makeDirectory", "makeSymlink",     "makeLink", "rename",         "remove",    "stat",         "list",
    "read",        "write",         "truncate",        "sync",     "syncFileSystem", "seek",      "cloneRange",   "space",
    "setOwner",    "setMode",       "setModifiedTime", "readLink", "listAttributes", "attribute", "setAttribute", "advise",
    "cachedPages", "inCache"};

std::uint64_t madeBy(const Result<UniqueFd>& result) { return static_cast<std::uint64_t>(result->get()); }
std::uint64_t madeBy(const Result<std::size_t>& result) { return *result; }
std::uint64_t madeBy(const auto&) { return 0; }
} // namespace

std::string_view name(Call call) { return kNames.at(static_cast<std::size_t>(call)); }

bool isMutating(Call call) {
    switch (call) {
    case Call::MakeDirectory:
    case Call::MakeSymlink:
    case Call::MakeLink:
    case Call::Rename:
    case Call::Remove:
    case Call::Write:
    case Call::Truncate:
    case Call::CloneRange:
    case Call::SetOwner:
    case Call::SetMode:
    case Call::SetModifiedTime:
    case Call::SetAttribute: return true;
    default: return false;
    }
}

bool CallInfo::mutates() const {
    if (call == Call::CloneRange) return directory != otherDirectory; // of a file to itself it is but a question
    if (call != Call::Open) return isMutating(call);
    return (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

std::string resolvedPath(int directory, const std::string& name) {
    if (directory == AT_FDCWD || name.starts_with('/')) return name;
    std::string path(8192, '\0');
    const auto got = ::readlink(("/proc/self/fd/" + std::to_string(directory)).c_str(), path.data(), path.size());
    path.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return name.empty() ? path : path + "/" + name;
}

int InterposedFiles::before(CallInfo&) { return 0; }
void InterposedFiles::after(const CallInfo&, std::uint64_t) {}

template <typename T, typename Down>
Result<T> InterposedFiles::pass(CallInfo& info, Down down) {
    if (const int error = before(info)) { // with the path that the real calls tell
        const std::string path = info.name.empty() || info.name == "." ? resolvedPath(info.directory, {}) : info.name;
        return failErrno(error, "made to fail: " + std::string(test::name(info.call)), path);
    }
    Result<T> result = down();
    if (result) after(info, madeBy(result));
    return result;
}

Result<UniqueFd> InterposedFiles::open(int directory, const std::string& name, int flags, mode_t mode, std::uint64_t resolve) {
    CallInfo info{
        .call = Call::Open, .directory = directory, .name = name, .flags = static_cast<std::uint64_t>(flags), .mode = mode};
    return pass<UniqueFd>(info, [&] { return m_below.names.open(directory, name, flags, mode, resolve); });
}
Result<void> InterposedFiles::makeDirectory(int directory, const std::string& name, mode_t mode) {
    CallInfo info{.call = Call::MakeDirectory, .directory = directory, .name = name, .mode = mode};
    return pass<void>(info, [&] { return m_below.names.makeDirectory(directory, name, mode); });
}
Result<void> InterposedFiles::makeSymlink(const std::string& target, int directory, const std::string& name) {
    CallInfo info{.call = Call::MakeSymlink, .directory = directory, .name = name, .otherName = target};
    return pass<void>(info, [&] { return m_below.names.makeSymlink(target, directory, name); });
}
Result<void> InterposedFiles::makeLink(int fromDirectory, const std::string& fromName, int directory, const std::string& name) {
    CallInfo info{
        .call = Call::MakeLink, .directory = fromDirectory, .name = fromName, .otherDirectory = directory, .otherName = name};
    return pass<void>(info, [&] { return m_below.names.makeLink(fromDirectory, fromName, directory, name); });
}
Result<void> InterposedFiles::rename(int fromDirectory, const std::string& fromName, int toDirectory, const std::string& toName,
                                     unsigned flags) {
    CallInfo info{.call = Call::Rename,
                  .directory = fromDirectory,
                  .name = fromName,
                  .otherDirectory = toDirectory,
                  .otherName = toName,
                  .flags = flags};
    return pass<void>(info, [&] { return m_below.names.rename(fromDirectory, fromName, toDirectory, toName, flags); });
}
Result<void> InterposedFiles::remove(int directory, const std::string& name, bool isDirectory) {
    CallInfo info{.call = Call::Remove, .directory = directory, .name = name, .flags = isDirectory};
    return pass<void>(info, [&] { return m_below.names.remove(directory, name, isDirectory); });
}
Result<FileStat> InterposedFiles::stat(int directory, const std::string& name) {
    CallInfo info{.call = Call::Stat, .directory = directory, .name = name};
    return pass<FileStat>(info, [&] { return m_below.names.stat(directory, name); });
}
Result<void> InterposedFiles::visit(int directory, const std::function<bool(DirectoryEntry)>& each) {
    CallInfo info{.call = Call::List, .directory = directory};
    return pass<void>(info, [&] { return m_below.names.visit(directory, each); });
}

Result<std::size_t> InterposedFiles::read(int fd, MutableByteSpan into, std::uint64_t offset) {
    CallInfo info{.call = Call::Read, .directory = fd, .offset = offset, .size = into.size()};
    return pass<std::size_t>(
        info, [&] { return m_below.files.read(fd, into.first(std::min<std::size_t>(info.size, into.size())), offset); });
}
Result<std::size_t> InterposedFiles::write(int fd, ByteSpan bytes, std::uint64_t offset) {
    CallInfo info{.call = Call::Write, .directory = fd, .offset = offset, .size = bytes.size(), .bytes = asText(bytes)};
    return pass<std::size_t>(
        info, [&] { return m_below.files.write(fd, bytes.first(std::min<std::size_t>(info.size, bytes.size())), offset); });
}
Result<void> InterposedFiles::truncate(int fd, std::uint64_t size) {
    CallInfo info{.call = Call::Truncate, .directory = fd, .size = size};
    return pass<void>(info, [&] { return m_below.files.truncate(fd, size); });
}
Result<void> InterposedFiles::sync(int fd) {
    CallInfo info{.call = Call::Sync, .directory = fd};
    return pass<void>(info, [&] { return m_below.files.sync(fd); });
}
Result<void> InterposedFiles::syncFileSystem(int fd) {
    CallInfo info{.call = Call::SyncFileSystem, .directory = fd};
    return pass<void>(info, [&] { return m_below.files.syncFileSystem(fd); });
}
Result<std::uint64_t> InterposedFiles::seek(int fd, std::uint64_t offset, int whence) {
    CallInfo info{.call = Call::Seek, .directory = fd, .offset = offset};
    return pass<std::uint64_t>(info, [&] { return m_below.files.seek(fd, offset, whence); });
}
Result<void> InterposedFiles::cloneRange(int from, std::uint64_t fromOffset, std::uint64_t bytes, int to,
                                         std::uint64_t toOffset) {
    CallInfo info{.call = Call::CloneRange,
                  .directory = to,
                  .otherDirectory = from,
                  .offset = toOffset,
                  .otherOffset = fromOffset,
                  .size = bytes};
    return pass<void>(info, [&] { return m_below.files.cloneRange(from, fromOffset, bytes, to, toOffset); });
}
Result<SpaceInfo> InterposedFiles::space(int fd) {
    CallInfo info{.call = Call::Space, .directory = fd};
    auto space = pass<SpaceInfo>(info, [&] { return m_below.files.space(fd); });
    if (space && shownType) space->type = *shownType;
    return space;
}

Result<void> InterposedFiles::setOwner(int directory, const std::string& name, uid_t uid, gid_t gid) {
    CallInfo info{.call = Call::SetOwner, .directory = directory, .name = name, .uid = uid, .gid = gid};
    return pass<void>(info, [&] { return m_below.attributes.setOwner(directory, name, uid, gid); });
}
Result<void> InterposedFiles::setMode(int fd, mode_t mode) {
    CallInfo info{.call = Call::SetMode, .directory = fd, .mode = mode};
    return pass<void>(info, [&] { return m_below.attributes.setMode(fd, mode); });
}
Result<void> InterposedFiles::setModifiedTime(int directory, const std::string& name, std::int64_t mtimeNs) {
    CallInfo info{.call = Call::SetModifiedTime, .directory = directory, .name = name, .mtimeNs = mtimeNs};
    return pass<void>(info, [&] { return m_below.attributes.setModifiedTime(directory, name, mtimeNs); });
}
Result<std::string> InterposedFiles::readLink(int directory, const std::string& name) {
    CallInfo info{.call = Call::ReadLink, .directory = directory, .name = name};
    return pass<std::string>(info, [&] { return m_below.attributes.readLink(directory, name); });
}
Result<std::vector<std::string>> InterposedFiles::listAttributes(int directory, const std::string& name) {
    CallInfo info{.call = Call::ListAttributes, .directory = directory, .name = name};
    return pass<std::vector<std::string>>(info, [&] { return m_below.attributes.listAttributes(directory, name); });
}
Result<std::string> InterposedFiles::attribute(int directory, const std::string& name, const std::string& key) {
    CallInfo info{.call = Call::Attribute, .directory = directory, .name = name, .otherName = key};
    return pass<std::string>(info, [&] { return m_below.attributes.attribute(directory, name, key); });
}
Result<void> InterposedFiles::setAttribute(int fd, const std::string& key, const std::string& value) {
    CallInfo info{.call = Call::SetAttribute, .directory = fd, .otherName = key, .bytes = value};
    return pass<void>(info, [&] { return m_below.attributes.setAttribute(fd, key, value); });
}
void InterposedFiles::advise(int fd, std::uint64_t offset, std::uint64_t length, int advice) {
    CallInfo info{
        .call = Call::Advise, .directory = fd, .offset = offset, .size = length, .flags = static_cast<std::uint64_t>(advice)};
    if (before(info) == 0) m_below.attributes.advise(fd, offset, length, advice);
}

Result<std::uint64_t> InterposedFiles::cachedPages(int fd) {
    CallInfo info{.call = Call::CachedPages, .directory = fd};
    return pass<std::uint64_t>(info, [&] { return m_below.cache.cachedPages(fd); });
}
Result<std::vector<bool>> InterposedFiles::inCache(int fd, std::uint64_t offset, std::uint64_t length) {
    CallInfo info{.call = Call::InCache, .directory = fd, .offset = offset, .size = length};
    return pass<std::vector<bool>>(info, [&] { return m_below.cache.inCache(fd, offset, length); });
}

} // namespace alula::test
