// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/catalog.h"
#include "tests/support/temp_dir.h"

#include <QtTest/QTest>
#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

// Rows in which every field differs from its default, and their comparison field by field. The structured bindings name every
// field, so a new one does not compile until it is added here, and with that to the round trip.
namespace alula::test {

// Prints the error and fails the test.
#define REQUIRE(result)                                                                                                          \
    do {                                                                                                                         \
        const auto& required = (result);                                                                                         \
        if (!required) QFAIL(required.error().toString().c_str());                                                               \
    } while (false)
#define REQUIRE_CODE(result, wanted)                                                                                             \
    do {                                                                                                                         \
        const auto& outcomeOf = (result);                                                                                        \
        QVERIFY2(!outcomeOf, "it succeeded");                                                                                    \
        QVERIFY2(outcomeOf.error().code() == (wanted), outcomeOf.error().toString().c_str());                                    \
    } while (false)

template <typename IdType>
IdType makeId(int number) {
    const auto digits = std::to_string(1'000'000 + number);
    return *IdType::parse("3f2a5c00-0000-4000-8000-00000" + digits);
}

inline auto fields(const Backup& row) {
    const auto& [id, server, state, adapter, origin, created, completed, size, contentBytes, newBytes, files, durationMs, sha1,
                 ignoreText, foreign, pinned, deletedInPanel, missing, damaged, note, warnings, verified, verifyResult] = row;
    return std::make_tuple(id, server, state, adapter, origin, created, completed, size, contentBytes, newBytes, files,
                           durationMs, sha1, ignoreText, foreign, pinned, deletedInPanel, missing, damaged, note, warnings,
                           verified, verifyResult);
}
inline auto fields(const Job& row) {
    const auto& [id, kind, state, server, backup, parameters, origin, queueOrder, created, started, ended, phase, filesDone,
                 filesTotal, bytesDone, bytesTotal, bytesWritten, warnings, errorCode, errorMessage, undoable, attempts] = row;
    const auto& [originKind, originDetail] = origin;
    return std::make_tuple(id, kind, state, server, backup, parameters, originKind, originDetail, queueOrder, created, started,
                           ended, phase, filesDone, filesTotal, bytesDone, bytesTotal, bytesWritten, warnings, errorCode,
                           errorMessage, undoable, attempts);
}
inline auto fields(const JobLogLine& row) {
    const auto& [number, time, level, text, path] = row;
    return std::make_tuple(number, time, level, text, path);
}
inline auto fields(const Server& row) {
    const auto& [id, name, egg, diskLimit, suspended, inPanel, volumeId, seen, firstSeen] = row;
    return std::make_tuple(id, name, egg, diskLimit, suspended, inPanel, volumeId, seen, firstSeen);
}
inline auto fields(const OutboxMessage& row) {
    const auto& [id, backup, kind, body, created, attempts, nextAttempt] = row;
    return std::make_tuple(id, backup, kind, body, created, attempts, nextAttempt);
}
inline auto fields(const JournalEntry& row) {
    const auto& [job, server, plan, committed, savedAt, committedAt] = row;
    return std::make_tuple(job, server, plan, committed, savedAt, committedAt);
}

// The number of the first field that is the same in both, or -1.
template <typename T>
int firstEqualField(const T& a, const T& b) {
    int found = -1;
    const auto left = fields(a);
    const auto right = fields(b);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((found < 0 && std::get<I>(left) == std::get<I>(right) ? void(found = static_cast<int>(I)) : void()), ...);
    }(std::make_index_sequence<std::tuple_size_v<decltype(left)>>{});
    return found;
}

inline Backup fullBackup() {
    return {.id = makeId<BackupId>(1),
            .server = makeId<ServerId>(2),
            .state = BackupState::Deleting,
            .adapter = "s3",
            .origin = "console",
            .created = {1'767'323'045'123'456'789},
            .completed = {1'767'323'046'000'000'001},
            .size = 0xffff'ffff'ffff'fff1,
            .contentBytes = 2,
            .newBytes = 3,
            .files = 4,
            .durationMs = 5,
            .sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            .ignoreText = "*.log\n!keep.log\n",
            .foreign = true,
            .pinned = true,
            .deletedInPanel = true,
            .missing = true,
            .damaged = true,
            .note = "vor dem Umzug, 100 % \xc3\xa4",
            .warnings = 6,
            .verified = {7},
            .verifyResult = "Block 3 is damaged."};
}
inline Job fullJob() {
    return {.id = makeId<JobId>(10),
            .kind = JobKind::Verify,
            .state = JobState::CompletedWithWarnings,
            .server = makeId<ServerId>(2),
            .backup = makeId<BackupId>(1),
            .parameters = R"({"a":1})",
            .origin = {.kind = "console", .detail = "eva"},
            .queueOrder = 77,
            .created = {11},
            .started = {12},
            .ended = {13},
            .phase = Phase::Deleting,
            .filesDone = 14,
            .filesTotal = 15,
            .bytesDone = 16,
            .bytesTotal = 0x8000'0000'0000'0000,
            .bytesWritten = 18,
            .warnings = 19,
            .errorCode = "corrupt",
            .errorMessage = "It is damaged.",
            .undoable = true,
            .attempts = 3};
}
inline Server fullServer() {
    return {.id = makeId<ServerId>(2),
            .name = "Skyblock",
            .egg = "5",
            .diskLimit = 20'000'000'000,
            .suspended = true,
            .inPanel = true,
            .volumeId = 0xfedc'ba98'7654'3210,
            .seen = {21},
            .firstSeen = {21}}; // the same for a new row
}
inline OutboxMessage fullMessage() {
    return {.id = 0,
            .backup = makeId<BackupId>(1),
            .kind = OutboxMessage::Kind::Restore,
            .body = R"({"successful":true})",
            .created = {31},
            .attempts = 2,
            .nextAttempt = {32}};
}
inline JournalEntry fullJournal() {
    return {.job = makeId<JobId>(10),
            .server = makeId<ServerId>(2),
            .plan = std::string("\0\xff plan\n", 8),
            .committed = true,
            .savedAt = {41},
            .committedAt = {42}};
}

// A catalog in a directory of its own.
struct CatalogOnDisk {
    TempDir directory;
    std::string file = directory.path("catalog.db");
    Result<std::unique_ptr<Catalog>> opened = Catalog::open(file);
    Catalog& operator*() const { return **opened; }
    Catalog* operator->() const { return opened->get(); }
};

} // namespace alula::test
