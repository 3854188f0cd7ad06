// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec_values.h"

#include <QtCore/QJsonObject>

#include <memory>

// The one JSON codec of the protocol. A DTO names its members once,
//     template <class V> static void fields(V& v) { v("size", &Backup::size); v.orDefault("limit", &Query::limit); }
// and both directions follow that list. Decoding: an unknown member is ignored; a missing or wrong-typed one is an InvalidInput
// error that names it ("backups[3].size"), unless it is a std::optional or was declared orDefault (what a later minor version
// adds to an answer is one of these). null counts as missing. Encoding fails only for numbers that JSON cannot carry (2^53 and
// more).
namespace alula::protocol {

namespace detail {
struct AnyField {
    template <class M, class C>
    void operator()(const char*, M C::*) {}
    template <class M, class C>
    void orDefault(const char*, M C::*) {}
};
template <class T>
struct Bare {
    using Type = T;
    static constexpr bool kOptional = false;
};
template <class T>
struct Bare<std::optional<T>> {
    using Type = T;
    static constexpr bool kOptional = true;
};

// Visits the members of a DTO and hands each that has a value to put() of the class that derives from it.
template <class T>
class PresentMembers {
public:
    explicit PresentMembers(const T& from) : m_from(from) {}

    template <class Self, class M, class C>
    void operator()(this Self& self, const char* name, M C::* member) {
        const M& value = self.m_from.*member;
        if constexpr (Bare<M>::kOptional) {
            if (value) self.put(name, *value);
        } else {
            self.put(name, value);
        }
    }
    template <class Self, class M, class C>
    void orDefault(this Self& self, const char* name, M C::* member) {
        self(name, member);
    }

protected:
    const T& m_from;
};
} // namespace detail

template <class T>
concept Dto = requires(detail::AnyField visitor) { T::fields(visitor); };

template <class T>
class Encoder : public detail::PresentMembers<T> {
public:
    Encoder(const T& from, const Place& place) : detail::PresentMembers<T>(from), m_place(place) {}

    Result<QJsonObject> finish() && {
        if (m_error) return std::unexpected(std::move(*m_error));
        return std::move(m_object);
    }

    template <class M>
    void put(const char* name, const M& value) {
        if (m_error) return;
        auto json = Codec<M>::encode(value, Place{&m_place, name});
        if (json) m_object.insert(QLatin1StringView(name), *json);
        else m_error = std::make_unique<Error>(std::move(json).error());
    }

private:
    const Place& m_place;
    QJsonObject m_object;
    std::unique_ptr<Error> m_error;
};

template <class T>
class Decoder {
public:
    Decoder(const QJsonObject& from, const Place& place) : m_from(from), m_place(place) {}

    template <class M, class C>
    void operator()(const char* name, M C::* member) {
        take(name, member, !detail::Bare<M>::kOptional);
    }
    template <class M, class C>
    void orDefault(const char* name, M C::* member) {
        take(name, member, false);
    }

    Result<T> finish() && {
        if (m_error) return std::unexpected(std::move(*m_error));
        return std::move(m_into);
    }

private:
    template <class M, class C>
    void take(const char* name, M C::* member, bool required) {
        if (m_error) return;
        const Place here{&m_place, name};
        const QJsonValue json = m_from.value(QLatin1StringView(name));
        if (json.isUndefined() || json.isNull()) {
            if (required) m_error = std::make_unique<Error>(missing(here).error());
            return;
        }
        auto value = Codec<typename detail::Bare<M>::Type>::decode(json, here);
        if (value) m_into.*member = *std::move(value);
        else m_error = std::make_unique<Error>(std::move(value).error());
    }

    const QJsonObject& m_from;
    const Place& m_place;
    T m_into{};
    std::unique_ptr<Error> m_error;
};

template <class T>
    requires Dto<T>
struct Codec<T> {
    static Result<QJsonValue> encode(const T& value, const Place& place) {
        Encoder<T> encoder(value, place);
        T::fields(encoder);
        ALULA_ASSIGN(QJsonObject object, std::move(encoder).finish());
        return object;
    }
    static Result<T> decode(const QJsonValue& json, const Place& place) {
        if (!json.isObject()) return mistyped(place, "must be an object");
        const QJsonObject object = json.toObject();
        Decoder<T> decoder(object, place);
        T::fields(decoder);
        return std::move(decoder).finish();
    }
};

template <Dto T>
Result<QJsonObject> toJson(const T& value) {
    const Place root;
    ALULA_ASSIGN(const QJsonValue json, Codec<T>::encode(value, root));
    return json.toObject();
}

template <Dto T>
Result<T> fromJson(const QJsonObject& json) {
    return Codec<T>::decode(json, Place{});
}

} // namespace alula::protocol
