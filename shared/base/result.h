// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// What went wrong, as a kind that callers decide by. Each outside (HTTP, RPC, exit code, sentence) maps it in exactly one table.
enum class ErrorCode : std::uint8_t {
    Internal,     // a bug, or something nobody foresaw
    InvalidInput, // the caller's words are off; the message says how they should be
    NotFound,
    AlreadyExists,
    Conflict, // not now: something else is running on the same thing
    PermissionDenied,
    Cancelled, // an outcome of its own, never worded as a fault
    Io,        // the operating system said no; errnum says what
    NoSpace,
    Corrupt, // an archive, an index or a database is not what it should be
    Unsupported,
    Busy,     // shutting down, queue full, server in use: try again later
    Network,  // a peer could not be reached or broke off
    Protocol, // a peer answered nonsense
    Refused,  // a peer answered no
    TimedOut,
};

// One name a code, stable over versions: they travel over the local socket ("not_found").
std::string_view name(ErrorCode code);
ErrorCode errorCodeFromName(std::string_view name); // unknown: Internal

// An error is a sentence with its facts: code, errno, the path it was about, what was being done (outermost last), and a cause.
// Cheap to move: one pointer.
class Error {
public:
    Error(ErrorCode code, std::string message);

    // From errno: picks NoSpace, NotFound, PermissionDenied … or Io, and words the message as "WHAT: strerror".
    static Error fromErrno(int errnum, std::string what, std::string path = {});

    Error&& withPath(std::string path) &&;
    Error&& withContext(std::string doing) &&; // "restoring 3f2a…", outer callers add later
    Error&& withCause(Error cause) &&;
    Error&& withErrno(int errnum) &&;

    ErrorCode code() const;
    int errnum() const; // 0 when the operating system had no part in it
    const std::string& message() const;
    const std::string& path() const;                 // bytes, may not be UTF-8
    const std::vector<std::string>& context() const; // innermost first
    const Error* cause() const;

    // For logs and people, with a printable path: "restoring x: unpacking y: write: No space left on device (world/r.0.0.mca)".
    std::string toString() const;

private:
    struct Facts;
    void detach();
    std::shared_ptr<Facts> m_facts;
};

template <typename T = void>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
    return std::unexpected(Error(code, std::move(message)));
}
[[nodiscard]] inline std::unexpected<Error> fail(Error error) { return std::unexpected(std::move(error)); }
[[nodiscard]] inline std::unexpected<Error> failErrno(int errnum, std::string what, std::string path = {}) {
    return std::unexpected(Error::fromErrno(errnum, std::move(what), std::move(path)));
}

} // namespace alula

// Returns the error of EXPR, if it has one. The name of the temporary carries the line, so that blocks may nest.
#define ALULA_CONCAT2(a, b) a##b
#define ALULA_CONCAT(a, b) ALULA_CONCAT2(a, b)
#define ALULA_TRY(expr)                                                                                                          \
    do {                                                                                                                         \
        if (auto alulaTried = (expr); !alulaTried) return std::unexpected(std::move(alulaTried).error());                        \
    } while (false)
// ALULA_ASSIGN(auto x, expr): x is the value, or the error is returned.
#define ALULA_ASSIGN(decl, expr)                                                                                                 \
    auto ALULA_CONCAT(alulaResult, __LINE__) = (expr);                                                                           \
    if (!ALULA_CONCAT(alulaResult, __LINE__)) return std::unexpected(std::move(ALULA_CONCAT(alulaResult, __LINE__)).error());    \
    decl = *std::move(ALULA_CONCAT(alulaResult, __LINE__))
