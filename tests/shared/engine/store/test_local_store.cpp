// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/local_store.h"
#include "tests/shared/engine/store/store_contract.h"
#include "tests/support/faulty_files.h"
#include "tests/support/recording_files.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using contract::backup;
using contract::contentsOf;
using contract::put;
using contract::server;

namespace {

// A file system without O_TMPFILE, perhaps also one without hard links.
void makePoor(FaultyFiles& files, bool hasLinks = true) {
    files.when([hasLinks](const CallInfo& call) {
        if (call.call == Call::Open && (call.flags & O_TMPFILE) == O_TMPFILE) return EOPNOTSUPP;
        return call.call == Call::MakeLink && !hasLinks ? EPERM : 0;
    });
}

mode_t modeOf(const std::string& path) {
    struct stat status{};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

} // namespace

class TestLocalStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contract_data() {
        QTest::addColumn<bool>("poor");
        QTest::addColumn<int>("row");
        for (const bool poor : {false, true})
            for (int i = 0; const auto& row : contract::kRows)
                QTest::addRow("%s%s", row.name, poor ? ", no O_TMPFILE" : "") << poor << i++;
    }
    void contract() {
        QFETCH(bool, poor);
        QFETCH(int, row);
        const TempDir temp;
        FaultyFiles files;
        if (poor) makePoor(files);
        LocalStore store(files.files(), temp.path("deep/er/backups/"));
        contract::run(row, store);
    }

    void nothingIsLeftOnDisk_data() {
        QTest::addColumn<bool>("poor");
        QTest::newRow("O_TMPFILE") << false;
        QTest::newRow("dot-file") << true;
    }
    void nothingIsLeftOnDisk() {
        QFETCH(bool, poor);
        const TempDir temp;
        FaultyFiles files;
        if (poor) makePoor(files);
        LocalStore store(files.files(), temp.path());
        {
            const auto sink = store.create(server(1), backup(1));
            QVERIFY(sink);
            QVERIFY((*sink)->write(asBytes("abc"), 0));
        }
        QVERIFY(!exists(temp.path(server(1).toString())));
    }

    void modesAreClosed() {
        const TempDir temp;
        LocalStore store(systemFiles(), temp.path("backups"));
        QCOMPARE(put(store, server(1), backup(1), "a"), std::string());
        const std::string directory = temp.path("backups/" + server(1).toString());
        QCOMPARE(modeOf(temp.path("backups")), mode_t{0700});
        QCOMPARE(modeOf(directory), mode_t{0700});
        QCOMPARE(modeOf(directory + "/" + backup(1).toString() + ".tar.gz"), mode_t{0600});
        QCOMPARE(put(store, server(1), backup(2), "a"), std::string());
        QVERIFY(store.remove(server(1), backup(1)));
        QVERIFY(exists(directory));
        QVERIFY(store.remove(server(1), backup(2)));
        QVERIFY(!exists(directory)); // an empty one goes
    }

