// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <concepts>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Values as lines have them, at once: what codec.h makes of them and Qt writes, without an object of each in between. That is most of what a
// page of a list costs. tests/shared/protocol compares the two.
namespace alula::protocol {

class JsonText {
public:
    explicit JsonText(std::string& out) : m_out(out) {}
    Result<void> put(bool value, const Place& place);
    Result<void> put(double value, const Place& place);
    Result<void> put(const std::string& value, const Place& place);
    Result<void> put(Timestamp value, const Place& place);
    Result<void> put(const WirePath& value, const Place& place);
    template <std::integral T>
    Result<void> put(T value, const Place& place) {
        const bool fits = std::in_range<std::int64_t>(value);
        return putNumber(fits ? static_cast<std::int64_t>(value) : std::numeric_limits<std::int64_t>::max(), place);
    }
    template <class Tag>
    Result<void> put(const Id<Tag>& value, const Place&) {
        m_out += '"';
        m_out += value.toString();
        m_out += '"';
        return {};
    }
    template <class T>
    Result<void> put(const std::vector<T>& values, const Place& place) {
        m_out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) m_out += ',';
            ALULA_TRY(put(values[i], Place{&place, {}, i}));
        }
        m_out += ']';
        return {};
    }
    template <class T>
        requires Dto<T>
    Result<void> put(const T& value, const Place& place);

private:
    Result<void> putNumber(std::int64_t value, const Place& place);
    void putText(std::string_view text);

    std::string& m_out;
};

template <class T>
class TextEncoder : public detail::PresentMembers<T> {
public:
    TextEncoder(const T& from, const Place& place, JsonText& to, std::string& out)
        : detail::PresentMembers<T>(from), m_place(place), m_to(to), m_out(out) {}

    Result<void> finish() && { return std::move(m_result); }

    template <class M>
    void put(const char* name, const M& value) {
        if (!m_result) return;
        m_out += std::exchange(m_first, false) ? "\"" : ",\""; // names are plain: the DTOs' own
        m_out += name;
        m_out += "\":";
        m_result = m_to.put(value, Place{&m_place, name});
    }

private:
    const Place& m_place;
    JsonText& m_to;
    std::string& m_out;
    Result<void> m_result;
    bool m_first = true;
};

template <class T>
    requires Dto<T>
Result<void> JsonText::put(const T& value, const Place& place) {
    m_out += '{';
    TextEncoder<T> encoder(value, place, *this, m_out);
    T::fields(encoder);
    m_out += '}';
    return std::move(encoder).finish();
}

// "{…}", without an end of line. Fails where toJson() does.
template <Dto T>
Result<std::string> toText(const T& value) {
    std::string text;
    ALULA_TRY(JsonText(text).put(value, Place{}));
    return text;
}

} // namespace alula::protocol
