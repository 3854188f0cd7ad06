// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/run_tool.h"
#include "tests/shared/formats/exchange_bench.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

namespace {

constexpr const char* kTar = "import sys,tarfile,io\n"
                             "t=tarfile.open(sys.argv[1] if len(sys.argv)>1 else 'out',mode='w')\n"
                             "def f(name,contents=b'x'):\n"
                             "  i=tarfile.TarInfo(name); i.size=len(contents); t.addfile(i,io.BytesIO(contents))\n"
                             "def e(name,type,link=''):\n"
                             "  i=tarfile.TarInfo(name); i.type=type; i.linkname=link; t.addfile(i)\n";
constexpr const char* kZip = "import zipfile\n"
                             "z=zipfile.ZipFile('out','w',zipfile.ZIP_DEFLATED)\n"
                             "def f(name,contents=b'x',mode=0o100644):\n"
                             "  i=zipfile.ZipInfo(name); i.create_system=3; i.external_attr=mode<<16; z.writestr(i,contents)\n";

} // namespace

class TestHostileImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesNothing_data();
    void leavesNothing();
    void specialFilesAreLeftOut();
    void cutFilesAreRefused_data();
    void cutFilesAreRefused();
    void flippedBytesAreRefused_data() { cutFilesAreRefused_data(); }
    void flippedBytesAreRefused();
    void bombsAreRefused_data();
    void bombsAreRefused();
    void anotherFormatThanWasSaid();
    void cancelledLeavesNothing();

private:
    // A sound small archive of the format.
    static std::string soundFile(ExchangeBench& bench, ArchiveFormat format) {
        const auto archive =
            bench.archiveOf({file("a/text", 300'000).text(), file("b/random", 200'000), softlink("l", "a/text")});
        const std::string path = bench.temp.path("sound");
        if (format != ArchiveFormat::TarLz4) {
            if (!bench.exportTo(*archive, {.format = format}, path)) return {};
            return readFile(path);
        }
        if (!bench.exportTo(*archive, {.format = ArchiveFormat::Tar}, path)) return {};
        return runShell("lz4 -qc " + path).out;
    }
};

void TestHostileImport::leavesNothing_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("path");
    const QString tar = QString::fromLatin1(kTar);
    const QString zip = QString::fromLatin1(kZip);
    const QString path = QStringLiteral("path is not allowed");
    const QString inside = QStringLiteral("inside of something that is no directory");
    const auto add = [](const char* row, const QString& script, const QString& message, const char* at) {
        QTest::newRow(row) << script << message << QString::fromLatin1(at);
    };
    add("tar, upwards", tar + QStringLiteral("f('ok');f('../out')\nt.close()"), path, "../out");
    add("tar, in the middle", tar + QStringLiteral("f('a/../../out')\nt.close()"), path, "a/../../out");
    add("tar, absolute", tar + QStringLiteral("f('/etc/passwd')\nt.close()"), path, "/etc/passwd");
    add("tar, through a symlink", tar + QStringLiteral("e('l',tarfile.SYMTYPE,'/tmp');f('l/out')\nt.close()"), inside, "l/out");
    add("tar, a file as a directory", tar + QStringLiteral("f('a');f('a/b')\nt.close()"), inside, "a/b");
    add("zip, upwards", zip + QStringLiteral("f('ok');f('../out')\nz.close()"), path, "../out");
    add("zip, absolute", zip + QStringLiteral("f('/etc/passwd')\nz.close()"), path, "/etc/passwd");
    add("zip, through a symlink", zip + QStringLiteral("f('l',b'/tmp',0o120777);f('l/out')\nz.close()"), inside, "l/out");
    const QString made = QStringLiteral("import subprocess\nopen('secret','w').write('s'*1000)\nsubprocess.run(");
    const QString run = QStringLiteral(",shell=True,check=True,stdout=subprocess.DEVNULL)");
    add("encrypted zip", made + QStringLiteral("'zip -q -P word out.zip secret && mv out.zip out'") + run,
        QStringLiteral("encrypted"), "secret");
    add("encrypted 7z", made + QStringLiteral("'7z a -bd -pword out.7z secret && mv out.7z out'") + run,
        QStringLiteral("encrypted"), "secret");
    add("7z with an encrypted table", made + QStringLiteral("'7z a -bd -mhe=on -pword out.7z secret && mv out.7z out'") + run,
        QStringLiteral("encrypted"), "");
    add("first part of a 7z",
        made + QStringLiteral("'head -c 300000 /dev/urandom > r; 7z a -bd -v100k out.7z r && mv out.7z.001 out'") + run,
        QStringLiteral("one part of several"), "");
    add("last part of a zip",
        made + QStringLiteral("'head -c 300000 /dev/urandom > r; zip -q -s 100k out.zip r && mv out.zip out'") + run, QString(),
        "");
    add("no archive", QStringLiteral("open('out','w').write('hello '*1000)"), QStringLiteral("is no archive that Alula can read"),
        "");
    add("nothing at all", QStringLiteral("open('out','w')"), QStringLiteral("is no archive that Alula can read"), "");
}

