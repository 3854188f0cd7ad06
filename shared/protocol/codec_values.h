// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/protocol/request_id.h"
#include "shared/protocol/wire_path.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonValue>

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How single values look in JSON; codec.h makes objects of them.
namespace alula::protocol {

inline constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1; // what a JSON reader with doubles keeps exact

// Where in a value the codec is, for messages. Lives on the stack.
struct Place {
    const Place* parent = nullptr;
    std::string_view name = {};
    std::optional<std::size_t> index = {};
    std::string toString() const; // "backups[3].size"
};
std::unexpected<Error> missing(const Place& place);
std::unexpected<Error> mistyped(const Place& place, std::string_view wanted); // wanted: "must be a string"

// The nearest time that the wire can say: a file's time may be anything, and one absurd file must not make the page that lists it
// unreadable.
Timestamp sayable(Timestamp time);

template <class T>
struct Codec; // encode(const T&, place) -> Result<QJsonValue>, decode(const QJsonValue&, place) -> Result<T>

namespace detail {
Result<std::int64_t> integerOf(const QJsonValue& json, std::int64_t low, std::int64_t high, const Place& place);
Result<QJsonValue> jsonOf(std::int64_t number, const Place& place);
Result<Uuid> uuidOf(const QJsonValue& json, const Place& place);
} // namespace detail

#define ALULA_PLAIN_CODEC(type)                                                                                                  \
    template <>                                                                                                                  \
    struct Codec<type> {                                                                                                         \
        static Result<QJsonValue> encode(const type& value, const Place& place);                                                 \
        static Result<type> decode(const QJsonValue& json, const Place& place);                                                  \
    }
ALULA_PLAIN_CODEC(bool);
ALULA_PLAIN_CODEC(double);      // finite
ALULA_PLAIN_CODEC(std::string); // UTF-8; broken bytes become U+FFFD
ALULA_PLAIN_CODEC(Timestamp);   // "2026-11-22T03:00:00.123Z"
ALULA_PLAIN_CODEC(WirePath);
ALULA_PLAIN_CODEC(RequestId);
#undef ALULA_PLAIN_CODEC

// Integers of any width, checked in both directions.
template <std::integral T>
struct Codec<T> {
    static Result<QJsonValue> encode(T value, const Place& place) {
        const bool fits = std::in_range<std::int64_t>(value);
        return detail::jsonOf(fits ? static_cast<std::int64_t>(value) : std::numeric_limits<std::int64_t>::max(), place);
    }
    static Result<T> decode(const QJsonValue& json, const Place& place) {
        using Limits = std::numeric_limits<T>;
        constexpr auto low = std::cmp_less(Limits::min(), -kMaxInteger) ? -kMaxInteger : static_cast<std::int64_t>(Limits::min());
        constexpr auto high =
            std::cmp_greater(Limits::max(), kMaxInteger) ? kMaxInteger : static_cast<std::int64_t>(Limits::max());
        ALULA_ASSIGN(const std::int64_t number, detail::integerOf(json, low, high, place));
        return static_cast<T>(number);
    }
};

template <class Tag>
struct Codec<Id<Tag>> {
    static Result<QJsonValue> encode(const Id<Tag>& value, const Place& place) {
        return Codec<std::string>::encode(value.toString(), place);
    }
    static Result<Id<Tag>> decode(const QJsonValue& json, const Place& place) {
        ALULA_ASSIGN(const Uuid uuid, detail::uuidOf(json, place));
        return Id<Tag>(uuid);
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static Result<QJsonValue> encode(const std::vector<T>& values, const Place& place) {
        QJsonArray array;
        for (std::size_t i = 0; i < values.size(); ++i) {
            ALULA_ASSIGN(QJsonValue json, Codec<T>::encode(values[i], Place{&place, {}, i}));
            array.append(json);
        }
        return array;
    }
    static Result<std::vector<T>> decode(const QJsonValue& json, const Place& place) {
        if (!json.isArray()) return mistyped(place, "must be a list");
        const QJsonArray array = json.toArray();
        std::vector<T> values;
        values.reserve(static_cast<std::size_t>(array.size()));
        for (qsizetype i = 0; i < array.size(); ++i) {
            ALULA_ASSIGN(T value, Codec<T>::decode(array.at(i), Place{&place, {}, static_cast<std::size_t>(i)}));
            values.push_back(std::move(value));
        }
        return values;
    }
};

} // namespace alula::protocol
