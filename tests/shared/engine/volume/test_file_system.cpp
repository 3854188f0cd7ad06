// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/file_system.h"
#include "shared/engine/volume/system_calls.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {
constexpr std::uint64_t kBeneath = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;

UniqueFd openDirectory(const std::string& path) { return UniqueFd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); }

// The kernel's way and the one for kernels without openat2.
using Opener = Result<UniqueFd> (*)(int directory, const std::string& name, int flags, mode_t mode);
Result<UniqueFd> byKernel(int directory, const std::string& name, int flags, mode_t mode) {
    return systemFiles().names.open(directory, name, flags, mode, kBeneath);
}
const std::pair<const char*, Opener> kOpeners[] = {{"openat2", byKernel}, {"by components", openByComponents}};
} // namespace

class TestFileSystem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensNothingOutside_data();
    void opensNothingOutside();
    void opensWhatIsInside();
    void handlesDoNotSurviveExec();
    void tellsTypesLinksAndTimes();
    void timesOutOfRangeAreTheNearest_data();
    void timesOutOfRangeAreTheNearest();
    void listsFromTheStartEachTime();
    void listsFromManyThreads();
    void listsMoreThanOneBufferHolds();
    void linksAnUnnamedFile();
    void renamesWithoutClobbering();
    void readsAndWritesAtOffsets();
    void findsHoles();
    void clonesOrSaysThatItCannot();
    void setsOwnerModeAndTimes();
    void keepsExtendedAttributes();
    void attributesOfALinkAreNotItsTargets();
    void errorsCarryErrnoAndPath();
    void errorsOfHandlesNameWhatIsOpen();
    void writeFullyEndsWhenNothingIsTaken();
};

void TestFileSystem::opensNothingOutside_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("errnum");
    for (const auto& [kind, opener] : kOpeners) {
        const auto row = [&](const char* name, int errnum) {
            QTest::newRow((std::string(kind) + ": " + name).c_str()) << QString::fromLatin1(name) << errnum;
        };
        row("/etc/passwd", EXDEV);
        row("../outside", EXDEV);
        row("d/../../outside", EXDEV);
        row("toFile", ELOOP);
        row("toDir", ELOOP);
        row("toDir/secret", ELOOP);
        row("d/toDir/secret", ELOOP);
        row("toOwn/f", ELOOP);
        row("missing/f", ENOENT);
        row("d/f/x", ENOTDIR);
        row("", ENOENT);
    }
}

void TestFileSystem::opensNothingOutside() {
    QFETCH(const QString, name);
    QFETCH(const int, errnum);
    const TempDir temp;
    tree({file("outside/secret", "s"), file("v/d/f", "f"), softlink("v/toFile", "../outside/secret"),
          softlink("v/toDir", "../outside"), softlink("v/d/toDir", temp.path("outside")), softlink("v/toOwn", "d")})
        .materialise(temp.path());
    const auto root = openDirectory(temp.path("v"));
    const bool components = QByteArrayView(QTest::currentDataTag()).startsWith("by");
    const auto opened = kOpeners[components ? 1 : 0].second(root.get(), name.toStdString(), O_RDONLY, 0);
    QVERIFY(!opened);
    QCOMPARE(opened.error().errnum(), errnum);
    // As a directory and by O_PATH, which would open a link itself, it is no other.
    QVERIFY(!kOpeners[components ? 1 : 0].second(root.get(), name.toStdString(), O_RDONLY | O_DIRECTORY, 0));
    QVERIFY(!kOpeners[components ? 1 : 0].second(root.get(), name.toStdString(), O_PATH, 0));
}

