// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

namespace alula::protocol {

// The id of a request, as its sender chose it: an integer, a string, or nothing (the answer to a line that could not be read).
// No std::variant: GCC 14 with sanitizers takes its storage for uninitialized wherever it is copied.
class RequestId {
public:
    enum class Kind : std::uint8_t { None, Number, Text };

    RequestId() = default;
    explicit RequestId(std::int64_t number) : m_kind(Kind::Number), m_number(number) {}
    explicit RequestId(std::string text) : m_kind(Kind::Text), m_text(std::move(text)) {}

    Kind kind() const { return m_kind; }
    bool isNull() const { return m_kind == Kind::None; }
    std::int64_t number() const { return m_number; }
    const std::string& text() const { return m_text; }
    friend auto operator<=>(const RequestId&, const RequestId&) = default;

private:
    Kind m_kind = Kind::None;
    std::int64_t m_number = 0;
    std::string m_text;
};

} // namespace alula::protocol
