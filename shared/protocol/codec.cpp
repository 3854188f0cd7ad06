// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/codec.h"

#include "shared/base/bytes.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <algorithm>
#include <cmath>

namespace alula::protocol {

using namespace Qt::StringLiterals;

namespace {
QString textOf(const std::string& bytes) { return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())); }

// Timestamp counts nanoseconds in 64 bits: 1678 to 2261 are the years that it can hold from end to end.
constexpr int kFirstYear = 1678;
constexpr int kLastYear = 2261;
constexpr Timestamp kEarliest{-9'214'560'000'000'000'000}; // 1678-01-01
constexpr Timestamp kLatest{9'214'646'399'999'000'000};    // 2261-12-31T23:59:59.999

// "2026-11-22T03:00:00Z" or with three digits of fraction; no other form, no other zone.
bool looksLikeTime(std::string_view text) {
    static constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd.dddZ";
    std::string whole(text);
    if (whole.size() == 20) whole.insert(19, ".000");
    if (whole.size() != kShape.size()) return false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool digit = whole[i] >= '0' && whole[i] <= '9';
        if (kShape[i] == 'd' ? !digit : whole[i] != kShape[i]) return false;
    }
    const auto year = parseNumber<int>(std::string_view(whole).substr(0, 4));
    return year && *year >= kFirstYear && *year <= kLastYear;
}
} // namespace

std::string Place::toString() const {
    std::string text = parent ? parent->toString() : std::string();
    if (index) return text + "[" + std::to_string(*index) + "]";
    if (!text.empty() && !name.empty()) text += '.';
    return text + std::string(name);
}

std::unexpected<Error> missing(const Place& place) {
    return fail(ErrorCode::InvalidInput, "The member '" + place.toString() + "' is missing.");
}

std::unexpected<Error> mistyped(const Place& place, std::string_view wanted) {
    const std::string where = place.toString();
    const std::string subject = where.empty() ? std::string("The value") : "The member '" + where + "'";
    return fail(ErrorCode::InvalidInput, subject + " " + std::string(wanted) + ".");
}

Timestamp sayable(Timestamp time) { return std::clamp(time, kEarliest, kLatest); }

namespace detail {
Result<std::int64_t> integerOf(const QJsonValue& json, std::int64_t low, std::int64_t high, const Place& place) {
    const double number = json.toDouble();
    if (!json.isDouble() || std::floor(number) != number) return mistyped(place, "must be an integer");
    if (number < static_cast<double>(low) || number > static_cast<double>(high)) {
        return mistyped(place, "must be an integer from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return static_cast<std::int64_t>(number);
}

Result<QJsonValue> jsonOf(std::int64_t number, const Place& place) {
    if (number > kMaxInteger || number < -kMaxInteger) return mistyped(place, "is too large for JSON (2^53 or more)");
    return QJsonValue(static_cast<qint64>(number));
}

Result<Uuid> uuidOf(const QJsonValue& json, const Place& place) {
    if (json.isString()) {
        if (const auto uuid = Uuid::parse(json.toString().toStdString())) return *uuid;
    }
    return mistyped(place, "must be a canonical UUID");
}
} // namespace detail

Result<QJsonValue> Codec<bool>::encode(const bool& value, const Place&) { return QJsonValue(value); }
Result<bool> Codec<bool>::decode(const QJsonValue& json, const Place& place) {
    if (!json.isBool()) return mistyped(place, "must be true or false");
    return json.toBool();
}

Result<QJsonValue> Codec<double>::encode(const double& value, const Place& place) {
    if (!std::isfinite(value)) return mistyped(place, "is not a finite number");
    return QJsonValue(value);
}
Result<double> Codec<double>::decode(const QJsonValue& json, const Place& place) {
    if (!json.isDouble() || !std::isfinite(json.toDouble())) return mistyped(place, "must be a number");
    return json.toDouble();
}

Result<QJsonValue> Codec<std::string>::encode(const std::string& value, const Place&) { return QJsonValue(textOf(value)); }
Result<std::string> Codec<std::string>::decode(const QJsonValue& json, const Place& place) {
    if (!json.isString()) return mistyped(place, "must be a string");
    return json.toString().toStdString();
}

Result<QJsonValue> Codec<Timestamp>::encode(const Timestamp& value, const Place&) {
    return QJsonValue(textOf(toIso8601(sayable(value))));
}
Result<Timestamp> Codec<Timestamp>::decode(const QJsonValue& json, const Place& place) {
    const std::string text = json.toString().toStdString();
    if (json.isString() && looksLikeTime(text)) {
        const auto time = fromIso8601(text);
        // The 31st of February would silently become another day.
        if (time && toIso8601(*time).starts_with(text.substr(0, 19))) return *time;
    }
    return mistyped(place, "must be a time like 2026-11-22T03:00:00.000Z");
}

Result<QJsonValue> Codec<WirePath>::encode(const WirePath& value, const Place&) {
    // Compared, not judged by isUtf8(): QString also drops a leading byte order mark.
    const QString text = textOf(value.bytes);
    if (text.toStdString() == value.bytes) return QJsonValue(text);
    const QByteArray bytes(value.bytes.data(), static_cast<qsizetype>(value.bytes.size()));
    return QJsonObject{{u"b64"_s, QString::fromLatin1(bytes.toBase64())}};
}
Result<WirePath> Codec<WirePath>::decode(const QJsonValue& json, const Place& place) {
    if (json.isString()) return WirePath{json.toString().toStdString()};
    const QJsonValue base64 = json.toObject().value("b64"_L1);
    if (base64.isString()) {
        const auto bytes = QByteArray::fromBase64Encoding(base64.toString().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
        if (bytes) return WirePath{(*bytes).toStdString()};
    }
    return mistyped(place, "must be a path: a string, or {\"b64\": …} when its bytes are not UTF-8");
}

Result<QJsonValue> Codec<RequestId>::encode(const RequestId& value, const Place& place) {
    switch (value.kind()) {
    case RequestId::Kind::Number: return detail::jsonOf(value.number(), place);
    case RequestId::Kind::Text: return QJsonValue(textOf(value.text()));
    case RequestId::Kind::None: break;
    }
    return QJsonValue(QJsonValue::Null);
}
Result<RequestId> Codec<RequestId>::decode(const QJsonValue& json, const Place& place) {
    if (json.isNull()) return RequestId();
    if (json.isString()) return RequestId(json.toString().toStdString());
    if (!json.isDouble()) return mistyped(place, "must be an integer or a string");
    ALULA_ASSIGN(const std::int64_t number, detail::integerOf(json, -kMaxInteger, kMaxInteger, place));
    return RequestId(number);
}

} // namespace alula::protocol
