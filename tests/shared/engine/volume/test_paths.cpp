// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/entry.h"
#include "shared/engine/volume/tree.h"

#include <QtTest>
#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace alula;

class TestPaths : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comparesByComponent();
    void joinsAndSplits();
    void knowsUnsafePaths_data();
    void knowsUnsafePaths();
    void everyWarningHasItsOwnName();
    void treeKeepsNamesTargetsAndAttributes();
    void treeCountsFiles();
};

void TestPaths::comparesByComponent() {
    const std::vector<std::string> sorted = {"", "a", "a/b", "a/b/c", "a/b.c", "a\x01", "a.b", "a.b/c", "b", "\xff"};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            const int order = comparePaths(sorted[i], sorted[j]);
            QCOMPARE((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

void TestPaths::joinsAndSplits() {
    QCOMPARE(joinPath("", "a"), std::string("a"));
    QCOMPARE(joinPath("a/b", "c"), std::string("a/b/c"));
    QCOMPARE(parentOf("a/b/c"), std::string_view("a/b"));
    QCOMPARE(parentOf("a"), std::string_view(""));
    QCOMPARE(nameOf("a/b/c"), std::string_view("c"));
    QCOMPARE(nameOf("a"), std::string_view("a"));
}

void TestPaths::knowsUnsafePaths_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("safe");
    QTest::newRow("name") << QByteArray("a") << true;
    QTest::newRow("nested") << QByteArray("a/b/c") << true;
    QTest::newRow("dots in names") << QByteArray("..a/b../...") << true;
    QTest::newRow("not UTF-8") << QByteArray("\xff/\xfe") << true;
    QTest::newRow("newline") << QByteArray("a\nb") << true;
    QTest::newRow("255 bytes") << QByteArray(255, 'a') << true;
    QTest::newRow("4095 bytes") << (QByteArray("a/").repeated(2047) + 'a') << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("absolute") << QByteArray("/a") << false;
    QTest::newRow("slash at the end") << QByteArray("a/") << false;
    QTest::newRow("two slashes") << QByteArray("a//b") << false;
    QTest::newRow("dot") << QByteArray("a/./b") << false;
    QTest::newRow("up") << QByteArray("a/../b") << false;
    QTest::newRow("up at the end") << QByteArray("a/..") << false;
    QTest::newRow("only up") << QByteArray("..") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
    QTest::newRow("256 bytes") << QByteArray(256, 'a') << false;
    QTest::newRow("4097 bytes") << (QByteArray("a/").repeated(2048) + 'a') << false;
}

void TestPaths::knowsUnsafePaths() {
    QFETCH(const QByteArray, path);
    QTEST(isSafeRelativePath(path.toStdString()), "safe");
}

void TestPaths::everyWarningHasItsOwnName() {
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(WarningKind::Damaged); ++kind) names.insert(name(static_cast<WarningKind>(kind)));
    QCOMPARE(names.size(), std::size_t{10});
    QCOMPARE(name(WarningKind::OtherFileSystem), std::string_view("other_file_system"));
    QCOMPARE(name(WarningKind::Damaged), std::string_view("damaged"));
}

void TestPaths::treeKeepsNamesTargetsAndAttributes() {
    VolumeTree tree;
    VolumeTree::Node node;
    node.type = EntryType::Directory;
    QCOMPARE(tree.add(node, ""), std::size_t{0});
    const auto directory = tree.add(node, "dir");
    node.parent = static_cast<std::uint32_t>(directory);
    node.type = EntryType::Symlink;
    const auto link = tree.add(node, "link");
    tree.setLinkTarget(link, "../x");
    node.type = EntryType::File;
    const auto file = tree.add(node, "file");
    tree.setAttributes(file, {{"user.a", "1"}});
    QCOMPARE(tree.path(0), std::string());
    QCOMPARE(tree.path(directory), std::string("dir"));
    QCOMPARE(tree.path(link), std::string("dir/link"));
    QCOMPARE(tree.path(file), std::string("dir/file"));
    QCOMPARE(tree.name(file), std::string_view("file"));
    QCOMPARE(tree.linkTarget(link), std::string("../x"));
    QCOMPARE(tree.linkTarget(file), std::string());
    QVERIFY(tree.attributes(link).empty());
    QCOMPARE(tree.attributes(file), (std::vector<ExtendedAttribute>{{"user.a", "1"}}));
    QVERIFY(!tree.full(255));
}

void TestPaths::treeCountsFiles() {
    VolumeTree tree;
    VolumeTree::Node node;
    node.size = 5;
    tree.add(node, "a");
    tree.add(node, "b");
    node.type = EntryType::Symlink;
    tree.add(node, "c");
    QCOMPARE(tree.files(), std::uint64_t{2});
    QCOMPARE(tree.totalBytes(), std::uint64_t{10});
    QCOMPARE(tree.size(), std::size_t{3});
}

QTEST_APPLESS_MAIN(TestPaths)
#include "test_paths.moc"
