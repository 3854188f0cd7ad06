// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/memory_sink.h"
#include "tests/shared/engine/archive/run_tool.h"
#include "tests/shared/formats/exchange_bench.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

// Writes down what comes, and whether the promises of extractInOrder() were kept.
class OrderedSink final : public ContentSink {
public:
    Result<void> begin(const ArchiveEntry& entry) override {
        enter();
        if (!m_current.empty()) broken = "begun in the middle of another: " + entry.path;
        if (entry.streamOffset < m_lastPlace && entry.info.size > 0) broken = "not in the archive's order: " + entry.path;
        if (entry.info.size > 0) m_lastPlace = entry.streamOffset;
        m_current = entry.path;
        return leave();
    }
    Result<void> write(const ArchiveEntry& entry, std::uint64_t offset, ByteSpan bytes) override {
        enter();
        std::string& contents = files[entry.path];
        if (entry.path != m_current || offset != contents.size()) broken = "out of order: " + entry.path;
        contents += asText(bytes);
        return leave();
    }
    Result<void> end(const ArchiveEntry& entry) override {
        enter();
        if (entry.path != m_current) broken = "ended another: " + entry.path;
        m_current.clear();
        files[entry.path];
        return leave();
    }

    std::map<std::string, std::string> files;
    std::string broken;

private:
    void enter() {
        if (m_inside.exchange(true)) broken = "two calls at once";
    }
    Result<void> leave() {
        m_inside = false;
        return {};
    }
    std::atomic<bool> m_inside = false;
    std::string m_current;
    std::uint64_t m_lastPlace = 0;
};

} // namespace

class TestExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inOrderIsInOrder_data();
    void inOrderIsInOrder();
    void inOrderRefusesSharedContents();
    void damageEndsTheExport_data() { formats(); }
    void damageEndsTheExport();
    void anOutputThatFails_data() { formats(); }
    void anOutputThatFails();
    void cancelEndsSoon_data() { formats(); }
    void cancelEndsSoon();
    void foreignArchivesToo_data() { formats(); }
    void foreignArchivesToo();