void TestFileSystem::opensWhatIsInside() {
    const TempDir temp;
    tree({file("a/b/c", "deep")}).materialise(temp.path());
    const auto root = openDirectory(temp.path());
    for (const auto& [kind, opener] : kOpeners) {
        for (const char* name : {"a/b/c", "a//b/c", "./a/b/c"}) {
            const auto opened = opener(root.get(), name, O_RDONLY, 0);
            QVERIFY2(opened, kind);
            char c = 0;
            QCOMPARE(::read(opened->get(), &c, 1), ssize_t{1});
            QCOMPARE(c, 'd');
        }
        QVERIFY2(opener(root.get(), ".", O_RDONLY | O_DIRECTORY, 0), kind);
        QVERIFY2(opener(root.get(), "a/b/", O_RDONLY, 0), kind);
        const auto made = opener(root.get(), std::string("a/") + kind, O_WRONLY | O_CREAT | O_EXCL, 0604);
        QVERIFY2(made, kind);
        QVERIFY(exists(temp.path(std::string("a/") + kind)));
    }
}

void TestFileSystem::handlesDoNotSurviveExec() {
    const TempDir temp;
    const auto files = systemFiles();
    const auto plain = files.names.open(AT_FDCWD, temp.path(), O_RDONLY, 0, 0);
    const auto beneath = files.names.open(plain->get(), ".", O_RDONLY, 0, kBeneath);
    const auto components = openByComponents(plain->get(), ".", O_RDONLY, 0);
    for (const auto* fd : {&plain, &beneath, &components}) QVERIFY((::fcntl((*fd)->get(), F_GETFD) & FD_CLOEXEC) != 0);
}

void TestFileSystem::tellsTypesLinksAndTimes() {
    const TempDir temp;
    tree({file("f", 5000).mode(0640).mtime(1'700'000'000'000'000'007), hardlink("h", "f"), softlink("l", "f"),
          sparse("s", 1_MiB, 0, "x")})
        .materialise(temp.path());
    const auto root = openDirectory(temp.path());
    auto& names = systemFiles().names;
    const auto f = names.stat(root.get(), "f");
    QVERIFY(f);
    QVERIFY(f->isRegular() && !f->isDirectory() && !f->isSymlink());
    QCOMPARE(f->mode & 07777, mode_t{0640});
    QCOMPARE(f->size, std::uint64_t{5000});
    QCOMPARE(f->links, 2U);
    QCOMPARE(f->mtimeNs, std::int64_t{1'700'000'000'000'000'007});
    QVERIFY(f->mountId != 0);
    QCOMPARE(names.stat(root.get(), "h")->inode, f->inode);
    QVERIFY(names.stat(root.get(), "l")->isSymlink());
    const auto s = names.stat(root.get(), "s");
    QVERIFY(s->blocks * 512 < s->size);
    const auto self = names.stat(root.get(), "");
    QVERIFY(self && self->isDirectory());
    QCOMPARE(self->device, f->device);
}

