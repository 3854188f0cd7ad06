// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/database.h"
#include "daemon/catalog/migrations.h"
#include "tests/daemon/catalog/rows.h"

#include <SQLiteCpp/Column.h>

using namespace alula;
using namespace alula::test;

class MigrationsTest : public QObject {
    Q_OBJECT
    // The schema as SQLite tells it, one statement a line.
    static Result<std::string> schemaOf(Database& database) {
        return database.run([&]() -> Result<std::string> {
            std::string text;
            auto statement =
                database.statement("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name");
            while (statement.step()) {
                Row row(statement);
                text += row.text() + " ";
                text += row.text() + ": ";
                text += row.text() + "\n";
            }
            return text;
        });
    }
    static std::vector<Migration> firstOf(std::vector<Migration> steps, int count) {
        steps.resize(static_cast<std::size_t>(count));
        return steps;
    }
    // A database of an older program. What rows such a one wrote is put in here when a second migration exists.
    static Result<void> makeVersion(const std::string& file, int version) {
        ALULA_ASSIGN(const auto steps, migrations());
        ALULA_ASSIGN(const auto database, Database::open(file));
        ALULA_TRY(migrate(*database, firstOf(steps, version)));
        if (version < 1) return {};
        return database->run([&]() -> Result<void> {
            database->connection().exec(
                "INSERT INTO servers (id, name, egg, disk_limit, suspended, in_panel, volume_id, seen) VALUES ("
                "'3f2a5c00-0000-4000-8000-000001000002', 'old', '', 0, 0, 0, -5, 0)");
            return {};
        });
    }

private Q_SLOTS:
    void everyOlderSchemaIsBroughtUp_data() {
        const auto steps = migrations();
        REQUIRE(steps);
        QTest::addColumn<int>("version");
        for (int version = 0; version <= static_cast<int>(steps->size()); ++version) QTest::addRow("from %d", version) << version;
    }
    void everyOlderSchemaIsBroughtUp() {
        QFETCH(int, version);
        TempDir directory;
        const auto file = directory.path("catalog.db");
        REQUIRE(makeVersion(file, version));
        {
            const auto catalog = Catalog::open(file);
            REQUIRE(catalog);
            const auto server = (*catalog)->servers().find(makeId<ServerId>(2));
            REQUIRE(server);
            QCOMPARE(server->has_value(), version >= 1);
            if (version >= 1) QVERIFY((*server)->name == "old" && (*server)->volumeId == static_cast<std::uint64_t>(-5));
            REQUIRE((*catalog)->backups().insert(fullBackup()));
        }
        const auto fresh = Database::open(directory.path("fresh.db"));
        const auto migrated = Database::open(file);
        REQUIRE(fresh);
        REQUIRE(migrated);
        const auto steps = migrations();
        REQUIRE(migrate(**fresh, *steps));
        QCOMPARE(schemaOf(**migrated).value_or("migrated"), schemaOf(**fresh).value_or("fresh"));
        QCOMPARE(schemaVersion(**migrated).value_or(-1), static_cast<int>(steps->size()));
    }

    void aFailingStepLeavesNothing() {
        TempDir directory;
        const auto database = Database::open(directory.path("catalog.db"));
        REQUIRE(database);
        auto steps = migrations();
        REQUIRE(steps);
        REQUIRE(migrate(**database, *steps));
        const auto before = schemaOf(**database);
        const int known = static_cast<int>(steps->size());
        steps->push_back({known + 1, "CREATE TABLE extra (a INTEGER); CREATE TABLE servers (a INTEGER);"});
        QVERIFY(!migrate(**database, *steps));
        QCOMPARE(schemaOf(**database).value_or("?"), before.value_or("!"));
        QCOMPARE(schemaVersion(**database).value_or(-1), known);
        steps->back().sql = "CREATE TABLE extra (a INTEGER);";
        REQUIRE(migrate(**database, *steps)); // nothing is left open
        QCOMPARE(schemaVersion(**database).value_or(-1), known + 1);
    }

    void aStepThatOrphansRowsIsTakenBack() {
        TempDir directory;
        const auto database = Database::open(directory.path("catalog.db"));
        REQUIRE(database);
        auto steps = migrations();
        REQUIRE(migrate(**database, *steps));
        JobTable jobs(**database);
        auto job = fullJob();
        REQUIRE(jobs.insert(job));
        REQUIRE(jobs.appendLog(job.id, {{.level = "info"}}));
        steps->push_back({static_cast<int>(steps->size()) + 1, "DELETE FROM jobs;"});
        REQUIRE_CODE(migrate(**database, *steps), ErrorCode::Corrupt);
        const auto found = jobs.find(job.id);
        QVERIFY(found && *found);
        REQUIRE_CODE(jobs.appendLog(makeId<JobId>(50), {{.level = "info"}}), ErrorCode::NotFound); // foreign keys are on again
    }

    void aNewerSchemaIsRefused() {
        TempDir directory;
        const auto file = directory.path("catalog.db");
        {
            const auto database = Database::open(file);
            REQUIRE(database);
            auto steps = migrations();
            steps->push_back({static_cast<int>(steps->size()) + 1, "CREATE TABLE extra (a INTEGER);"});
            REQUIRE(migrate(**database, *steps));
        }
        const auto before = readFile(file);
        const auto catalog = Catalog::open(file);
        REQUIRE_CODE(catalog, ErrorCode::Unsupported);
        QVERIFY2(catalog.error().message().contains(file), catalog.error().message().c_str());
        QVERIFY2(catalog.error().message().contains("upgrade this alulad"), catalog.error().message().c_str());
        QVERIFY(readFile(file) == before);
    }

    void anotherProgramsDatabaseIsRefused() {
        TempDir directory;
        const auto file = directory.path("catalog.db");
        {
            const auto database = Database::open(file);
            REQUIRE(database);
            REQUIRE((*database)->run([&]() -> Result<void> {
                (*database)->connection().exec("CREATE TABLE bookmarks (a INTEGER)");
                return {};
            }));
        }
        const auto catalog = Catalog::open(file);
        REQUIRE_CODE(catalog, ErrorCode::Corrupt);
        QVERIFY(catalog.error().message().contains("another program"));
    }
};

QTEST_APPLESS_MAIN(MigrationsTest)
#include "test_migrations.moc"
