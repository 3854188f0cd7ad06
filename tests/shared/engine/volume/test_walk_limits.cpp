// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/volume/walking.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"

#include <QTest>

#include <cerrno>
#include <cstring>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

// What costs a server's user nothing must not cost the node its memory: it is left out, named, and the rest is backed up.
class TestWalkLimits : public QObject {
    Q_OBJECT
    using Warnings = std::vector<std::pair<WarningKind, std::string>>;
    using Paths = std::vector<std::string>;

private Q_SLOTS:
    void filesOverTheLimitAreLeftOut();
    void sizesDoNotOverflow();
    void namesOfOneFileAllCount();
    void targetsOverTheLimitAreLeftOut();
};

void TestWalkLimits::filesOverTheLimitAreLeftOut() {
    const TempDir temp;
    tree({file("a", 600), file("b", 401), file("c", 400), file("d", 1), file("e", "")}).materialise(temp.path());
    WalkOptions options;
    options.maxContentBytes = 1000;
    const auto result = walked(temp.path(), options);
    QVERIFY(result);
    QCOMPARE(pathsOf(*result), (Paths{"", "a", "c", "e"}));
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Unreadable, "b"}, {WarningKind::Unreadable, "d"}}));
    QVERIFY(result->warnings[0].detail.contains("401"));
    QCOMPARE(result->tree.totalBytes(), std::uint64_t{1000});
}

// Where no archive is to be made nothing is left out, as long as its sum can be told.
void TestWalkLimits::sizesDoNotOverflow() {
    const TempDir temp;
    tree({file("a", 5), file("huge", "")}).materialise(temp.path());
    if (::truncate(temp.path("huge").c_str(), 15LL << 40) != 0) QSKIP(std::strerror(errno));
    for (int i = 0; i < 9; ++i) QCOMPARE(::link(temp.path("huge").c_str(), temp.path("huge" + std::to_string(i)).c_str()), 0);
    const auto all = walked(temp.path());
    QVERIFY(all);
    QVERIFY(all->warnings.empty());
    QCOMPARE(all->tree.totalBytes(), (std::uint64_t{150} << 40) + 5);
    WalkOptions options;
    options.maxContentBytes = 4096_GiB;
    const auto some = walked(temp.path(), options);
    QVERIFY(some);
    QCOMPARE(pathsOf(*some), (Paths{"", "a"}));
    QCOMPARE(some->warnings.size(), std::size_t{10});
}

void TestWalkLimits::namesOfOneFileAllCount() {
    const TempDir temp;
    tree({file("a", 600), hardlink("b", "a"), file("c", 300)}).materialise(temp.path());
    WalkOptions options;
    options.maxContentBytes = 1000;
    const auto result = walked(temp.path(), options);
    QVERIFY(result);
    QCOMPARE(pathsOf(*result), (Paths{"", "a", "c"}));
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Unreadable, "b"}}));
}

void TestWalkLimits::targetsOverTheLimitAreLeftOut() {
    const TempDir temp;
    tree({softlink("a", std::string(60, 't')), softlink("b", std::string(41, 't')), softlink("c", std::string(40, 't')),
          file("d", 1), softlink("e", "x")})
        .materialise(temp.path());
    WalkOptions options;
    options.maxTargetBytes = 100;
    const auto result = walked(temp.path(), options);
    QVERIFY(result);
    QCOMPARE(pathsOf(*result), (Paths{"", "a", "c", "d"}));
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Unreadable, "b"}, {WarningKind::Unreadable, "e"}}));
}

QTEST_MAIN(TestWalkLimits)
#include "test_walk_limits.moc"
