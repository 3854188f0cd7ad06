// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/statement.h"
#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// The WHERE of a list, put together from conditions: the text holds only what the program wrote, all else is bound.
class Conditions {
public:
    void equals(std::string_view column, const std::string& value);
    void oneOf(std::string_view column, const std::vector<std::string>& values); // none: no condition
    // Every word of the text must be in one of the columns; % and _ are themselves, ASCII letters of either case match.
    // InvalidInput when it is beyond 16 words or 256 bytes.
    Result<void> words(const std::string& text, const std::vector<std::string_view>& columns);

    std::string sql() const; // " WHERE …" or ""
    void bindTo(Statement& statement) const;

private:
    void add(std::string condition);

    std::string m_sql;
    std::vector<std::string> m_values;
};

// For json_each(?): a condition over as many ids as there are.
template <typename IdType>
std::string jsonArray(const std::vector<IdType>& ids) {
    std::string array;
    for (const auto& id : ids) array += (array.empty() ? "[\"" : ",\"") + id.toString() + "\"";
    return array.empty() ? "[]" : array + "]";
}

// InvalidInput for a negative offset or limit; a limit of -1 means all.
Result<void> checkPage(std::int64_t offset, std::int64_t limit);

} // namespace alula
