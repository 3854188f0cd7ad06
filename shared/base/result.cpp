// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/result.h"

#include "shared/base/log.h"

#include <array>
#include <cerrno>
#include <cstring>

namespace alula {

namespace {
constexpr std::array<std::string_view, 16> kNames = {
    "internal", "invalid_input", "not_found",   "already_exists", "conflict", "permission_denied", "cancelled", "io",
    "no_space", "corrupt",       "unsupported", "busy",           "network",  "protocol",          "refused",   "timed_out"};

ErrorCode codeOfErrno(int errnum) {
    switch (errnum) {
    case ENOENT: return ErrorCode::NotFound;
    case EEXIST: return ErrorCode::AlreadyExists;
    case EACCES:
    case EPERM: return ErrorCode::PermissionDenied;
    case ENOSPC:
    case EDQUOT: return ErrorCode::NoSpace;
    case ETIMEDOUT: return ErrorCode::TimedOut;
    case EOPNOTSUPP:
    case ENOSYS: return ErrorCode::Unsupported;
    default: return ErrorCode::Io;
    }
}
} // namespace

std::string_view name(ErrorCode code) { return kNames.at(static_cast<std::size_t>(code)); }

ErrorCode errorCodeFromName(std::string_view wanted) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == wanted) return static_cast<ErrorCode>(i);
    }
    return ErrorCode::Internal;
}

struct Error::Facts {
    ErrorCode code;
    int errnum = 0;
    std::string message;
    std::string path;
    std::vector<std::string> context;
    std::shared_ptr<const Error> cause;
};

Error::Error(ErrorCode code, std::string message) : m_facts(std::make_shared<Facts>()) {
    m_facts->code = code;
    m_facts->message = std::move(message);
}

Error Error::fromErrno(int errnum, std::string what, std::string path) {
    std::array<char, 128> buffer{};
    const char* text = ::strerror_r(errnum, buffer.data(), buffer.size());
    Error error(codeOfErrno(errnum), std::move(what) + ": " + text);
    error.m_facts->errnum = errnum;
    error.m_facts->path = std::move(path);
    return error;
}

// Copies of an error share their facts; one that adds to them gets its own first.
void Error::detach() {
    if (m_facts.use_count() > 1) m_facts = std::make_shared<Facts>(*m_facts);
}

Error&& Error::withPath(std::string path) && {
    detach();
    m_facts->path = std::move(path);
    return std::move(*this);
}
Error&& Error::withContext(std::string doing) && {
    detach();
    m_facts->context.push_back(std::move(doing));
    return std::move(*this);
}
Error&& Error::withCause(Error cause) && {
    detach();
    m_facts->cause = std::make_shared<const Error>(std::move(cause));
    return std::move(*this);
}
Error&& Error::withErrno(int errnum) && {
    detach();
    m_facts->errnum = errnum;
    return std::move(*this);
}

ErrorCode Error::code() const { return m_facts->code; }
int Error::errnum() const { return m_facts->errnum; }
const std::string& Error::message() const { return m_facts->message; }
const std::string& Error::path() const { return m_facts->path; }
const std::vector<std::string>& Error::context() const { return m_facts->context; }
const Error* Error::cause() const { return m_facts->cause.get(); }

std::string Error::toString() const {
    std::string text;
    for (auto it = m_facts->context.rbegin(); it != m_facts->context.rend(); ++it) text += *it + ": ";
    text += m_facts->message;
    if (!m_facts->path.empty()) text += " (" + log::printable(m_facts->path) + ")";
    if (m_facts->cause) text += ", because " + m_facts->cause->toString();
    return text;
}

} // namespace alula
