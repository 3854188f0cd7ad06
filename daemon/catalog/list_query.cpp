// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/list_query.h"

#include <sstream>

namespace alula {

namespace {

constexpr std::size_t kMaxFilter = 256; // bytes
constexpr std::size_t kMaxWords = 16;

std::string pattern(const std::string& word) {
    std::string escaped = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped + "%";
}

} // namespace

void Conditions::add(std::string condition) {
    m_sql += m_sql.empty() ? " WHERE " : " AND ";
    m_sql += std::move(condition);
}

void Conditions::equals(std::string_view column, const std::string& value) {
    add(std::string(column) + " = ?");
    m_values.push_back(value);
}

void Conditions::oneOf(std::string_view column, const std::vector<std::string>& values) {
    if (values.empty()) return;
    std::string marks;
    for (const auto& value : values) {
        marks += marks.empty() ? "?" : ", ?";
        m_values.push_back(value);
    }
    add(std::string(column) + " IN (" + marks + ")");
}

Result<void> Conditions::words(const std::string& text, const std::vector<std::string_view>& columns) {
    if (text.size() > kMaxFilter) return fail(ErrorCode::InvalidInput, "The filter is longer than 256 bytes; use fewer words");
    std::istringstream stream(text);
    std::size_t count = 0;
    for (std::string word; stream >> word;) {
        if (++count > kMaxWords) return fail(ErrorCode::InvalidInput, "The filter has more than 16 words; use fewer");
        std::string any;
        for (const auto column : columns) {
            any += (any.empty() ? "(" : " OR ") + std::string(column) + " LIKE ? ESCAPE '\\'";
            m_values.push_back(pattern(word));
        }
        add(any + ")");
    }
    return {};
}

std::string Conditions::sql() const { return m_sql; }

void Conditions::bindTo(Statement& statement) const {
    for (const auto& value : m_values) statement.bind(value);
}

Result<void> checkPage(std::int64_t offset, std::int64_t limit) {
    if (offset < 0 || limit < -1) return fail(ErrorCode::InvalidInput, "The offset and the limit of a list must not be negative");
    return {};
}

} // namespace alula
