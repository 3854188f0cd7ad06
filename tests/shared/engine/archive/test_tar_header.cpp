// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/run_tool.h"

#include "shared/base/bytes.h"
#include "shared/engine/archive/tar_header.h"

#include <QTest>

using namespace alula;

namespace {

struct Case {
    const char* name;
    std::string path;
    EntryInfo info;
    std::string target;
    std::string hardLink;
    std::size_t blocks; // header blocks it should take
};

EntryInfo info(EntryType type = EntryType::File, std::uint64_t size = 0) {
    return {.type = type, .mode = 0640, .uid = 1000, .gid = 1001, .size = size, .mtimeNs = 1'700'000'000'999'999'999};
}

std::vector<Case> cases() {
    EntryInfo old = info();
    old.mtimeNs = -1'500'000'000; // 1969-12-31T23:59:58.5
    EntryInfo far = info();
    far.mtimeNs = 9'000'000'000'000'000'000; // 2255
    EntryInfo ids = info();
    ids.uid = 4'000'000'000;
    ids.gid = 3'000'000;
    EntryInfo sticky = info(EntryType::Directory);
    sticky.mode = 01777;
    const std::string d100(100, 'd'), d155(155, 'p'), d156(156, 'p'), n255(255, 'n');
    return {
        {"plain", "a/b.txt", info(), "", "", 1},
        {"raw bytes", "caf\xe9/\xff", info(), "", "", 1},
        {"name of 100", d100, info(), "", "", 1},
        {"name of 101", d100 + "x", info(), "", "", 3},
        {"prefix of 155, name of 100", d155 + "/" + d100, info(), "", "", 1},
        {"prefix of 156", d156 + "/" + d100, info(), "", "", 3},
        {"name of 255", "a/" + n255, info(), "", "", 3},
        {"raw name of 255", "a/" + std::string(255, '\xfe'), info(), "", "", 3},
        {"directory", "dir", info(EntryType::Directory), "", "", 1},
        {"sticky directory", "sticky", sticky, "", "", 1},
        {"directory of 99", std::string(99, 'd'), info(EntryType::Directory), "", "", 1},
        {"directory of 100", d100, info(EntryType::Directory), "", "", 3},
        {"symlink", "link", info(EntryType::Symlink), "../where", "", 1},
        {"symlink to 100", "link100", info(EntryType::Symlink), d100, "", 1},
        {"symlink to 101", "link101", info(EntryType::Symlink), d100 + "x", "", 3},
        {"raw symlink to 200", "link200", info(EntryType::Symlink), std::string(200, '\xfd'), "", 3},
        {"hard link", "hard", info(), "", "a/b.txt", 1},
        {"old", "old", old, "", "", 3},
        {"far", "far", far, "", "", 3},
        {"large ids", "ids", ids, "", "", 3},
        {"everything long", std::string(200, 'e') + "/" + n255, ids, "", "", 3},
    };
}

std::string archiveOf(const Case& c) { return tarHeaders(c.path, c.info, c.target, c.hardLink) + std::string(1024, '\0'); }

std::int64_t seconds(std::int64_t ns) { return ns >= 0 ? ns / 1'000'000'000 : -((-ns + 999'999'999) / 1'000'000'000); }

} // namespace

class TestTarHeader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pythonReadsIt_data();
    void pythonReadsIt();
    void tarAndBsdtarReadIt_data() { pythonReadsIt_data(); }
    void tarAndBsdtarReadIt();
    void sizesFromEightGibAreInPax();
    void setIdBitsAreNeverWritten();
    void paxRecordLengthsCountThemselves();
    void paddedSizes();
};

void TestTarHeader::pythonReadsIt_data() {
    QTest::addColumn<int>("index");
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
}

