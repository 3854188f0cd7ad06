// SPDX-License-Identifier: GPL-3.0-or-later
// Exports and imports as jobs: what is refused before, and what becomes of those that go wrong.

#include "tests/daemon/service/working_node.h"

#include <QProcess>
#include <QTest>

#include <filesystem>
#include <sys/socket.h>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

const ServerId kServer = serverId(1);

class ExchangeNode : public WorkingNode {
public:
    ExchangeNode() {
        must(start());
        volume(kServer, {file("world/level.dat", std::string("played"))});
    }
    // The client's end of the job's stream.
    UniqueFd connect(const StreamedJob& started) {
        int pair[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) throw std::runtime_error("socketpair");
        must(streams.deliver(started.token, 0, [&] { return ClientStream::make(UniqueFd(pair[0]), {}); }));
        return UniqueFd(pair[1]);
    }
    Result<StreamedJob> startImport(std::optional<std::uint64_t> size = {}, const std::string& format = {}) {
        return exchange->importBackup({kServer, format, size, "a note", 0, {"cli", ""}});
    }
    Result<StreamedJob> startExport(const BackupId& backup, const std::string& format, std::vector<std::string> include = {}) {
        return exchange->exportBackup({backup, std::move(include), {}, format, 0, {"cli", ""}});
    }
    // All of an import: its job when it has ended.
    Job import(const std::string& bytes) {
        const auto started = must(startImport(bytes.size()));
        const UniqueFd client = connect(started);
        for (std::size_t at = 0; at < bytes.size();) {
            const ssize_t put = ::send(client.get(), bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (put <= 0) break; // the job is over
            at += static_cast<std::size_t>(put);
        }
        return ended(started.job);
    }
    std::vector<Backup> rows() { return must(catalog->backups().list({.limit = -1})); }
};

// What tar makes of these arguments, in a directory of its own.
std::string tarOf(const QStringList& arguments) {
    TempDir dir;
    tree({file("level.dat", std::string("played")), file("r.mca", 50'000)}).materialise(dir.makeDirectory("world"));
    QProcess tar;
    tar.setWorkingDirectory(QString::fromStdString(dir.path()));
    tar.start(QStringLiteral("tar"), arguments);
    if (!tar.waitForFinished() || tar.exitCode() != 0) throw std::runtime_error(tar.readAllStandardError().toStdString());
    return tar.readAllStandardOutput().toStdString();
}
std::string goodTar() { return tarOf({QStringLiteral("-c"), QStringLiteral("world")}); }

} // namespace

class TestExchange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anImportBecomesABackup() {
        ExchangeNode node;
        const Job job = node.import(goodTar());
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        const auto rows = node.rows();
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].id, job.backup);
        QCOMPARE(rows[0].server, kServer);
        QCOMPARE(rows[0].state, BackupState::Completed);
        QCOMPARE(rows[0].origin, std::string("imported"));
        QCOMPARE(rows[0].adapter, std::string("wings"));
        QCOMPARE(rows[0].note, std::string("a note"));
        QCOMPARE(rows[0].files, std::uint64_t{2});
        QVERIFY(exists(node.archivePath(kServer, job.backup)));
        QVERIFY(node.stagingFolders().empty());
        QCOMPARE(node.messageCount(), std::int64_t{0}); // the panel knows nothing of it
    }

