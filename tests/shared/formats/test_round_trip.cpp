// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/run_tool.h"
#include "tests/shared/formats/exchange_bench.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

Q_DECLARE_METATYPE(alula::ArchiveFormat)

namespace {

bool isTar(ArchiveFormat format) { return format != ArchiveFormat::Zip && format != ArchiveFormat::SevenZip; }

// What the tool that knows the format best says of a whole file of it.
std::string toolTest(ArchiveFormat format) {
    switch (format) {
    case ArchiveFormat::Tar: return "tar -tf FILE >/dev/null";
    case ArchiveFormat::TarGz: return "gzip -t < FILE && tar -tzf FILE >/dev/null";
    case ArchiveFormat::TarXz: return "xz -t < FILE && tar -tJf FILE >/dev/null";
    case ArchiveFormat::TarBz2: return "bzip2 -t < FILE && tar -tjf FILE >/dev/null";
    case ArchiveFormat::TarZst: return "zstd -qt < FILE && zstd -qdc FILE | tar -t >/dev/null";
    case ArchiveFormat::TarLz4: return "lz4 -qt < FILE";
    case ArchiveFormat::Zip: return "unzip -tq FILE && zipinfo FILE >/dev/null";
    case ArchiveFormat::SevenZip: return "7z t -bd FILE";
    }
    return "false";
}

std::string toolUnpack(ArchiveFormat format) {
    if (format == ArchiveFormat::Zip) return "unzip -qX FILE";
    if (format == ArchiveFormat::SevenZip) return "7z x -bd -snl FILE";
    const std::string how = "tar -xp --xattrs --xattrs-include='user.*'";
    if (format == ArchiveFormat::TarZst) return "zstd -qdc FILE | " + how;
    return how + " -f FILE"; // it looks how it is packed
}

ToolRun runOn(const std::string& file, std::string script, const std::string& directory) {
    for (std::size_t at = 0; (at = script.find("FILE", at)) != std::string::npos;) script.replace(at, 4, file);
    return runShell(script, directory);
}

// What the format cannot hold is not compared; what it holds is.
CompareOptions kept(ArchiveFormat format) {
    CompareOptions what;
    if (isTar(format)) return what;
    what.attributes = what.linkGroups = false;
    what.owners = format == ArchiveFormat::Zip;
    return what;
}

constexpr std::int64_t kDosBegin = 315'532'800'000'000'000; // 1980, in the test's UTC

// As it comes back: tar and zip keep whole seconds before 1970, zip after it too, 7z hundreds of nanoseconds from then on; names
// are text.
Snapshot asHeld(Snapshot tree, ArchiveFormat format) {
    Snapshot held;
    for (auto& [path, entry] : tree) {
        if (path.empty()) continue; // the staging folder is private, a tool's is its own
        const bool fractions = entry.mtimeNs >= 0 && format != ArchiveFormat::Zip;
        if (isTar(format) && fractions) {
            held[path] = entry;
            continue;
        }
        const std::int64_t unit = fractions ? 100 : 1'000'000'000;
        const std::int64_t below = (entry.mtimeNs % unit + unit) % unit;
        entry.mtimeNs -= below;
        if (format == ArchiveFormat::SevenZip && entry.mtimeNs < 0) entry.mtimeNs = 0;
        if (format == ArchiveFormat::Zip && entry.mtimeNs < 0) entry.mtimeNs = kDosBegin;
        held[!isTar(format) && path == "odd\xff\nname" ? "odd%FF\nname" : path] = entry;
    }
    return held;
}

Snapshot belowRoot(const std::string& directory) {
    auto tree = snapshot(directory);
    tree.erase("");
    return tree;
}

} // namespace

class TestRoundTrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); } // zip has local times too
    void everyFormat_data();
    void everyFormat();
    void toolsUnpackTheSame_data() { everyFormat_data(); }
    void toolsUnpackTheSame();
    void warningsSayWhatIsLost_data();
    void warningsSayWhatIsLost();
    void chosenPathsOnly_data() { everyFormat_data(); }
    void chosenPathsOnly();
    void lz4IsRead();
    void zipOfMoreThanFourGigabytes();

