// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/report_body.h"

#include "daemon/panel/json_body.h"

#include <QJsonArray>
#include <QString>

namespace alula {

std::string backupReportBody(const BackupReport& report) {
    QJsonArray parts;
    for (const auto& part : report.parts) {
        parts.append(QJsonObject{{QStringLiteral("etag"), QString::fromStdString(part.etag)},
                                 {QStringLiteral("part_number"), static_cast<qint64>(part.number)}});
    }
    return compact(QJsonObject{{QStringLiteral("checksum"), QString::fromStdString(report.sha1)},
                               {QStringLiteral("checksum_type"), QStringLiteral("sha1")},
                               {QStringLiteral("size"), static_cast<qint64>(report.size)},
                               {QStringLiteral("successful"), report.successful},
                               {QStringLiteral("parts"), parts}});
}

std::string restoreReportBody(bool successful) { return compact(QJsonObject{{QStringLiteral("successful"), successful}}); }

} // namespace alula