    void badImportsLeaveNothing_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("no archive") << QByteArray(5'000, 'x') << static_cast<int>(ErrorCode::InvalidInput);
        const auto good = QByteArray::fromStdString(goodTar());
        QTest::newRow("cut") << good.first(good.size() / 2 + 100) << static_cast<int>(ErrorCode::Corrupt);
        QTest::newRow("climbs") << QByteArray::fromStdString(
                                       tarOf({QStringLiteral("-c"), QStringLiteral("-P"),
                                              QStringLiteral("--transform=s,^world/level,../level,"), QStringLiteral("world")}))
                                << static_cast<int>(ErrorCode::Corrupt);
    }
    void badImportsLeaveNothing() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        ExchangeNode node;
        const Job job = node.import(bytes.toStdString());
        QCOMPARE(job.state, JobState::Failed);
        QVERIFY2(job.errorCode == name(static_cast<ErrorCode>(code)), (job.errorCode + ": " + job.errorMessage).c_str());
        QVERIFY(node.rows().empty());
        QVERIFY(node.stagingFolders().empty());
        QVERIFY(!exists(node.temp.path("volumes/level.dat")) && !exists(node.temp.path("level.dat")));
    }

    void aFullDiskIsToldBeforeAByteIsTaken() {
        ExchangeNode node;
        node.disk.shown = SpaceInfo{.available = 300u << 20};
        const auto started = must(node.startImport(100u << 20));
        const UniqueFd client = node.connect(started);
        const Job job = node.ended(started.job);
        QCOMPARE(job.state, JobState::Failed);
        QCOMPARE(job.errorCode, std::string(name(ErrorCode::NoSpace)));
        QVERIFY(node.rows().empty());
    }

    // Nothing is packed a second time; what was damaged since is told all the same.
    void aWholeTarGzIsTheArchiveItself_data() {
        QTest::addColumn<bool>("damaged");
        QTest::newRow("sound") << false;
        QTest::newRow("damaged") << true;
    }
    void aWholeTarGzIsTheArchiveItself() {
        QFETCH(bool, damaged);
        ExchangeNode node;
        const Job made = node.ended(must(node.startBackup(kServer, backupId(1))));
        QVERIFY2(made.state == JobState::Completed, made.errorMessage.c_str());
        const std::string path = node.archivePath(kServer, backupId(1));
        std::string bytes = readFile(path);
        if (damaged) {
            bytes.at(40) = static_cast<char>(bytes.at(40) ^ 1);
            writeFile(path, bytes);
        }
        const auto started = must(node.startExport(backupId(1), "tar.gz"));
        const UniqueFd client = node.connect(started);
        std::string got(bytes.size() + 1, '\0');
        got.resize(static_cast<std::size_t>(::recv(client.get(), got.data(), got.size(), MSG_WAITALL)));
        QVERIFY(got == bytes);
        const Job job = node.ended(started.job);
        QCOMPARE(job.state, damaged ? JobState::Failed : JobState::Completed);
        if (damaged) QCOMPARE(job.errorCode, std::string(name(ErrorCode::Corrupt)));
    }

    void nonsenseMakesNoJob() {
        ExchangeNode node;
        node.addBackup(kServer, backupId(1));
        QCOMPARE(node.startExport(backupId(1), "rar").error().code(), ErrorCode::InvalidInput);
        QCOMPARE(node.startExport(backupId(1), "tar.lz4").error().code(), ErrorCode::Unsupported);
        QCOMPARE(node.startExport(backupId(1), "zip", {"../etc"}).error().code(), ErrorCode::InvalidInput);
        QCOMPARE(node.startExport(backupId(9), "zip").error().code(), ErrorCode::NotFound);
        node.edit(backupId(1), [](Backup& row) { row.state = BackupState::Deleting; });
        QCOMPARE(node.startExport(backupId(1), "zip").error().code(), ErrorCode::Conflict);
        QCOMPARE(node.startImport(0).error().code(), ErrorCode::InvalidInput);
        QCOMPARE(node.startImport(5, "rar").error().code(), ErrorCode::InvalidInput);
        QCOMPARE(node.exchange->importBackup({serverId(9), {}, {}, {}, 0, {"cli", ""}}).error().code(), ErrorCode::NotFound);
        QVERIFY(node.scheduler->counts().queued == 0 && node.scheduler->counts().running == 0);
        QCOMPARE(node.rows().size(), std::size_t{1});
    }

    void whatIsCancelledInTheQueueLeavesNoRow() {
        ExchangeNode node;
        node.scheduler->setPaused(true);
        const auto started = must(node.startImport());
        QCOMPARE(node.rows().size(), std::size_t{1});
        UniqueFd client = node.connect(started);
        must(node.scheduler->cancel(started.job));
        QCOMPARE(node.ended(started.job).state, JobState::Cancelled);
        QVERIFY(node.rows().empty());
        char byte = 0;
        QCOMPARE(::recv(client.get(), &byte, 1, 0), ssize_t{0}); // hung up on
    }

    // Cut short between the archive's bytes and its name, and after it.
    void anImportThatACrashCutShort_data() {
        QTest::addColumn<bool>("published");
        QTest::newRow("not yet published") << false;
        QTest::newRow("published") << true;
    }
    void anImportThatACrashCutShort() {
        QFETCH(bool, published);
        WorkingNode node;
        node.volume(kServer, {file("a", 1)});
        Backup row;
        row.id = backupId(1);
        row.server = kServer;
        row.state = BackupState::Publishing;
        row.origin = "imported";
        row.created = node.clock.now();
        row.size = 10;
        must(node.catalog->backups().insert(row));
        node.addJob(jobId(1), JobKind::Import, JobState::Running, kServer, row.id);
        if (published) node.putArchive(kServer, row.id, "0123456789");
        tree({file("world/half", 10)}).materialise(node.temp.makeDirectory("volumes/.alula-import-" + jobId(1).toString()));
        must(node.start());
        QVERIFY(node.stagingFolders().empty());
        QCOMPARE(node.job(jobId(1)).state, published ? JobState::Completed : JobState::Failed);
        const auto now = node.row(row.id);
        QCOMPARE(now.has_value(), published);
        if (published) QCOMPARE(now->state, BackupState::Completed);
        else QVERIFY2(node.job(jobId(1)).errorMessage.contains("start it again"), node.job(jobId(1)).errorMessage.c_str());
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "test_exchange.moc"
