// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/hand_made_archive.h"
#include "tests/shared/engine/archive/memory_sink.h"
#include "tests/shared/engine/archive/run_tool.h"
#include "tests/support/temp_dir.h"

#include <QTest>
#include <random>

using namespace alula;

namespace {

Result<ForeignScan> scan(const std::string& bytes) {
    ProgressSink progress;
    return scanForeignArchive(*memorySource(bytes, "test.tar.gz"), {}, {}, nullptr, progress, {});
}

std::unique_ptr<Archive> open(const std::string& bytes) {
    const auto scanned = scan(bytes);
    if (!scanned) {
        qWarning("%s", scanned.error().toString().c_str());
        return nullptr;
    }
    auto archive = openForeignArchive(memorySource(bytes, "test.tar.gz"), memorySource(scanned->index, "index"));
    return archive ? std::move(*archive) : nullptr;
}

std::optional<ArchiveEntry> find(const Archive& archive, const std::string& path) {
    return archive.index().find(path).value_or(std::nullopt);
}

std::string contentsOf(const Archive& archive, const std::string& path) {
    const auto entry = find(archive, path);
    if (!entry) return "(no such entry)";
    MemorySink sink;
    ProgressSink progress;
    const auto done = archive.extract({*entry}, sink, {}, progress, {});
    return done && sink.ended.contains(path) && sink.broken.empty() ? sink.contents[path] : "(not extracted)";
}

// A tar.gz made by Python's tarfile. `body` adds to `t`; f(name, contents, **fields) adds a file, e(name, type, link) anything.
std::string pythonTar(const std::string& body, const std::string& format = "PAX_FORMAT") {
    const ToolRun run = runPython("import sys,tarfile,io,gzip\n"
                                  "b=io.BytesIO()\n"
                                  "t=tarfile.open(fileobj=b,mode='w',format=tarfile." +
                                  format +
                                  ",encoding='utf-8',errors='surrogateescape')\n"
                                  "def f(name,contents=b'',**k):\n"
                                  "  i=tarfile.TarInfo(name); i.size=len(contents); i.mtime=1700000000\n"
                                  "  for a,v in k.items(): setattr(i,a,v)\n"
                                  "  t.addfile(i,io.BytesIO(contents))\n"
                                  "def e(name,type,link='',**k):\n"
                                  "  i=tarfile.TarInfo(name); i.type=type; i.linkname=link; i.mtime=1600000000; i.mode=0o755\n"
                                  "  for a,v in k.items(): setattr(i,a,v)\n"
                                  "  t.addfile(i)\n" +
                                  body + "\nt.close()\nsys.stdout.buffer.write(gzip.compress(b.getvalue(),1))\n");
    if (!run.ok) qWarning("%s", run.err.c_str());
    return run.out;
}

// A small tree on disk that tar programs pack.
class Tree {
public:
    Tree() {
        const ToolRun made =
            runPython("import os\n"
                      "os.makedirs('world/region'); os.makedirs('empty')\n"
                      "w=lambda p,c: open(p,'wb').write(c)\n"
                      "w('world/region/r.0.0.mca',bytes((i*i>>3)&255 for i in range(700000)))\n"
                      "w('world/level.dat',b'level'); w('world/nothing',b'')\n"
                      "w('cafe\\u0301 '+'n'*120,b'decomposed'); w(b'raw\\xff',b'raw')\n"
                      "w('w'*100+'1',b'long')\n"
                      "os.symlink('world/level.dat','level'); os.link('world/level.dat','world/hard.dat')\n"
                      "os.chmod('world/level.dat',0o4751); os.utime('world/level.dat',ns=(5,1234567890123456789))\n",
                      m_dir.path());
        if (!made.ok) qFatal("%s", made.err.c_str());
    }
    std::string packed(const std::string& command) const { return runShell(command, m_dir.path()).out; }

private:
    test::TempDir m_dir;
};

} // namespace

class TestForeignArchive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTarProgramsWrite_data();
    void readsWhatTarProgramsWrite();
    void makesUpDirectories();
    void laterEntriesWin();
    void hardLinks();
    void specialFilesAreLeftOutWithAWarning();
    void sparseFiles();
    void attributesOfUsersAreKept();
    void hostileNamesAreRefused_data();
    void hostileNamesAreRefused();
    void strangeButHarmlessNamesAreTaken();
    void deepPathsDoNotMultiply();
    void hardLinksDoNotMultiplyAttributes();
    void sizesThatCannotBeSummedAreRefused();
    void damageIsRefused_data();
    void damageIsRefused();
    void flipsAreFoundOrHarmless();
    void verifyFindsAnotherArchive();
    void verifyNamesTheDamage();
    void anAlulaArchiveWithoutItsEndIsNotForeign();
    void readsRanges();
    void cancels();
    void sameArchiveSameIndex();
};

