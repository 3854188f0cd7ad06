// SPDX-License-Identifier: GPL-3.0-or-later
// index_bench [FILES]: what the console asks of indexes of so many files (1,000,000), and how long that takes; a line of JSON each.
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/compare_sides.h"
#include "shared/engine/restore/count_selection.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

using namespace alula;

namespace {

constexpr std::size_t kInOne = 200; // files of one directory, 50 directories in one above

template <typename T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    std::fprintf(stderr, "%s\n", result.error().toString().c_str());
    std::exit(1);
}

ArchiveEntry entryOf(std::string path, EntryType type) {
    ArchiveEntry entry;
    entry.path = std::move(path);
    entry.info.type = type;
    entry.info.mode = type == EntryType::Directory ? 0755 : 0644;
    entry.info.uid = entry.info.gid = 988;
    entry.info.mtimeNs = 1'767'323'045'123'456'789;
    return entry;
}

std::string numbered(const char* format, std::size_t number) {
    char text[32];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

// Every `change`th file has other contents than in an index that was made with 0; `links`: one in a thousand is a symlink.
std::unique_ptr<IndexReader> indexOf(std::size_t files, std::size_t change, bool links = false) {
    const std::size_t directories = (files + kInOne - 1) / kInOne;
    const std::size_t tops = (directories + 49) / 50;
    IndexWriter writer(files + directories + tops + 1);
    ArchiveHeader header;
    const auto add = [&](ArchiveEntry entry, std::uint64_t below) {
        entry.subtreeFiles = below;
        entry.subtreeBytes = below * 4096;
        (void)writer.add(entry);
        ++header.directories;
    };
    add(entryOf({}, EntryType::Directory), files);
    for (std::size_t t = 0; t < tops; ++t) add(entryOf(numbered("top-%05zu", t), EntryType::Directory), 50 * kInOne);
    std::size_t file = 0;
    for (std::size_t t = 0; t < tops; ++t) {
        const std::string top = numbered("top-%05zu", t);
        for (std::size_t d = 0; d < 50; ++d) add(entryOf(top + numbered("/region-%02zu", d), EntryType::Directory), kInOne);
        for (std::size_t d = 0; d < 50; ++d) {
            const std::string directory = top + numbered("/region-%02zu", d);
            for (std::size_t f = 0; f < kInOne && file < files; ++f, ++file) {
                const bool link = links && f == 7 && d % 5 == 0;
                ArchiveEntry entry =
                    entryOf(directory + numbered("/r.%03zu.chunk.mca", f), link ? EntryType::Symlink : EntryType::File);
                if (link) entry.linkTarget = "elsewhere";
                else entry.info.size = 4096;
                entry.streamOffset = 512 + file * 5120;
                entry.crc64 = file * 0x9e3779b97f4a7c15U + (change != 0 && file % change == 0 ? 1 : 0);
                entry.info.inode = file;
                (void)writer.add(entry);
                ++(link ? header.symlinks : header.files);
            }
        }
    }
    return must(IndexReader::open(memorySource(must(writer.finish(header)), "made for measuring")));
}

template <typename Work>
void measure(const char* what, Work work) {
    const auto begin = std::chrono::steady_clock::now();
    const std::string detail = work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"what\":\"%s\",\"seconds\":%.4f,\"peak_mib\":%ld%s}\n", what, took.count(), usage.ru_maxrss / 1024,
                detail.c_str());
}

std::string compared(const IndexReader& from, const IndexReader& to) {
    const Comparison made = must(compareArchives(from, to, {}, 1024_MiB, {}));
    const auto totals = Comparison::Listing(made, {}, true).totals();
    return ",\"changed\":" + std::to_string(totals.changed) + ",\"kept_mib\":" + std::to_string(made.bytes() >> 20);
}

std::string counted(const IndexReader& index, std::vector<std::string> include, std::vector<std::string> exclude) {
    RestoreOptions choice;
    choice.include = std::move(include);
    choice.exclude = std::move(exclude);
    const SelectionCount count = must(countSelection(index, must(Selection::make(choice)), {}));
    return ",\"files\":" + std::to_string(count.files);
}

std::string paged(const Comparison& made) {
    const Comparison::Listing listing(made, {}, true);
    std::size_t rows = 0;
    for (auto at = listing.first(); at && rows < 1000; at = listing.next(*at)) rows += made.row(*at).path.empty() ? 0 : 1;
    return ",\"rows\":" + std::to_string(rows);
}

} // namespace

int main(int argc, char** argv) {
    const auto files = argc > 1 ? parseNumber<std::size_t>(argv[1]) : std::optional<std::size_t>(1'000'000);
    if (!files || *files == 0 || argc > 2) {
        std::fprintf(stderr, "usage: index_bench [FILES]\n");
        return 2;
    }
    const auto before = indexOf(*files, 0);
    const auto links = indexOf(*files, 0, true);
    measure("count all", [&] { return counted(*before, {}, {}); });
    measure("count 2 of 3 rules",
            [&] { return counted(*before, {"top-00001", "top-00001/region-02/r.007.chunk.mca"}, {"top-00001/region-02"}); });
    measure("count all but one directory, with symlinks", [&] { return counted(*links, {}, {"top-00001"}); });
    std::vector<std::string> many;
    for (std::size_t i = 0; i < *files && many.size() < 10'000; i += std::max<std::size_t>(1, *files / 10'000))
        many.push_back(numbered("top-%05zu", i / kInOne / 50) + numbered("/region-%02zu", i / kInOne % 50) +
                       numbered("/r.%03zu.chunk.mca", i % kInOne));
    measure("count 10,000 files", [&] { return counted(*before, many, {}); });
    {
        const auto same = indexOf(*files, 0);
        measure("compare, nothing differs", [&] { return compared(*before, *same); });
    }
    {
        const auto some = indexOf(*files, 100);
        measure("compare, 1 % differs", [&] { return compared(*before, *some); });
    }
    const auto all = indexOf(*files, 1);
    measure("compare, all differs", [&] { return compared(*before, *all); });
    const Comparison made = must(compareArchives(*before, *all, {}, 1024_MiB, {}));
    measure("first page of all that differs", [&] { return paged(made); });
    return 0;
}
