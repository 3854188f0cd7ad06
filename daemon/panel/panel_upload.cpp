// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/panel_upload.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace alula {

namespace {

// Nothing that a panel could mean by a negative number or a text is more than 0.
std::uint64_t positive(const QJsonValue& value) { return static_cast<std::uint64_t>(std::max<qint64>(0, value.toInteger(0))); }

} // namespace

Result<PanelUpload> parsePanelUpload(const std::string& body) {
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size())));
    const auto answer = document.object();
    const auto parts = answer.value(QLatin1String("parts"));
    if (!parts.isArray() || !answer.value(QLatin1String("part_size")).isDouble()) {
        return fail(ErrorCode::Protocol,
                    "The panel's answer for the upload has no parts or no part_size. Check that remote is the "
                    "address of the panel itself, and that its backup host is an S3 one.");
    }
    PanelUpload upload;
    upload.partSize = positive(answer.value(QLatin1String("part_size")));
    upload.maxConcurrent = positive(answer.value(QLatin1String("max_concurrent_uploads")));
    for (const auto& part : parts.toArray()) {
        if (!part.isString()) return fail(ErrorCode::Protocol, "The panel's answer for the upload has a part that is no url.");
        upload.urls.push_back(part.toString().toStdString());
    }
    return upload;
}

} // namespace alula
