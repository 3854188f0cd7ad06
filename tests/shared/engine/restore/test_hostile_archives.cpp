// SPDX-License-Identifier: GPL-3.0-or-later
// Archives that somebody made to do harm, each restored over a live volume with a decoy beside it: the volume is untouched or rightly
// restored, the decoy is as it was, and what is said names the file and the cause.
#include "tests/fuzz/sealed_archive.h"
#include "tests/shared/engine/archive/hostile_tar.h"
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <functional>

using namespace alula;
using namespace alula::test;

namespace {

// A live volume, and beside it what must never be touched.
class Victim : public Bench {
public:
    Victim() {
        live({file("server.properties", "live\n"), file("world/level.dat", 3'000), dir("plugins")});
        tree({file("precious", "precious"), dir("folder", {file("kept", "kept")})}).materialise(temp.makeDirectory("outside"));
        options.truncate = true;
        m_before = now();
        m_outside = snapshot(outside());
    }
    std::string outside() const { return temp.path("outside"); }

    // "" when a refusal left all as it was, else what is different.
    QString harm() const {
        QString found = differences(m_outside, snapshot(outside()), {.rootTime = true});
        if (!restored) found += differences(m_before, now(), {.rootTime = true});
        if (!restored && (!stagingFolders().empty() || !journal.entries.empty())) found += QStringLiteral("something was left");
        return found;
    }
    bool restored = false;

private:
    Snapshot m_before, m_outside;
};

// What came of a restore: the whole sentence of the refusal, or of the warnings.
struct Outcome {
    bool restored = false;
    std::string said;
};

Outcome outcomeOf(Victim& victim, const Result<RestoreSummary>& done, const std::vector<Warning>& warnings) {
    Outcome outcome{done.has_value(), done ? "" : done.error().toString()};
    victim.restored = outcome.restored;
    std::vector<Warning> all = warnings;
    if (done) all.insert(all.end(), done->warnings.begin(), done->warnings.end());
    for (const Warning& warning : all) outcome.said += warning.path + ": " + warning.detail + "\n";
    return outcome;
}

// As the daemon does with an archive of somebody else's: read once for its index, then restored.
Outcome restoreForeign(Victim& victim, const std::string& bytes) {
    ProgressSink progress;
    const auto source = memorySource(bytes, "foreign.tar.gz");
    const auto scan = scanForeignArchive(*source, {}, {}, nullptr, progress, {});
    if (!scan) return {false, scan.error().toString()};
    const auto archive = openForeignArchive(source, memorySource(scan->index, "index"));
    if (!archive) return {false, archive.error().toString()};
    return outcomeOf(victim, victim.restore(**archive), scan->warnings);
}

Outcome restoreOwn(Victim& victim, const std::string& bytes) {
    const auto archive = openAlulaArchive(memorySource(bytes, "archive.tar.gz"));
    if (!archive) return {false, archive.error().toString()};
    return outcomeOf(victim, victim.restore(**archive), {});
}

} // namespace

class TestHostileArchives : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foreign_data();
    void foreign();
    void manyEntries();
    void bombAgainstTheRoom_data();
    void bombAgainstTheRoom();
    void lyingIndex_data();
    void lyingIndex();
    void everyByteOfTheIndex();
    void everyPartOfAlulas();
    void everyPartOfForeign();

private:
    using Restore = std::function<Outcome(Victim&, const std::string&)>;
    static void verifyEachSpoiling(const std::string& good, const std::vector<std::size_t>& borders, const Restore& restore,
                                   std::size_t step);
};

void TestHostileArchives::foreign_data() {
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("said"); // all of it has to be in the sentence, OUT stands for the decoy's path; "": nothing is
    QTest::addColumn<QStringList>("restored"); // what is in the volume afterwards beside "first"; empty: refused
    const auto refused = [](const char* name, const char* body, const char* said) {
        QTest::newRow(name) << std::string(body) << std::string(said) << QStringList();
    };
    const auto taken = [](const char* name, const char* body, const char* said, const QStringList& restored) {
        QTest::newRow(name) << std::string(body) << std::string(said) << restored;
    };
    const char* kNotAllowed = "The archive has an entry whose path is not allowed";
    refused("absolute", "f(OUT+'/owned')",
            "whose path is not allowed: it could lead out of the server's folder, or is no path at "
            "all. It was not made by a backup. (OUT/owned)");
    refused("dot dot", "f('../../outside/owned')", "(../../outside/owned)");
    refused("dot dot behind a folder", "f('a/../../../outside/owned')", "(a/../../../outside/owned)");
    refused("dot dot as a directory", "e('../../outside/owned',tarfile.DIRTYPE)", kNotAllowed);
    refused("symlink, then a file through it", "e('out',tarfile.SYMTYPE,OUT)\nf('out/owned')",
            "The archive has an entry inside of something that is no directory. (out/owned)");
    refused("symlink of two steps", "e('a',tarfile.SYMTYPE,'b')\ne('b',tarfile.SYMTYPE,OUT)\nf('a/owned')", "(a/owned)");
    refused("directory, then a symlink in its place", "f('d/owned')\ne('d',tarfile.SYMTYPE,OUT)", "(d/owned)");
    refused("symlink in the place of the root", "e('.',tarfile.SYMTYPE,OUT)",
            "The archive has a file in the place of the server's folder. (.)");
    taken("symlink to the outside alone", "e('out',tarfile.SYMTYPE,OUT+'/precious')", "", {QStringLiteral("out")});
    taken("file over its own symlink", "e('out',tarfile.SYMTYPE,OUT+'/precious')\nf('out',b'mine')", "", {QStringLiteral("out")});
    taken("hard link outside", "e('stolen',tarfile.LNKTYPE,'../../outside/precious')",
          "stolen: A hard link to \"../../outside/precious\" is left out: the archive has no such file before it.", {QString()});
    taken("absolute hard link", "e('stolen',tarfile.LNKTYPE,OUT+'/precious')",
          "stolen: A hard link to \"OUT/precious\" is left out", {QString()});
    refused("hard link through a symlink", "e('out',tarfile.SYMTYPE,OUT)\ne('out/stolen',tarfile.LNKTYPE,'first')",
            "(out/stolen)");
    taken("devices and a FIFO",
          "e('null',tarfile.CHRTYPE,devmajor=1,devminor=3)\ne('disk',tarfile.BLKTYPE,devmajor=8)\ne('pipe',tarfile.FIFOTYPE)",
          "null: A device, FIFO or other special file is left out.\ndisk: A device, FIFO or other special file is left "
          "out.\npipe: A "
          "device, FIFO or other special file is left out.\n",
          {QString()});
    taken("set-id", "f('root',b'x',mode=0o6755)", "", {QStringLiteral("root")});
    refused("name of 4 kB", "f('/'.join(['d'*200]*21))", "longer than one may be: 4095 bytes, and 255 for each name in it.");
    taken("name of nearly 4 kB", "f('/'.join(['d'*200]*20))", "", {QString()});
    refused("component of 300 bytes", "f('a/'+'n'*300)",
            "longer than one may be: 4095 bytes, and 255 for each name in it. (a/nnn");
    taken("the same name thrice", "f('same',b'1')\nf('same',b'22')\nf('./same',b'333')", "", {QStringLiteral("same")});
    taken("a file, then a directory of its name", "f('x',b'1')\ne('x',tarfile.DIRTYPE)", "", {QStringLiteral("x")});
    taken("case twins", "f('Level.dat',b'1')\nf('level.dat',b'22')\nf('LEVEL.DAT',b'333')", "",
          {QStringLiteral("Level.dat"), QStringLiteral("level.dat"), QStringLiteral("LEVEL.DAT")});
    taken("Unicode twins", "f('caf\\u00e9',b'1')\nf('cafe\\u0301',b'22')", "",
          {QString::fromUtf8("caf\xc3\xa9"), QString::fromUtf8("cafe\xcc\x81")});
    refused("file as a parent", "f('x',b'1')\nf('x/y',b'2')", "inside of something that is no directory. (x/y)");
    refused("symlink as a parent of a directory", "e('x',tarfile.SYMTYPE,'y')\ne('x/y',tarfile.DIRTYPE)", "(x/y)");
    refused("negative size", "raw('evil',b'',size=b'\\xff'*12)\nf('after')", "The archive is no sound tar stream");
    refused("size of 8 EiB", "raw('evil',b'',size=b'\\x80\\0\\0\\0\\x7f'+b'\\xff'*7)", "The archive is no sound tar stream");
    refused("size beyond the archive", "raw('evil',b'',size=b'77777777777')", "(evil)");
    refused("pax: negative size", "f('evil',b'x',pax_headers={'size':'-5'})", "The archive");
    refused("pax: huge size", "f('evil',b'x',pax_headers={'size':'9'*30})", "The archive");
    refused("pax: path= to the outside", "f('harmless',b'x',pax_headers={'path':'../../outside/owned'})",
            "(../../outside/owned)");
    refused("pax: absolute path=", "f('harmless',b'x',pax_headers={'path':OUT+'/owned'})", "(OUT/owned)");
    taken("pax: linkpath= to the outside", "e('h',tarfile.LNKTYPE,'first',pax_headers={'linkpath':'../../outside/precious'})",
          "h: A hard link to \"../../outside/precious\" is left out", {QString()});
    taken("pax: path= for all that follow", "raw('pax',b'28 path=../../outside/owned\\n',type=b'g')\nf('harmless')", "",
          {QStringLiteral("harmless")});
    refused("GNU: long name to the outside", "raw('L',b'../../outside/owned\\0',type=b'L')\nraw('harmless')",
            "(../../outside/owned)");
    refused("sparse: name= to the outside", "f('s',M([0]),pax_headers={**S(5,[]),'GNU.sparse.name':'../../outside/owned'})",
            "(../../outside/owned)");
    refused("sparse: pieces that overlap", "f('s',M([2,0,600,100,600],b'd'*1200),pax_headers=S(5000,[]))", "(s)");
    refused("sparse: pieces backwards", "f('s',M([2,4096,512,0,512],b'd'*1024),pax_headers=S(5000,[]))", "(s)");
    refused("sparse: piece beyond the end", "f('s',M([1,4000,2000],b'd'*2000),pax_headers=S(5000,[]))", "(s)");
    refused("sparse: negative offset", "f('s',M([1,-512,512],b'd'*512),pax_headers=S(5000,[]))", "The archive");
    refused("sparse: more pieces than there are", "f('s',M([99,0,512],b'd'*512),pax_headers=S(5000,[]))", "The archive");
    refused("sparse: negative size", "f('s',M([0]),pax_headers=S(-5,[]))", "An entry of the archive is impossibly large. (s)");
}

void TestHostileArchives::foreign() {
    QFETCH(std::string, body);
    QFETCH(std::string, said);
    QFETCH(QStringList, restored);
    Victim victim;
    const auto outcome = restoreForeign(victim, tarOf(body, victim.outside()));
    QVERIFY2(outcome.restored == !restored.isEmpty(), outcome.said.c_str());
    for (std::size_t at = 0; (at = said.find("OUT", at)) != std::string::npos;) said.replace(at, 3, victim.outside());
    QVERIFY2(said.empty() ? outcome.said.empty() : outcome.said.contains(said), outcome.said.c_str());
    QCOMPARE(victim.harm(), QString());
    if (!outcome.restored) return;
    const auto now = victim.now();
    QCOMPARE(readFile(victim.volumePath("first")), std::string("first"));
    QVERIFY(!now.contains("server.properties")); // it was put in the place of what was there
    for (const auto& name : restored) QVERIFY2(now.contains(name.toStdString()), qPrintable(name));
    for (const auto& [path, entry] : now) QVERIFY2((entry.mode & 06000) == 0, path.c_str());
}

// As many as ALULA_HOSTILE_ENTRIES says.
void TestHostileArchives::manyEntries() {
    const int asked = qEnvironmentVariableIntValue("ALULA_HOSTILE_ENTRIES");
    const int entries = asked > 0 ? asked : 5'000;
    Victim victim;
    const auto outcome = restoreForeign(
        victim, tarOf("for n in range(" + std::to_string(entries) + "): raw('d%d/%d'%(n%100,n),b'')", victim.outside()));
    QVERIFY2(outcome.restored, outcome.said.c_str());
    QCOMPARE(victim.now().size(), static_cast<std::size_t>(entries) + 102);
    QCOMPARE(victim.harm(), QString());
}

void TestHostileArchives::bombAgainstTheRoom_data() {
    QTest::addColumn<std::string>("body");
    QTest::newRow("zeros that compress to nothing") << std::string("f('bomb',bytes(200<<20))");
    QTest::newRow("one megabyte, linked to and repeated") << std::string("for n in range(200): f('bomb%d'%n,bytes(1<<20))");
}

void TestHostileArchives::bombAgainstTheRoom() {
    QFETCH(std::string, body);
    Victim victim;
    const std::string bytes = tarOf(body, victim.outside());
    QVERIFY(bytes.size() < 2_MiB);
    ProgressSink progress;
    const auto source = memorySource(bytes, "foreign.tar.gz");
    const auto scan = scanForeignArchive(*source, {}, {}, nullptr, progress, {});
    QVERIFY2(scan, scan ? "" : scan.error().toString().c_str());
    const auto archive = openForeignArchive(source, memorySource(scan->index, "index"));
    DiskWithRoom disk(50_MiB);
    const auto refused = victim.with(disk.files(), [&](const RestoreDeps& deps) {
        return restoreArchive(deps, **archive, victim.options, victim.progress, {});
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::NoSpace);
    QVERIFY2(refused.error().message().contains("MiB are needed, 50.0 MiB are free on the volume's file system"),
             refused.error().message().c_str());
    QCOMPARE(victim.gate.stops, 0);
    QCOMPARE(victim.harm(), QString());
}

namespace {
using Lie = std::function<void(handmade::Made&)>;

handmade::Made honest() {
    return handmade::make({handmade::dir("d"), handmade::file("d/a", handmade::noise(30'000, 1)),
                           handmade::file("d/b", handmade::noise(20'000, 2)), handmade::file("e", "short"),
                           handmade::symlinkTo("l", "d/a")},
                          {10'000, TarEntries::Full, 0});
}

ArchiveEntry& entryOf(handmade::Made& made, const std::string& path) {
    return *std::ranges::find(made.entries, path, &ArchiveEntry::path);
}
} // namespace

Q_DECLARE_METATYPE(Lie)

// Every checksum is right, and what they vouch for is not true.
void TestHostileArchives::lyingIndex_data() {
    QTest::addColumn<Lie>("lie");
    QTest::addColumn<std::string>("said"); // "": it is restored
    const auto row = [](const char* name, const char* said, Lie lie) {
        QTest::newRow(name) << std::move(lie) << std::string(said);
    };
    row("none", "", [](auto&) {});
    row("path to the outside", "damaged", [](auto& made) { entryOf(made, "e").path = "../../outside/owned"; });
    row("absolute path", "damaged", [](auto& made) { entryOf(made, "e").path = "/owned"; });
    row("name of 300 bytes", "damaged", [](auto& made) { entryOf(made, "e").path = std::string(300, 'e'); });
    row("twice the same name", "damaged", [](auto& made) { entryOf(made, "d/b").path = "d/a"; });
    row("a file as a parent", "d/", [](auto& made) { entryOf(made, "d").info.type = EntryType::File; });
    row("a symlink as a parent", "d/", [](auto& made) {
        entryOf(made, "d").info.type = EntryType::Symlink;
        entryOf(made, "d").linkTarget = "../../outside";
    });
    row("set-id, which is left away", "", [](auto& made) { entryOf(made, "e").info.mode = 06755; });
    row("contents outside of the archive", "puts this file outside of the archive. (d/a)",
        [](auto& made) { entryOf(made, "d/a").streamOffset = 1_GiB; });
    row("contents before its begin", "puts this file outside of the archive. (d/a)",
        [](auto& made) { entryOf(made, "d/a").streamOffset = 0; });
    row("larger than the archive", "puts this file outside of the archive. (d/a)",
        [](auto& made) { entryOf(made, "d/a").info.size = 1_GiB; });
    row("two files at one place", "puts this file and another one at one place. (d/b)",
        [](auto& made) { entryOf(made, "d/b").streamOffset = entryOf(made, "d/a").streamOffset + 512; });
    row("another file's contents", "do not have their checksum. (d/b)", [](auto& made) {
        entryOf(made, "d/b").streamOffset = entryOf(made, "d/a").streamOffset;
        entryOf(made, "d/b").info.size = entryOf(made, "d/a").info.size;
    });
    row("a byte less", "do not have their checksum. (d/a)", [](auto& made) { --entryOf(made, "d/a").info.size; });
    row("wrong checksum", "do not have their checksum. (e)", [](auto& made) { entryOf(made, "e").crc64 ^= 1; });
    row("symlink without a target", "(l)", [](auto& made) { entryOf(made, "l").linkTarget.clear(); });
    row("block that is longer in the stream", "its blocks leave gaps or overlap",
        [](auto& made) { made.blocks[1].streamLength += 10; });
    row("block at another's place", "its blocks leave gaps or overlap", [](auto& made) { made.blocks[1].streamOffset = 0; });
    row("a block too few", "its blocks leave gaps or overlap", [](auto& made) { made.blocks.erase(made.blocks.begin() + 2); });
}

void TestHostileArchives::lyingIndex() {
    QFETCH(Lie, lie);
    QFETCH(std::string, said);
    Victim victim;
    auto made = honest();
    lie(made);
    const auto outcome = restoreOwn(victim, fuzz::SealedArchive(made, 3).with({}));
    QVERIFY2(outcome.restored == said.empty(), outcome.said.c_str());
    QVERIFY2(outcome.said.contains(said), outcome.said.c_str());
    QCOMPARE(victim.harm(), QString());
    for (const auto& [path, entry] : victim.now()) QVERIFY2((entry.mode & 06000) == 0, path.c_str());
}

// Counts, offsets, lengths, orders, keys of pages: each byte of each layer another, with every checksum around it made anew.
void TestHostileArchives::everyByteOfTheIndex() {
    const auto made = honest();
    const fuzz::SealedArchive sealed(made, 3);
    int taken = 0, refused = 0;
    for (const auto layer : {fuzz::Layer::EntryPage, fuzz::Layer::BlockPage, fuzz::Layer::Root}) {
        for (std::uint16_t at = 0; at < 700; at = static_cast<std::uint16_t>(at + 23)) {
            Victim victim;
            const auto outcome = restoreOwn(
                victim, sealed.with({{layer, static_cast<std::uint8_t>(at), at, std::string(1, at % 2 ? '\xff' : '\x01')}}));
            QVERIFY2(outcome.restored || !outcome.said.empty(), "a refusal without a word");
            QCOMPARE(victim.harm(), QString());
            ++(outcome.restored ? taken : refused);
        }
    }
    QVERIFY2(refused > 10 && taken > 10, qPrintable(QStringLiteral("%1 taken, %2 refused").arg(taken).arg(refused)));
}

// Cut at every border of a part and a byte beside it; a bit turned in the first, the last and some bytes of each.
void TestHostileArchives::verifyEachSpoiling(const std::string& good, const std::vector<std::size_t>& borders,
                                             const Restore& restore, std::size_t step) {
    Victim right;
    QVERIFY(restore(right, good).restored);
    const auto wanted = right.now();
    const auto tryIt = [&](const std::string& bad, std::size_t at) {
        Victim victim;
        const auto outcome = restore(victim, bad);
        QVERIFY2(outcome.restored || !outcome.said.empty(), "a refusal without a word");
        QVERIFY2(victim.harm().isEmpty(), qPrintable(QStringLiteral("byte %1: ").arg(at) + victim.harm()));
        if (outcome.restored)
            QVERIFY2(differences(wanted, victim.now()).isEmpty(), qPrintable(QStringLiteral("byte %1").arg(at)));
    };
    for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
        const std::size_t begin = borders[i], end = borders[i + 1];
        for (const std::size_t cut : {begin, begin + 1}) tryIt(good.substr(0, cut), cut);
        std::vector<std::size_t> places{begin, end - 1};
        for (std::size_t at = begin + step; at < end; at += step) places.push_back(at);
        for (const std::size_t at : places) {
            std::string bad = good;
            bad[at] ^= static_cast<char>(1u << (at % 8));
            tryIt(bad, at);
        }
    }
}

// Headers, extra fields, deflate data and trailers of data, index and footer members.
void TestHostileArchives::everyPartOfAlulas() {
    const auto made = honest();
    std::vector<std::size_t> borders;
    const auto member = [&](std::size_t at, std::size_t length) {
        constexpr std::size_t kHeader = 12, kTrailer = 8; // RFC 1952: up to XLEN; crc32 and length
        const auto extra =
            static_cast<unsigned char>(made.bytes[at + 10]) + 256u * static_cast<unsigned char>(made.bytes[at + 11]);
        for (const std::size_t border : {at, at + kHeader, at + kHeader + extra, at + length - kTrailer})
            borders.push_back(border);
    };
    for (const std::size_t i : {std::size_t{0}, made.blocks.size() / 2, made.blocks.size() - 1})
        member(made.blocks[i].offset, made.blocks[i].length);
    const std::size_t footer = made.bytes.size() - format::kFooterMember;
    member(made.footer.indexOffset, footer - made.footer.indexOffset);
    member(footer, format::kFooterMember);
    borders.push_back(made.bytes.size());
    verifyEachSpoiling(made.bytes, borders, restoreOwn, 1'000);
}

// gzip's header and trailer under the bytes as they lie; under a right crc32 the fields of headers, contents, padding, end.
void TestHostileArchives::everyPartOfForeign() {
    const Victim victim;
    const std::string good =
        tarOf("f('d/file',b'contents'*100)\nf('long/'+'n'*150,b'pax')\ne('link',tarfile.SYMTYPE,'first')", victim.outside());
    verifyEachSpoiling(good, {0, 3, 4, 8, 10, good.size() / 2, good.size() - 8, good.size() - 4, good.size()}, restoreForeign,
                       100);
    const std::string tar = runShell("gzip -dc", {}, good).out;
    for (std::size_t at = 0; at < tar.size(); at += at % 512 < 265 ? 31 : 247) {
        for (const bool cut : {false, true}) {
            Victim other;
            std::string bad = tar;
            if (cut) bad.resize(at);
            else bad[at] = static_cast<char>(bad[at] ^ 0x11);
            const auto outcome = restoreForeign(other, handmade::deflateMember(bad, 0));
            QVERIFY2(!cut || !outcome.restored || at + 1024 > tar.size() || tar.find_first_not_of('\0', at) == std::string::npos,
                     "an archive that was cut was restored");
            QCOMPARE(other.harm(), QString());
        }
    }
}

QTEST_APPLESS_MAIN(TestHostileArchives)
#include "test_hostile_archives.moc"
