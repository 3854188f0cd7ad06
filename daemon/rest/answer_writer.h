// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer.h"
#include "daemon/rest/cors.h"

#include <QHttpHeaders>
#include <QHttpServerResponder>

#include <string>
#include <string_view>

namespace alula {

class Random;

// Gives every answer the headers that API §1 promises: X-Request-Id, User-Agent (Pelican's panel takes an error answer without
// it for no connection at all), CORS. Thread: the listener's.
class AnswerWriter {
public:
    AnswerWriter(std::string_view version, std::string_view tokenId, Cors cors, Random& random, BodyHandover& bodies);

    // `shownId`: X-Request-Id of the request; kept when it is 1 to 64 printable characters.
    RequestContext contextOf(std::string_view shownId, std::string_view origin) const;
    void send(QHttpServerResponder& responder, const Answer& answer, const RequestContext& context) const;
    // The same as bytes, for requests that never reach QHttpServer; the connection ends after it.
    QByteArray lastWords(const Answer& answer, const RequestContext& context) const;

private:
    QHttpHeaders headersOf(const Answer& answer, const RequestContext& context) const;

    const QByteArray m_userAgent;
    const Cors m_cors;
    Random& m_random;
    BodyHandover& m_bodies;
};

} // namespace alula