void TestTarHeader::pythonReadsIt() {
    QFETCH(int, index);
    const Case c = cases()[static_cast<std::size_t>(index)];
    QCOMPARE(tarHeaders(c.path, c.info, c.target, c.hardLink).size(), c.blocks * 512);
    const ToolRun run = runPython(
        "import sys,tarfile,io\n"
        "t=tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()),mode='r:',encoding='utf-8',errors='surrogateescape')\n"
        "m=t.getmembers()\n"
        "assert len(m)==1\n"
        "i=m[0]\n"
        "e=lambda s: s.encode('utf-8','surrogateescape').hex()\n"
        "print(e(i.name),e(i.linkname),i.type.decode(),i.mode,i.uid,i.gid,i.size,int(i.mtime))\n",
        {}, archiveOf(c));
    QVERIFY2(run.ok, run.err.c_str());
    const std::string type = !c.hardLink.empty()                   ? "1"
                             : c.info.type == EntryType::Directory ? "5"
                             : c.info.type == EntryType::Symlink   ? "2"
                                                                   : "0";
    const std::string link = !c.hardLink.empty() ? c.hardLink : c.target;
    const std::string expected = hex(asBytes(c.path)) + " " + hex(asBytes(link)) + " " + type + " " +
                                 std::to_string(c.info.mode) + " " + std::to_string(c.info.uid) + " " +
                                 std::to_string(c.info.gid) + " 0 " + std::to_string(seconds(c.info.mtimeNs)) + "\n";
    QCOMPARE(run.out, expected);
}

void TestTarHeader::tarAndBsdtarReadIt() {
    QFETCH(int, index);
    const Case c = cases()[static_cast<std::size_t>(index)];
    const std::string name = c.path + (c.info.type == EntryType::Directory ? "/" : "") + "\n";
    const ToolRun tar =
        runTool(QStringLiteral("tar"), {QStringLiteral("-tf"), QStringLiteral("-"), QStringLiteral("--quoting-style=literal")},
                archiveOf(c));
    QVERIFY2(tar.ok, tar.err.c_str());
    QCOMPARE(tar.out, name);
    // GNU tar knows no hdrcharset and says so, but reads the name; nobody else may complain.
    if (isUtf8(c.path) && isUtf8(c.target)) QCOMPARE(tar.err, std::string());
    const ToolRun bsdtar = runTool(QStringLiteral("bsdtar"), {QStringLiteral("-tf"), QStringLiteral("-")}, archiveOf(c));
    QVERIFY2(bsdtar.ok, bsdtar.err.c_str());
    if (isUtf8(c.path)) QCOMPARE(bsdtar.out, name); // else it is shown escaped
    QCOMPARE(bsdtar.err, std::string());
}

void TestTarHeader::sizesFromEightGibAreInPax() {
    const std::uint64_t limit = std::uint64_t{8} << 30;
    QCOMPARE(tarHeaders("f", info(EntryType::File, limit - 1), "", "").size(), std::size_t{512});
    const std::string headers = tarHeaders("f", info(EntryType::File, limit), "", "");
    QCOMPARE(headers.size(), std::size_t{1536});
    QCOMPARE(headers.substr(512, 19), std::string("19 size=8589934592\n"));
    QCOMPARE(tarHeaders("f", info(EntryType::File, limit), "", "other").size(), std::size_t{512}); // a hard link has no contents
}

void TestTarHeader::setIdBitsAreNeverWritten() {
    EntryInfo i = info();
    i.mode = 06755;
    QCOMPARE(tarHeaders("f", i, "", "").substr(100, 8), std::string("0000755\0", 8));
}

// "99 …" would become "100 …" by its own longer number.
void TestTarHeader::paxRecordLengthsCountThemselves() {
    for (std::size_t length = 101; length < 1200; ++length) {
        const std::string path = std::string(100, 'a') + std::string(length - 100, 'b');
        const std::string headers = tarHeaders(path, info(), "", "");
        const std::string_view records = std::string_view(headers).substr(512);
        const auto space = records.find(' ');
        const auto said = parseNumber<std::size_t>(records.substr(0, space));
        QVERIFY(said);
        QCOMPARE(records.substr(space + 1, *said - space - 1), std::string_view("path=" + path + "\n"));
        if (*said % 512 != 0) QCOMPARE(records[*said], '\0');
    }
}

void TestTarHeader::paddedSizes() {
    QCOMPARE(paddedSize(0), 0u);
    QCOMPARE(paddedSize(1), 512u);
    QCOMPARE(paddedSize(512), 512u);
    QCOMPARE(paddedSize(513), 1024u);
}

QTEST_GUILESS_MAIN(TestTarHeader)
#include "test_tar_header.moc"
