// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace alula {

// What a column holds besides text and numbers: bytes that need not be UTF-8. The text must outlive the binding.
struct Blob {
    const std::string& bytes;
};

// A prepared statement lent from the cache of Database: bound from left to right, given back clean at the end of its life. Throws
// SQLite::Exception, which Database::run() turns into an Error; lives inside run() only, so under its lock.
class Statement {
public:
    explicit Statement(std::shared_ptr<SQLite::Statement> statement) : m_statement(std::move(statement)) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::int64_t value);
    Statement& bind(int value) { return bind(std::int64_t{value}); }
    Statement& bind(std::uint32_t value) { return bind(std::int64_t{value}); }
    Statement& bind(bool value) { return bind(std::int64_t{value ? 1 : 0}); }
    // SQLite's integers have a sign: the 64 bits are kept, numbers from 2^63 on sort as negative ones.
    Statement& bind(std::uint64_t value) { return bind(std::bit_cast<std::int64_t>(value)); }
    Statement& bind(Timestamp value) { return bind(value.ns); }
    Statement& bind(const std::string& value);
    Statement& bind(std::string_view value) { return bind(std::string(value)); }
    Statement& bind(const char* value) { return bind(std::string(value)); }
    Statement& bind(Blob value);
    Statement& bindNull();
    template <typename Tag>
    Statement& bind(const Id<Tag>& id) {
        return bind(id.toString());
    }
    template <typename... Values>
    Statement& bindAll(const Values&... values) {
        return (bind(values), ..., *this);
    }

    bool step() { return m_statement->executeStep(); }
    int change() { return m_statement->exec(); } // rows changed
    SQLite::Statement& raw() { return *m_statement; }

private:
    std::shared_ptr<SQLite::Statement> m_statement;
    int m_bound = 0;
};

// One row, read from left to right. A value that no version of the program could have written throws CorruptRow.
struct CorruptRow {
    std::string what;
};

class Row {
public:
    explicit Row(Statement& statement) : m_statement(statement.raw()) {}

    bool isNull() const { return m_statement.isColumnNull(m_next); }
    void skip() { ++m_next; }
    std::int64_t number() { return m_statement.getColumn(m_next++).getInt64(); }
    std::uint64_t unsignedNumber() { return std::bit_cast<std::uint64_t>(number()); }
    bool flag() { return number() != 0; }
    Timestamp time() { return {number()}; }
    std::string text() { return m_statement.getColumn(m_next++).getString(); } // blobs too

    template <typename IdType>
    IdType id() {
        const auto found = text();
        if (const auto parsed = IdType::parse(found)) return *parsed;
        throw CorruptRow{"an id that is no uuid"};
    }
    // A name that `fromName` has to know.
    template <typename FromName>
    auto named(FromName fromName, std::string_view what) {
        const auto found = text();
        if (const auto value = std::invoke(fromName, std::string_view(found))) return *value;
        throw CorruptRow{std::string("an unknown ") + std::string(what)};
    }

private:
    SQLite::Statement& m_statement;
    int m_next = 0;
};

} // namespace alula
