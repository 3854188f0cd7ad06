// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/streams.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace alula::protocol {

using namespace Qt::StringLiterals;

QByteArray toLine(const StreamOpening& opening) {
    const QJsonObject object{{u"stream"_s, QString::fromStdString(opening.stream)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<StreamOpening> streamOpening(QByteArrayView line) {
    const auto document = QJsonDocument::fromJson(line.toByteArray());
    if (!document.isObject() || document.object().contains("jsonrpc"_L1)) return std::nullopt;
    auto opening = fromJson<StreamOpening>(document.object());
    if (!opening) return std::nullopt;
    return *std::move(opening);
}

} // namespace alula::protocol
