// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_file.h"

#include "cli/page.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace alula::cli {

namespace {
constexpr mode_t kMode = 0600; // a backup holds passwords

std::string directoryOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::unexpected<Error> isThere(const std::string& path) {
    return fail(ErrorCode::AlreadyExists,
                Cli::tr("%1 is there already: give another name, or --force to replace it.").arg(shown(path)).toStdString());
}
} // namespace

Result<OutputFile> OutputFile::make(const std::string& path, bool replace) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) == 0) {
        if (!replace) return isThere(path);
        if (!S_ISREG(status.st_mode))
            return fail(ErrorCode::InvalidInput, Cli::tr("%1 is no regular file.").arg(shown(path)).toStdString());
    }
    ::signal(SIGXFSZ, SIG_IGN); // a file that gets too large is an error (EFBIG), no sudden end
    OutputFile file(path, replace);
    ALULA_TRY(file.open());
    return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_directory(std::move(other.m_directory)), m_replace(other.m_replace),
      m_file(std::move(other.m_file)), m_temporary(std::exchange(other.m_temporary, {})) {}

OutputFile::~OutputFile() {
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

Result<void> OutputFile::open() {
    m_directory = directoryOf(m_path);
    m_file = UniqueFd(::open(m_directory.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kMode));
    if (m_file) return {};
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) return failErrno(errno, "open", m_directory);
    // As on NFS: it has a name from the beginning.
    m_temporary = m_path + ".part-" + std::to_string(::getpid());
    m_file = UniqueFd(::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode));
    if (m_file) return {};
    const int why = errno;
    return failErrno(why, "open", std::exchange(m_temporary, {}));
}

Result<void> OutputFile::link() {
    const std::string self = "/proc/self/fd/" + std::to_string(m_file.get());
    if (m_temporary.empty()) {
        // Nothing replaces a file but a rename, so it needs a name for a moment.
        const std::string name = m_replace ? m_path + ".part-" + std::to_string(::getpid()) : m_path;
        if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
            if (errno == EEXIST && !m_replace) return isThere(m_path);
            return failErrno(errno, "link", name);
        }
        if (!m_replace) return {};
        m_temporary = name;
    }
    const unsigned flags = m_replace ? 0 : RENAME_NOREPLACE;
    if (::renameat2(AT_FDCWD, m_temporary.c_str(), AT_FDCWD, m_path.c_str(), flags) != 0) {
        if (errno == EEXIST) return isThere(m_path);
        return failErrno(errno, "rename", m_path);
    }
    m_temporary.clear();
    return {};
}

Result<void> OutputFile::publish() {
    if (::fsync(m_file.get()) != 0) return failErrno(errno, "fsync", m_path);
    ALULA_TRY(link());
    const UniqueFd directory(::open(m_directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || ::fsync(directory.get()) != 0) return failErrno(errno, "fsync", m_directory);
    return {};
}

} // namespace alula::cli
