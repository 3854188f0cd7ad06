// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace alula::protocol {

// The id of a request, as its sender chose it: an integer, a string, or nothing (the answer to a line that could not be read).
struct RequestId {
    std::variant<std::monostate, std::int64_t, std::string> value;

    RequestId() = default;
    explicit RequestId(std::int64_t number) : value(number) {}
    explicit RequestId(std::string text) : value(std::move(text)) {}
    bool isNull() const { return std::holds_alternative<std::monostate>(value); }
    friend auto operator<=>(const RequestId&, const RequestId&) = default;
};

} // namespace alula::protocol