private:
    std::vector<Item> all() {
        auto items = fullTree();
        items.push_back(file("caf\u00e9", 3));
        items.push_back(file(std::string(200, 'n') + "/" + std::string(200, 'm'), 5));
        if (isRoot()) items.push_back(file("owned", 5).owner(1234, 5678));
        for (int i = 0; i < 300; ++i) items.push_back(file("many/" + std::to_string(i), std::uint64_t(i * 7)));
        return items;
    }
};

void TestRoundTrip::everyFormat_data() {
    QTest::addColumn<ArchiveFormat>("format");
    for (const ArchiveFormat format : exportedFormats()) QTest::addRow("%s", std::string(name(format)).c_str()) << format;
}

void TestRoundTrip::everyFormat() {
    QFETCH(const ArchiveFormat, format);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(all());
    const std::string file = bench.temp.path("export");
    const auto exported = bench.exportTo(*archive, {.format = format, .workers = 2}, file);
    QVERIFY2(exported, exported ? "" : exported.error().toString().c_str());
    QCOMPARE(exported->written, readFile(file).size());
    const ToolRun tested = runOn(file, toolTest(format), bench.temp.path());
    QVERIFY2(tested.ok, (tested.out + tested.err).c_str());

    const auto unpacked = bench.unpackFile(file);
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().toString().c_str());
    QCOMPARE(name(unpacked->format), name(format));
    QVERIFY(unpacked->warnings.empty());
    QCOMPARE(unpacked->files, exported->files);
    QCOMPARE(unpacked->directories, exported->directories);
    QCOMPARE(unpacked->symlinks, exported->symlinks);
    QCOMPARE(compare(asHeld(bench.wanted, format), belowRoot(bench.stagingPath()), kept(format)), std::string());
}

void TestRoundTrip::toolsUnpackTheSame() {
    QFETCH(const ArchiveFormat, format);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(all());
    const std::string file = bench.temp.path("export");
    QVERIFY(bench.exportTo(*archive, {.format = format}, file));
    const std::string into = bench.temp.makeDirectory("tool");
    const ToolRun run = runOn(file, toolUnpack(format), into);
    QVERIFY2(run.ok, (run.out + run.err).c_str());
    auto what = kept(format);
    what.owners = what.owners && isTar(format) && isRoot(); // unzip -X and 7z give the files to who runs them
    if (format == ArchiveFormat::SevenZip) what.modes = what.times = false;
    if (format == ArchiveFormat::Zip) what.directoryTimes = false;
    auto wanted = asHeld(bench.wanted, format);
    auto got = belowRoot(into);
    // Info-ZIP and 7-Zip write control characters of names their own way.
    for (auto* tree : {&wanted, &got}) {
        if (!isTar(format)) std::erase_if(*tree, [](const auto& entry) { return entry.first.starts_with("odd"); });
        if (format == ArchiveFormat::Zip)
            for (auto& [path, entry] : *tree)
                if (entry.type == 'l') entry.mtimeNs = 0;
        if (format == ArchiveFormat::Zip) (*tree)["sticky"].mode = 0777; // unzip leaves that bit out
    }
    if (format == ArchiveFormat::SevenZip) // it makes no links to what it has not unpacked itself
        for (const char* link : {"outside", "dangling", "latest"}) {
            wanted.erase(link);
            got.erase(link);
        }
    QCOMPARE(compare(wanted, got, what), std::string());
}

void TestRoundTrip::warningsSayWhatIsLost_data() {
    QTest::addColumn<ArchiveFormat>("format");
    QTest::addColumn<QStringList>("expected"); // detail, path
    const QString early = QStringLiteral(" keeps times before 1970 to the second: those of 1 entry lost the rest|before-epoch");
    const QString holes = QStringLiteral(
        "holes are written as zeros: 2 entries will take all of their size until they are restored by Alula|world/hole");
    for (const ArchiveFormat format : exportedFormats())
        if (isTar(format))
            QTest::addRow("%s", std::string(name(format)).c_str())
                << format << QStringList{QString::fromStdString(std::string(name(format))) + early, holes};
    const auto common = [&](const QString& f) {
        return QStringList{f + QStringLiteral(" has no extended attributes: those of 2 entries are left out|attr"),
                           f + QStringLiteral(" has no hard links: of 2 entries a full copy was written|world/level.dat")};
    };
    QTest::newRow("zip") << ArchiveFormat::Zip << common(QStringLiteral("zip"));
    QTest::newRow("7z") << ArchiveFormat::SevenZip << common(QStringLiteral("7z"));
}

