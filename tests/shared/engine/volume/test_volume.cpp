// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/volume.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"

#include <QtTest>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

class TestVolume : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensThroughSymlinksAboveTheRoot();
    void refusesWhatIsNoDirectory();
    void opensEntries();
    void leadsNowhereOutside_data();
    void leadsNowhereOutside();
    void opensBelowAnyPathLength();
    void doesNotHangOnAFifo();
    void leavesAccessTimesAlone();
    void readsWithoutNoAtimeWhereForbidden();
    void ignoreText_data();
    void ignoreText();
    void ignoreFileThatIsALink();
    void ignoreFileThatCannotBeRead();
    void ignoreFileReadInShortPieces();
};

void TestVolume::opensThroughSymlinksAboveTheRoot() {
    const TempDir temp;
    tree({file("real/server/f", "x"), softlink("link", "real")}).materialise(temp.path());
    const auto volume = Volume::open(systemFiles(), temp.path("link/server"));
    QVERIFY(volume);
    QCOMPARE(volume->path(), temp.path("link/server"));
    QVERIFY(volume->openFile("f"));
}

void TestVolume::refusesWhatIsNoDirectory() {
    const TempDir temp;
    tree({file("f", "x")}).materialise(temp.path());
    QCOMPARE(Volume::open(systemFiles(), temp.path("missing")).error().code(), ErrorCode::NotFound);
    QCOMPARE(Volume::open(systemFiles(), temp.path("f")).error().errnum(), ENOTDIR);
}

void TestVolume::opensEntries() {
    const TempDir temp;
    tree({file("a/b/f", "body"), softlink("a/l", "b")}).materialise(temp.path());
    const auto volume = Volume::open(systemFiles(), temp.path());
    QVERIFY(volume);
    const auto fd = volume->openFile("a/b/f");
    QVERIFY(fd);
    std::array<std::uint8_t, 8> buffer{};
    QCOMPARE(*readFully(volume->files().files, fd->get(), buffer, 0), std::size_t{4});
    QVERIFY(volume->openDirectory(""));
    QVERIFY(volume->openDirectory("a/b"));
    QVERIFY(volume->stat("")->isDirectory());
    QVERIFY(volume->stat("a/b/f").value().isRegular());
    QVERIFY(volume->stat("a/l")->isSymlink());
    QCOMPARE(volume->stat("a/none").error().code(), ErrorCode::NotFound);
    QCOMPARE(volume->openDirectory("a/b/f").error().errnum(), ENOTDIR);
}

