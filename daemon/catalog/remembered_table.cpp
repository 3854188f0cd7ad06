// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/remembered_table.h"

#include "daemon/catalog/database.h"

namespace alula {

Result<std::optional<std::uint64_t>> RememberedTable::find(std::string_view name) const {
    return m_database.run([&]() -> Result<std::optional<std::uint64_t>> {
        auto statement = m_database.statement("SELECT value FROM remembered WHERE name = ?");
        if (!statement.bind(name).step()) return std::nullopt;
        return Row(statement).unsignedNumber();
    });
}

Result<void> RememberedTable::keep(std::string_view name, std::uint64_t value) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("INSERT OR REPLACE INTO remembered (name, value) VALUES (?,?)").bindAll(name, value).change();
        return {};
    });
}

} // namespace alula
