// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/answer.h"

#include <QJsonDocument>

namespace alula {

Answer Answer::json(int status, const QJsonObject& object) {
    return {.status = status,
            .body = QJsonDocument(object).toJson(QJsonDocument::Compact),
            .contentType = "application/json",
            .headers = {}};
}

Answer&& Answer::with(const QByteArray& name, const QByteArray& value) && {
    headers.emplace_back(name, value);
    return std::move(*this);
}

} // namespace alula
