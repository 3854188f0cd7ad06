// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/download_answer.h"

#include "daemon/rest/byte_range.h"
#include "daemon/rest/error_answer.h"

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <array>

namespace alula {

namespace {
using Header = QHttpHeaders::WellKnownHeader;

constexpr qsizetype kMaxName = 80; // of characters, before the backup's identifier and the ending

const QString kHttpDate = QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"); // RFC 9110 §5.6.7

QByteArray httpDateOf(std::int64_t ns) {
    const auto time = QDateTime::fromSecsSinceEpoch(ns / 1'000'000'000, QTimeZone::UTC);
    return QLocale::c().toString(time, kHttpDate).toLatin1();
}

std::int64_t secondsOf(const std::string& httpDate) { // -1: not a date as we write them
    auto time = QLocale::c().toDateTime(QString::fromStdString(httpDate), kHttpDate);
    time.setTimeZone(QTimeZone::UTC);
    return time.isValid() ? time.toSecsSinceEpoch() : -1;
}

// Of the open file itself, so that it cannot tell of another one: archives are published whole and never changed, a replaced one
// has another time.
QByteArray entityTagOf(const Download& download) {
    return '"' + QByteArray::number(static_cast<qint64>(download.mtimeNs), 16) + '-' +
           QByteArray::number(static_cast<quint64>(download.size), 16) + '"';
}

bool listHas(const std::string& list, const QByteArray& tag) { // weak comparison (RFC 9110 §13.1.2)
    for (const auto& entry : QByteArray::fromStdString(list).split(',')) {
        const QByteArray one = entry.trimmed();
        if (one == "*" || one == tag || one == "W/" + tag) return true;
    }
    return false;
}

bool isUnchanged(const RouteRequest& request, const Download& download, const QByteArray& tag) {
    const std::string tags = request.header(Header::IfNoneMatch);
    if (!tags.empty()) return listHas(tags, tag);
    const std::string since = request.header(Header::IfModifiedSince);
    return !since.empty() && download.mtimeNs / 1'000'000'000 <= secondsOf(since);
}

// Without If-Range the caller knows what it does; with one the archive must be the one it has begun with.
ByteRange rangeOf(const RouteRequest& request, const Download& download, const QByteArray& tag) {
    if (request.headOnly) return {}; // a range is of GET only (RFC 9110 §14.2)
    const QByteArray known = QByteArray::fromStdString(request.header(Header::IfRange));
    if (!known.isEmpty() && known != tag && known != httpDateOf(download.mtimeNs)) return {};
    return byteRangeOf(request.header(Header::Range), download.size);
}

bool isPlain(QChar c) {
    const char16_t code = c.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') || (code >= u'0' && code <= u'9') || code == u'-' ||
           code == u'_' || code == u'.';
}

std::string nameOf(const std::string& serverName, const BackupId& backup) {
    return (serverName.empty() ? std::string("backup") : serverName) + "-" + backup.toString();
}

std::vector<std::pair<QByteArray, QByteArray>> headersOf(const Download& download, const QByteArray& tag) {
    return {{"Content-Disposition", attachment(nameOf(download.serverName, download.backup), ".tar.gz")},
            {"Accept-Ranges", "bytes"},
            {"ETag", tag},
            {"Last-Modified", httpDateOf(download.mtimeNs)},
            {"Cache-Control", "private, no-store"},
            {"X-Content-Type-Options", "nosniff"}};
}
} // namespace

QByteArray attachment(const std::string& name, const std::string& ending) {
    QString clean;
    const QString given = QString::fromStdString(name);
    // The identifier at the end is what tells archives apart: a long name is cut in the middle.
    const QString text = given.size() <= kMaxName ? given : given.left(kMaxName - 37) + given.right(37);
    for (const QChar c : text) {
        const bool forbidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || c.isSurrogate() ||
                               QStringLiteral("/\\:*?\"<>|%;='").contains(c) || c == QChar::ReplacementCharacter;
        clean += forbidden || c.isSpace() ? QChar(u'_') : c;
    }
    while (clean.startsWith(u'.')) clean.remove(0, 1); // no hidden file, no ".."
    QString ascii;
    for (const QChar c : clean) ascii += isPlain(c) ? c : QChar(u'_');
    const QByteArray end = QByteArray::fromStdString(ending);
    QByteArray value = "attachment; filename=\"" + ascii.toLatin1() + end + '"';
    if (ascii != clean) value += "; filename*=UTF-8''" + clean.toUtf8().toPercentEncoding() + end; // RFC 8187
    return value;
}

Answer zipAnswer(ZipDownload zip, std::shared_ptr<void> keeper) {
    Answer answer{.status = 200,
                  .body = {},
                  .contentType = "application/zip",
                  .headers = {{"Content-Disposition", attachment(nameOf(zip.serverName, zip.backup), ".zip")},
                              {"Accept-Ranges", "none"},
                              {"Cache-Control", "private, no-store"},
                              {"X-Content-Type-Options", "nosniff"}}};
    answer.elsewhere = std::make_shared<AnswerBody>();
    answer.elsewhere->maker = std::move(zip.make);
    answer.elsewhere->keeper = std::move(keeper);
    return answer;
}

Answer downloadAnswer(Download download, const RouteRequest& request) {
    const QByteArray tag = entityTagOf(download);
    const ByteRange range = rangeOf(request, download, tag);
    Answer answer{.status = 200, .body = {}, .contentType = "application/octet-stream", .headers = headersOf(download, tag)};
    if (isUnchanged(request, download, tag)) {
        answer.status = 304;
        answer.contentType.clear();
        return answer;
    }
    const QByteArray size = QByteArray::number(static_cast<quint64>(download.size));
    if (range.kind == ByteRange::Kind::Unsatisfiable) {
        return sentenceAnswer(416, "The archive has " + size.toStdString() + " bytes; the range asked for lies outside.",
                              request.context)
            .with("Content-Range", "bytes */" + size)
            .with("Accept-Ranges", "bytes");
    }
    AnswerBody body;
    body.file = std::move(download.file);
    body.length = download.size;
    if (range.kind == ByteRange::Kind::Part) {
        body.offset = range.offset;
        body.length = range.length;
        answer.status = 206;
        answer.headers.emplace_back("Content-Range",
                                    "bytes " + QByteArray::number(static_cast<quint64>(range.offset)) + '-' +
                                        QByteArray::number(static_cast<quint64>(range.offset + range.length - 1)) + '/' + size);
    }
    if (body.length > 0) answer.elsewhere = std::make_shared<AnswerBody>(std::move(body));
    return answer;
}

} // namespace alula
