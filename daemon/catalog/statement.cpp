// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/statement.h"

#include <SQLiteCpp/Exception.h>
#include <limits>
#include <sqlite3.h>

namespace alula {

namespace {
int checkedSize(const std::string& bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw SQLite::Exception("value too big", SQLITE_TOOBIG);
    return static_cast<int>(bytes.size());
}
} // namespace

// Reset ends the read transaction, cleared bindings give their memory back.
Statement::~Statement() {
    m_statement->tryReset();
    try {
        m_statement->clearBindings();
    } catch (const SQLite::Exception&) { // the next user binds every parameter anew
    }
}

Statement& Statement::bind(std::int64_t value) {
    m_statement->bind(++m_bound, value);
    return *this;
}

Statement& Statement::bind(const std::string& value) {
    checkedSize(value);
    m_statement->bind(++m_bound, value);
    return *this;
}

// An empty string's data pointer is never null, so this is an empty blob, not NULL.
Statement& Statement::bind(Blob value) {
    m_statement->bind(++m_bound, static_cast<const void*>(value.bytes.data()), checkedSize(value.bytes));
    return *this;
}

Statement& Statement::bindNull() {
    m_statement->bind(++m_bound);
    return *this;
}

} // namespace alula
