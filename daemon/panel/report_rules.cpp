// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/report_rules.h"

#include "daemon/panel/json_body.h"
#include "shared/base/log.h"

#include <QByteArrayView>
#include <QJsonArray>
#include <QString>

namespace alula {

namespace {

constexpr qsizetype kMaxSentence = 200;

// Pelican: "Cannot update the status of a backup that is already marked as completed."; the forks word it alike.
bool saysAlreadyCompleted(const std::string& body) {
    const auto text = QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size())).toLower();
    return text.contains("already") && text.contains("complete");
}

} // namespace

bool tellsSuccess(const OutboxMessage& message) { return parseObject(message.body).value(QLatin1String("successful")).toBool(); }

std::string panelSentence(const std::string& body) {
    const auto object = parseObject(body);
    auto text = object.value(QLatin1String("errors")).toArray().at(0).toObject().value(QLatin1String("detail")).toString();
    if (text.isEmpty()) text = object.value(QLatin1String("message")).toString();
    if (text.isEmpty()) text = object.value(QLatin1String("error")).toString();
    return log::printable(text.left(kMaxSentence).toStdString());
}

Report judgeAnswer(const OutboxMessage& message, int status, const std::string& body, std::chrono::nanoseconds age) {
    const bool backup = message.kind == OutboxMessage::Kind::Backup;
    if (status >= 200 && status < 300) return {Outcome::Delivered, {}};
    if (status == 400 && backup && saysAlreadyCompleted(body)) return {Outcome::Delivered, "The panel had the result already."};

    std::string reason = "The panel answered " + std::to_string(status);
    const auto sentence = panelSentence(body);
    reason += sentence.empty() ? "." : ": " + sentence;
    if (status == 404 && age >= kNotFoundIsFinal)
        return {Outcome::GiveUp, reason + " It does not know this backup, for more than a day now."};
    if (status == 500 && age >= kFailedAnd500IsFinal && !tellsSuccess(message))
        return {Outcome::GiveUp, reason + " It cannot take an unsuccessful result, for more than an hour now."};
    if (status == 401 || status == 403) reason += " Check the token of this node (token_id, token) against the panel's.";
    if (status >= 300 && status < 400) reason += " Redirects are not followed: give the panel's final address in remote.";
    return {Outcome::Retry, reason};
}

} // namespace alula