void TestVolume::leadsNowhereOutside_data() {
    QTest::addColumn<QString>("path");
    for (const char* path : {"../outside/secret", "/etc/passwd", "toFile", "toDir/secret", "d/../../outside/secret", "d//f",
                             "d/./f", "d/f/", "absolute"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void TestVolume::leadsNowhereOutside() {
    QFETCH(const QString, path);
    const TempDir temp;
    tree({file("outside/secret", "s"), file("v/d/f", "f"), softlink("v/toFile", "../outside/secret"),
          softlink("v/toDir", "../outside"), softlink("v/absolute", temp.path("outside/secret"))})
        .materialise(temp.path());
    const auto volume = Volume::open(systemFiles(), temp.path("v"));
    QVERIFY(!volume->openFile(path.toStdString()));
    QVERIFY(!volume->openDirectory(path.toStdString()));
    if (path.contains(QLatin1Char('/'))) QVERIFY(!volume->stat(path.toStdString()));
}

void TestVolume::opensBelowAnyPathLength() {
    const TempDir temp;
    const std::string name(250, 'n');
    makeDeepDirectories(temp.path(), 20, name);
    const auto volume = Volume::open(systemFiles(), temp.path());
    std::string path;
    for (int i = 0; i < 20; ++i) path += name + "/";
    QVERIFY(volume->openFile(path + "end"));
    QCOMPARE(volume->stat(path + "end").value().size, std::uint64_t{5});
    path.pop_back();
    QVERIFY(volume->openDirectory(path));
    QCOMPARE(volume->openFile(path + "/../end").error().code(), ErrorCode::InvalidInput);
    QCOMPARE(volume->openFile("../" + path).error().code(), ErrorCode::InvalidInput);
    QCOMPARE(volume->openFile(std::string(5000, 'x')).error().code(), ErrorCode::InvalidInput);
}

void TestVolume::doesNotHangOnAFifo() {
    const TempDir temp;
    tree({fifo("p")}).materialise(temp.path());
    const auto volume = Volume::open(systemFiles(), temp.path());
    const auto fd = volume->openFile("p");
    QVERIFY(fd); // no writer: a blocking open would wait here for ever
    QVERIFY(!volume->files().names.stat(fd->get(), {})->isRegular());
}

void TestVolume::leavesAccessTimesAlone() {
    const TempDir temp;
    tree({file("f", "x")}).materialise(temp.path());
    const timespec old[2] = {{1000, 0}, {2000, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, temp.path("f").c_str(), old, 0), 0);
    const auto volume = Volume::open(systemFiles(), temp.path());
    const auto fd = volume->openFile("f");
    std::array<std::uint8_t, 8> buffer{};
    QVERIFY(volume->files().files.read(fd->get(), buffer, 0));
    struct stat s{};
    QCOMPARE(::stat(temp.path("f").c_str(), &s), 0);
    QCOMPARE(s.st_atim.tv_sec, time_t{1000});
}

void TestVolume::readsWithoutNoAtimeWhereForbidden() {
    const TempDir temp;
    tree({file("f", "x")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.when([](const CallInfo& call) { return call.call == Call::Open && (call.flags & O_NOATIME) ? EPERM : 0; });
    const auto volume = Volume::open(faulty.files(), temp.path());
    QVERIFY(volume->openFile("f"));
    QVERIFY(volume->openDirectory(""));
}

void TestVolume::ignoreText_data() {
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("pelican"); // null: no such file
    QTest::addColumn<QByteArray>("ptero");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("warnings");
    const QByteArray none;
    QTest::newRow("nothing") << none << none << none << QByteArray("") << 0;
    QTest::newRow("given wins") << QByteArray("a") << QByteArray("b") << QByteArray("c") << QByteArray("a") << 0;
    QTest::newRow("pelican before ptero") << none << QByteArray("b") << QByteArray("c") << QByteArray("b") << 0;
    QTest::newRow("ptero") << none << none << QByteArray("c\n!d") << QByteArray("c\n!d") << 0;
    QTest::newRow("an empty file is in force") << none << QByteArray("") << QByteArray("c") << QByteArray("") << 0;
    QTest::newRow("32 KiB") << none << QByteArray(32768, 'x') << none << QByteArray(32768, 'x') << 0;
    QTest::newRow("one byte more") << none << QByteArray(32769, 'x') << QByteArray("c") << QByteArray("") << 1;
}

void TestVolume::ignoreText() {
    QFETCH(const QByteArray, given);
    QFETCH(const QByteArray, pelican);
    QFETCH(const QByteArray, ptero);
    const TempDir temp;
    if (!pelican.isNull()) writeFile(temp.path(".pelicanignore"), pelican.toStdString());
    if (!ptero.isNull()) writeFile(temp.path(".pteroignore"), ptero.toStdString());
    const auto volume = Volume::open(systemFiles(), temp.path());
    std::vector<Warning> warnings;
    const auto text = effectiveIgnoreText(*volume, given.toStdString(), warnings);
    QVERIFY(text);
    QTEST(QByteArray::fromStdString(*text), "expected");
    QTEST(static_cast<int>(warnings.size()), "warnings");
}

void TestVolume::ignoreFileThatIsALink() {
    const TempDir temp;
    tree({file("secret", "*"), softlink("v/.pelicanignore", "../secret"), file("w/.ignore", "*"),
          softlink("w/.pelicanignore", ".ignore"), fifo("x/.pteroignore"), dir("y/.pteroignore")})
        .materialise(temp.path());
    for (const char* below : {"v", "w", "x", "y"}) {
        const auto volume = Volume::open(systemFiles(), temp.path(below));
        std::vector<Warning> warnings;
        QCOMPARE(*effectiveIgnoreText(*volume, "", warnings), std::string());
        QCOMPARE(warnings.size(), std::size_t{1});
        QCOMPARE(warnings[0].kind, WarningKind::Unreadable);
        QVERIFY(warnings[0].path.ends_with("ignore"));
    }
}

void TestVolume::ignoreFileThatCannotBeRead() {
    const TempDir temp;
    tree({file(".pelicanignore", "*")}).materialise(temp.path());
    for (const auto kind : {Call::Stat, Call::Open, Call::Read}) {
        FaultyFiles faulty;
        const auto volume = Volume::open(faulty.files(), temp.path());
        faulty.failPath(kind, ".pelicanignore", EIO);
        std::vector<Warning> warnings;
        QCOMPARE(*effectiveIgnoreText(*volume, "", warnings), std::string());
        QCOMPARE(warnings.size(), std::size_t{1});
        QVERIFY(warnings[0].detail.find("Input/output error") != std::string::npos);
    }
}

void TestVolume::ignoreFileReadInShortPieces() {
    const TempDir temp;
    tree({file(".pelicanignore", "*.log\n/cache/\n")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.setMostBytes(1);
    const auto volume = Volume::open(faulty.files(), temp.path());
    std::vector<Warning> warnings;
    QCOMPARE(*effectiveIgnoreText(*volume, "", warnings), std::string("*.log\n/cache/\n"));
}

QTEST_APPLESS_MAIN(TestVolume)
#include "test_volume.moc"
