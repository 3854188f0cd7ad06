// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/proc_scan.h"

#include "daemon/panel/mount_table.h"
#include "shared/base/bytes.h"
#include "shared/base/fd.h"
#include "shared/base/load.h"

#include <array>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <string_view>
#include <unistd.h>

namespace alula {

namespace {

// A process with that much in one of its /proc files is looked at no further than this.
constexpr std::size_t kMaxProcFile = 64u << 20;

struct CloseDir {
    void operator()(DIR* dir) const { ::closedir(dir); }
};
using Directory = std::unique_ptr<DIR, CloseDir>;

std::optional<std::string> slurp(int at, const std::string& path) {
    const UniqueFd fd(::openat(at, path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return std::nullopt;
    std::string text;
    std::array<char, 16384> buffer;
    while (text.size() < kMaxProcFile) {
        const auto got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return text;
}

std::optional<std::string> linkTarget(int at, const char* name) {
    std::array<char, PATH_MAX> buffer;
    const auto length = ::readlinkat(at, name, buffer.data(), buffer.size());
    if (length <= 0) return std::nullopt;
    return std::string(buffer.data(), static_cast<std::size_t>(length));
}

struct FdInfo {
    unsigned flags = 0;
    std::uint64_t mountId = 0;
    bool writable() const { return (flags & O_ACCMODE) == O_WRONLY || (flags & O_ACCMODE) == O_RDWR; }
};

// "flags:\t0100001" (octal) and "mnt_id:\t29", proc_pid_fdinfo(5).
FdInfo parseFdInfo(std::string_view text) {
    FdInfo info;
    for (const auto part : std::views::split(text, '\n')) {
        const std::string_view line(part);
        const auto value = line.substr(std::min(line.size(), line.find_last_of('\t') + 1));
        if (line.starts_with("flags:")) info.flags = parseNumber<unsigned>(value, 8).value_or(0);
        if (line.starts_with("mnt_id:")) info.mountId = parseNumber<std::uint64_t>(value).value_or(0);
    }
    return info;
}

// What is looked for, by its place on its file system.
struct Wanted {
    FsPath directory;
    std::optional<FsPath> beside; // not a directory: the beginning of the paths of some

    bool isBeside(const FsPath& where) const {
        return beside && where.device == beside->device && where.path.starts_with(beside->path);
    }
};

// One look through /proc for one directory.
class Scan {
public:
    Scan(const ProcScanOptions& options, int proc, MountTable ours, Wanted wanted)
        : m_options(options), m_ours(std::move(ours)), m_ourMounts(linkTarget(proc, "self/ns/mnt")), m_wanted(std::move(wanted)) {
    }

    void lookAt(int proc, const std::string& pid);
    bool full() const { return m_found.files.size() >= m_options.maxFiles; }
    OpenFiles take() { return std::move(m_found); }

private:
    // The process' own mounts are read only when it is seen to need them: most share ours.
    const MountTable& theirs();
    // What it tells of itself without a mount's id. Paths are told from our root where the process shares our mounts, also when it has
    // another root itself (proc(5): mountinfo, on the contrary, is told from its own).
    std::optional<FsPath> locate(const std::string& path);
    void lookAtHome();
    void lookAtFds();
    void lookAtMaps();
    void lookAtMapping(std::string_view line);
    void addIfWanted(const std::optional<FsPath>& where, const std::string& path, OpenFile::Use use);

    const ProcScanOptions m_options;
    const MountTable m_ours;
    const std::optional<std::string> m_ourMounts; // the namespace
    const Wanted m_wanted;
    OpenFiles m_found;

    // Of the process being looked at.
    int m_process = -1;
    pid_t m_pid = 0;
    std::optional<MountTable> m_theirs;
    std::optional<bool> m_sharesMounts;
};

const MountTable& Scan::theirs() {
    if (!m_theirs) m_theirs = MountTable::parse(slurp(m_process, "mountinfo").value_or(""));
    return *m_theirs;
}

std::optional<FsPath> Scan::locate(const std::string& path) {
    if (!m_sharesMounts) m_sharesMounts = m_ourMounts && linkTarget(m_process, "ns/mnt") == m_ourMounts;
    return *m_sharesMounts ? m_ours.locate(path) : theirs().locate(path);
}

void Scan::addIfWanted(const std::optional<FsPath>& where, const std::string& path, OpenFile::Use use) {
    if (!where || full()) return;
    const bool beside = m_wanted.isBeside(*where);
    if (!beside && !where->isWithin(m_wanted.directory)) return;
    auto name = slurp(m_process, "comm").value_or("");
    if (name.ends_with('\n')) name.pop_back();
    m_found.files.push_back({m_pid, name, path, use, beside});
}

// Once a process: who runs from there mostly works there too.
void Scan::lookAtHome() {
    using Use = OpenFile::Use;
    const auto before = m_found.files.size();
    for (const auto& [link, use] :
         {std::pair("exe", Use::Runs), std::pair("cwd", Use::LivesIn), std::pair("root", Use::LivesIn)}) {
        const auto target = linkTarget(m_process, link);
        if (!target || !target->starts_with('/')) continue;
        addIfWanted(locate(*target), *target, use);
        if (m_found.files.size() > before) return;
    }
}

void Scan::lookAtFds() {
    const UniqueFd infos(::openat(m_process, "fdinfo", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    UniqueFd fds(::openat(m_process, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const int handle = fds.get();
    const Directory list(infos && fds ? ::fdopendir(fds.get()) : nullptr);
    if (!list) {
        if (errno == EACCES || errno == EPERM) ++m_found.unreadable;
        return;
    }
    std::ignore = fds.release(); // the DIR has it
    while (const auto* entry = ::readdir(list.get())) {
        if (entry->d_name[0] == '.') continue;
        // The target first: it is the cheapest look that rules most out (sockets, pipes, read-only files come next).
        const auto target = linkTarget(handle, entry->d_name);
        if (!target || !target->starts_with('/')) continue;
        const auto info = parseFdInfo(slurp(infos.get(), entry->d_name).value_or(""));
        if (!info.writable()) continue;
        const auto where =
            m_ours.has(info.mountId) ? m_ours.locate(info.mountId, *target) : theirs().locate(info.mountId, *target);
        addIfWanted(where, *target, OpenFile::Use::Writes);
    }
}

// "7f00-7f01 rw-s 00000000 103:02 1234   /path", proc_pid_maps(5).
void Scan::lookAtMapping(std::string_view line) {
    const auto rights = line.find(' ');
    if (rights == std::string_view::npos || rights + 4 >= line.size() || line[rights + 2] != 'w' || line[rights + 4] != 's')
        return;
    const auto path = line.find(" /");
    if (path == std::string_view::npos) return;
    const std::string target(line.substr(path + 1));
    addIfWanted(locate(target), target, OpenFile::Use::Writes);
}

void Scan::lookAtMaps() {
    const auto maps = slurp(m_process, "maps");
    if (!maps) return;
    for (const auto line : std::views::split(*maps, '\n')) lookAtMapping(std::string_view(line));
}

void Scan::lookAt(int proc, const std::string& pid) {
    const UniqueFd process(::openat(proc, pid.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!process) return; // ended meanwhile
    m_process = process.get();
    m_pid = parseNumber<pid_t>(pid).value_or(0);
    m_theirs.reset();
    m_sharesMounts.reset();
    errno = 0;
    lookAtFds();
    lookAtMaps();
    lookAtHome();
    m_process = -1;
}

// Where the directory lies on its file system.
Result<FsPath> locate(int proc, const MountTable& ours, const std::string& directory) {
    const UniqueFd fd(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!fd) return failErrno(errno, "Looking for open files", directory);
    const auto number = std::to_string(fd.get());
    const auto info = parseFdInfo(slurp(proc, "self/fdinfo/" + number).value_or(""));
    const auto path = linkTarget(proc, ("self/fd/" + number).c_str());
    auto where = path ? ours.locate(info.mountId, *path) : std::nullopt;
    if (!where)
        return fail(
            Error(ErrorCode::Unsupported, "The mount of the directory is not in /proc/self/mountinfo.").withPath(directory));
    return *where;
}

// The directories beside it, as their paths begin there.
Result<std::optional<FsPath>> locateBeside(int proc, const MountTable& ours, const std::string& directory,
                                           const std::string& beginning) {
    const auto slash = directory.find_last_not_of('/') == std::string::npos
                           ? std::string::npos
                           : directory.rfind('/', directory.find_last_not_of('/'));
    if (beginning.empty() || slash == std::string::npos) return std::optional<FsPath>();
    ALULA_ASSIGN(auto where, locate(proc, ours, slash == 0 ? "/" : directory.substr(0, slash)));
    where.path += (where.path.ends_with('/') ? "" : "/") + beginning;
    return std::optional(std::move(where));
}

} // namespace

Result<OpenFiles> findInUse(const std::string& directory, const ProcScanOptions& options, std::stop_token stop) {
    const UniqueFd proc(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!proc) return failErrno(errno, "Looking for open files", "/proc");
    const auto mountinfo = slurp(proc.get(), "self/mountinfo");
    if (!mountinfo) return failErrno(errno, "Looking for open files", "/proc/self/mountinfo");
    auto ours = MountTable::parse(*mountinfo);
    Wanted wanted;
    ALULA_ASSIGN(wanted.directory, locate(proc.get(), ours, directory));
    ALULA_ASSIGN(wanted.beside, locateBeside(proc.get(), ours, directory, options.beside));
    Scan scan(options, proc.get(), std::move(ours), std::move(wanted));

    const Directory list(::fdopendir(::openat(proc.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
    if (!list) return failErrno(errno, "Looking for open files", "/proc");
    const auto self = std::to_string(::getpid());
    while (const auto* entry = ::readdir(list.get())) {
        if (stop.stop_requested()) return fail(cancelled());
        const std::string name = entry->d_name;
        if (!parseNumber<pid_t>(name) || (name == self && !options.self)) continue;
        scan.lookAt(proc.get(), name);
        if (scan.full()) break;
    }
    return scan.take();
}

} // namespace alula
