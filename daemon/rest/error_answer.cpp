// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/error_answer.h"

#include <QString>

namespace alula {

namespace {
constexpr auto kRetryAfterSeconds = "10";
}

int httpStatusOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::Unsupported: return 400;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
    case ErrorCode::Cancelled: return 409;
    case ErrorCode::Corrupt: return 422; // the archive asked for is not sound; nothing was touched
    case ErrorCode::Busy: return 503;
    case ErrorCode::Network:
    case ErrorCode::Protocol:
    case ErrorCode::Refused: return 502; // the panel or Wings, asked on the caller's behalf
    case ErrorCode::TimedOut: return 504;
    case ErrorCode::NoSpace: return 507;
    case ErrorCode::Internal:
    case ErrorCode::PermissionDenied: // to us, by the operating system; the caller's own rights are 401 and 403
    case ErrorCode::Io: return 500;
    }
    return 500;
}

Answer sentenceAnswer(int status, std::string_view sentence, const RequestContext& context) {
    QJsonObject body{{QStringLiteral("error"), QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size()))}};
    if (status >= 500) body.insert(QStringLiteral("request_id"), QString::fromStdString(context.requestId));
    Answer answer = Answer::json(status, body);
    if (status == 503) answer.headers.emplace_back("Retry-After", kRetryAfterSeconds);
    if (status == 401) answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

Answer errorAnswer(const Error& error, const RequestContext& context) {
    return sentenceAnswer(httpStatusOf(error.code()), error.message(), context);
}

} // namespace alula