    void withoutHardLinksItIsRenamed() {
        const TempDir temp;
        FaultyFiles files;
        makePoor(files, false);
        LocalStore store(files.files(), temp.path());
        const auto early = store.create(server(1), backup(1));
        QVERIFY((*early)->write(asBytes("second"), 0));
        QCOMPARE(put(store, server(1), backup(1), "first"), std::string());
        QCOMPARE((*early)->publish({}).error().code(), ErrorCode::AlreadyExists);
        QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("first"));
    }

    void aServersDirectoryThatVanishesIsMadeAgain_data() {
        QTest::addColumn<bool>("inReady");
        QTest::newRow("while it is written") << false;
        QTest::newRow("just before the link") << true;
    }
    void aServersDirectoryThatVanishesIsMadeAgain() {
        QFETCH(bool, inReady);
        const TempDir temp;
        LocalStore store(systemFiles(), temp.path());
        const std::string directory = temp.path(server(1).toString());
        const auto sink = store.create(server(1), backup(1));
        QVERIFY(sink);
        if (!inReady) QCOMPARE(::rmdir(directory.c_str()), 0);
        QVERIFY((*sink)->write(asBytes("abc"), 0));
        QVERIFY((*sink)->publish([&]() -> Result<void> {
            if (inReady && ::rmdir(directory.c_str()) != 0) return failErrno(errno, "rmdir");
            return {};
        }));
        QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("abc"));
        QCOMPARE(modeOf(directory), mode_t{0700});
    }

    void newDirectoriesOfTheStoreAreDurable_data() {
        QTest::addColumn<QString>("below");
        QTest::newRow("only the last is new") << "backups";
        QTest::newRow("several are new") << "srv/alula/backups";
    }
    void newDirectoriesOfTheStoreAreDurable() {
        QFETCH(const QString, below);
        const TempDir temp;
        RecordingFiles recorder;
        LocalStore store(recorder.files(), temp.path(below.toStdString()));
        QVERIFY(store.available());
        const auto all = recorder.mutations();
        int made = 0;
        for (auto at = all.begin(); at != all.end(); ++at) {
            if (at->call != Call::MakeDirectory) continue;
            ++made;
            const std::string parent = at->path.substr(0, at->path.rfind('/'));
            const auto synced = std::find_if(
                at, all.end(), [&](const Mutation& later) { return later.call == Call::Sync && later.path == parent; });
            QVERIFY2(synced != all.end(), recorder.log().c_str());
        }
        QCOMPARE(made, below.count(u'/') + 1);
    }

    void aFailedSyncLeavesNothing_data() {
        QTest::addColumn<int>("call");
        QTest::newRow("of the file") << 1;
        QTest::newRow("of the server's directory, after the link") << 2;
        QTest::newRow("of the archive directory") << 3;
    }
    void aFailedSyncLeavesNothing() {
        QFETCH(int, call);
        const TempDir temp;
        FaultyFiles files;
        LocalStore store(files.files(), temp.path());
        const auto sink = store.create(server(1), backup(1));
        QVERIFY((*sink)->write(asBytes("abc"), 0));
        files.failCall(static_cast<std::uint64_t>(call), EIO, Call::Sync);
        const auto published = (*sink)->publish({});
        QVERIFY(!published);
        QCOMPARE(published.error().code(), ErrorCode::Io);
        QVERIFY(store.list()->empty());
    }

    void aFullDiskIsNoSpace() {
        const TempDir temp;
        FaultyFiles files;
        LocalStore store(files.files(), temp.path());
        files.failCall(1, ENOSPC, Call::Write);
        QCOMPARE(put(store, server(1), backup(1), "abc"), std::string("no_space"));
        QVERIFY(store.list()->empty());
        QVERIFY(!exists(temp.path(server(1).toString())));
    }

    // Whichever call fails: either the archive is whole under its name, or there is no trace of it.
    void anyFailedCallLeavesAllOrNothing_data() { nothingIsLeftOnDisk_data(); }
    void anyFailedCallLeavesAllOrNothing() {
        QFETCH(bool, poor);
        std::uint64_t failures = 0;
        for (std::uint64_t n = 1; failures == n - 1; ++n) {
            const TempDir temp;
            FaultyFiles files;
            if (poor) makePoor(files);
            LocalStore store(files.files(), temp.path());
            files.failCall(n, EIO);
            const std::string code = put(store, server(1), backup(1), "abc");
            failures += files.failures();
            files.heal();
            if (code.empty()) {
                QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("abc"));
                (void)store.removeLeftovers(); // the dot-file, if it was its removal that failed
                QVERIFY(store.remove(server(1), backup(1)));
            }
            QVERIFY2(!exists(temp.path(server(1).toString())), qPrintable(QString::number(n)));
        }
        QVERIFY(failures > 8);
    }

    void strangeNamesAreNoArchives() {
        const TempDir temp;
        LocalStore store(systemFiles(), temp.path());
        const std::string id = backup(1).toString();
        std::string upper = "ABCDEF01-0000-4000-8000-000000000000";
        temp.makeDirectory(server(1).toString() + "/" + backup(2).toString() + ".tar.gz"); // a directory
        temp.makeDirectory("lost+found");
        temp.makeDirectory(upper);
        for (const auto& name :
             {id + ".tar", id + ".tar.gz.part", upper + ".tar.gz", std::string("x.tar.gz"), std::string(".tar.gz")}) {
            writeFile(temp.path(name), "x");
            writeFile(temp.path(server(1).toString() + "/" + name), "x");
        }
        writeFile(temp.path(upper + "/" + id + ".tar.gz"), "x");
        QCOMPARE(::symlink("/etc/passwd", temp.path(id + ".tar.gz").c_str()), 0);
        QCOMPARE(::symlink(temp.path(server(1).toString()).c_str(), temp.path(server(3).toString()).c_str()), 0);
        QVERIFY(store.list());
        QCOMPARE(store.list()->size(), std::size_t{0});
        QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("not_found"));
        QCOMPARE(contentsOf(store, server(1), backup(2)), std::string("corrupt"));
    }

    void pterodactylsFlatArchivesAreFound() {
        const TempDir temp;
        LocalStore store(systemFiles(), temp.path());
        writeFile(temp.path(backup(1).toString() + ".tar.gz"), "flat");
        QCOMPARE(store.list()->size(), std::size_t{1});
        QVERIFY(store.list()->front().server.isNull());
        QCOMPARE(store.list()->front().backup, backup(1));
        QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("flat"));
        QCOMPARE(contentsOf(store, ServerId(), backup(1)), std::string("flat"));
        QVERIFY(store.remove(server(1), backup(1)));
        QVERIFY(!exists(temp.path(backup(1).toString() + ".tar.gz")));
    }

    void leftoversOfACrashAreRemoved() {
        const TempDir temp;
        LocalStore store(systemFiles(), temp.path());
        QCOMPARE(put(store, server(1), backup(1), "good"), std::string());
        const std::string directory = temp.path(server(1).toString()) + "/";
        writeFile(directory + ".alula-" + backup(2).toString() + ".0.tmp", "half");
        writeFile(directory + "mine.tmp", "somebody's");
        writeFile(temp.path(".alula-spool.0.tmp"), "a file system without O_TMPFILE");
        writeFile(temp.path("mine.tmp"), "somebody's");
        QCOMPARE(*store.removeLeftovers(), std::size_t{2});
        QVERIFY(!exists(temp.path(".alula-spool.0.tmp")));
        QVERIFY(exists(temp.path("mine.tmp")));
        QVERIFY(!exists(directory + ".alula-" + backup(2).toString() + ".0.tmp"));
        QVERIFY(exists(directory + "mine.tmp"));
        QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("good"));
        QCOMPARE(*store.removeLeftovers(), std::size_t{0});
    }

    void anyFileIsASource() {
        const TempDir temp;
        writeFile(temp.path("any.tar.gz"), "bytes");
        const auto source = openFileSource(systemFiles(), temp.path("any.tar.gz"));
        QVERIFY(source);
        QCOMPARE(contentsOf(**source), std::string("bytes"));
        QCOMPARE((*source)->describe(), temp.path("any.tar.gz"));
        QCOMPARE(openFileSource(systemFiles(), temp.path("none")).error().code(), ErrorCode::NotFound);
        QCOMPARE(openFileSource(systemFiles(), temp.path()).error().code(), ErrorCode::Corrupt);
        QCOMPARE(::mkfifo(temp.path("fifo").c_str(), 0600), 0);
        QCOMPARE(openFileSource(systemFiles(), temp.path("fifo")).error().code(), ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestLocalStore)
#include "test_local_store.moc"
