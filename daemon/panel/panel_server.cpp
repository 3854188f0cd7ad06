// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/panel_server.h"

#include "shared/base/bytes.h"
#include "shared/base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <optional>

namespace alula {

namespace {

constexpr qsizetype kMaxText = 1024;

// Cut at a character, not within one.
std::string text(const QJsonValue& value) {
    auto utf8 = value.toString().left(kMaxText);
    while (utf8.toUtf8().size() > kMaxText) utf8.chop(1);
    if (!utf8.isEmpty() && utf8.back().isHighSurrogate()) utf8.chop(1);
    return utf8.toStdString();
}

// Eggs are told by uuid, some forks say a number.
std::string idText(const QJsonValue& value) { return value.isDouble() ? std::to_string(value.toInteger()) : text(value); }

std::uint64_t mibToBytes(const QJsonValue& value) {
    const auto mib = value.toInteger(0);
    if (mib <= 0) return 0;
    return checkedMul<std::uint64_t>(static_cast<std::uint64_t>(mib), 1_MiB).value_or(0);
}

std::optional<PanelServer> parseServer(const QJsonObject& object) {
    const auto id = ServerId::parse(object.value(QLatin1String("uuid")).toString().toStdString());
    if (!id) return std::nullopt;
    const auto settings = object.value(QLatin1String("settings")).toObject();
    const auto meta = settings.value(QLatin1String("meta")).toObject();
    const auto egg = settings.value(QLatin1String("egg")).toObject();
    PanelServer server;
    server.id = *id;
    server.name = text(meta.value(QLatin1String("name")));
    server.description = text(meta.value(QLatin1String("description")));
    server.eggId = idText(egg.value(QLatin1String("id")));
    server.eggName = text(egg.value(QLatin1String("name")));
    server.diskLimitBytes = mibToBytes(settings.value(QLatin1String("build")).toObject().value(QLatin1String("disk_space")));
    server.suspended = settings.value(QLatin1String("suspended")).toBool();
    return server;
}

} // namespace

Result<PanelServerPage> parseServerPage(const std::string& body) {
    QJsonParseError error;
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size())), &error);
    const auto data = document.object().value(QLatin1String("data"));
    const auto meta = document.object().value(QLatin1String("meta"));
    if (!document.isObject() || !data.isArray() || !meta.isObject()) {
        return fail(ErrorCode::Protocol,
                    "The answer is not the panel's server list" +
                        (document.isNull() ? " (" + error.errorString().toStdString() + ")" : std::string()) +
                        ". Check that remote is the address of the panel itself.");
    }
    PanelServerPage page;
    const auto last = meta.toObject().value(QLatin1String("last_page")).toInteger(0);
    if (last < 1) return fail(ErrorCode::Protocol, "The panel's server list does not say how many pages it has.");
    page.lastPage = static_cast<std::uint64_t>(last);
    for (const auto& value : data.toArray()) {
        if (auto server = parseServer(value.toObject())) page.servers.push_back(std::move(*server));
        else log::warning("The panel's server list has an entry without a uuid; it is left out.");
    }
    return page;
}

} // namespace alula
