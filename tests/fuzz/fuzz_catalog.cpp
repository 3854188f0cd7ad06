// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog's file, as a dying disk or another program may leave it. The input's first byte chooses: the file as it stands; or changes to a
// sound one: where (two bytes), how many, the bytes.
#include "daemon/catalog/set_aside.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/temp_dir.h"

#include <SQLiteCpp/Database.h>
#include <algorithm>
#include <spdlog/spdlog.h>
#include <unistd.h>

using namespace alula;
using test::TempDir;

namespace {

// A folder in memory: a disk would be waited for at every commit.
TempDir memoryFolder() {
    if (::access("/dev/shm", W_OK) == 0) ::setenv("TMPDIR", "/dev/shm", 0);
    return {};
}

template <typename Id>
Id makeId(std::uint8_t number) {
    return Id(Uuid({0x3f, 0x2a, number, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, number}));
}

void fill(Catalog& catalog) {
    Server server;
    server.id = makeId<ServerId>(1);
    server.name = "Survival";
    fuzz::require(catalog.servers().upsert(server).has_value(), "a server can be kept");
    for (std::uint8_t i = 0; i < 3; ++i) {
        Backup backup;
        backup.id = makeId<BackupId>(i);
        backup.server = server.id;
        backup.state = BackupState::Completed;
        backup.created = Timestamp{1'767'323'045'000'000'000 + i};
        backup.size = 1000U + i;
        backup.note = "before 1.21";
        fuzz::require(catalog.backups().insert(backup).has_value(), "a backup can be kept");
        Job job;
        job.id = makeId<JobId>(i);
        job.server = server.id;
        job.backup = backup.id;
        job.state = i == 0 ? JobState::Queued : JobState::Completed;
        fuzz::require(catalog.jobs().insert(job).has_value(), "a job can be kept");
    }
}

// A whole catalog in small pages, so that a change meets more than empty room.
const std::string& soundFile() {
    static const std::string bytes = [] {
        const TempDir temp = memoryFolder();
        const std::string path = temp.path("catalog.db");
        {
            const auto catalog = Catalog::open(path);
            fuzz::require(catalog.has_value(), "a catalog can be made");
            fill(**catalog);
        }
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        database.exec("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL");
        return test::readFile(path);
    }();
    return bytes;
}

std::string changed(fuzz::Input& input) {
    std::string bytes = soundFile();
    while (!input.empty()) {
        const std::size_t at = input.word() % bytes.size();
        const auto put = input.take(1 + input.byte() % 64);
        std::copy_n(put.begin(), std::min(put.size(), bytes.size() - at), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return bytes;
}

void readAll(Catalog& catalog) {
    const auto backups = catalog.backups().list({.limit = -1});
    fuzz::require(backups.has_value(), "what a start looked through can be read");
    for (const Backup& backup : *backups) fuzz::require(!name(backup.state).empty(), "a state has a name");
    (void)catalog.backups().troubles();
    (void)catalog.jobs().list({});
    (void)catalog.journal().all();
    (void)catalog.outbox().givenUp(10);
    (void)catalog.remembered().find("archives");
    (void)catalog.downloads().isRevoked("a", "b", "c", Timestamp{1});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const bool raw = input.byte() == 0;
    const std::string bytes = raw ? std::string(input.rest()) : changed(input);
    const TempDir temp = memoryFolder();
    const std::string path = temp.path("catalog.db");
    test::writeFile(path, bytes);
    const auto opened = openOrSetAside(path, Timestamp{1'767'323'045'000'000'000});
    if (!opened) {
        fuzz::require(opened.error().code() == ErrorCode::Unsupported, "only a newer version's is refused");
        return 0;
    }
    readAll(*opened->catalog);
    if (opened->setAside) fuzz::require(test::exists(opened->setAside->path), "nothing that was there is thrown away");
    Server server;
    server.id = makeId<ServerId>(9);
    (void)opened->catalog->servers().upsert(server); // damage that only a change meets is an error then
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    spdlog::set_level(spdlog::level::off);
    const std::string raw(1, '\0'), made(1, '\1');
    return {{"whole", raw + soundFile()},
            {"empty", raw},
            {"text", raw + "not a database at all, but long enough to have had a header if it were one: SQLite format 3"},
            {"header", made + std::string("\x10\0\x02\x04\0\x01", 6)},
            {"schema", made + std::string("\x64\0\x10", 3) + std::string(17, '\xff')},
            {"rows", made + std::string("\0\x20\x20", 3) + std::string(33, '\x41')}};
}