void TestFileSystem::timesOutOfRangeAreTheNearest_data() {
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("nanoseconds");
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    QTest::newRow("in 2262, in time") << qint64{9'223'372'035} << qint64{9'223'372'035'000'000'007};
    QTest::newRow("in 2262, too late") << qint64{9'223'372'037} << kMost;
    QTest::newRow("in 2400") << qint64{13'569'465'600} << kMost;
    QTest::newRow("before 1970") << qint64{-2} << qint64{-1'999'999'993};
}

void TestFileSystem::timesOutOfRangeAreTheNearest() {
    QFETCH(const qint64, seconds);
    QFETCH(const qint64, nanoseconds);
    const TempDir temp;
    tree({file("x", 1)}).materialise(temp.path());
    const std::array<timespec, 2> times = {{{seconds, 7}, {seconds, 7}}};
    QCOMPARE(::utimensat(AT_FDCWD, temp.path("x").c_str(), times.data(), 0), 0);
    struct stat kept{};
    QCOMPARE(::stat(temp.path("x").c_str(), &kept), 0);
    if (kept.st_mtim.tv_sec != seconds) QSKIP("this file system does not have such times");
    const auto told = systemFiles().names.stat(AT_FDCWD, temp.path("x"));
    QVERIFY(told);
    QCOMPARE(told->mtimeNs, nanoseconds);
}

void TestFileSystem::listsFromTheStartEachTime() {
    const TempDir temp;
    tree({file("a"), dir("b"), softlink("c", "a")}).materialise(temp.path());
    const auto root = openDirectory(temp.path());
    for (int i = 0; i < 3; ++i) {
        auto entries = systemFiles().names.list(root.get());
        QVERIFY(entries);
        std::ranges::sort(*entries, {}, &DirectoryEntry::name);
        QCOMPARE(entries->size(), std::size_t{3});
        QCOMPARE((*entries)[0].name, std::string("a"));
        QVERIFY((*entries)[1].type == DT_DIR || (*entries)[1].type == DT_UNKNOWN);
    }
}

void TestFileSystem::listsFromManyThreads() {
    const TempDir temp;
    Tree many;
    for (int i = 0; i < 500; ++i) many.add(file("f" + std::to_string(i)));
    many.materialise(temp.path());
    const auto root = openDirectory(temp.path());
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i)
                    if (const auto entries = systemFiles().names.list(root.get()); !entries || entries->size() != 500) ++wrong;
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
}

void TestFileSystem::listsMoreThanOneBufferHolds() {
    const TempDir temp;
    Tree many;
    for (int i = 0; i < 300; ++i) many.add(file(std::string(240, 'n') + std::to_string(i)));
    many.materialise(temp.path());
    const auto root = openDirectory(temp.path());
    QCOMPARE(systemFiles().names.list(root.get())->size(), std::size_t{300});
}

void TestFileSystem::linksAnUnnamedFile() {
    const TempDir temp;
    const auto files = systemFiles();
    const auto root = openDirectory(temp.path());
    const auto unnamed = files.names.open(root.get(), ".", O_TMPFILE | O_RDWR, 0600, kBeneath);
    if (!unnamed && unnamed.error().errnum() == EOPNOTSUPP) QSKIP("the temporary folder's file system has no O_TMPFILE");
    QVERIFY(unnamed);
    QVERIFY(writeFully(files.files, unnamed->get(), asBytes("body"), 0));
    QVERIFY(files.names.makeLink(unnamed->get(), "", root.get(), "named"));
    QCOMPARE(readFile(temp.path("named")), std::string("body"));
    QCOMPARE(files.names.makeLink(unnamed->get(), "", root.get(), "named").error().code(), ErrorCode::AlreadyExists);
    QVERIFY(files.names.makeLink(root.get(), "named", root.get(), "second"));
    QCOMPARE(files.names.stat(root.get(), "second")->links, 2U);
}

void TestFileSystem::renamesWithoutClobbering() {
    const TempDir temp;
    tree({file("a", "A"), file("b", "B")}).materialise(temp.path());
    const auto root = openDirectory(temp.path());
    auto& names = systemFiles().names;
    QCOMPARE(names.rename(root.get(), "a", root.get(), "b", RENAME_NOREPLACE).error().code(), ErrorCode::AlreadyExists);
    QVERIFY(names.rename(root.get(), "a", root.get(), "b", RENAME_EXCHANGE));
    QCOMPARE(readFile(temp.path("b")), std::string("A"));
    QVERIFY(names.rename(root.get(), "a", root.get(), "b", 0));
    QCOMPARE(readFile(temp.path("b")), std::string("B"));
    QVERIFY(names.makeDirectory(root.get(), "d", 0700));
    QVERIFY(names.makeSymlink("../x", root.get(), "l"));
    QCOMPARE(*systemFiles().attributes.readLink(root.get(), "l"), std::string("../x"));
    QVERIFY(!names.remove(root.get(), "d", false));
    QVERIFY(names.remove(root.get(), "d", true));
    QVERIFY(names.remove(root.get(), "l", false));
    QVERIFY(!exists(temp.path("l")));
}

void TestFileSystem::readsAndWritesAtOffsets() {
    const TempDir temp;
    const auto files = systemFiles();
    const auto fd = files.names.open(AT_FDCWD, temp.path("f"), O_RDWR | O_CREAT, 0644, 0);
    QVERIFY(fd);
    QVERIFY(writeFully(files.files, fd->get(), asBytes("world"), 6));
    QVERIFY(writeFully(files.files, fd->get(), asBytes("hello "), 0));
    std::array<std::uint8_t, 32> buffer{};
    QCOMPARE(*readFully(files.files, fd->get(), buffer, 6), std::size_t{5});
    QCOMPARE(*files.files.read(fd->get(), buffer, 100), std::size_t{0});
    QVERIFY(files.files.truncate(fd->get(), 5));
    QCOMPARE(readFile(temp.path("f")), std::string("hello"));
    QVERIFY(files.files.sync(fd->get()));
    QVERIFY(files.files.syncFileSystem(fd->get()));
    const auto space = files.files.space(fd->get());
    QVERIFY(space && space->total >= space->available && space->total > 0);
    files.attributes.advise(fd->get(), 0, 0, POSIX_FADV_DONTNEED);
}

void TestFileSystem::findsHoles() {
    const TempDir temp;
    tree({sparse("s", 4_MiB, 2_MiB, std::string(4096, 'x'))}).materialise(temp.path());
    const auto files = systemFiles();
    const auto fd = files.names.open(AT_FDCWD, temp.path("s"), O_RDONLY, 0, 0);
    QCOMPARE(*files.files.seek(fd->get(), 0, SEEK_DATA), 2_MiB);
    QCOMPARE(*files.files.seek(fd->get(), 2_MiB, SEEK_HOLE), 2_MiB + 4096);
    QCOMPARE(files.files.seek(fd->get(), 3_MiB, SEEK_DATA).error().errnum(), ENXIO);
}

// Where it works: test_shared_blocks.cpp.
void TestFileSystem::clonesOrSaysThatItCannot() {
    const TempDir temp;
    tree({file("a", std::string(8192, 'a'))}).materialise(temp.path());
    const auto files = systemFiles();
    const auto from = files.names.open(AT_FDCWD, temp.path("a"), O_RDONLY, 0, 0);
    const auto to = files.names.open(AT_FDCWD, temp.path("b"), O_RDWR | O_CREAT, 0644, 0);
    const auto cloned = files.files.cloneRange(from->get(), 4096, 4096, to->get(), 0);
    if (cloned) QCOMPARE(readFile(temp.path("b")), std::string(4096, 'a'));
    else QVERIFY2(cannotClone(cloned.error()), cloned.error().toString().c_str());
    QVERIFY(!files.files.cloneRange(from->get(), 1, 5, to->get(), 1)); // of no file system's blocks
}

void TestFileSystem::setsOwnerModeAndTimes() {
    const TempDir temp;
    tree({file("f", "x"), softlink("l", "f")}).materialise(temp.path());
    const auto files = systemFiles();
    const auto root = openDirectory(temp.path());
    const auto fd = files.names.open(root.get(), "f", O_RDWR, 0, 0);
    QVERIFY(files.attributes.setMode(fd->get(), 0604));
    QVERIFY(files.attributes.setModifiedTime(root.get(), "l", 5'000'000'001));
    QVERIFY(files.attributes.setModifiedTime(fd->get(), "", -1));
    auto all = snapshot(temp.path());
    QCOMPARE(all["f"].mode, mode_t{0604});
    QCOMPARE(all["f"].mtimeNs, std::int64_t{-1});
    QCOMPARE(all["l"].mtimeNs, std::int64_t{5'000'000'001});
    if (!isRoot()) QSKIP("giving files away needs root");
    QVERIFY(files.attributes.setOwner(root.get(), "l", 1234, 2345));
    QVERIFY(files.attributes.setOwner(fd->get(), "", 77, 78));
    all = snapshot(temp.path());
    QCOMPARE(all["l"].uid, uid_t{1234});
    QCOMPARE(all["l"].gid, gid_t{2345});
    QCOMPARE(all["f"].uid, uid_t{77});
}

void TestFileSystem::keepsExtendedAttributes() {
    const TempDir temp;
    tree({file("f", "x")}).materialise(temp.path());
    auto& attributes = systemFiles().attributes;
    const auto root = openDirectory(temp.path());
    const auto fd = systemFiles().names.open(root.get(), "f", O_RDWR, 0, 0);
    QVERIFY(attributes.listAttributes(root.get(), "f")->empty());
    const std::string large(2000, 'v'); // more than the first buffer
    const auto set = attributes.setAttribute(fd->get(), "user.large", large);
    if (!set && set.error().errnum() == EOPNOTSUPP) QSKIP("the temporary folder's file system has no user attributes");
    QVERIFY(set);
    QVERIFY(attributes.setAttribute(fd->get(), "user.empty", ""));
    for (int i = 0; i < 30; ++i) QVERIFY(attributes.setAttribute(fd->get(), "user.one-of-many-names-" + std::to_string(i), "x"));
    for (const auto& [directory, name] : {std::pair{root.get(), std::string("f")}, std::pair{fd->get(), std::string()}}) {
        const auto keys = attributes.listAttributes(directory, name);
        QVERIFY(keys);
        QCOMPARE(std::ranges::count_if(*keys, [](const auto& k) { return k.starts_with("user."); }), 32);
        if (!name.empty()) QCOMPARE(*listAttributesThroughProc(directory, name), *keys);
        QCOMPARE(*attributes.attribute(directory, name, "user.large"), large);
        QCOMPARE(*attributes.attribute(directory, name, "user.empty"), std::string());
        QCOMPARE(attributes.attribute(directory, name, "user.none").error().errnum(), ENODATA);
    }
}

void TestFileSystem::attributesOfALinkAreNotItsTargets() {
    const TempDir temp;
    tree({file("f", "x").attribute("user.a", "1"), softlink("l", "f")}).materialise(temp.path());
    const auto root = openDirectory(temp.path());
    for (const auto& keys :
         {systemFiles().attributes.listAttributes(root.get(), "l"), listAttributesThroughProc(root.get(), "l")}) {
        QVERIFY(keys);
        QVERIFY(std::ranges::find(*keys, "user.a") == keys->end());
    }
    QCOMPARE(systemFiles().attributes.listAttributes(root.get(), "none").error().errnum(), ENOENT);
}

void TestFileSystem::errorsCarryErrnoAndPath() {
    const auto error = systemFiles().names.open(AT_FDCWD, "/does/not/exist", O_RDONLY, 0, 0).error();
    QCOMPARE(error.errnum(), ENOENT);
    QCOMPARE(error.code(), ErrorCode::NotFound);
    QCOMPARE(error.path(), std::string("/does/not/exist"));
    QCOMPARE(systemFiles().files.sync(-1).error().errnum(), EBADF);
}

// Nobody can look for "descriptor 17" on a disk that is full.
void TestFileSystem::errorsOfHandlesNameWhatIsOpen() {
    const TempDir temp;
    tree({file("f", "x"), dir("d")}).materialise(temp.path());
    const auto files = systemFiles();
    const auto fd = files.names.open(AT_FDCWD, temp.path("f"), O_RDONLY, 0, 0);
    const auto refused = files.files.write(fd->get(), asBytes("y"), 0);
    QCOMPARE(refused.error().errnum(), EBADF);
    QCOMPARE(refused.error().path(), temp.path("f"));
    const auto directory = openDirectory(temp.path("d"));
    QCOMPARE(files.names.open(directory.get(), ".", O_WRONLY, 0, 0).error().path(), temp.path("d"));
    const auto nameless = files.names.open(directory.get(), ".", O_RDWR | O_TMPFILE, 0600, 0);
    if (!nameless) QSKIP("this file system has no files without a name");
    const auto cut = files.files.truncate(nameless->get(), std::uint64_t{1} << 63);
    QCOMPARE(cut.error().errnum(), EINVAL);
    QVERIFY2(cut.error().path().starts_with(temp.path("d/#")), cut.error().path().c_str());
    QVERIFY2(!cut.error().path().ends_with(")"), cut.error().path().c_str());
}

void TestFileSystem::writeFullyEndsWhenNothingIsTaken() {
    const TempDir temp;
    FaultyFiles faulty;
    const auto files = faulty.files();
    const auto fd = files.names.open(AT_FDCWD, temp.path("f"), O_WRONLY | O_CREAT, 0644, 0);
    faulty.setMostBytes(0);
    QCOMPARE(writeFully(files.files, fd->get(), asBytes("x"), 0).error().errnum(), EIO);
}

QTEST_APPLESS_MAIN(TestFileSystem)
#include "test_file_system.moc"
