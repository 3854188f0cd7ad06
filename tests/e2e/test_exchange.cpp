// SPDX-License-Identifier: GPL-3.0-or-later
// Exports and imports through the real alulad and the real alulactl, checked by the formats' own tools.

#include "shared/client/local_connection.h"
#include "tests/e2e/real_daemon.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <csignal>
#include <sys/socket.h>

using namespace alula;
using namespace alula::test;
namespace rpc = alula::protocol;

namespace {

const BackupId kBackupId = *BackupId::parse(kBackup);
const ServerId kServerId = *ServerId::parse(kServer);

struct Ran {
    int code = -1;
    QByteArray out, err;
};

QString q(const std::string& text) { return QString::fromStdString(text); }

Ran run(const QString& program, const QStringList& arguments, const std::string& standardInput = {}) {
    QProcess process;
    if (!standardInput.empty()) process.setStandardInputFile(q(standardInput));
    process.start(program, arguments);
    if (!process.waitForFinished(kPatienceMs)) throw std::runtime_error(program.toStdString() + " does not end");
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

// A shell line in a directory; its standard output.
Ran shell(const std::string& directory, const std::string& line) {
    return run(QStringLiteral("bash"),
               {QStringLiteral("-o"), QStringLiteral("pipefail"), QStringLiteral("-c"), q("cd '" + directory + "' && " + line)});
}

const std::string kAlulactl = ALULA_BIN_DIR "/alulactl";

// What every format can hold, but for the parts of a second.
Tree plainServer() {
    return tree({file("server.properties", "motd=hello\n"), file("world/region/r.0.0.mca", 300'000),
                 file("world/level.dat", 2'000).mode(0600), dir("plugins/empty"), softlink("latest.log", "logs/1.log"),
                 file("logs/1.log", 5'000).text(), file("a name with spaces", 1), file("\xc3\xbcml\xc3\xa4ut", 7)});
}

} // namespace

class TestExchange : public QObject {
    Q_OBJECT

    std::unique_ptr<RealDaemon> m_daemon;
    std::unique_ptr<Console> m_console;
    TempDir m_mine; // the caller's own directory

    void backUp(const Tree& server) {
        server.materialise(m_daemon->volume());
        QCOMPARE(m_daemon->postBackup().status, 202);
        QCOMPARE(m_console->ended(m_console->newest("create")).state, std::string("completed"));
    }
    QStringList arguments(QStringList words) const {
        return QStringList{QStringLiteral("--socket"), q(m_daemon->socket())} + words;
    }
    Ran alulactl(const QStringList& words, const std::string& standardInput = {}) const {
        return run(q(kAlulactl), arguments(words), standardInput);
    }
    std::string command(const std::string& words) const { return kAlulactl + " --socket '" + m_daemon->socket() + "' " + words; }
    std::string mine(const std::string& name) const { return m_mine.path(name); }
    std::string names() const { // in the caller's directory
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(m_mine.path()))
            all += entry.path().filename().string() + "\n";
        return all;
    }
    // A backup too large for any socket's buffer.
    void backUpMuch() { backUp(tree({file("world/big.bin", 24u << 20)})); }
    rpc::StreamStarted startExport(const std::string& format = "tar") {
        const auto started = m_console->call(rpc::kBackupsExport, {kBackupId, {}, {}, format});
        if (!started) throw std::runtime_error(started.error().toString());
        return *started;
    }
    void nothingIsLeft() {
        QCOMPARE(m_daemon->leftovers(), std::string());
        QCOMPARE(m_daemon->stagings(), 0);
    }

private Q_SLOTS:
    void init() {
        m_daemon = std::make_unique<RealDaemon>();
        m_console = m_daemon->console();
        for (const auto& entry : std::filesystem::directory_iterator(m_mine.path())) std::filesystem::remove_all(entry.path());
    }
    void cleanup() {
        m_console.reset();
        m_daemon.reset();
    }

    void everyFormatThereAndBack_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("unpack"); // by the format's own tool
        QTest::newRow("zip") << "zip" << "unzip -q ../x.zip";
        QTest::newRow("7z") << "7z" << "7z x -bd -bso0 ../x.7z";
        QTest::newRow("tar") << "tar" << "tar xf ../x.tar";
        QTest::newRow("tar.gz") << "tar.gz" << "gzip -dc ../x.tar.gz | tar x";
        QTest::newRow("tar.xz") << "tar.xz" << "xz -dc ../x.tar.xz | tar x";
        QTest::newRow("tar.bz2") << "tar.bz2" << "bzip2 -dc ../x.tar.bz2 | tar x";
        QTest::newRow("tar.zst") << "tar.zst" << "zstd -qdc ../x.tar.zst | tar x";
    }
    void everyFormatThereAndBack() {
        QFETCH(QString, format);
        QFETCH(QString, unpack);
        backUp(plainServer());
        const auto packed = snapshot(m_daemon->volume());
        const std::string file = mine("x." + format.toStdString());
        const auto exported = alulactl({QStringLiteral("export"), q(kBackup), QStringLiteral("-o"), q(file)});
        QVERIFY2(exported.code == 0 || exported.code == 10, exported.err.constData());
        QCOMPARE(names(), "x." + format.toStdString() + "\n");
        std::filesystem::create_directories(mine("unpacked"));
        const auto unpacked = shell(mine("unpacked"), unpack.toStdString());
        QVERIFY2(unpacked.code == 0, unpacked.err.constData());
        for (const auto& [path, entry] : packed) {
            if (path.empty()) continue;
            QVERIFY2(exists(mine("unpacked/" + path)) || std::filesystem::is_symlink(mine("unpacked/" + path)), path.c_str());
        }
        QCOMPARE(readFile(mine("unpacked/world/region/r.0.0.mca")), readFile(m_daemon->volume() + "/world/region/r.0.0.mca"));
        QCOMPARE(std::filesystem::read_symlink(mine("unpacked/latest.log")).string(), std::string("logs/1.log"));

        const auto imported = alulactl({QStringLiteral("import"), q(kServer), q(file), QStringLiteral("--note"),
                                        QStringLiteral("from elsewhere"), QStringLiteral("--json")});
        QVERIFY2(imported.code == 0 || imported.code == 10, QByteArray(imported.err + imported.out).constData());
        const auto id =
            BackupId::parse(QJsonDocument::fromJson(imported.out).object()[QStringLiteral("backup")].toString().toStdString());
        QVERIFY(id);
        const auto row = m_console->call(rpc::kBackupsGet, {*id});
        QVERIFY(row);
        QCOMPARE(row->state, std::string("completed"));
        QCOMPARE(row->origin, std::string("imported"));
        QCOMPARE(row->note, std::string("from elsewhere"));
        nothingIsLeft();

        rpc::RestoreParams restore;
        restore.backup = *id;
        restore.truncate = true;
        std::filesystem::remove_all(m_daemon->volume() + "/world");
        const auto restored = m_console->call(rpc::kBackupsRestore, restore);
        QVERIFY2(restored, restored ? "" : restored.error().toString().c_str());
        QVERIFY(m_console->ended(*restored->job).state.starts_with("completed"));
        CompareOptions options;
        options.seconds = true;
        QCOMPARE(compare(packed, snapshot(m_daemon->volume()), options), std::string());
    }

    void aPartGoesToThePipe() {
        backUp(plainServer());
        const auto piped =
            shell(m_mine.path(), command("export " + kBackup + " world --exclude world/region -o - --format tar") + " | tar t");
        QVERIFY2(piped.code == 0, piped.err.constData());
        QCOMPARE(piped.out, QByteArray("world/\nworld/level.dat\n"));
        const auto wrong =
            alulactl({QStringLiteral("export"), q(kBackup), QStringLiteral("no such"), QStringLiteral("-o"), q(mine("x.zip"))});
        QCOMPARE(wrong.code, 4);
        QCOMPARE(names(), std::string());
    }

    // As a console elsewhere does it: a second bridge for the bytes.
    void throughABridge() {
        backUp(plainServer());
        const auto started = startExport();
        const auto piped = shell(m_mine.path(), "echo '{\"stream\":\"" + started.stream + "\"}' | " + command("bridge") +
                                                    " > x.tar && tar tf x.tar");
        QVERIFY2(piped.code == 0 && piped.out.contains("world/level.dat"), QByteArray(piped.err + piped.out).constData());
        QCOMPARE(m_console->ended(started.job).state, std::string("completed"));
        rpc::ImportParams params;
        params.server = kServerId;
        params.size = std::filesystem::file_size(mine("x.tar"));
        const auto back = m_console->call(rpc::kBackupsImport, params);
        QVERIFY(back);
        const auto sent =
            shell(m_mine.path(), "{ echo '{\"stream\":\"" + back->stream + "\"}'; cat x.tar; } | " + command("bridge"));
        QVERIFY2(sent.code == 0, sent.err.constData());
        QCOMPARE(m_console->ended(back->job).state, std::string("completed"));
    }

    void whatIsThereStays() {
        backUp(plainServer());
        writeFile(mine("x.zip"), "mine");
        const QStringList words{QStringLiteral("export"), q(kBackup), QStringLiteral("-o"), q(mine("x.zip"))};
        QCOMPARE(alulactl(words).code, 5);
        QCOMPARE(readFile(mine("x.zip")), std::string("mine"));
        const auto forced = alulactl(words + QStringList{QStringLiteral("--force")});
        QVERIFY2(forced.code == 0 || forced.code == 10, forced.err.constData());
        QCOMPARE(shell(m_mine.path(), "unzip -tq x.zip").code, 0);
        QCOMPARE(names(), std::string("x.zip\n"));
    }

    void aFullDiskIsTold() {
        backUpMuch();
        const auto full = shell(m_mine.path(), command("export " + kBackup + " -o - --format tar") + " > /dev/full");
        QCOMPARE(full.code, 8);
        QVERIFY2(full.err.contains("No space left"), full.err.constData());
        const auto limited = shell(m_mine.path(), "ulimit -f 100; " + command("export " + kBackup + " -o x.tar"));
        QCOMPARE(limited.code, 1);
        QVERIFY2(limited.err.contains("File too large") && limited.err.contains("x.tar"), limited.err.constData());
        QCOMPARE(names(), std::string());
        const auto job = m_console->ended(m_console->newest("export"));
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(job.error->code, std::string("network"));
        nothingIsLeft();
    }

    void ctrlCCancelsTheJobAndLeavesNothing() {
        backUpMuch();
        QProcess process;
        process.setProcessChannelMode(QProcess::SeparateChannels);
        // Its output is a pipe that nobody reads, so that it is in the middle whenever the signal comes.
        process.setProgram(QStringLiteral("bash"));
        process.setArguments(
            {QStringLiteral("-c"), q("exec " + command("export " + kBackup + " -o - --format tar") + " > >(sleep 60)")});
        process.start();
        // Its progress is shown by who also waits for the signal.
        QByteArray said;
        const auto isPacking = [&] {
            said += process.readAllStandardError();
            return said.contains("packing");
        };
        QVERIFY2(QTest::qWaitFor(isPacking, kPatienceMs), said.constData());
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(kPatienceMs));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY2(timer.elapsed() < 1000, std::to_string(timer.elapsed()).c_str());
        QCOMPARE(m_console->ended(m_console->newest("export")).state, std::string("cancelled"));
        nothingIsLeft();
    }

    // Of a client that does not read.
    void aStalledExportIsCancelledAtOnce() {
        backUpMuch();
        const auto started = startExport();
        const auto stream = connectStream(m_daemon->socket(), started.stream);
        QVERIFY(stream);
        QVERIFY(QTest::qWaitFor([&] { return exportIs("running"); }, kPatienceMs));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(m_console->call(rpc::kJobsCancel, {started.job}));
        QCOMPARE(m_console->ended(started.job).state, std::string("cancelled"));
        QVERIFY2(timer.elapsed() < 1000, std::to_string(timer.elapsed()).c_str());
    }

    // Its job alone is the client's to hold up.
    void stalledExportsHoldUpNobody() {
        backUpMuch();
        std::vector<UniqueFd> stalled;
        for (int i = 0; i < 6; ++i) stalled.push_back(*connectStream(m_daemon->socket(), startExport().stream));
        m_daemon->postBackup(kOther);
        QCOMPARE(m_console->ended(m_console->newest("create")).state, std::string("completed"));
        const auto verify = m_console->call(rpc::kBackupsVerify, {kBackupId});
        QCOMPARE(m_console->ended(verify->job).state, std::string("completed"));
    }

    void aHangUpEndsTheExport() {
        backUpMuch();
        const auto started = startExport();
        {
            const auto stream = connectStream(m_daemon->socket(), started.stream);
            std::array<char, 1000> some{};
            QVERIFY(::recv(stream->get(), some.data(), some.size(), MSG_WAITALL) == ssize_t{1000});
        }
        const auto job = m_console->ended(started.job);
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(job.error->code, std::string("network"));
        QVERIFY2(job.error->message.contains("hung up"), job.error->message.c_str());
    }

    void whatIsNoArchiveIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::newRow("text") << QByteArray("this is no archive\n") << QString();
        QTest::newRow("another format") << QByteArray("PK\3\4 and so on") << QStringLiteral("tar.gz");
        QTest::newRow("no format of ours") << QByteArray("x") << QStringLiteral("rar");
    }
    void whatIsNoArchiveIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        writeFile(mine("x"), bytes.toStdString());
        QStringList words{QStringLiteral("import"), q(kServer), q(mine("x"))};
        if (!format.isEmpty()) words << QStringLiteral("--format") << format;
        const auto ran = alulactl(words);
        QVERIFY2(ran.code == 2 || ran.code == 7, QByteArray(QByteArray::number(ran.code) + ran.err + ran.out).constData());
        QCOMPARE(m_console->call(rpc::kBackupsList, {})->total, std::uint64_t{0});
        nothingIsLeft();
    }

    // A sender that dies is never taken for one that is done.
    void aSenderThatDies_data() {
        QTest::addColumn<bool>("announced");
        QTest::addColumn<bool>("halfClosed");
        QTest::newRow("announced, hung up") << true << false;
        QTest::newRow("announced, as through a bridge") << true << true;
        QTest::newRow("not announced, hung up") << false << false;
    }
    void aSenderThatDies() {
        QFETCH(bool, announced);
        QFETCH(bool, halfClosed);
        backUp(plainServer());
        const std::string whole = [&] {
            const auto exported = shell(m_mine.path(), command("export " + kBackup + " -o - --format tar") + " > x.tar");
            return exported.code == 0 ? readFile(mine("x.tar")) : std::string();
        }();
        QVERIFY(whole.size() > 4096);
        rpc::ImportParams params;
        params.server = kServerId;
        if (announced) params.size = whole.size();
        const auto started = m_console->call(rpc::kBackupsImport, params);
        auto stream = *connectStream(m_daemon->socket(), started->stream);
        // A whole number of entries: the format alone would not tell.
        const std::string part = whole.substr(0, whole.size() / 2 / 512 * 512);
        for (std::size_t at = 0; at < part.size();) {
            const ssize_t put = ::send(stream.get(), part.data() + at, part.size() - at, MSG_NOSIGNAL);
            QVERIFY(put > 0);
            at += static_cast<std::size_t>(put);
        }
        if (halfClosed) ::shutdown(stream.get(), SHUT_WR);
        else stream.reset();
        const auto job = m_console->ended(started->job);
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(job.error->code, std::string("network"));
        QCOMPARE(m_console->call(rpc::kBackupsGet, {*started->backup}).error().code(), ErrorCode::NotFound);
        nothingIsLeft();
    }

    void afterAKillNothingIsLeft() {
        backUp(plainServer());
        rpc::ImportParams params;
        params.server = kServerId;
        const auto importing = m_console->call(rpc::kBackupsImport, params);
        const auto exporting = startExport();
        const auto stream = *connectStream(m_daemon->socket(), importing->stream);
        QVERIFY(::send(stream.get(), "some", 4, MSG_NOSIGNAL) == 4);
        QVERIFY(
            QTest::qWaitFor([&] { return m_console->call(rpc::kJobsGet, {importing->job})->state == "running"; }, kPatienceMs));
        m_console.reset();
        m_daemon->kill();
        // As a crash in the middle of unpacking would have left it.
        const std::string staging = m_daemon->path("volumes/.alula-import-" + importing->job.toString());
        std::filesystem::create_directories(staging + "/world");
        m_daemon->start();
        m_console = m_daemon->console();
        for (const JobId& id : {importing->job, exporting.job}) {
            const auto job = m_console->ended(id);
            QCOMPARE(job.state, std::string("failed"));
            QVERIFY2(job.error->message.contains("start it again"), job.error->message.c_str());
        }
        QCOMPARE(m_console->call(rpc::kBackupsGet, {*importing->backup}).error().code(), ErrorCode::NotFound);
        nothingIsLeft();
    }

    // An orderly end puts running jobs back into the queue; the streams do not come back.
    void afterARestartTheyFail() {
        backUpMuch();
        const auto started = startExport();
        const auto stream = *connectStream(m_daemon->socket(), started.stream);
        QVERIFY(QTest::qWaitFor([&] { return exportIs("running"); }, kPatienceMs));
        m_console.reset();
        m_daemon->stop();
        QCOMPARE(m_daemon->exitCode(), 0);
        m_daemon->start();
        m_console = m_daemon->console();
        const auto job = m_console->ended(started.job);
        QCOMPARE(job.state, std::string("failed"));
        QVERIFY2(job.error->message.contains("start it again"), job.error->message.c_str());
    }

    // No path that a client names reaches the daemon: it is refused before it is asked.
    void aFileThatCannotBeMadeMakesNoJob() {
        backUp(plainServer());
        const auto ran = alulactl({QStringLiteral("export"), q(kBackup), QStringLiteral("-o"), q(mine("no/such/x.zip"))});
        QCOMPARE(ran.code, 4);
        rpc::JobsListParams params;
        params.kind = "export";
        QVERIFY(m_console->call(rpc::kJobsList, params)->jobs.empty());
    }

private:
    bool exportIs(const std::string& state) {
        rpc::JobsListParams params;
        params.kind = "export";
        const auto jobs = m_console->call(rpc::kJobsList, params);
        return jobs && !jobs->jobs.empty() && jobs->jobs.front().state == state;
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "test_exchange.moc"