void TestForeignArchive::readsWhatTarProgramsWrite_data() {
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<bool>("nanoseconds");
    QTest::newRow("gnu tar | gzip") << QByteArray("tar -cf - . | gzip -1") << false;
    QTest::newRow("gnu tar of names | pigz") << QByteArray("tar -cf - -- * | pigz -1") << false;
    QTest::newRow("gnu tar posix | pigz") << QByteArray("tar --format=posix -cf - . | pigz -p3 -b128") << true;
    QTest::newRow("gnu tar v7-like small blocks") << QByteArray("tar --format=gnu -b1 -czf - .") << false;
    QTest::newRow("bsdtar pax") << QByteArray("bsdtar --format=pax -czf - .") << true;
    QTest::newRow("bsdtar gnutar") << QByteArray("bsdtar --format=gnutar -czf - .") << false;
    QTest::newRow("python pax") << QByteArray("python3 -c \"import tarfile,sys,os\n"
                                              "t=tarfile.open(fileobj=sys.stdout.buffer,mode='w|gz')\n"
                                              "t.add('.')\nt.close()\"")
                                << true;
    QTest::newRow("two members")
        << QByteArray("tar -cf t.tar --exclude=t.tar . && (head -c 100001 t.tar | gzip; tail -c +100002 t.tar | gzip); rm t.tar")
        << false;
}

