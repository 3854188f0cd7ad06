// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/database.h"

#include "shared/base/fd.h"

#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace alula {

namespace {

constexpr int kBusyTimeoutMs = 5000; // an admin's sqlite3 shell may hold the lock for a moment
constexpr mode_t kMode = 0600;       // it names every server and may hold the admin's notes
constexpr std::size_t kMaxStatements = 256;

// Makes the file or tightens its mode before SQLite sees it; -wal and -shm take their mode from it.
Result<void> prepareFile(const std::string& path) {
    const UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, kMode));
    if (!file) return failErrno(errno, "The catalog " + path + " could not be opened");
    struct stat info{};
    if (::fstat(file.get(), &info) != 0) return failErrno(errno, "The catalog " + path + " could not be looked at");
    if (!S_ISREG(info.st_mode)) return fail(ErrorCode::InvalidInput, "The catalog " + path + " is not a regular file");
    if ((info.st_mode & 07777) != kMode && ::fchmod(file.get(), kMode) != 0)
        return failErrno(errno, "The mode of the catalog " + path + " could not be set to 0600");
    return {};
}

struct Meaning {
    ErrorCode code;
    std::string_view text;
};

Meaning meaningOf(int code, int extended, int systemErrno) {
    if (systemErrno == ENOSPC || systemErrno == EDQUOT) return {ErrorCode::NoSpace, "there is no space left on its file system"};
    if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_ROWID)
        return {ErrorCode::AlreadyExists, "such a row exists already"};
    if (extended == SQLITE_CONSTRAINT_FOREIGNKEY) return {ErrorCode::NotFound, "the row it belongs to does not exist"};
    switch (code) {
    case SQLITE_FULL: return {ErrorCode::NoSpace, "there is no space left on its file system"};
    case SQLITE_CORRUPT:
        return {ErrorCode::Corrupt, "it is damaged: alulad sets it aside at its next start, and finds the backups again"};
    // Every statement is Alula's own and goes with its schema: one that does not compile has met other tables.
    case SQLITE_ERROR: return {ErrorCode::Corrupt, "its tables are not those that Alula made"};
    case SQLITE_NOTADB: return {ErrorCode::Corrupt, "it is not a SQLite database"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::Io, "another program holds its lock"};
    case SQLITE_READONLY: return {ErrorCode::Io, "it cannot be written"};
    case SQLITE_TOOBIG: return {ErrorCode::InvalidInput, "a value is too big"};
    default: return {ErrorCode::Io, "the operation failed"};
    }
}

} // namespace

Database::Database(const std::string& path)
    : m_path(path),
      m_connection(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, kBusyTimeoutMs) {}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
    if (path != ":memory:") ALULA_TRY(prepareFile(path));
    try {
        std::unique_ptr<Database> database(new Database(path));
        ALULA_TRY(database->setUp());
        return database;
    } catch (const std::exception& e) {
        return fail(ErrorCode::Io, "The catalog " + path + " could not be opened: " + e.what());
    }
}

Result<void> Database::setUp() {
    return run([this]() -> Result<void> {
        sqlite3_extended_result_codes(m_connection.getHandle(), 1);
        m_connection.exec("PRAGMA foreign_keys = ON");
        m_connection.exec("PRAGMA trusted_schema = OFF");
        const auto mode = m_connection.execAndGet("PRAGMA journal_mode = WAL").getString();
        if (mode != "wal" && m_path != ":memory:")
            return fail(about(ErrorCode::Unsupported,
                              "lies on a file system without SQLite's write-ahead log; put state_directory on a local disk"));
        m_connection.exec("PRAGMA synchronous = FULL");
        return {};
    });
}

bool Database::transactionIsOpen() const { return sqlite3_get_autocommit(m_connection.getHandle()) == 0; }

// SQLite ends a transaction by itself after some errors (no space, I/O). What follows must not run outside of it, one statement
// at a time.
Result<void> Database::checkTransaction() const {
    if (m_depth > 0 && !transactionIsOpen())
        return fail(about(ErrorCode::Io, "has rolled the transaction back after an earlier error"));
    return {};
}

Result<void> Database::execute(const std::string& sql) {
    return guarded([&]() -> Result<void> {
        m_connection.exec(sql);
        return {};
    });
}

void Database::undo(const std::string& sql) {
    if (transactionIsOpen()) m_connection.tryExec(sql);
}

Result<void> Database::transaction(const std::function<Result<void>()>& work) {
    const std::lock_guard lock(m_mutex);
    ALULA_TRY(checkTransaction());
    const bool outermost = m_depth == 0;
    const auto savepoint = "level" + std::to_string(m_depth);
    ALULA_TRY(execute(outermost ? "BEGIN IMMEDIATE" : "SAVEPOINT " + savepoint));
    ++m_depth;
    auto result = guarded(work);
    if (result) result = checkTransaction();
    if (result) result = execute(outermost ? "COMMIT" : "RELEASE " + savepoint);
    if (!result) undo(outermost ? "ROLLBACK" : "ROLLBACK TO " + savepoint + "; RELEASE " + savepoint);
    --m_depth;
    return result;
}

Statement Database::statement(const std::string& sql) {
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        // Filters make texts of many shapes; a full cache begins again.
        if (m_statements.size() >= kMaxStatements) m_statements.clear();
        found = m_statements.emplace(sql, std::make_shared<SQLite::Statement>(m_connection, sql)).first;
    }
    return Statement(found->second);
}

Error Database::toError(const SQLite::Exception& exception) const {
    const int code = exception.getErrorCode() & 0xff;
    // Only these two set the system's errno; after others it is an old one.
    const int systemErrno = code == SQLITE_IOERR || code == SQLITE_CANTOPEN ? sqlite3_system_errno(m_connection.getHandle()) : 0;
    auto meaning = meaningOf(code, exception.getExtendedErrorCode(), systemErrno);
    // SQLite writes to no file whose header tells of another format, and this one may be written to.
    if (code == SQLITE_READONLY && ::access(m_path.c_str(), W_OK) == 0)
        meaning = {ErrorCode::Corrupt, "its header tells of another format"};
    return about(meaning.code, "could not be used: " + std::string(meaning.text) + " (SQLite: " + exception.what() + ")")
        .withErrno(systemErrno);
}

Error Database::about(ErrorCode code, std::string_view text) const {
    return {code, "The catalog " + m_path + " " + std::string(text)};
}

Error Database::corruptRow(const CorruptRow& row) const {
    return about(ErrorCode::Corrupt, "holds " + row.what + ": it is damaged, or was changed by hand");
}

Error Database::unforeseen(std::string_view what) const {
    return about(ErrorCode::Internal, "could not be used: " + std::string(what));
}

} // namespace alula
