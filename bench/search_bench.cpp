// SPDX-License-Identifier: GPL-3.0-or-later
// search_bench DIRECTORY one|many BACKUPS NAMES ROUNDS: name search over generated indexes, as the daemon does it, and what a backup
// costs for it; Markdown rows. "one": backups of one server, each with 1 % of its names new and 1 % gone against the one before;
// "many": one backup of each of as many servers, which share no name.
#include "daemon/service/kept_indexes.h"
#include "daemon/service/name_search.h"
#include "daemon/service/path_versions.h"
#include "shared/engine/store/local_store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

using namespace alula;

namespace {

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().toString());
    return *std::move(result);
}

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double cpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

struct PathOrder {
    bool operator()(const std::string& a, const std::string& b) const {
        const int parents = comparePaths(parentOf(a), parentOf(b));
        return parents != 0 ? parents < 0 : nameOf(a) < nameOf(b);
    }
};
using Names = std::set<std::string, PathOrder>;

// As a Minecraft server has them: regions, files a player, and settings.
std::string someName(std::mt19937_64& random) {
    const auto number = [&](int below) { return std::to_string(random() % static_cast<std::uint64_t>(below)); };
    static constexpr const char* kWords[] = {"config", "lang", "messages", "home",  "spawn",
                                             "arena",  "kit",  "shop",     "Quest", "Loot"};
    const auto word = [&] { return std::string(kWords[random() % 10]); };
    switch (random() % 3) {
    case 0: return "world" + number(20) + "/region/r." + number(400) + ".-" + number(400) + ".mca";
    case 1: {
        std::array<std::uint8_t, 16> id{};
        for (auto& byte : id) byte = static_cast<std::uint8_t>(random());
        return "world" + number(20) + "/playerdata/" + Uuid(id).toString() + ".dat";
    }
    default: return "plugins/" + word() + number(50) + "/" + word() + "/" + word() + "-" + word() + number(100'000) + ".yml";
    }
}

void churn(Names& names, std::size_t count, std::mt19937_64& random) {
    const std::size_t before = names.size();
    if (before > 0) {
        std::set<std::size_t> places;
        while (places.size() < before / 100) places.insert(static_cast<std::size_t>(random() % before));
        std::size_t place = 0;
        std::erase_if(names, [&](const std::string&) { return places.contains(place++); });
    }
    while (names.size() < count) names.insert(someName(random));
}

// The folders above the files have to be there.
std::string indexOf(const Names& names, const Backup& row, std::mt19937_64& random) {
    std::map<std::string, ArchiveEntry, PathOrder> entries;
    const auto add = [&](const std::string& path, EntryType type) {
        ArchiveEntry& entry = entries[path];
        entry.path = path;
        entry.info.type = type;
        entry.info.mode = type == EntryType::Directory ? 0755 : 0644;
        entry.info.size = type == EntryType::Directory ? 0 : random() % 1'000'000;
        entry.info.mtimeNs = row.created.ns;
        entry.crc64 = random();
        entry.info.inode = random() % 10'000'000;
    };
    for (const std::string& name : names) {
        add(name, EntryType::File);
        for (std::string_view parent = parentOf(name); !entries.contains(std::string(parent)); parent = parentOf(parent))
            add(std::string(parent), EntryType::Directory);
    }
    IndexWriter writer(entries.size());
    for (const auto& [path, entry] : entries)
        if (const auto added = writer.add(entry); !added) throw std::runtime_error(added.error().toString());
    ArchiveHeader header;
    header.server = row.server;
    header.backup = row.id;
    header.files = names.size();
    return must(writer.finish(header));
}

// A node whose backups lie in an object store: their indexes are here, and are all that it has.
class BenchNode {
public:
    explicit BenchNode(const std::string& directory) : m_directory(directory) {
        settings.dataDirectory = directory + "/volumes";
        settings.backupDirectory = directory + "/backups";
        settings.stateDirectory = directory + "/state";
        std::filesystem::create_directories(settings.stateDirectory);
        keeper = std::make_unique<NameKeeper>(node, archives);
        keeper->start();
    }
    Backup add(const Names& names, int number, bool isOfOneServer, std::mt19937_64& random) {
        const auto id = [](int n, std::uint8_t kind) {
            return Uuid({kind, static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n), 1});
        };
        Backup row;
        row.id = BackupId(id(number, 2));
        row.server = ServerId(id(isOfOneServer ? 0 : number, 1));
        row.state = BackupState::Completed;
        row.adapter = "s3";
        row.created = row.completed = clock.now();
        const std::string index = indexOf(names, row, random);
        row.size = index.size();
        if (const auto kept = KeptIndexes(node).keep(row.id, asBytes(index)); !kept) throw std::runtime_error("no index");
        if (const auto inserted = catalog->backups().insert(row); !inserted) throw std::runtime_error("no row");
        return row;
    }
    std::uint64_t bytesIn(const std::string& folder) const {
        std::uint64_t bytes = 0;
        for (const auto& file : std::filesystem::directory_iterator(settings.stateDirectory + "/" + folder))
            bytes += file.file_size();
        return bytes;
    }
    // Out of the page cache.
    void dropCaches() const {
        ::sync();
        for (const auto& file : std::filesystem::recursive_directory_iterator(settings.stateDirectory)) {
            if (!file.is_regular_file()) continue;
            const UniqueFd fd(::open(file.path().c_str(), O_RDONLY | O_CLOEXEC));
            (void)::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
        }
    }

private:
    const std::string m_directory;

public:
    Settings settings;
    std::unique_ptr<Catalog> catalog = must(Catalog::open(":memory:"));
    LocalStore store{systemFiles(), m_directory + "/backups"};
    SystemClock clock;
    SystemRandom systemRandom;
    LoadControl load{clock};
    NodeEvents events;
    Node node{settings, *catalog, systemFiles(), store, clock, systemRandom, load, events, {}};
    ArchiveAccess archives{node};
    std::unique_ptr<NameKeeper> keeper;
};

