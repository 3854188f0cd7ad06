// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/statement.h"
#include "shared/base/result.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

namespace alula {

// The one connection of the room, its lock and its prepared statements. Any thread; a transaction holds the lock from its begin
// to its end, so what it does should be short.
class Database {
public:
    // Opens or makes the file (0600) and sets the connection up; does not look at the schema.
    static Result<std::unique_ptr<Database>> open(const std::string& path);

    const std::string& path() const { return m_path; }

    // Runs `work`, which returns a Result, under the lock. Nothing it throws gets out.
    template <typename Work>
    std::invoke_result_t<Work> run(Work&& work) {
        const std::lock_guard lock(m_mutex);
        ALULA_TRY(checkTransaction());
        return guarded(std::forward<Work>(work));
    }

    // All of `work` or nothing of it. Within another transaction it is a savepoint: its own work goes when it fails, and the
    // outer one decides about the whole.
    Result<void> transaction(const std::function<Result<void>()>& work);

    // For use within run(). The text is the key of the cache, so it must not hold values.
    Statement statement(const std::string& sql);
    SQLite::Database& connection() { return m_connection; } // within run()

private:
    explicit Database(const std::string& path);

    template <typename Work>
    std::invoke_result_t<Work> guarded(Work&& work) {
        try {
            return std::forward<Work>(work)();
        } catch (const SQLite::Exception& e) {
            return std::unexpected(toError(e));
        } catch (const CorruptRow& row) {
            return std::unexpected(corruptRow(row));
        } catch (const std::exception& e) {
            return std::unexpected(unforeseen(e.what()));
        }
    }

    Result<void> setUp();
    Result<void> checkTransaction() const;
    Result<void> execute(const std::string& sql);
    void undo(const std::string& sql); // best effort
    Error toError(const SQLite::Exception& exception) const;
    Error about(ErrorCode code, std::string_view text) const; // "The catalog FILE text"
    Error corruptRow(const CorruptRow& row) const;
    Error unforeseen(std::string_view what) const;
    bool transactionIsOpen() const;

    const std::string m_path;
    std::recursive_mutex m_mutex;
    // Guarded by m_mutex. The statements go before the connection.
    SQLite::Database m_connection;
    std::unordered_map<std::string, std::shared_ptr<SQLite::Statement>> m_statements;
    int m_depth = 0; // of nested transactions
};

} // namespace alula
