// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/set_aside.h"

#include "daemon/catalog/database.h"
#include "shared/base/fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <linux/fs.h>

namespace alula {

namespace {

constexpr std::string_view kMark = ".damaged-";
constexpr int kMostNames = 100; // set aside within one second

// "2026-11-22T03:00:00.000Z" → "20261122T030000Z": no colons, which rsync and scp take for a host's name.
std::string stamp(Timestamp now) {
    std::string text = toIso8601(now).substr(0, 19) + "Z";
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

std::string nameOf(const std::string& path) { return std::filesystem::path(path).filename().string(); }
std::string directoryOf(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

Result<void> syncDirectory(const std::string& directory) {
    const UniqueFd handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle && ::fsync(handle.get()) == 0) return {};
    return failErrno(errno, "the directory of the catalog cannot be synced", directory);
}

// What belongs to one database keeps one name: SQLite finds the log of committed pages by it.
Result<std::string> moveAway(const std::string& path, Timestamp now) {
    const std::string wanted = path + std::string(kMark) + stamp(now);
    for (int i = 1; i <= kMostNames; ++i) {
        const std::string to = i == 1 ? wanted : wanted + "-" + std::to_string(i);
        if (::renameat2(AT_FDCWD, path.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
            if (errno == EEXIST) continue;
            return failErrno(errno, "The damaged catalog cannot be moved out of the way", path);
        }
        for (const char* with : {"-wal", "-shm"}) {
            if (::renameat2(AT_FDCWD, (path + with).c_str(), AT_FDCWD, (to + with).c_str(), RENAME_NOREPLACE) != 0 &&
                errno != ENOENT)
                return failErrno(errno, "A part of the damaged catalog cannot be moved out of the way", path + with);
        }
        ALULA_TRY(syncDirectory(directoryOf(path)));
        return to;
    }
    return fail(Error(ErrorCode::AlreadyExists, "Too many damaged catalogs lie beside this one: look at them, and move them away")
                    .withPath(path));
}

// integrity_check looks at pages, not at what an older program, or a hand, wrote into them. Recovery reads most of this anyway.
Result<void> readThrough(Catalog& catalog) {
    ALULA_TRY(catalog.servers().all());
    ALULA_TRY(catalog.backups().list({.limit = -1})); // whole rows: a table may lack a column, or hold what none promised
    ALULA_TRY(catalog.jobs().unfinished());
    ALULA_TRY(catalog.journal().all());
    ALULA_TRY(catalog.outbox().nextDue());
    return {};
}

Result<std::unique_ptr<Catalog>> openSound(const std::string& path) {
    ALULA_ASSIGN(auto catalog, Catalog::open(path));
    ALULA_TRY(readThrough(*catalog));
    return catalog;
}

// A half-swapped volume is put right by its journal and by nothing else: it is taken along where those pages are still readable.
bool keepJournal(const std::string& from, Catalog& into) {
    const auto database = Database::open(from);
    if (!database) return false;
    const auto entries = JournalTable(**database).all();
    if (!entries) return false;
    for (const JournalEntry& entry : *entries) {
        if (!into.journal().save(entry)) return false;
    }
    return true;
}

} // namespace

Result<OpenedCatalog> openOrSetAside(const std::string& path, Timestamp now) {
    auto opened = openSound(path);
    if (opened) return OpenedCatalog{*std::move(opened), {}};
    if (opened.error().code() != ErrorCode::Corrupt) return std::unexpected(std::move(opened).error());
    ALULA_ASSIGN(auto away, moveAway(path, now));
    ALULA_ASSIGN(auto catalog, Catalog::open(path));
    const bool journalKept = keepJournal(away, *catalog);
    return OpenedCatalog{std::move(catalog), SetAside{std::move(away), std::move(opened).error(), journalKept}};
}

std::optional<Timestamp> setAsideWhen(const std::string& name) {
    const auto mark = name.find(kMark);
    if (mark == std::string::npos) return std::nullopt;
    const std::string t = name.substr(mark + kMark.size(), 16);
    if (t.size() != 16) return std::nullopt;
    return fromIso8601(t.substr(0, 4) + "-" + t.substr(4, 2) + "-" + t.substr(6, 2) + "T" + t.substr(9, 2) + ":" +
                       t.substr(11, 2) + ":" + t.substr(13, 2) + "Z");
}

std::vector<std::string> setAsideCatalogs(const std::string& path) {
    std::vector<std::string> found;
    const std::string prefix = nameOf(path) + std::string(kMark);
    std::error_code error; // a directory that cannot be read is told as such elsewhere
    for (std::filesystem::directory_iterator it(directoryOf(path), error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (name.starts_with(prefix) && !name.ends_with("-wal") && !name.ends_with("-shm")) found.push_back(name);
    }
    std::ranges::sort(found, std::ranges::greater());
    return found;
}

} // namespace alula
