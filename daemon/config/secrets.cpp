// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/secrets.h"

#include "shared/base/bytes.h"
#include "shared/base/fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace alula {

namespace {

constexpr std::size_t kMaxToken = 4096;

struct TokenFile {
    std::string token;
    unsigned mode = 0;
};

Result<TokenFile> readToken(const std::string& path) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file) return failErrno(errno, "The token file " + path + " could not be opened");
    struct stat info{};
    std::array<char, kMaxToken + 1> buffer{};
    const auto got = ::fstat(file.get(), &info) == 0 ? ::read(file.get(), buffer.data(), buffer.size()) : -1;
    if (got < 0) return failErrno(errno, "The token file " + path + " could not be read");
    std::string token(buffer.data(), static_cast<std::size_t>(got));
    while (token.ends_with('\n') || token.ends_with('\r')) token.pop_back();
    if (token.empty() || token.size() > kMaxToken || !std::ranges::all_of(token, [](char c) { return c > ' ' && c < 0x7f; }))
        return fail(ErrorCode::InvalidInput, "The token file " + path + " must hold one line of printable ASCII without spaces");
    return TokenFile{std::move(token), info.st_mode & 07777u};
}

// Whole or not at all: a temporary that gets its name by link(2), which never replaces.
Result<void> writeToken(const std::string& path, const std::string& token) {
    const auto temporary = path + ".new-" + std::to_string(::getpid());
    const UniqueFd file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) return failErrno(errno, "The token file " + path + " could not be made");
    const auto line = token + "\n";
    const bool written = ::fchmod(file.get(), 0600) == 0 &&
                         ::write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                         ::fsync(file.get()) == 0 && (::link(temporary.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int error = errno;
    ::unlink(temporary.c_str());
    if (!written) return failErrno(error, "The token file " + path + " could not be written");
    // Its name too, else a power cut would have the next start make another, which the panel does not know.
    const auto slash = path.rfind('/');
    const auto directory = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
    const UniqueFd folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::fsync(folder.get()) != 0)
        return failErrno(errno, "The directory of the token file " + path + " could not be synced");
    return {};
}

std::string expandVariables(const std::string& text, const Environment& environment) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto end = text.compare(i, 2, "${") == 0 ? text.find('}', i) : std::string::npos;
        if (end == std::string::npos) {
            result += text[i++];
            continue;
        }
        if (environment) result += environment(text.substr(i + 2, end - i - 2)).value_or("");
        i = end + 1;
    }
    return result;
}

} // namespace

Result<std::string> expandToken(const std::string& written, const Environment& environment) {
    constexpr std::string_view kPrefix = "file://";
    const auto expanded = expandVariables(written, environment);
    if (!expanded.starts_with(kPrefix)) return expanded;
    ALULA_ASSIGN(auto file, readToken(expanded.substr(kPrefix.size())));
    return std::move(file.token);
}

Result<std::string> tokenFromFile(const std::string& path, Random& random, std::vector<std::string>& warnings) {
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0 && errno == ENOENT) {
        std::array<std::uint8_t, 32> bytes{};
        random.fill(bytes);
        ALULA_TRY(writeToken(path, hex(bytes)));
    }
    ALULA_ASSIGN(auto file, readToken(path));
    if ((file.mode & 077u) != 0)
        warnings.push_back("The token file " + path +
                           " can be read by others; set its mode to 0600 and delete it to get a new token");
    return std::move(file.token);
}

} // namespace alula
