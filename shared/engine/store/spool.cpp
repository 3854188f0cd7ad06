// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/spool.h"

#include <cerrno>
#include <fcntl.h>

namespace alula {
namespace {

constexpr mode_t kMode = 0600;
constexpr int kNames = 100; // tried before giving up

bool lacksTmpfile(int errnum) { return errnum == EOPNOTSUPP || errnum == EISDIR || errnum == EINVAL || errnum == ENOENT; }

} // namespace

Result<UniqueFd> Spool::open() { return m_files.names.open(AT_FDCWD, m_directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0); }

Result<UniqueFd> Spool::makeFile() {
    ALULA_ASSIGN(const auto directory, open());
    auto file = m_files.names.open(directory.get(), ".", O_RDWR | O_TMPFILE | O_CLOEXEC, kMode, 0);
    if (!file && lacksTmpfile(file.error().errnum())) return makeNamed(directory.get());
    if (!file) return fail(std::move(file).error().withPath(m_directory));
    return file;
}

// Where O_TMPFILE is missing: it has a name for a moment, and no bytes yet.
Result<UniqueFd> Spool::makeNamed(int directory) {
    for (int i = 0; i < kNames; ++i) {
        const auto name = ".spool-" + std::to_string(i);
        auto file = m_files.names.open(directory, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode, 0);
        if (!file && file.error().errnum() == EEXIST) continue;
        if (!file) return fail(std::move(file).error().withPath(m_directory));
        ALULA_TRY(m_files.names.remove(directory, name, false));
        return file;
    }
    return fail(
        Error(ErrorCode::Conflict, "too many forgotten files lie in the spool directory; remove them").withPath(m_directory));
}

Result<std::uint64_t> Spool::available() {
    ALULA_ASSIGN(const auto directory, open());
    ALULA_ASSIGN(const auto space, m_files.files.space(directory.get()));
    return space.available;
}

} // namespace alula