void TestHostileImport::leavesNothing() {
    QFETCH(const QString, script);
    QFETCH(const QString, message);
    QFETCH(const QString, path);
    ExchangeBench bench;
    const ToolRun made = runPython(script.toStdString(), bench.temp.path());
    QVERIFY2(made.ok, made.err.c_str());
    const auto unpacked = bench.unpackFile(bench.temp.path("out"));
    QVERIFY(!unpacked);
    QVERIFY2(unpacked.error().message().contains(message.toStdString()), unpacked.error().toString().c_str());
    QCOMPARE(unpacked.error().path(), path.toStdString());
    QVERIFY(bench.stagingIsEmpty());
}

void TestHostileImport::specialFilesAreLeftOut() {
    ExchangeBench bench;
    const ToolRun made = runPython(std::string(kTar) + "e('dev',tarfile.CHRTYPE);e('pipe',tarfile.FIFOTYPE);f('ok')\nt.close()",
                                   bench.temp.path());
    QVERIFY2(made.ok, made.err.c_str());
    const auto unpacked = bench.unpackFile(bench.temp.path("out"));
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().toString().c_str());
    QCOMPARE(unpacked->files, 1U);
    QCOMPARE(unpacked->warnings.size(), 2U);
    QCOMPARE(unpacked->warnings.at(0).path, std::string("dev"));
    QCOMPARE(snapshot(bench.stagingPath()).size(), 2U);
}

void TestHostileImport::cutFilesAreRefused_data() {
    QTest::addColumn<int>("format");
    for (int i = 0; i <= int(ArchiveFormat::SevenZip); ++i)
        QTest::addRow("%s", std::string(name(static_cast<ArchiveFormat>(i))).c_str()) << i;
}

