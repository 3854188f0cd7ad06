// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/answer_writer.h"

#include "shared/base/ids.h"
#include "shared/base/random.h"

#include <algorithm>

namespace alula {

namespace {
constexpr std::size_t kMaxRequestId = 64;

QByteArray reasonOf(int status) { // of the statuses that the guard answers by itself
    switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 408: return "Request Timeout";
    case 413: return "Content Too Large";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";
    }
}
} // namespace

AnswerWriter::AnswerWriter(std::string_view version, std::string_view tokenId, Cors cors, Random& random, BodyHandover& bodies)
    : m_userAgent(QByteArray::fromStdString("Alula/" + std::string(version) + " (id:" + std::string(tokenId) + ")")),
      m_cors(std::move(cors)), m_random(random), m_bodies(bodies) {}

RequestContext AnswerWriter::contextOf(std::string_view shownId, std::string_view origin) const {
    const bool sane = !shownId.empty() && shownId.size() <= kMaxRequestId &&
                      std::ranges::all_of(shownId, [](char c) { return c > 0x20 && c < 0x7f; });
    return {.requestId = sane ? std::string(shownId) : newUuid(m_random).toString(), .origin = std::string(origin)};
}

QHttpHeaders AnswerWriter::headersOf(const Answer& answer, const RequestContext& context) const {
    QHttpHeaders headers;
    headers.append("User-Agent", m_userAgent);
    headers.append("X-Request-Id", QByteArray::fromStdString(context.requestId));
    m_cors.addTo(headers, context.origin);
    if (!answer.contentType.isEmpty()) headers.append("Content-Type", answer.contentType);
    for (const auto& [name, value] : answer.headers) headers.append(name, value);
    return headers;
}

void AnswerWriter::send(QHttpServerResponder& responder, const Answer& answer, const RequestContext& context) const {
    m_bodies.during(answer.elsewhere, [&] {
        responder.write(answer.body, headersOf(answer, context), static_cast<QHttpServerResponder::StatusCode>(answer.status));
    });
}

QByteArray AnswerWriter::lastWords(const Answer& answer, const RequestContext& context) const {
    const QHttpHeaders headers = headersOf(answer, context);
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const auto name = headers.nameAt(i);
        bytes += QByteArray(name.data(), name.size()) + ": " + headers.valueAt(i).toByteArray() + "\r\n";
    }
    bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\nConnection: close\r\n\r\n" + answer.body;
    return bytes;
}

} // namespace alula
