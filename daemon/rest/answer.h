// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer_body.h"

#include <QByteArray>
#include <QJsonObject>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alula {

// What a route answers, before the headers that every answer has (AnswerWriter).
struct Answer {
    int status = 204;
    QByteArray body;
    QByteArray contentType; // "" without a body
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    BodyHandover::Body elsewhere{}; // the body, when it is not in memory; `body` is empty then

    static Answer empty(int status) { return {.status = status, .body = {}, .contentType = {}, .headers = {}}; }
    static Answer json(int status, const QJsonObject& object);
    Answer&& with(const QByteArray& name, const QByteArray& value) &&;
};

// Who asked: what every answer and every log line about a request needs.
struct RequestContext {
    std::string requestId; // the caller's, when it is sane, else made here
    std::string origin;    // of a browser's page, "" else
};

} // namespace alula