NameSearchPage find(BenchNode& bench, const std::string& query) {
    NameSearch search(bench.node, bench.archives, *bench.keeper);
    return must(search.search({.query = query, .server = {}, .backup = {}, .cursor = {}, .limit = 200}, {}));
}

// What a search would cost without any file of names: every index read, on one thread.
double scanIndexes(BenchNode& bench, const std::vector<Backup>& rows) {
    const auto begin = std::chrono::steady_clock::now();
    std::uint64_t found = 0;
    for (const Backup& row : rows) {
        const auto archive = must(bench.archives.glance(row));
        const auto read = archive->index().forEach([&](const ArchiveEntry& entry) -> Result<bool> {
            if (nameOf(entry.path).contains("r.12")) ++found;
            return true;
        });
        if (!read) throw std::runtime_error(read.error().toString());
    }
    std::fprintf(stderr, "%llu found in the indexes\n", static_cast<unsigned long long>(found));
    return secondsSince(begin);
}

void settle(BenchNode& bench, const std::vector<Backup>& rows) {
    while (must(bench.keeper->settle(rows, std::chrono::minutes(10), {})).size() < rows.size()) {}
}

void report(BenchNode& bench, const std::string& query, int rounds) {
    bench.dropCaches();
    std::vector<double> times;
    std::size_t hits = 0;
    double cpu = 0;
    for (int i = 0; i <= rounds; ++i) {
        if (i == 1) cpu = cpuSeconds();
        const auto begin = std::chrono::steady_clock::now();
        const auto page = find(bench, query);
        times.push_back(secondsSince(begin));
        hits = page.hits.size();
    }
    const double cold = times.front(); // rounds are at least 1
    times.erase(times.begin());
    std::ranges::sort(times);
    std::printf("| `%s` | %zu%s | %.0f | %.0f (%.0f) | %.0f |\n", query.c_str(), hits, hits == 200 ? "+" : "", 1000 * cold,
                1000 * times[times.size() / 2], 1000 * (times.back() - times.front()), 1000 * (cpuSeconds() - cpu) / rounds);
    std::fflush(stdout);
}

void bench(const std::string& directory, bool isOfOneServer, int backups, std::size_t count, int rounds) {
    BenchNode node(directory);
    std::mt19937_64 random(1);
    Names names;
    std::vector<Backup> rows;
    for (int i = 0; i < backups; ++i) {
        if (!isOfOneServer) names.clear();
        churn(names, count, random);
        rows.push_back(node.add(names, i, isOfOneServer, random));
    }
    std::printf("%d backups of %s, %zu files each. Their indexes: %.1f MiB.\n\n", backups,
                isOfOneServer ? "one server" : "as many servers", count,
                static_cast<double>(node.bytesIn("indexes")) / (1 << 20));
    auto begin = std::chrono::steady_clock::now();
    settle(node, rows);
    std::printf("All names put in: %.1f s. Files of names: %.1f MiB.\n", secondsSince(begin),
                static_cast<double>(node.bytesIn("names")) / (1 << 20));
    if (!isOfOneServer) names.clear();
    churn(names, count, random);
    rows.push_back(node.add(names, backups, isOfOneServer, random));
    begin = std::chrono::steady_clock::now();
    const double cpu = cpuSeconds();
    settle(node, rows);
    std::printf("One backup more: %.0f ms, %.0f ms of one core.\n", 1000 * secondsSince(begin), 1000 * (cpuSeconds() - cpu));
    std::printf("Without them, every index read: %.1f s.\n\n", scanIndexes(node, rows));
    std::printf("| query | names on the page | cold ms | warm ms (spread) | warm, ms of one core |\n|---|---|---|---|---|\n");
    for (const char* query : {"level.dat", "r.12", "*.mca", "world7 region r.1", "quest", "a", "*"}) report(node, query, rounds);
    node.dropCaches();
    NameKeeper keeper(node.node, node.archives);
    PathVersions versions(node.node, node.archives, keeper);
    for (const char* which : {"cold", "warm"}) {
        begin = std::chrono::steady_clock::now();
        const auto history = must(versions.of(rows.front().server, *names.begin(), {}));
        std::printf("\nVersions of one path, %s: %.0f ms, %zu runs.", which, 1000 * secondsSince(begin), history.versions.size());
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("\nPeak RSS, making the indexes included: %.0f MiB.\n", static_cast<double>(usage.ru_maxrss) / 1024);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 6) {
        std::fprintf(stderr, "usage: search_bench DIRECTORY one|many BACKUPS NAMES ROUNDS\n");
        return 2;
    }
    try {
        bench(argv[1], std::string(argv[2]) == "one", std::atoi(argv[3]), static_cast<std::size_t>(std::atoi(argv[4])),
              std::atoi(argv[5]));
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return 0;
}