void TestHostileImport::cutFilesAreRefused() {
    QFETCH(const int, format);
    ExchangeBench bench;
    const std::string sound = soundFile(bench, static_cast<ArchiveFormat>(format));
    QVERIFY(sound.size() > 100'000);
    QVERIFY(bench.unpack(memorySource(sound, "sound")));
    test::removeTree(bench.stagingPath());
    bench.temp.makeDirectory("staging");
    // The padding of a tar, and zeros behind its end mark, may go.
    const std::size_t needed = format == int(ArchiveFormat::Tar) ? sound.find_last_not_of('\0') + 1 : sound.size();
    for (int i = 0; i < 40; ++i) {
        const std::size_t length = needed * std::size_t(i) / 40 + (i % 2 == 0 ? 0 : 1);
        const auto unpacked = bench.unpack(memorySource(sound.substr(0, length), "cut"));
        QVERIFY2(!unpacked, std::to_string(length).c_str());
        QVERIFY2(!unpacked.error().message().empty() && bench.stagingIsEmpty(), std::to_string(length).c_str());
    }
    for (const std::size_t less : {1U, 4U, 8U, 12U, 30U}) {
        const auto unpacked = bench.unpack(memorySource(sound.substr(0, needed - less), "cut"));
        QVERIFY2(!unpacked, std::to_string(less).c_str());
        QVERIFY(bench.stagingIsEmpty());
    }
}

// Contents are either as they were or refused: never others.
void TestHostileImport::flippedBytesAreRefused() {
    QFETCH(const int, format);
    if (format == int(ArchiveFormat::Tar)) QSKIP("a plain tar has no checksum of its contents");
    ExchangeBench bench;
    const std::string sound = soundFile(bench, static_cast<ArchiveFormat>(format));
    QVERIFY(bench.unpack(memorySource(sound, "sound")));
    const auto wanted = snapshot(bench.stagingPath());
    for (int i = 0; i < 30; ++i) {
        std::string bad = sound;
        bad[10'000 + (sound.size() - 20'000) * std::size_t(i) / 30] ^= char(1 << (i % 8));
        test::removeTree(bench.stagingPath());
        bench.temp.makeDirectory("staging");
        const auto unpacked = bench.unpack(memorySource(bad, "bad"));
        if (!unpacked) QVERIFY(bench.stagingIsEmpty());
        else QCOMPARE(compare(wanted, snapshot(bench.stagingPath()), {.modes = false}), std::string());
    }
}

void TestHostileImport::bombsAreRefused_data() {
    QTest::addColumn<QString>("make");
    QTest::newRow("tar.gz") << QStringLiteral("truncate -s 300M z && tar -cz z > out");
    QTest::newRow("tar.xz") << QStringLiteral("truncate -s 300M z && tar -c z | xz -1 > out");
    QTest::newRow("tar.zst") << QStringLiteral("truncate -s 300M z && tar -c z | zstd -q > out");
    QTest::newRow("zip") << QStringLiteral("truncate -s 300M z && zip -q out.zip z && mv out.zip out");
    QTest::newRow("7z") << QStringLiteral("truncate -s 300M z && 7z a -bd -mx1 out.7z z >/dev/null && mv out.7z out");
}

// The disk has room, but not that much beside what has to stay free.
void TestHostileImport::bombsAreRefused() {
    QFETCH(const QString, make);
    ExchangeBench bench;
    const ToolRun made = runShell(make.toStdString(), bench.temp.path());
    QVERIFY2(made.ok, made.err.c_str());
    QVERIFY(readFile(bench.temp.path("out")).size() < 2_MiB);
    const auto staging = Volume::open(bench.files.files(), bench.stagingPath());
    bench.reserve = bench.files.files().files.space(staging->handle())->available - 100_MiB;
    const auto unpacked = bench.unpackFile(bench.temp.path("out"));
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().code(), ErrorCode::NoSpace);
    QVERIFY(bench.stagingIsEmpty());
}

void TestHostileImport::anotherFormatThanWasSaid() {
    ExchangeBench bench;
    const auto unpacked = bench.unpack(memorySource(soundFile(bench, ArchiveFormat::Zip), "z"), ArchiveFormat::TarXz);
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().code(), ErrorCode::InvalidInput);
    QVERIFY(unpacked.error().message().contains("is a zip, not a tar.xz"));
}

void TestHostileImport::cancelledLeavesNothing() {
    ExchangeBench bench;
    const std::string sound = soundFile(bench, ArchiveFormat::TarXz);
    bench.stop.request_stop();
    const auto unpacked = bench.unpack(memorySource(sound, "x"));
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().code(), ErrorCode::Cancelled);
    QVERIFY(bench.stagingIsEmpty());
}

QTEST_GUILESS_MAIN(TestHostileImport)
#include "test_hostile_import.moc"