void TestForeignArchive::readsWhatTarProgramsWrite() {
    QFETCH(QByteArray, command);
    QFETCH(bool, nanoseconds);
    const Tree tree;
    const auto archive = open(tree.packed(command.toStdString()));
    QVERIFY(archive);
    QVERIFY(!archive->randomAccess());
    QCOMPARE(contentsOf(*archive, "world/region/r.0.0.mca").size(), std::size_t{700'000});
    QCOMPARE(contentsOf(*archive, "world/level.dat"), std::string("level"));
    QCOMPARE(contentsOf(*archive, "world/hard.dat"), std::string("level"));
    QCOMPARE(contentsOf(*archive, "world/nothing"), std::string());
    QCOMPARE(contentsOf(*archive, "cafe\xcc\x81 " + std::string(120, 'n')), std::string("decomposed")); // not normalised
    QCOMPARE(contentsOf(*archive, "raw\xff"), std::string("raw"));
    QCOMPARE(contentsOf(*archive, std::string(100, 'w') + "1"), std::string("long"));
    const auto level = find(*archive, "world/level.dat");
    QCOMPARE(level->info.mode, 0751u); // no set-id bits
    QCOMPARE(level->info.mtimeNs / 1'000'000'000, 1234567890);
    if (nanoseconds) QVERIFY(level->info.mtimeNs % 1'000'000'000 != 0);
    QVERIFY(level->linkGroup != 0);
    QCOMPARE(find(*archive, "world/hard.dat")->linkGroup, level->linkGroup);
    QCOMPARE(find(*archive, "level")->linkTarget, std::string("world/level.dat"));
    QVERIFY(find(*archive, "empty")->info.type == EntryType::Directory);
    const auto root = find(*archive, "");
    QCOMPARE(root->subtreeFiles, 7u);
    QCOMPARE(archive->index().header().files, 7u);
    QCOMPARE(archive->index().header().directories, 3u);
    QCOMPARE(archive->index().header().symlinks, 1u);
    QCOMPARE(find(*archive, "world")->subtreeBytes, 700'010u);
    ProgressSink progress;
    const auto report = archive->verify({}, progress, {});
    QVERIFY(report && report->sound());
    QCOMPARE(progress.filesDone.load(), 7u);
}

// Wings writes no directory entries.
void TestForeignArchive::makesUpDirectories() {
    const auto archive =
        open(pythonTar("f('a/b/c/old',b'1',mtime=100)\nf('a/b/new',b'22',mtime=200,uid=7,gid=8)\nf('top',b'3',mtime=50)"));
    QVERIFY(archive);
    for (const std::string path : {"a", "a/b"}) {
        const auto directory = find(*archive, path);
        QVERIFY(directory && directory->info.type == EntryType::Directory);
        QCOMPARE(directory->info.mode, 0755u);
        QCOMPARE(directory->info.mtimeNs, 200'000'000'000);
        QCOMPARE(directory->info.uid, 7u);
        QCOMPARE(directory->subtreeFiles, 2u);
        QCOMPARE(directory->subtreeBytes, 3u);
    }
    QCOMPARE(find(*archive, "a/b/c")->info.mtimeNs, 100'000'000'000);
    QCOMPARE(find(*archive, "")->subtreeFiles, 3u);
    QCOMPARE(archive->index().list("a/b", "", 10)->entries.size(), std::size_t{2});
}

void TestForeignArchive::laterEntriesWin() {
    const auto archive =
        open(pythonTar("f('a',b'first')\nf('b',b'b')\nf('a',b'second!')\ne('c',tarfile.DIRTYPE)\nf('./a',b'third')"));
    QVERIFY(archive);
    QCOMPARE(contentsOf(*archive, "a"), std::string("third"));
    QCOMPARE(contentsOf(*archive, "b"), std::string("b"));
    QCOMPARE(archive->index().header().files, 2u);
    ProgressSink progress;
    QVERIFY(archive->verify({}, progress, {})->sound());
}

void TestForeignArchive::hardLinks() {
    const std::string bytes =
        pythonTar("f('a',b'contents')\ne('d/b',tarfile.LNKTYPE,'a')\ne('c',tarfile.LNKTYPE,'./d/b')\n"
                  "f('a',b'replaced')\ne('gone',tarfile.LNKTYPE,'nowhere')\ne('out',tarfile.LNKTYPE,'../../etc/passwd')\n"
                  "e('s',tarfile.SYMTYPE,'x')\ne('ls',tarfile.LNKTYPE,'s')\nf('e',b'')\ne('le',tarfile.LNKTYPE,'e')");
    const auto archive = open(bytes);
    QVERIFY(archive);
    QCOMPARE(contentsOf(*archive, "a"), std::string("replaced"));
    QCOMPARE(contentsOf(*archive, "d/b"), std::string("contents")); // linked before the name was taken
    QCOMPARE(contentsOf(*archive, "c"), std::string("contents"));
    QCOMPARE(find(*archive, "a")->linkGroup, 0u);
    QVERIFY(find(*archive, "c")->linkGroup != 0);
    QCOMPARE(find(*archive, "c")->linkGroup, find(*archive, "d/b")->linkGroup);
    QVERIFY(find(*archive, "e")->linkGroup != find(*archive, "c")->linkGroup);
    QCOMPARE(find(*archive, "ls")->linkTarget, std::string("x"));
    QVERIFY(!find(*archive, "gone"));
    QVERIFY(!find(*archive, "out"));
    const auto warnings = archive->index().header().warnings;
    QCOMPARE(warnings.size(), std::size_t{2});
    QCOMPARE(warnings[1].path, std::string("out"));
    MemorySink sink;
    ProgressSink progress;
    QVERIFY(archive->extract(filesOf(*archive), sink, {}, progress, {}));
    QCOMPARE(sink.ended.size(), std::size_t{5});
    QCOMPARE(progress.filesDone.load(), 5u);
}

void TestForeignArchive::specialFilesAreLeftOutWithAWarning() {
    const auto scanned =
        scan(pythonTar("e('fifo',tarfile.FIFOTYPE)\ne('dev',tarfile.CHRTYPE,devmajor=1,devminor=3)\nf('a',b'1')"));
    QVERIFY(scanned);
    QCOMPARE(scanned->warnings.size(), std::size_t{2});
    QVERIFY(scanned->warnings[0].kind == WarningKind::SkippedType);
    QCOMPARE(scanned->warnings[1].path, std::string("dev"));
}

void TestForeignArchive::sparseFiles() {
    const test::TempDir dir;
    const ToolRun made = runPython("f=open('s','wb'); f.seek(3000000); f.write(b'data'); f.truncate(5000000); f.close()\n"
                                   "f=open('h','wb'); f.truncate(1000000); f.close()",
                                   dir.path());
    QVERIFY(made.ok);
    for (const char* format : {"gnu", "posix --sparse-version=0.1", "posix --sparse-version=1.0"}) {
        const auto archive = open(runShell(std::string("tar -S --format=") + format + " -cf - s h | gzip", dir.path()).out);
        QVERIFY(archive);
        std::string expected(5'000'000, '\0');
        expected.replace(3'000'000, 4, "data");
        QVERIFY(contentsOf(*archive, "s") == expected);
        QVERIFY(contentsOf(*archive, "h") == std::string(1'000'000, '\0'));
        const auto entry = find(*archive, "s");
        QVERIFY(entry->flags & kEntrySparse);
        QCOMPARE(entry->crc64, crc64(asBytes(expected)));
        QVERIFY(archive->readRange(*entry, 2'999'999, 6, {}).value_or("") == std::string("\0data\0", 6));
    }
}

void TestForeignArchive::attributesOfUsersAreKept() {
    const auto archive = open(
        pythonTar("i=tarfile.TarInfo('a'); i.pax_headers={'SCHILY.xattr.user.note':'hello','SCHILY.xattr.security.selinux':'x'}\n"
                  "t.addfile(i)"));
    QVERIFY(archive);
    const auto attributes = find(*archive, "a")->attributes;
    QCOMPARE(attributes.size(), std::size_t{1});
    QCOMPARE(attributes[0].name, std::string("user.note"));
    QCOMPARE(attributes[0].value, std::string("hello"));
}

void TestForeignArchive::hostileNamesAreRefused_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("absolute") << QByteArray("f('/etc/passwd',b'x')");
    QTest::newRow("dot dot") << QByteArray("f('../x',b'x')");
    QTest::newRow("dot dot inside") << QByteArray("f('a/../../x',b'x')");
    QTest::newRow("dot dot at the end") << QByteArray("f('a/..',b'x')");
    QTest::newRow("hidden behind dots") << QByteArray("f('././../x',b'x')");
    QTest::newRow("dot slash slash") << QByteArray("f('.//../x',b'x')");
    QTest::newRow("empty component") << QByteArray("f('a//b',b'x')");
    QTest::newRow("dot inside") << QByteArray("f('a/./b',b'x')");
    QTest::newRow("name of 300") << QByteArray("f('a/'+'n'*300,b'x')");
    QTest::newRow("path of 5000") << QByteArray("f('/'.join(['d'*99]*50),b'x')");
    QTest::newRow("empty") << QByteArray("f('',b'x')");
    QTest::newRow("file as root") << QByteArray("f('./',b'x')");
    QTest::newRow("directory dot dot") << QByteArray("e('../d',tarfile.DIRTYPE)");
    QTest::newRow("symlink in the place of the root") << QByteArray("e('.',tarfile.SYMTYPE,'/etc')");
    QTest::newRow("absolute hard link name") << QByteArray("f('a',b'x')\ne('/b',tarfile.LNKTYPE,'a')");
    QTest::newRow("device outside") << QByteArray("e('../dev',tarfile.CHRTYPE)");
    QTest::newRow("below a file") << QByteArray("f('a',b'x')\nf('a/b',b'y')");
    QTest::newRow("below a symlink") << QByteArray("e('a',tarfile.SYMTYPE,'/etc')\nf('a/passwd',b'y')");
    QTest::newRow("directory becomes a symlink")
        << QByteArray("e('a',tarfile.DIRTYPE)\nf('a/b',b'y')\ne('a',tarfile.SYMTYPE,'/etc')");
    QTest::newRow("target of 5000") << QByteArray("e('a',tarfile.SYMTYPE,'t'*5000)");
}

void TestForeignArchive::hostileNamesAreRefused() {
    QFETCH(QByteArray, body);
    const std::string bytes = pythonTar("f('before',b'1')\n" + body.toStdString());
    QVERIFY(!bytes.empty());
    const auto scanned = scan(bytes);
    QVERIFY(!scanned);
    QCOMPARE(scanned.error().code(), ErrorCode::Corrupt);
}

void TestForeignArchive::strangeButHarmlessNamesAreTaken() {
    const auto archive =
        open(pythonTar("e('./',tarfile.DIRTYPE,mode=0o700)\nf('././/a',b'1')\ne('d//',tarfile.DIRTYPE)\nf('...',b'2')\n"
                       "f(' ',b'3')\nf('new\\nline',b'4')\nf('-rf',b'5')"));
    QVERIFY(archive);
    QCOMPARE(find(*archive, "")->info.mode, 0700u);
    QCOMPARE(contentsOf(*archive, "a"), std::string("1"));
    QVERIFY(find(*archive, "d"));
    QCOMPARE(contentsOf(*archive, "..."), std::string("2"));
    QCOMPARE(contentsOf(*archive, "new\nline"), std::string("4"));
}

// 2,000 directories a name: sums and made-up directories must not grow with depth × entries.
void TestForeignArchive::deepPathsDoNotMultiply() {
    const auto archive = open(pythonTar("for n in range(200): f('d/'*1900+str(n),b'x')"));
    QVERIFY(archive);
    QCOMPARE(archive->index().header().directories, 1900u);
    QCOMPARE(find(*archive, "d/d/d")->subtreeFiles, 200u);
}

// A hard link is 512 bytes, and copies all that the file has.
void TestForeignArchive::hardLinksDoNotMultiplyAttributes() {
    const auto scanned = scan(pythonTar("f('a',b'x',pax_headers={'SCHILY.xattr.user.big':'v'*250000})\n"
                                        "for n in range(2200): e('h%d'%n,tarfile.LNKTYPE,'a')"));
    QVERIFY(!scanned);
    QCOMPARE(scanned.error().code(), ErrorCode::Unsupported);
}

// Four holes of 4 EiB were together 0 bytes.
void TestForeignArchive::sizesThatCannotBeSummedAreRefused() {
    const std::string holes = "for n in range(%1): f('hole%d'%n,b'1\\n0\\n0\\n'.ljust(512,b'\\0'),"
                              "pax_headers={'GNU.sparse.major':'1','GNU.sparse.minor':'0','GNU.sparse.realsize':str(2**62)})";
    const auto few = scan(pythonTar(QString::fromStdString(holes).arg(3).toStdString()));
    QVERIFY(few);
    const auto archive = openForeignArchive(memorySource({}, "unused"), memorySource(few->index, "index"));
    QCOMPARE((*archive)->index().header().contentBytes, 3 * (quint64{1} << 62));
    const auto many = scan(pythonTar(QString::fromStdString(holes).arg(4).toStdString()));
    QVERIFY(!many);
    QCOMPARE(many.error().code(), ErrorCode::Corrupt);
}

void TestForeignArchive::damageIsRefused_data() {
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("cut in the middle") << QByteArray("tar -czf - . | head -c 5000");
    QTest::newRow("tar cut inside a file") << QByteArray("tar -cf - . | head -c 300000 | gzip");
    QTest::newRow("tar cut between entries") << QByteArray("tar -b1 -cf - world/level.dat | head -c 1024 | gzip");
    QTest::newRow("tar with its end mark cut off") << QByteArray("tar -b1 -cf - . | head -c -1024 | gzip");
    QTest::newRow("something behind the end mark") << QByteArray("(tar -cf - world; echo more) | gzip");
    QTest::newRow("no tar") << QByteArray("echo hello | gzip");
    QTest::newRow("no gzip") << QByteArray("tar -cf - .");
    QTest::newRow("nothing in gzip") << QByteArray("gzip -c </dev/null");
    QTest::newRow("nothing") << QByteArray("true");
    QTest::newRow("xz in disguise") << QByteArray("tar -cJf - . ");
}

void TestForeignArchive::damageIsRefused() {
    QFETCH(QByteArray, command);
    const Tree tree;
    const auto scanned = scan(tree.packed(command.toStdString()));
    QVERIFY(!scanned);
    QCOMPARE(scanned.error().code(), ErrorCode::Corrupt);
}

void TestForeignArchive::flipsAreFoundOrHarmless() {
    const std::string good =
        pythonTar("import random\nf('a/one',random.Random(1).randbytes(5000))\nf('b',b'two')\ne('l',tarfile.SYMTYPE,'b')");
    const auto goodScan = scan(good);
    QVERIFY(goodScan);
    std::mt19937 random(8);
    int found = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string bad = good;
        bad[random() % bad.size()] ^= static_cast<char>(1u << (random() % 8));
        if (round % 4 == 0) bad.resize(random() % bad.size());
        const auto scanned = scan(bad);
        if (!scanned) ++found;
        else QVERIFY(scanned->index == goodScan->index); // a flip in gzip's own header: time, system
    }
    QVERIFY2(found > 2950, qPrintable(QString::number(found)));
    // Under a right crc32: the tar stream itself is hostile.
    const std::string tar = runShell("gzip -dc", {}, good).out;
    for (int round = 0; round < 3000; ++round) {
        std::string bad = tar;
        const std::size_t at = round % 2 ? random() % 512 + 512 * (random() % 4) : random() % bad.size();
        bad[at % bad.size()] = static_cast<char>(random());
        (void)scan(handmade::deflateMember(bad, 0)).has_value(); // neither crash nor hang
    }
}

void TestForeignArchive::verifyFindsAnotherArchive() {
    const std::string first = pythonTar("f('a',b'first')\nf('b',b'b')");
    const std::string second = pythonTar("f('a',b'other')\nf('b',b'b')");
    const std::string index = scan(first)->index;
    const auto archive = openForeignArchive(memorySource(second, "second"), memorySource(index, "index"));
    QVERIFY(archive);
    ProgressSink progress;
    const auto report = (*archive)->verify({}, progress, {});
    QVERIFY(report);
    QCOMPARE(report->damaged.size(), std::size_t{1});
    QCOMPARE(report->damaged[0].path, std::string("a"));
    MemorySink sink;
    const auto done = (*archive)->extract(filesOf(**archive), sink, {}, progress, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Corrupt);
    QCOMPARE(done.error().path(), std::string("a"));
}

void TestForeignArchive::verifyNamesTheDamage() {
    const std::string good =
        pythonTar("f('a',b'first')\nimport random\nf('big',random.Random(1).randbytes(900000))\nf('z',b'last')");
    const std::string index = scan(good)->index;
    std::string bad = good;
    bad[bad.size() / 2] ^= 1;
    const auto archive = openForeignArchive(memorySource(bad, "bad"), memorySource(index, "index"));
    ProgressSink progress;
    const auto report = (*archive)->verify({}, progress, {});
    QVERIFY(report);
    QVERIFY(!report->archiveDamage.empty());
    QVERIFY(!report->damaged.empty());
    MemorySink sink;
    QVERIFY(!(*archive)->extract(filesOf(**archive), sink, {}, progress, {}));
}

// It would read like a whole tar.gz of fewer files, and a restore would take the others away.
void TestForeignArchive::anAlulaArchiveWithoutItsEndIsNotForeign() {
    const auto made = handmade::make({handmade::file("a", "aaa"), handmade::file("b", handmade::noise(300'000, 1))});
    QVERIFY(scan(made.bytes.substr(0, made.blocks.at(1).offset)).error().code() == ErrorCode::Corrupt);
    QVERIFY(scan(made.bytes.substr(0, made.footer.indexOffset)).error().message().contains("made by Alula"));
}

void TestForeignArchive::readsRanges() {
    const auto archive = open(pythonTar("f('x',b'no')\nf('a',bytes(range(256))*4000)\nf('z',b'no')"));
    const auto entry = find(*archive, "a");
    for (const auto& [offset, length] :
         {std::pair{0ul, 3ul}, {511ul, 2ul}, {1'000'000ul, 100'000ul}, {1'023'999ul, 9ul}, {1'024'000ul, 1ul}}) {
        const auto part = archive->readRange(*entry, offset, length, {});
        QVERIFY(part);
        const std::size_t expected = offset >= 1'024'000 ? 0 : std::min<std::size_t>(length, 1'024'000 - offset);
        QCOMPARE(part->size(), expected);
        for (std::size_t i = 0; i < part->size(); i += 101)
            QCOMPARE(static_cast<std::uint8_t>((*part)[i]), static_cast<std::uint8_t>(offset + i));
    }
}

void TestForeignArchive::cancels() {
    const std::string bytes = pythonTar("f('a',b'1')");
    const auto archive = open(bytes);
    std::stop_source stop;
    stop.request_stop();
    ProgressSink progress;
    MemorySink sink;
    QCOMPARE(scanForeignArchive(*memorySource(bytes, "t"), {}, {}, nullptr, progress, stop.get_token()).error().code(),
             ErrorCode::Cancelled);
    QCOMPARE(archive->extract(filesOf(*archive), sink, {}, progress, stop.get_token()).error().code(), ErrorCode::Cancelled);
    QCOMPARE(archive->verify({}, progress, stop.get_token()).error().code(), ErrorCode::Cancelled);
    QCOMPARE(archive->readRange(*find(*archive, "a"), 0, 1, stop.get_token()).error().code(), ErrorCode::Cancelled);
}

void TestForeignArchive::sameArchiveSameIndex() {
    const Tree tree;
    const std::string bytes = tree.packed("tar -czf - .");
    QVERIFY(scan(bytes)->index == scan(bytes)->index);
}

QTEST_GUILESS_MAIN(TestForeignArchive)
#include "test_foreign_archive.moc"
