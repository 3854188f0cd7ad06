// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/volume.h"
#include "shared/engine/volume/beneath.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>

namespace alula {

namespace {
constexpr std::size_t kMaxIgnoreBytes = 32_KiB;

std::unexpected<Error> badPath(std::string_view path) {
    return fail(
        Error(ErrorCode::InvalidInput, "not a path inside a volume: no part may be empty, \".\", \"..\" or longer than 255 bytes")
            .withPath(std::string(path)));
}

// O_NOATIME is for the owner and for root only; others read without it. openat2 refuses it together with O_PATH.
Result<UniqueFd> openQuietly(NameCalls& names, int directory, const std::string& name, int flags) {
    if (flags & O_PATH) return names.open(directory, name, flags, 0, kBeneath);
    auto opened = names.open(directory, name, flags | O_NOATIME, 0, kBeneath);
    if (!opened && opened.error().errnum() == EPERM) return names.open(directory, name, flags, 0, kBeneath);
    return opened;
}

// One system call takes kMaxPathBytes: a longer path is gone in steps.
Result<UniqueFd> openBelow(NameCalls& names, int root, const std::string& path, int flags) {
    UniqueFd held;
    int at = root;
    std::string_view rest = path;
    while (rest.size() > kMaxPathBytes) {
        const auto slash = rest.rfind('/', kMaxPathBytes);
        if (slash == rest.npos || !isSafeRelativePath(rest.substr(0, slash))) return badPath(path);
        ALULA_ASSIGN(held, names.open(at, std::string(rest.substr(0, slash)), O_PATH | O_DIRECTORY, 0, kBeneath));
        at = held.get();
        rest.remove_prefix(slash + 1);
    }
    if (!isSafeRelativePath(rest)) return badPath(path);
    return openQuietly(names, at, std::string(rest), flags);
}
} // namespace

Volume::Volume(FileSystem files, std::string path, UniqueFd root)
    : m_files(files), m_path(std::move(path)), m_root(std::move(root)) {}

Result<Volume> Volume::open(FileSystem files, const std::string& path) {
    auto root = files.names.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0, 0);
    if (!root) return fail(std::move(root).error().withContext("opening the volume"));
    return Volume(files, path, *std::move(root));
}

Result<UniqueFd> Volume::openFile(const std::string& path) const {
    return openBelow(m_files.names, m_root.get(), path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

Result<UniqueFd> Volume::openDirectory(const std::string& path) const {
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK;
    if (path.empty()) return openQuietly(m_files.names, m_root.get(), ".", flags);
    return openBelow(m_files.names, m_root.get(), path, flags);
}

Result<FileStat> Volume::stat(const std::string& path) const {
    if (path.empty()) return m_files.names.stat(m_root.get(), {});
    const std::string last(nameOf(path));
    if (!isSafeRelativePath(last) || path.starts_with('/')) return badPath(path);
    const std::string parent(parentOf(path));
    if (parent.empty()) return m_files.names.stat(m_root.get(), last);
    ALULA_ASSIGN(const UniqueFd directory, openBelow(m_files.names, m_root.get(), parent, O_PATH | O_DIRECTORY));
    auto found = m_files.names.stat(directory.get(), last);
    if (!found) return fail(std::move(found).error().withPath(path));
    return found;
}

namespace {
// The text of one ignore file. NotFound when there is none; any other error is a reason not to use it.
Result<std::string> readIgnoreFile(const Volume& volume, const std::string& name) {
    ALULA_ASSIGN(const FileStat before, volume.stat(name));
    if (!before.isRegular()) return fail(ErrorCode::Unsupported, "it is not a regular file");
    ALULA_ASSIGN(const UniqueFd fd, volume.openFile(name));
    ALULA_ASSIGN(const FileStat opened, volume.files().names.stat(fd.get(), {}));
    if (!opened.isRegular()) return fail(ErrorCode::Unsupported, "it is not a regular file");
    // One byte more than allowed: a file that grows while it is read is found too large here.
    std::array<std::uint8_t, kMaxIgnoreBytes + 1> buffer;
    ALULA_ASSIGN(const std::size_t length, readFully(volume.files().files, fd.get(), buffer, 0));
    if (length > kMaxIgnoreBytes) return fail(ErrorCode::InvalidInput, "it is larger than 32 KiB");
    return std::string(asText(ByteSpan(buffer).first(length)));
}
} // namespace

Result<std::string> effectiveIgnoreText(const Volume& volume, const std::string& given, std::vector<Warning>& warnings) {
    if (!given.empty()) return given;
    for (const std::string name : {".pelicanignore", ".pteroignore"}) {
        auto text = readIgnoreFile(volume, name);
        if (text) return text;
        if (text.error().code() == ErrorCode::NotFound) continue;
        warnings.push_back({WarningKind::Unreadable, name, "not used as ignore file: " + text.error().message()});
        return std::string();
    }
    return std::string();
}

} // namespace alula
