// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/migrations.h"

#include "daemon/catalog/database.h"
#include "shared/base/bytes.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

// A static library's resources are linked in only when asked for, and the macro does not work within a namespace.
static void initSqlResource() { Q_INIT_RESOURCE(sql); }

namespace alula {

namespace {

constexpr std::int64_t kApplicationId = 0x416c756c; // "Alul", in the file's header: what file(1) shows, and how we know our own

Error notOurs(const Database& database) {
    return {ErrorCode::Corrupt, "The file " + database.path() + " is the database of another program, not a catalog of Alula"};
}

Error newer(const Database& database, int found, int known) {
    return {ErrorCode::Unsupported, "The catalog " + database.path() + " was written by a newer Alula (schema " +
                                        std::to_string(found) + ", this program knows " + std::to_string(known) +
                                        "): upgrade this alulad, or move the catalog away to begin a new one"};
}

// With its indexes held against their tables: one that disagrees hides rows, and ends in errors or in silence long afterwards.
Result<void> checkSound(Database& database) {
    return database.run([&]() -> Result<void> {
        const auto answer = database.connection().execAndGet("PRAGMA integrity_check(1)").getString();
        if (answer == "ok") return {};
        return fail(ErrorCode::Corrupt, "The catalog " + database.path() + " is damaged (" + answer + ")");
    });
}

// Within a transaction.
Result<void> apply(Database& database, const Migration& step) {
    return database.run([&]() -> Result<void> {
        auto& connection = database.connection();
        connection.exec(step.sql);
        if (SQLite::Statement broken(connection, "PRAGMA foreign_key_check"); broken.executeStep())
            return fail(ErrorCode::Corrupt, "The catalog " + database.path() + " could not be brought to schema " +
                                                std::to_string(step.number) + ": rows of " + broken.getColumn(0).getString() +
                                                " lost their parents");
        connection.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
        connection.exec("PRAGMA user_version = " + std::to_string(step.number));
        return {};
    });
}

Result<void> setForeignKeys(Database& database, bool on) {
    return database.run([&]() -> Result<void> {
        database.connection().exec(on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
        return {};
    });
}

} // namespace

Result<std::vector<Migration>> migrations() {
    initSqlResource();
    std::vector<Migration> steps;
    const QDir folder(QStringLiteral(":/sql"));
    for (const auto& name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        const auto number = parseNumber<int>(name.section(QLatin1Char('_'), 0, 0).toStdString());
        QFile file(folder.filePath(name));
        if (number != static_cast<int>(steps.size()) + 1 || !file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Internal, "The migration " + name.toStdString() + " does not follow the one before it");
        steps.push_back({*number, file.readAll().toStdString()});
    }
    if (steps.empty()) return fail(ErrorCode::Internal, "This program was built without its catalog's schema");
    return steps;
}

Result<int> schemaVersion(Database& database) {
    ALULA_TRY(checkSound(database));
    return database.run([&]() -> Result<int> {
        auto& connection = database.connection();
        const auto owner = connection.execAndGet("PRAGMA application_id").getInt64();
        const auto empty = connection.execAndGet("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)").getInt() != 0;
        if (owner != kApplicationId && !empty) return fail(notOurs(database));
        return connection.execAndGet("PRAGMA user_version").getInt();
    });
}

Result<void> migrate(Database& database, const std::vector<Migration>& steps) {
    ALULA_ASSIGN(const int found, schemaVersion(database));
    const int known = steps.empty() ? 0 : steps.back().number;
    if (found > known) return fail(newer(database, found, known));
    if (found == known) return {};
    // SQLite's way to rebuild a table: without foreign keys (they cannot be switched within a transaction), checked before the
    // commit.
    ALULA_TRY(setForeignKeys(database, false));
    Result<void> done;
    for (const auto& step : steps) {
        if (step.number <= found) continue;
        done = database.transaction([&] { return apply(database, step); });
        if (!done) break;
    }
    ALULA_TRY(setForeignKeys(database, true));
    return done;
}

} // namespace alula
