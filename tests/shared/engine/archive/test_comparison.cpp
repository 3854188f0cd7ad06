// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/compare_sides.h"
#include "shared/engine/archive/comparison_builder.h"
#include "tests/shared/engine/archive/hand_made_archive.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace alula;
using namespace handmade;

namespace {

using Strings = std::vector<std::string>;
using Files = std::map<std::string, std::string>; // path → contents; directories are made up

std::unique_ptr<Archive> archiveOf(const Files& files) {
    std::vector<Item> items;
    std::set<std::string> directories;
    for (const auto& [path, contents] : files) {
        items.push_back(file(path, contents));
        for (auto at = parentOf(path); !at.empty(); at = parentOf(at)) directories.emplace(at);
    }
    for (const auto& directory : directories) items.push_back(dir(directory));
    return openAlulaArchive(memorySource(make(std::move(items)).bytes, "made by hand")).value();
}

struct PathOrder {
    bool operator()(const std::string& a, const std::string& b) const { return comparePaths(a, b) < 0; }
};

// What differs at and below `path`, told by going through both.
std::map<std::string, char, PathOrder> reference(const Files& from, const Files& to, const std::string& path) {
    std::map<std::string, char, PathOrder> changes;
    const auto covers = [&](const std::string& at) { return path.empty() || at == path || at.starts_with(path + "/"); };
    const auto directoriesOf = [](const Files& files) {
        std::set<std::string> all;
        for (const auto& [at, contents] : files)
            for (auto up = parentOf(at); !up.empty(); up = parentOf(up)) all.emplace(up);
        return all;
    };
    const auto before = directoriesOf(from);
    const auto after = directoriesOf(to);
    for (const auto& at : before)
        if (covers(at) && !after.contains(at)) changes[at] = '-';
    for (const auto& at : after)
        if (covers(at) && !before.contains(at)) changes[at] = '+';
    for (const auto& [at, contents] : from)
        if (covers(at) && !to.contains(at)) changes[at] = changes.contains(at) ? '~' : '-';
    for (const auto& [at, contents] : to) {
        if (!covers(at)) continue;
        const auto old = from.find(at);
        if (old == from.end()) changes[at] = changes.contains(at) ? '~' : '+';
        else if (old->second != contents) changes[at] = '~';
    }
    return changes;
}

Strings listed(const Comparison& made, const std::string& path) {
    Strings out;
    const Comparison::Listing listing(made, path, true);
    for (auto at = listing.first(); at; at = listing.next(*at)) {
        if (!listing.has(*at)) return {"a row that is none of the listing's"};
        const auto row = made.row(*at);
        out.push_back(std::string(1, "+-~="[static_cast<std::size_t>(row.change)]) + row.path);
    }
    return out;
}

ArchiveEntry entryAt(std::string path, EntryType type) {
    ArchiveEntry entry;
    entry.path = std::move(path);
    entry.info.type = type;
    return entry;
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Names before and behind '/', files that become directories and the other way, whole directories that come and go.
    void likeAReferenceOnRandomTrees() {
        std::mt19937 random(11);
        const Strings names = {"a", "a.b", "a!", "b", "\xff"};
        const auto any = [&](std::size_t depth) {
            std::string path;
            for (std::size_t i = 0; i < depth; ++i) path += (i ? "/" : "") + names[random() % names.size()];
            return path;
        };
        const auto filesNow = [&] {
            Files files;
            for (int i = 0; i < 12; ++i) {
                const std::string path = any(1 + random() % 4);
                bool fits = true; // not below a file, and no file above others
                for (const auto& [other, contents] : files)
                    fits = fits && !path.starts_with(other + "/") && !other.starts_with(path + "/");
                if (fits) files[path] = std::to_string(random() % 2);
            }
            return files;
        };
        for (int round = 0; round < 150; ++round) {
            const Files from = filesNow();
            const Files to = filesNow();
            const auto left = archiveOf(from);
            const auto right = archiveOf(to);
            const auto whole = compareArchives(left->index(), right->index(), {}, 1_MiB, {});
            QVERIFY(whole);
            for (const std::string& path : {std::string(), any(1), any(2), any(3)}) {
                Strings expected;
                for (const auto& [at, change] : reference(from, to, path)) expected.push_back(change + at);
                QCOMPARE(listed(*whole, path), expected);
                const auto part = compareArchives(left->index(), right->index(), path, 1_MiB, {});
                QVERIFY(part && part->covers(path));
                QCOMPARE(listed(*part, path), expected);
            }
        }
    }

    // Each directory's children add up to what its own row tells.
    void totalsAddUp() {
        const auto from = archiveOf({{"a/b/1", "x"}, {"a/b/2", "xy"}, {"a/c/3", "x"}, {"d", "x"}, {"same/e/f", "x"}});
        const auto to = archiveOf({{"a/b/1", "y"}, {"a/c/3", "x"}, {"a/c/4", "xyz"}, {"d/5", "x"}, {"same/e/f", "x"}});
        const auto made = compareArchives(from->index(), to->index(), {}, 1_MiB, {});
        QVERIFY(made);
        const auto textOf = [](const Comparison::Totals& t) {
            return std::to_string(t.added) + " " + std::to_string(t.removed) + " " + std::to_string(t.changed) + " " +
                   std::to_string(t.bytesBefore) + " " + std::to_string(t.bytesAfter);
        };
        QCOMPARE(textOf(Comparison::Listing(*made, {}, false).totals()), std::string("2 2 1 4 5"));
        QCOMPARE(textOf(Comparison::Listing(*made, "a", false).totals()), std::string("1 1 1 3 4"));
        QCOMPARE(textOf(Comparison::Listing(*made, "d", false).totals()), std::string("1 1 0 1 1")); // a file, now a directory
        QCOMPARE(textOf(Comparison::Listing(*made, "same", false).totals()), std::string("0 0 0 0 0"));
        QCOMPARE(made->rows(), std::size_t{8}); // nothing of "same" is held
    }

    void memoryIsBounded() {
        Files files;
        for (int i = 0; i < 500; ++i) files["a file with a name " + std::to_string(i)] = "x";
        const auto none = archiveOf({});
        const auto many = archiveOf(files);
        const auto made = compareArchives(none->index(), many->index(), {}, 100'000, {});
        QVERIFY(made && made->bytes() > 32'000 && made->bytes() < 100'000);
        const auto refused = compareArchives(none->index(), many->index(), {}, 20'000, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
        QVERIFY(refused.error().message().contains("one directory at a time"));
    }

    // Of an index from elsewhere nobody knows that its entries have parents.
    void anEntryInNoDirectory() {
        for (const EntryType parent : {EntryType::File, EntryType::Symlink}) {
            ComparisonBuilder builder({}, 1_MiB);
            const ArchiveEntry above = entryAt("a", parent);
            const ArchiveEntry below = entryAt("a/b", EntryType::File);
            QVERIFY(builder.add(&above, nullptr, 0));
            QCOMPARE(builder.add(&below, nullptr, 0).error().code(), ErrorCode::Corrupt);
        }
        ComparisonBuilder builder({}, 1_MiB);
        const ArchiveEntry orphan = entryAt("gone/b", EntryType::File);
        QCOMPARE(builder.add(nullptr, &orphan, 0).error().code(), ErrorCode::Corrupt);
    }

    void stopsWhenTold() {
        const auto archive = archiveOf({{"a", "b"}});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(compareArchives(archive->index(), archive->index(), {}, 1_MiB, stop.get_token()).error().code(),
                 ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "test_comparison.moc"