private:
    static void formats() {
        QTest::addColumn<int>("format");
        for (const ArchiveFormat format : exportedFormats())
            QTest::addRow("%s", std::string(name(format)).c_str()) << static_cast<int>(format);
    }
    static std::vector<Item> large() {
        std::vector<Item> items;
        for (int i = 0; i < 12; ++i) items.push_back(file("f" + std::to_string(i), 1_MiB + std::uint64_t(i) * 100'000));
        items.push_back(file("empty", std::uint64_t{0}));
        return items;
    }
};

void TestExport::inOrderIsInOrder_data() {
    QTest::addColumn<unsigned>("workers");
    for (const unsigned workers : {1U, 2U, 7U}) QTest::addRow("%u", workers) << workers;
}

void TestExport::inOrderIsInOrder() {
    QFETCH(const unsigned, workers);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(large());
    auto entries = filesOf(*archive);
    OrderedSink sink;
    ReadOptions how;
    how.workers = workers;
    const auto done = archive->extractInOrder(entries, sink, how, bench.progress, {});
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
    QCOMPARE(sink.broken, std::string());
    QCOMPARE(sink.files.size(), entries.size());
    for (const auto& [path, contents] : sink.files)
        QVERIFY2(contents == readFile(bench.temp.path("source1/" + path)), path.c_str());
}

void TestExport::inOrderRefusesSharedContents() {
    ExchangeBench bench;
    bench.tarEntries = TarEntries::Full; // stock Wings' form has every name's contents
    const auto archive = bench.archiveOf({file("a", 100), hardlink("b", "a")});
    OrderedSink sink;
    const auto done = archive->extractInOrder(filesOf(*archive), sink, {}, bench.progress, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::InvalidInput);
    QVERIFY(sink.files.empty());
}

void TestExport::damageEndsTheExport() {
    QFETCH(const int, format);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(large(), [](const std::string& path) {
        std::string bytes = readFile(path);
        bytes[bytes.size() / 2] ^= 1;
        writeFile(path, bytes);
    });
    const auto exported = bench.exportTo(*archive, {.format = static_cast<ArchiveFormat>(format)}, bench.temp.path("export"));
    QVERIFY(!exported);
    QCOMPARE(exported.error().code(), ErrorCode::Corrupt);
    QVERIFY(exported.error().path().starts_with("f"));
    QVERIFY(!bench.unpackFile(bench.temp.path("export"))); // no whole archive came out of it
}

// The caller's own error comes back, and nothing is asked of the output after it.
void TestExport::anOutputThatFails() {
    QFETCH(const int, format);
    ExchangeBench bench;
    const auto archive = bench.archiveOf(large());
    std::uint64_t written = 0;
    int failures = 0;
    const auto exported = exportBackup(*archive, {.format = static_cast<ArchiveFormat>(format)},
                                       [&](ByteSpan bytes) -> Result<void> {
                                           written += bytes.size();
                                           if (written < 1_MiB) return {};
                                           ++failures;
                                           return fail(ErrorCode::Network, "the reader went away");
                                       },
                                       bench.progress, {});
    QVERIFY(!exported);
    QCOMPARE(exported.error().code(), ErrorCode::Network);
    QCOMPARE(exported.error().message(), std::string("the reader went away"));
    QCOMPARE(failures, 1);
}

// A second's work at most, told by bytes: how long that takes is the machine's business.
void TestExport::cancelEndsSoon() {
    QFETCH(const int, format);
    ExchangeBench bench;
    const auto archive = bench.archiveOf({file("large", 64_MiB), file("more", 64_MiB)});
    bench.progress.begin(Phase::Waiting, 0, 0);
    std::uint64_t doneAtStop = 0;
    std::atomic<bool> stopped = false;
    std::jthread stopper([&] { // when contents are being read
        while (bench.progress.bytesDone < 4_MiB && !stopped) std::this_thread::yield();
        bench.stop.request_stop();
        doneAtStop = bench.progress.bytesDone;
    });
    const auto exported = bench.exportTo(*archive, {.format = static_cast<ArchiveFormat>(format)}, bench.temp.path("export"));
    stopped = true;
    stopper.join();
    QVERIFY(!exported);
    QCOMPARE(exported.error().code(), ErrorCode::Cancelled);
    const std::uint64_t since = bench.progress.bytesDone - doneAtStop;
    QVERIFY2(since <= 2_MiB, std::to_string(since).c_str());
}

// What another program packed, and Alula has only an index of, goes out as well.
void TestExport::foreignArchivesToo() {
    QFETCH(const int, format);
    ExchangeBench bench;
    const std::string source = bench.temp.makeDirectory("foreign");
    tree({dir("world", {file("a", 70'000), hardlink("b", "world/a"), file("empty", std::uint64_t{0})}), softlink("l", "world/a"),
          dir("e")})
        .materialise(source);
    QVERIFY(runShell("tar --format=pax -czf ../f.tar.gz .", source).ok);
    const auto bytes = ExchangeBench::fileSource(bench.temp.path("f.tar.gz"));
    auto scan = scanForeignArchive(*bytes, {}, {}, nullptr, bench.progress, {});
    QVERIFY(scan);
    const auto archive = openForeignArchive(bytes, memorySource(std::move(scan->index), "index"));
    QVERIFY(archive);
    const auto exported = bench.exportTo(**archive, {.format = static_cast<ArchiveFormat>(format)}, bench.temp.path("export"));
    QVERIFY2(exported, exported ? "" : exported.error().toString().c_str());
    const auto unpacked = bench.unpackFile(bench.temp.path("export"));
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().toString().c_str());
    CompareOptions what;
    what.times = what.owners = what.modes = false;
    what.linkGroups = format != int(ArchiveFormat::Zip) && format != int(ArchiveFormat::SevenZip);
    QCOMPARE(compare(snapshot(source), snapshot(bench.stagingPath()), what), std::string());
}

QTEST_GUILESS_MAIN(TestExport)
#include "test_export.moc"