void TestRoundTrip::warningsSayWhatIsLost() {
    QFETCH(const ArchiveFormat, format);
    QFETCH(const QStringList, expected);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(fullTree());
    const auto exported = bench.exportTo(*archive, {.format = format}, bench.temp.path("export"));
    QVERIFY(exported);
    QStringList got;
    for (const Warning& warning : exported->warnings)
        got << QString::fromStdString(warning.detail + "|") +
                   QString::fromUtf8(warning.path.data(), qsizetype(warning.path.size()));
    for (const QString& one : expected) QVERIFY2(got.contains(one), qPrintable(got.join(u'\n')));
    if (isTar(format)) QCOMPARE(got.size(), expected.size());
}

void TestRoundTrip::chosenPathsOnly() {
    QFETCH(const ArchiveFormat, format);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(all());
    const std::string file = bench.temp.path("export");
    ExportOptions how{.format = format};
    how.include = {"world"};
    how.exclude = {"world/region"};
    QVERIFY(bench.exportTo(*archive, how, file));
    QVERIFY(bench.unpackFile(file));
    QStringList paths;
    for (const auto& [path, entry] : snapshot(bench.stagingPath())) paths << QString::fromStdString(path);
    QCOMPARE(paths,
             (QStringList{QString(), QStringLiteral("world"), QStringLiteral("world/hole"), QStringLiteral("world/level.dat"),
                          QStringLiteral("world/level.link"), QStringLiteral("world/sparse.db")}));
    how.include = {"no/such"};
    const auto missing = bench.exportTo(*archive, how, file);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code(), ErrorCode::NotFound);
    QCOMPARE(missing.error().path(), std::string("no/such"));
    QCOMPARE(readFile(file), std::string());
}

// What Calagopus writes too, and Alula only reads.
void TestRoundTrip::lz4IsRead() {
    ExchangeBench bench;
    const auto archive = bench.archiveOf(all());
    const std::string file = bench.temp.path("export");
    QVERIFY(bench.exportTo(*archive, {.format = ArchiveFormat::Tar}, file));
    const std::string packed = bench.temp.path("export.tar.lz4");
    QVERIFY(runShell("lz4 -q " + file + " " + packed).ok);
    const auto unpacked = bench.unpackFile(packed);
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().toString().c_str());
    QCOMPARE(name(unpacked->format), name(ArchiveFormat::TarLz4));
    QCOMPARE(compare(asHeld(bench.wanted, ArchiveFormat::Tar), belowRoot(bench.stagingPath())), std::string());

    const auto refused = bench.exportTo(*archive, {.format = ArchiveFormat::TarLz4}, file);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
    QCOMPARE(refused.error().message(),
             std::string("tar.lz4 is only read; export to tar, tar.gz, tar.xz, tar.bz2, tar.zst, zip, 7z"));
}

// zip64; and the one thing that QuaZip gets wrong in it is said.
void TestRoundTrip::zipOfMoreThanFourGigabytes() {
    ExchangeBench bench;
    const auto archive = bench.archiveOf({sparse("large", 4_GiB + 5, 4_GiB, "tail!"), file("after", 3)});
    const std::string file = bench.temp.path("export");
    const auto exported = bench.exportTo(*archive, {.format = ArchiveFormat::Zip}, file);
    QVERIFY(exported);
    QVERIFY(std::ranges::any_of(exported->warnings,
                                [](const Warning& w) { return w.detail.contains("no mode") && w.path == "large"; }));
    const ToolRun tail = runShell("unzip -p " + file + " large | tail -c 5");
    QVERIFY2(tail.ok, tail.err.c_str());
    QCOMPARE(tail.out, std::string("tail!"));
    const ToolRun listed = runShell("zipinfo " + file);
    QVERIFY2(listed.ok && listed.out.contains("4294967301"), (listed.out + listed.err).c_str());
}

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "test_round_trip.moc"
