// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/json_text.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace alula::protocol {

namespace {

bool isAscii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool needsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

template <class Number>
void append(std::string& out, Number number) {
    std::array<char, 32> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), written.ptr);
}

// As Qt has it: what is no UTF-8 becomes U+FFFD.
std::string throughQt(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).toStdString();
}

} // namespace

// UTF-8 by now.
void JsonText::putText(std::string_view text) {
    static constexpr char kDigits[] = "0123456789abcdef";
    m_out += '"';
    while (!text.empty()) {
        const auto plain = static_cast<std::size_t>(std::ranges::find_if(text, needsEscape) - text.begin());
        m_out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const auto c = static_cast<unsigned char>(text.front());
        if (c < 0x20) {
            m_out += "\\u00";
            m_out += kDigits[c >> 4];
            m_out += kDigits[c & 15];
        } else {
            m_out += '\\';
            m_out += text.front();
        }
        text.remove_prefix(1);
    }
    m_out += '"';
}

Result<void> JsonText::put(bool value, const Place&) {
    m_out += value ? "true" : "false";
    return {};
}

Result<void> JsonText::put(double value, const Place& place) {
    if (!std::isfinite(value)) return mistyped(place, "is not a finite number");
    append(m_out, value);
    return {};
}

Result<void> JsonText::putNumber(std::int64_t value, const Place& place) {
    if (value > kMaxInteger || value < -kMaxInteger) return mistyped(place, "is too large for JSON (2^53 or more)");
    append(m_out, value);
    return {};
}

Result<void> JsonText::put(const std::string& value, const Place&) {
    if (isAscii(value)) putText(value);
    else putText(throughQt(value));
    return {};
}

Result<void> JsonText::put(Timestamp value, const Place&) {
    putText(toIso8601(sayable(value)));
    return {};
}

Result<void> JsonText::put(const WirePath& value, const Place&) {
    if (isAscii(value.bytes) || throughQt(value.bytes) == value.bytes) {
        putText(value.bytes);
        return {};
    }
    const auto bytes = QByteArray::fromRawData(value.bytes.data(), static_cast<qsizetype>(value.bytes.size()));
    m_out += R"({"b64":")";
    m_out += bytes.toBase64().toStdString();
    m_out += R"("})";
    return {};
}

} // namespace alula::protocol
