// SPDX-License-Identifier: GPL-3.0-or-later
// The tests' own tools: a declared tree is what lies on disk, a difference is seen, faults come when ordered.
#include "tests/support/faulty_files.h"
#include "tests/support/recording_files.h"
#include "tests/support/tree.h"

#include <QtTest>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

class TestSupport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void treeIsWhatWasDeclared();
    void contentsAreTheSameEveryTime();
    void compareSeesEveryDifference_data();
    void compareSeesEveryDifference();
    void deepTreesCanBeMadeReadAndRemoved();
    void failsTheOrderedCall();
    void failsEveryMutationInTurn();
    void shortensReadsAndWrites();
    void recordsWhatChanges();
};

namespace {
Tree example() {
    return tree({
        file("a", 3000).mode(0640).mtime(1'600'000'000'000'000'001),
        dir("d", {file("inner", "text"), dir("empty").mode(0700)}).mode(0711).mtime(-5),
        softlink("l", "a"),
        hardlink("h", "a"),
        sparse("s", 1_MiB, 512_KiB, "data"),
        file("x/y/z", "implied").attribute("user.note", "v"),
    });
}
} // namespace

void TestSupport::treeIsWhatWasDeclared() {
    const TempDir temp;
    example().materialise(temp.path());
    const auto all = snapshot(temp.path());
    QCOMPARE(all.size(), std::size_t{11});
    QCOMPARE(all.at("a").mode, mode_t{0640});
    QCOMPARE(all.at("a").size, std::uint64_t{3000});
    QCOMPARE(all.at("a").mtimeNs, std::int64_t{1'600'000'000'000'000'001});
    QCOMPARE(all.at("h").linkGroup, std::string("a"));
    QCOMPARE(all.at("a").linkGroup, std::string("a"));
    QCOMPARE(all.at("h").sha1, all.at("a").sha1);
    QCOMPARE(all.at("d").mode, mode_t{0711});
    QCOMPARE(all.at("d").mtimeNs, std::int64_t{-5});
    QCOMPARE(all.at("d/empty").type, 'd');
    QCOMPARE(all.at("l").target, std::string("a"));
    QVERIFY(all.at("s").sparse);
    QCOMPARE(readFile(temp.path("s")).substr(512_KiB, 5), std::string("data\0", 5));
    QCOMPARE(all.at("x/y/z").attributes.at("user.note"), std::string("v"));
    QCOMPARE(all.at("x/y").mtimeNs, kTreeTime);
    QCOMPARE(all.at("").mtimeNs, kTreeTime);
}

void TestSupport::contentsAreTheSameEveryTime() {
    QCOMPARE(pseudoRandom(1, 100), pseudoRandom(1, 1000).substr(0, 100));
    QVERIFY(pseudoRandom(1, 100) != pseudoRandom(2, 100));
    QCOMPARE(pseudoText(3, 77).size(), std::size_t{77});
    const TempDir one;
    const TempDir two;
    example().materialise(one.path());
    example().materialise(two.path());
    QCOMPARE(compare(snapshot(one.path()), snapshot(two.path()), {.rootTime = true, .sparse = true}), std::string());
}

void TestSupport::compareSeesEveryDifference_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("line");
    QTest::newRow("missing") << "rm l" << "- l";
    QTest::newRow("new") << "touch d/new; touch -r a d" << "+ d/new";
    QTest::newRow("contents") << "printf tex! > d/inner; touch -d 2026-01-02T03:04:05.123456789Z d/inner"
                              << "~ d/inner: contents";
    QTest::newRow("size") << "truncate -s 5 d/inner" << "~ d/inner: size 4 → 5";
    QTest::newRow("mode") << "chmod 600 a" << "~ a: mode 0640 → 0600";
    QTest::newRow("time") << "touch -h l" << "~ l: mtime";
    QTest::newRow("target") << "ln -sfn b l" << "~ l: target a → b";
    QTest::newRow("type") << "rm l; mkdir l" << "~ l: type l → d";
    QTest::newRow("link broken") << "cp -p h h2; mv h2 h" << "~ a: link group a → ";
    QTest::newRow("attribute") << "" << "~ x/y/z: attributes";
}

void TestSupport::compareSeesEveryDifference() {
    QFETCH(const QString, command);
    QFETCH(const QString, line);
    const TempDir temp;
    example().materialise(temp.path());
    const auto before = snapshot(temp.path());
    if (command.isEmpty()) QCOMPARE(::removexattr(temp.path("x/y/z").c_str(), "user.note"), 0);
    else QCOMPARE(::system(("cd " + temp.path() + " && ( " + command.toStdString() + " )").c_str()), 0);
    const auto difference = compare(before, snapshot(temp.path()));
    QVERIFY2(difference.find(line.toStdString()) != std::string::npos, difference.c_str());
}

