// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/warning_list.h"
#include "tests/shared/engine/archive/create_helper.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

Tree mixedTree() {
    return tree({
        dir("empty"),
        dir("world", {file("level.dat", 3000).text(), file("r.0.0.mca", 3_MiB + 777), file("r.0.1.mca", 700'000).text(),
                      softlink("latest", "r.0.1.mca"), dir("deeper", {file("x", "x"), file("empty", "")})}),
        dir("world.old", {file("a", 200'000).text(), hardlink("b", "world.old/a")}),
        file("zz.properties", "motd=hello\n").mode(0600),
        file(std::string(120, 'p') + "/" + std::string(120, 'q'), "long path"),
        file("caf\xe9", "not UTF-8"),
        softlink("dangling", "/nowhere"),
    });
}

struct Ran {
    int code = -1;
    std::string out;
};
Ran run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) return {};
    return {process.exitCode(), QByteArray(process.readAllStandardOutput() + process.readAllStandardError()).toStdString()};
}
QString q(const std::string& text) { return QString::fromStdString(text); }

// Runs the action once, when the contents of a file with this name are about to be read.
class BeforeReading {
public:
    BeforeReading(FaultyFiles& files, std::string path, std::function<void()> action) {
        files.when([this, path = std::move(path), action = std::move(action)](const CallInfo& call) {
            if (call.call == Call::Read && ("/" + resolvedPath(call.directory, call.name)).ends_with("/" + path) &&
                !m_done.exchange(true))
                action();
            return 0;
        });
    }
    bool ran() const { return m_done; }

private:
    std::atomic<bool> m_done = false;
};

struct Trouble {
    WarningKind kind;
    std::uint32_t flags;
    std::string contents; // that the archive then has
};

} // namespace

class TestWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTrip_data() {
        QTest::addColumn<int>("entries");
        QTest::addColumn<int>("compression");
        QTest::addColumn<int>("workers");
        QTest::newRow("full, best_speed") << 1 << 1 << 2;
        QTest::newRow("wings, best_speed") << 0 << 1 << 2;
        QTest::newRow("full, none") << 1 << 0 << 3;
        QTest::newRow("wings, good") << 0 << 2 << 1;
        QTest::newRow("full, best_compression") << 1 << 3 << 2;
    }
    void roundTrip() {
        QFETCH(int, entries);
        QFETCH(int, compression);
        QFETCH(int, workers);
        Workshop shop;
        mixedTree().materialise(shop.volumePath());
        shop.options.tarEntries = static_cast<TarEntries>(entries);
        shop.options.compression = static_cast<Compression>(compression);
        shop.options.workers = static_cast<unsigned>(workers);
        const auto summary = shop.create();
        QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
        QCOMPARE(summary->warnings.size(), std::size_t{0});
        const auto archive = shop.open();
        QVERIFY2(archive, archive ? "" : archive.error().toString().c_str());
        QCOMPARE(damageOf(**archive), std::string());

        const Snapshot expected = snapshot(shop.volumePath());
        const auto listed = allEntries(**archive);
        QCOMPARE(listed.size(), expected.size());
        const auto contents = allContents(**archive);
        for (const auto& entry : listed) {
            const auto& real = expected.at(entry.path);
            QCOMPARE(entry.info.mode, real.mode & 01777U);
            QCOMPARE(entry.info.mtimeNs, real.mtimeNs);
            QCOMPARE(entry.info.inode, real.inode);
            QCOMPARE(entry.linkTarget, real.target);
            QCOMPARE(entry.linkGroup != 0, !real.linkGroup.empty());
            if (entry.info.type != EntryType::File) continue;
            const std::string bytes = readFile(shop.volumePath(entry.path));
            QVERIFY2(contents.at(entry.path) == bytes, entry.path.c_str());
            QCOMPARE(entry.crc64, crc64(asBytes(bytes)));
            QCOMPARE(entry.flags, 0U);
        }
        QCOMPARE(listed.front().subtreeFiles, summary->files);
        QCOMPARE(listed.front().subtreeBytes, summary->contentBytes);
        QCOMPARE((*archive)->index().find("world")->value().subtreeFiles, std::uint64_t{5});
    }

    void aSummaryTellsOfTheFile() {
        Workshop shop;
        mixedTree().materialise(shop.volumePath());
        bool seen = false;
        const auto summary = shop.create([&](const CreateSummary& early) -> Result<void> {
            seen = early.size > 0 && shop.store.list()->empty();
            return {};
        });
        QVERIFY(summary && seen);
        const std::string bytes = readFile(shop.archivePath());
        QCOMPARE(summary->size, bytes.size());
        QCOMPARE(summary->newBytes, bytes.size());
        Sha1 sha1;
        sha1.update(asBytes(bytes));
        QVERIFY(summary->sha1 == sha1.finish());
        QCOMPARE(summary->files, std::uint64_t{10});
        QCOMPARE(summary->directories, std::uint64_t{5});
        QCOMPARE(summary->symlinks, std::uint64_t{2});
        QCOMPARE(shop.progress.bytesWritten.load(), summary->size);
        QCOMPARE(shop.progress.phase.load(), Phase::Publishing);
        const auto header = (*shop.open())->index().header();
        QCOMPARE(header.files, summary->files);
        QCOMPARE(header.contentBytes, summary->contentBytes);
        QCOMPARE(header.server, shop.options.server);
        QCOMPARE(header.backup, shop.options.backup);
    }

    void progressReachesItsTotals() {
        Workshop shop;
        mixedTree().materialise(shop.volumePath());
        bool reached = false;
        const auto onSync = [&](const CallInfo& call) {
            // The totals of Reading stand until Publishing begins; the last write of the archive is the footer.
            if (call.call == Call::Write && call.size == 74) {
                reached = shop.progress.bytesDone == shop.progress.bytesTotal &&
                          shop.progress.filesDone == shop.progress.filesTotal && shop.progress.filesTotal == 10 &&
                          shop.progress.bytesTotal > 0;
            }
            return 0;
        };
        shop.files.when(onSync);
        QVERIFY(shop.create());
        QVERIFY(reached);
    }

    void theBytesDependOnNothingButTheTree() {
        std::string first;
        for (const unsigned workers : {1U, 2U, 5U}) {
            Workshop shop; // the same clock each time; inodes differ, so the files are compared without the index
            mixedTree().materialise(shop.volumePath());
            shop.options.workers = workers;
            QVERIFY(shop.create());
            const auto blocks = (*shop.open())->index().blocks();
            const std::string data = readFile(shop.archivePath()).substr(0, blocks->back().offset + blocks->back().length);
            if (first.empty()) first = data;
            QVERIFY(data == first);
        }
        Workshop shop; // one tree: the whole file
        mixedTree().materialise(shop.volumePath());
        std::string whole;
        for (const unsigned workers : {1U, 2U, 5U}) {
            shop.options.workers = workers;
            QVERIFY(shop.create());
            const std::string bytes = readFile(shop.archivePath());
            if (whole.empty()) whole = bytes;
            QVERIFY(bytes == whole);
            QVERIFY(shop.store.remove(shop.options.server, shop.options.backup));
        }
    }

    void aChangedFileChangesFewBlocks() {
        Workshop shop;
        Tree many;
        for (int i = 0; i < 300; ++i) many.add(file("dir/file" + std::to_string(1000 + i), 40'000));
        many.add(file("big", 6_MiB));
        many.materialise(shop.volumePath());
        QVERIFY(shop.create());
        const auto before = *(*shop.open())->index().blocks();
        QVERIFY(shop.store.remove(shop.options.server, shop.options.backup));
        tree({file("dir/file1150", 50'000).seed(5)}).materialise(shop.volumePath());
        QVERIFY(shop.create());
        const auto after = *(*shop.open())->index().blocks();
        const auto gone = std::ranges::count_if(before, [&](const ArchiveBlock& old) {
            return std::ranges::none_of(
                after, [&](const ArchiveBlock& block) { return block.hash == old.hash && block.fingerprint == old.fingerprint; });
        });
        QVERIFY(before.size() > 20);
        QVERIFY2(gone >= 1 && gone <= 3, qPrintable(QString::number(gone)));
        QVERIFY(std::ranges::none_of(after, [](const ArchiveBlock& block) { return block.fingerprint.isZero(); }));
    }

    void othersReadIt_data() {
        QTest::addColumn<int>("entries");
        QTest::newRow("wings") << 0;
        QTest::newRow("full") << 1;
    }
    void othersReadIt() {
        QFETCH(int, entries);
        Workshop shop;
        mixedTree().materialise(shop.volumePath());
        shop.options.tarEntries = static_cast<TarEntries>(entries);
        QVERIFY(shop.create());
        QCOMPARE(run(QStringLiteral("gzip"), {QStringLiteral("-t"), q(shop.archivePath())}).code, 0);
        const auto listed = run(QStringLiteral("tar"), {QStringLiteral("-tzvf"), q(shop.archivePath())});
        QCOMPARE(listed.code, 0);
        QCOMPARE(std::ranges::count(listed.out, '\n'), entries == 0 ? 10 : 10 + 5 + 2);
        const std::string out = shop.temp.makeDirectory("out");
        const auto unpacked =
            run(QStringLiteral("tar"), {QStringLiteral("-xpzf"), q(shop.archivePath()), QStringLiteral("-C"), q(out)});
        QVERIFY2(unpacked.code == 0 && unpacked.out.empty(), unpacked.out.c_str());
        CompareOptions how;
        how.seconds = true;
        how.owners = isRoot();
        how.modes = entries != 0; // parents that tar made itself
        how.directoryTimes = entries != 0;
        how.directories = entries != 0;
        how.linkGroups = entries != 0;
        Snapshot expected = snapshot(shop.volumePath());
        if (entries == 0) std::erase_if(expected, [](const auto& item) { return item.second.type == 'l'; });
        QCOMPARE(compare(expected, snapshot(out), how), std::string());
    }

    void anEmptyVolumeIsAnArchive() {
        Workshop shop;
        shop.temp.makeDirectory("volume");
        QVERIFY(shop.create());
        const auto archive = shop.open();
        QVERIFY(archive);
        QCOMPARE(damageOf(**archive), std::string());
        QCOMPARE((*archive)->index().entryCount(), std::uint64_t{1});
        QCOMPARE((*archive)->index().blocks()->size(), std::size_t{1});
        QCOMPARE(run(QStringLiteral("tar"), {QStringLiteral("-tzf"), q(shop.archivePath())}).code, 0);
    }

    void ignoredFilesAreLeftOut() {
        Workshop shop;
        tree({file("keep", "1"), file("a.log", "2"), dir("cache", {file("x", "3")})}).materialise(shop.volumePath());
        shop.options.ignoreText = "*.log\ncache/\n";
        QVERIFY(shop.create());
        const auto archive = shop.open();
        QCOMPARE((*archive)->index().entryCount(), std::uint64_t{2});
        QVERIFY((*archive)->index().find("keep")->has_value());
        QCOMPARE((*archive)->index().header().ignoreText, shop.options.ignoreText);
    }

    void aSparseFileIsReadOnlyWhereItHasData() {
        Workshop shop;
        tree({sparse("map.db", 40_MiB, 17_MiB, "data in the middle")}).materialise(shop.volumePath());
        std::atomic<std::uint64_t> read = 0;
        shop.files.when([&](const CallInfo& call) {
            if (call.call == Call::Read) read += call.size;
            return 0;
        });
        const auto summary = shop.create();
        QVERIFY(summary);
        const auto archive = shop.open();
        const auto entry = (*archive)->index().find("map.db")->value();
        if ((entry.flags & kEntrySparse) == 0) QSKIP("this file system has no sparse files");
        QVERIFY2(read < 2_MiB, qPrintable(QString::number(read)));
        QVERIFY(summary->size < 100'000);
        const std::string bytes = readFile(shop.volumePath("map.db"));
        QCOMPARE(entry.crc64, crc64(asBytes(bytes)));
        QVERIFY(allContents(**archive).at("map.db") == bytes);
        QCOMPARE(damageOf(**archive), std::string());
    }

    // `truncate -s 15T x` costs a server's user nothing: it must cost the node no memory, and the server no backup.
    void aSparseFileOfManyTebibytesIsLeftOut() {
        Workshop shop;
        tree({file("a", "first"), file("huge", ""), file("z", "last")}).materialise(shop.volumePath());
        if (::truncate(shop.volumePath("huge").c_str(), 15LL << 40) != 0) QSKIP("this file system has no such files");
        const auto summary = shop.create();
        QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
        QCOMPARE(summary->warnings.size(), std::size_t{1});
        QCOMPARE(summary->warnings.front().path, std::string("huge"));
        const auto archive = shop.open();
        QCOMPARE(damageOf(**archive), std::string());
        QCOMPARE((*archive)->index().entryCount(), std::uint64_t{3});
        QCOMPARE(allContents(**archive).at("z"), std::string("last"));
    }

    void troubleWithAFileIsAWarning_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<std::uint64_t>("size");
        for (int i = 0; const char* what : {"shrinks", "becomes empty", "grows", "changes", "is replaced by a rename",
                                            "cannot be read", "breaks off", "has a bad end"}) {
            if (i < 6)
                QTest::addRow("a small file %s", what) << i << std::uint64_t{50'000}; // it is read at once: nothing to break off
            QTest::addRow("a large file %s", what) << i << std::uint64_t{3_MiB + 5};
            ++i;
        }
    }
    void troubleWithAFileIsAWarning() {
        QFETCH(int, what);
        QFETCH(std::uint64_t, size);
        Workshop shop;
        shop.options.workers = 1; // the file is read from its beginning
        tree({file("before", 100), file("it", size), file("later", 100)}).materialise(shop.volumePath());
        const std::string it = shop.volumePath("it"), old = readFile(it);
        Trouble expected{};
        std::function<void()> act = [] {};
        switch (what) {
        case 0:
            act = [&] { (void)::truncate(it.c_str(), 1000); };
            expected = {WarningKind::Shrank, kEntryPadded, old.substr(0, 1000) + std::string(size - 1000, '\0')};
            break;
        case 1:
            act = [&] { (void)::truncate(it.c_str(), 0); };
            expected = {WarningKind::Shrank, kEntryPadded, std::string(size, '\0')};
            break;
        case 2:
            act = [&] { writeFile(it, old + "more"); };
            expected = {WarningKind::Grew, kEntryCut, old};
            break;
        case 3:
            act = [&] { writeFile(it, old); };
            expected = {WarningKind::Changed, kEntryUnstable, old};
            break;
        case 4: // the handle is the old file's; its ctime tells nobody: planned contents, no trouble at all
            act = [&] {
                writeFile(it + ".new", old);
                (void)::rename((it + ".new").c_str(), it.c_str());
            };
            expected = {WarningKind::Vanished, 0, old};
            break;
        case 5:
            shop.files.failPath(Call::Read, "volume/it", EIO);
            expected = {WarningKind::Unreadable, kEntryUnreadable, std::string(size, '\0')};
            break;
        case 6:
            shop.files.failCall(3, EIO, Call::Read, false); // "before" takes one read
            expected = {WarningKind::Unreadable, kEntryPadded, old};
            if (size > 1_MiB) expected.contents.replace(256_KiB, 768_KiB - 512, std::string(768_KiB - 512, '\0'));
            break;
        case 7:
            shop.files.when(
                [&](const CallInfo& call) { return call.call == Call::Read && call.offset > 3_MiB - 1024 ? EIO : 0; });
            expected = {WarningKind::Unreadable, kEntryPadded, old};
            if (size > 1_MiB) expected.contents.replace(3_MiB - 512, 517, std::string(517, '\0'));
            break;
        default: break;
        }
        std::unique_ptr<BeforeReading> trigger;
        if (what < 5) trigger = std::make_unique<BeforeReading>(shop.files, "volume/it", act);
        const auto summary = shop.create();
        QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
        shop.files.heal();
        if (trigger) QVERIFY(trigger->ran());
        const auto archive = shop.open();
        QCOMPARE(damageOf(**archive), std::string());
        const auto entry = (*archive)->index().find("it")->value();
        QCOMPARE(entry.flags, expected.flags);
        const auto contents = allContents(**archive);
        QVERIFY(contents.at("it") == expected.contents);
        QVERIFY(contents.at("later") == readFile(shop.volumePath("later")));
        QCOMPARE(summary->warnings.size(), std::size_t{expected.flags != 0 ? 1U : 0U});
        const bool reusable =
            std::ranges::none_of(*(*archive)->index().blocks(), [](const auto& block) { return block.fingerprint.isZero(); });
        QCOMPARE(reusable, expected.flags == 0);
        if (expected.flags == 0) return;
        QCOMPARE(summary->warnings.front().kind, expected.kind);
        QCOMPARE(summary->warnings.front().path, std::string("it"));
        QVERIFY(!summary->warnings.front().detail.empty());
        QCOMPARE((*archive)->index().header().warnings.size(), std::size_t{1});
        QCOMPARE(run(QStringLiteral("gzip"), {QStringLiteral("-t"), q(shop.archivePath())}).code, 0);
    }

    void aFileThatIsGoneOrClosedIsZeros_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("vanished") << 0;
        QTest::newRow("a directory now") << 1;
        QTest::newRow("a FIFO now") << 2;
        QTest::newRow("a symlink now") << 3;
        QTest::newRow("not permitted") << 4;
        QTest::newRow("I/O error") << 5;
    }
    void aFileThatIsGoneOrClosedIsZeros() {
        QFETCH(int, what);
        Workshop shop;
        tree({file("a", "first"), file("it", 100'000), file("link-to", "x")}).materialise(shop.volumePath());
        const std::string it = shop.volumePath("it");
        std::atomic<bool> done = false;
        shop.files.when([&](const CallInfo& call) -> int {
            // When contents are being read, the walk is over.
            const bool opensIt = call.call == Call::Open && call.name.ends_with("it");
            if (!opensIt) return 0;
            if (what == 4) return EACCES;
            if (what == 5) return EIO;
            if (done.exchange(true)) return 0;
            ::unlink(it.c_str());
            if (what == 1) ::mkdir(it.c_str(), 0755);
            if (what == 2) ::mkfifo(it.c_str(), 0644);
            if (what == 3) (void)::symlink("link-to", it.c_str());
            return 0;
        });
        const auto summary = shop.create();
        QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
        shop.files.heal();
        const auto archive = shop.open();
        QCOMPARE(damageOf(**archive), std::string());
        QVERIFY(allContents(**archive).at("it") == std::string(100'000, '\0'));
        QCOMPARE((*archive)->index().find("it")->value().flags,
                 static_cast<std::uint32_t>(what >= 4 ? kEntryUnreadable : kEntryVanished));
        QVERIFY(summary->warnings.size() >= 1); // an unreadable one may be named for its attributes too
        QVERIFY(std::ranges::any_of(summary->warnings, [&](const Warning& warning) {
            return warning.path == "it" && warning.kind == (what >= 4 ? WarningKind::Unreadable : WarningKind::Vanished);
        }));
    }

    // What was read of it is worth having, so it is no vanished file.
    void aFileThatVanishesMidwayIsPadded() {
        Workshop shop;
        shop.options.workers = 1;
        tree({file("it", 2_MiB)}).materialise(shop.volumePath());
        std::atomic<int> reads = 0;
        shop.files.when([&](const CallInfo& call) -> int {
            // The handle is no good any more, as after a network file system lost the file.
            return call.call == Call::Read && ++reads > 2 ? ENOENT : 0;
        });
        const auto summary = shop.create();
        QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
        shop.files.heal();
        const auto archive = shop.open();
        QCOMPARE((*archive)->index().find("it")->value().flags, std::uint32_t{kEntryPadded});
        QCOMPARE(summary->warnings.size(), std::size_t{1});
        QCOMPARE(summary->warnings.front().kind, WarningKind::Vanished);
        QVERIFY(allContents(**archive).at("it").starts_with(readFile(shop.volumePath("it")).substr(0, 512_KiB)));
        QCOMPARE(damageOf(**archive), std::string());
    }

    void limitsAreKept() {
        Workshop shop;
        tree({file("a", 3_MiB)}).materialise(shop.volumePath());
        shop.options.workers = 1;
        shop.load.read.setLimit(1_MiB);
        const auto before = shop.clock.steady();
        QVERIFY(shop.create());
        const auto took = shop.clock.steady() - before;
        QVERIFY(took >= std::chrono::seconds(2) && took <= std::chrono::seconds(4));
    }

    void warningsOfTheWalkAreKept() {
        Workshop shop;
        tree({file("a", 1), fifo("pipe"), socketFile("sock")}).materialise(shop.volumePath());
        const auto summary = shop.create();
        QVERIFY(summary);
        QCOMPARE(summary->warnings.size(), std::size_t{2});
        const auto archive = shop.open();
        const auto kept = (*archive)->index().header().warnings;
        QCOMPARE(kept.size(), std::size_t{2});
        QCOMPARE(kept.front().kind, WarningKind::SkippedType);
    }

    void tooManyWarningsAreCounted() {
        WarningList list;
        for (int i = 0; i < 10'005; ++i) list.add({WarningKind::Grew, "f" + std::to_string(i), ""});
        const auto all = list.all();
        QCOMPARE(all.size(), std::size_t{10'001});
        QCOMPARE(all[9'999].path, std::string("f9999"));
        QVERIFY(all.back().detail.find("5 more") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestWriter)
#include "test_writer.moc"
