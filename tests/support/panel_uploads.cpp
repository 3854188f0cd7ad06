// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/panel_uploads.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QString>
#include <stdexcept>

namespace alula::test {

namespace {

std::string compact(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

StandInReply storeFailed() { return laravelError(500, "An unexpected error was encountered while processing this request."); }

std::vector<S3Part> partsOf(const QJsonObject& result) {
    std::vector<S3Part> parts;
    const auto told = result.value(QLatin1String("parts")).toArray();
    for (const auto& part : told) {
        const auto fields = part.toObject();
        parts.push_back(
            {fields.value(QLatin1String("part_number")).toInt(), fields.value(QLatin1String("etag")).toString().toStdString()});
    }
    return parts;
}

} // namespace

StandInReply laravelError(int status, const std::string& detail) {
    const QJsonObject one{{QStringLiteral("code"), QStringLiteral("HttpException")},
                          {QStringLiteral("status"), QString::number(status)},
                          {QStringLiteral("detail"), QString::fromStdString(detail)}};
    return {.status = status, .body = compact({{QStringLiteral("errors"), QJsonArray{one}}})};
}

void PanelUploads::set(Options options) {
    const std::lock_guard lock(m_mutex);
    m_options = std::move(options);
}

StandInReply PanelUploads::begin(const Backup& backup, std::uint64_t size) try {
    const std::lock_guard lock(m_mutex);
    const auto id = m_bucket.startUpload(backup.key());
    m_uploadIds[backup.uuid] = id;
    S3Permission permission;
    permission.endpoint = m_options.urlEndpoint;
    permission.lifetime = m_options.lifetime;
    permission.signedAt -= m_options.age;
    QJsonArray urls;
    for (std::uint64_t at = 0; at < size; at += m_options.partSize) {
        const auto url = m_bucket.urlToPutPart(backup.key(), id, static_cast<int>(urls.size()) + 1, permission);
        urls.append(QString::fromStdString(url));
    }
    m_asked.push_back({backup.uuid, size, static_cast<std::size_t>(urls.size()), id});
    QJsonObject answer{{QStringLiteral("parts"), urls}, {QStringLiteral("part_size"), static_cast<qint64>(m_options.partSize)}};
    if (m_options.maxConcurrent) answer.insert(QStringLiteral("max_concurrent_uploads"), *m_options.maxConcurrent);
    return {.body = compact(answer)};
} catch (const std::exception&) {
    return storeFailed();
}

std::optional<StandInReply> PanelUploads::finish(const Backup& backup, const QJsonObject& result) {
    const std::lock_guard lock(m_mutex);
    const bool successful = result.value(QLatin1String("successful")).toBool();
    const auto id = m_uploadIds.find(backup.uuid);
    if (id == m_uploadIds.end()) {
        if (!successful) return std::nullopt; // it failed before it asked for urls
        return laravelError(400, "Cannot complete backup request: no upload_id present on model.");
    }
    const auto answer = successful ? m_bucket.completeUpload(backup.key(), id->second, partsOf(result))
                                   : m_bucket.abortUpload(backup.key(), id->second);
    if (answer.status < 200 || answer.status >= 300) return storeFailed();
    return std::nullopt;
}

std::string PanelUploads::downloadUrl(const Backup& backup, std::chrono::seconds lifetime, std::chrono::seconds age) const {
    S3Permission permission;
    {
        const std::lock_guard lock(m_mutex);
        permission.endpoint = m_options.urlEndpoint;
    }
    permission.lifetime = lifetime;
    permission.signedAt -= age;
    return m_bucket.urlToGet(backup.key(), permission);
}

std::vector<PanelUploads::Asked> PanelUploads::asked() const {
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

} // namespace alula::test