void TestSupport::deepTreesCanBeMadeReadAndRemoved() {
    const TempDir temp;
    makeDeepDirectories(temp.path(), 60, std::string(100, 'n')); // 6,059 bytes: no path of one system call
    QCOMPARE(snapshot(temp.path()).size(), std::size_t{62});
    removeTree(temp.path());
    QVERIFY(!exists(temp.path()));
}

void TestSupport::failsTheOrderedCall() {
    const TempDir temp;
    FaultyFiles faulty;
    const auto files = faulty.files();
    faulty.failCall(2, EIO, Call::MakeDirectory);
    faulty.failPath(Call::Stat, "b", EACCES);
    QVERIFY(files.names.makeDirectory(AT_FDCWD, temp.path("a"), 0755));
    QCOMPARE(files.names.makeDirectory(AT_FDCWD, temp.path("b"), 0755).error().errnum(), EIO);
    QVERIFY(!exists(temp.path("b")));
    QVERIFY(files.names.makeDirectory(AT_FDCWD, temp.path("b"), 0755));
    QCOMPARE(files.names.stat(AT_FDCWD, temp.path("b")).error().errnum(), EACCES);
    QVERIFY(files.names.stat(AT_FDCWD, temp.path("a")));
    QCOMPARE(faulty.failures(), std::uint64_t{2});
    faulty.heal();
    QVERIFY(files.names.stat(AT_FDCWD, temp.path("b")));
    QCOMPARE(faulty.calls(Call::MakeDirectory), std::uint64_t{3});
    QCOMPARE(faulty.mutations(), std::uint64_t{3});
}

void TestSupport::failsEveryMutationInTurn() {
    const TempDir temp;
    const auto work = [&](FileSystem files, const std::string& below) -> Result<void> {
        ALULA_TRY(files.names.makeDirectory(AT_FDCWD, temp.path(below), 0755));
        ALULA_ASSIGN(const UniqueFd fd, files.names.open(AT_FDCWD, temp.path(below + "/f"), O_WRONLY | O_CREAT, 0644, 0));
        ALULA_TRY(writeFully(files.files, fd.get(), asBytes("hello"), 0));
        return files.names.rename(AT_FDCWD, temp.path(below + "/f"), AT_FDCWD, temp.path(below + "/g"), 0);
    };
    FaultyFiles dry;
    QVERIFY(work(dry.files(), "dry"));
    QCOMPARE(dry.mutations(), std::uint64_t{4});
    for (std::uint64_t n = 1; n <= dry.mutations(); ++n) {
        FaultyFiles faulty;
        faulty.failMutation(n, ENOSPC, true);
        const auto result = work(faulty.files(), "run" + std::to_string(n));
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::NoSpace);
        QCOMPARE(faulty.failures(), std::uint64_t{1});
    }
}

void TestSupport::shortensReadsAndWrites() {
    const TempDir temp;
    FaultyFiles faulty;
    const auto files = faulty.files();
    faulty.setMostBytes(3);
    const auto fd = files.names.open(AT_FDCWD, temp.path("f"), O_RDWR | O_CREAT, 0644, 0);
    QVERIFY(fd);
    QVERIFY(writeFully(files.files, fd->get(), asBytes("0123456789"), 0));
    QCOMPARE(faulty.calls(Call::Write), std::uint64_t{4});
    std::array<std::uint8_t, 20> buffer{};
    QCOMPARE(*files.files.read(fd->get(), buffer, 0), std::size_t{3});
    QCOMPARE(*readFully(files.files, fd->get(), buffer, 0), std::size_t{10});
    QCOMPARE(asText(ByteSpan(buffer).first(10)), std::string_view("0123456789"));
}

void TestSupport::recordsWhatChanges() {
    const TempDir temp;
    RecordingFiles recorder;
    const auto files = recorder.files();
    const auto root = files.names.open(AT_FDCWD, temp.path(), O_RDONLY | O_DIRECTORY, 0, 0);
    QVERIFY(root);
    auto fd = files.names.open(root->get(), "f", O_WRONLY | O_CREAT, 0640, 0);
    QVERIFY(fd);
    QVERIFY(writeFully(files.files, fd->get(), asBytes("abc"), 7));
    QVERIFY(files.files.sync(fd->get()));
    QVERIFY(files.names.rename(root->get(), "f", root->get(), "g", 0));
    QVERIFY(!files.names.remove(root->get(), "missing", false));
    QVERIFY(files.names.remove(root->get(), "g", false));
    const auto all = recorder.mutations();
    QCOMPARE(QString::fromStdString(recorder.log()).replace(QString::fromStdString(temp.path()), QStringLiteral("T")),
             QStringLiteral("open T/f\nwrite T/f [7, +3)\nsync T/f\nrename T/f → T/g\nremove T/g\n"));
    QCOMPARE(all[0].mode, 0640U);
    QCOMPARE(all[1].data, std::string("abc"));
    QVERIFY(all[0].inode != 0);
    for (const auto& mutation : all) QCOMPARE(mutation.inode, all[0].inode);
    QVERIFY(all[2].isBarrier());
}

QTEST_APPLESS_MAIN(TestSupport)
#include "test_support.moc"
