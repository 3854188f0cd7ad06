// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/tree.h"

#include <cstdint>
#include <string>
#include <vector>

// Trees that a restore is tried with.
namespace alula::test {

// Everything that a volume can hold.
inline std::vector<Item> fullTree() {
    return {file("server.properties", std::string("motd=old\n")),
            file("world/level.dat", 12'345).mode(0600),
            file("world/region/r.0.0.mca", 3_MiB + 17),
            file("world/region/empty", std::uint64_t{0}),
            sparse("world/sparse.db", 8_MiB, 5_MiB + 100, "data in the middle"),
            sparse("world/hole", 1_MiB, 0, ""),
            dir("plugins/empty").mode(0700),
            dir("sticky", {file("in", 10)}).mode(01777),
            softlink("latest", "world/level.dat"),
            softlink("outside", "/etc/passwd"),
            softlink("dangling", "nowhere/at/all"),
            hardlink("world/level.link", "world/level.dat"),
            hardlink("a.link", "world/level.dat"),
            file("attr", 5).attribute("user.alula.test", std::string("a\0b", 3)),
            dir("attrdir").attribute("user.dir", "value"),
            file("odd\xff\nname", 3),
            file("old", 7).mtime(1'000'000'001),
            file("before-epoch", 7).mtime(-5'000'000'001),
            file("readonly", 9).mode(0400)};
}

// A live tree that differs from fullTree() in every way.
inline std::vector<Item> vandalised() {
    return {file("server.properties", std::string("motd=vandalised and longer\n")),
            file("world/level.dat", 99),
            file("world/region", std::string("a file where a directory was")),
            dir("latest", {file("in the way", 3)}),
            file("extra", 100),
            dir("extra-dir", {file("deep/er", 1), softlink("out", "/")}),
            softlink("attrdir", "extra-dir"),
            file("plugins/mine.jar", 1234)};
}

} // namespace alula::test
