// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <stdexcept>

// A restore with a step of each kind, small enough to be done again for every point at which it may go wrong.
namespace alula::test {

inline std::vector<Item> smallOld() {
    return {file("exchanged", 10), file("removed", 20), dir("dir", {file("in", 1), file("gone", 2)}),
            dir("way", {file("x/y", 3)}), softlink("link", "removed")};
}
inline std::vector<Item> smallNew() {
    return {file("exchanged", 11), file("inserted", 21),
            dir("dir", {file("in", 4), file("fresh", 5), dir("sub", {file("s", 1)})}), file("way", 6),
            hardlink("link", "inserted")};
}

// Made once: packing it takes longer than restoring it.
inline const Archive& smallArchive() {
    static Bench maker;
    static const auto archive = maker.archiveOf(smallNew());
    return *archive;
}

struct Scene {
    Scene(bool truncate, bool inside) {
        bench.live(smallOld());
        bench.options.truncate = truncate;
        bench.options.workers = 1;
        if (inside) bench.dataDirectory = bench.temp.path("none");
        before = bench.now();
    }
    // What an undisturbed restore makes of it.
    static Snapshot finished(bool truncate) {
        Scene scene(truncate, false);
        if (!scene.bench.restore(scene.archive)) throw std::runtime_error("the undisturbed restore failed");
        return scene.bench.now();
    }
    Bench bench;
    const Archive& archive = smallArchive();
    Snapshot before;
};

// Columns truncate and inside, in all four ways.
inline void addModes() {
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<bool>("inside");
    for (const bool truncate : {true, false})
        for (const bool inside : {true, false})
            QTest::addRow("%s, staging %s", truncate ? "truncate" : "overlay", inside ? "inside" : "beside")
                << truncate << inside;
}

// The volume without staging.
inline Snapshot treeOf(const Bench& bench) {
    auto now = bench.now();
    std::erase_if(now, [](const auto& entry) { return entry.first.starts_with(".alula-"); });
    return now;
}

} // namespace alula::test
