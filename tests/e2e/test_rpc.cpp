// SPDX-License-Identifier: GPL-3.0-or-later
// Every method of the local socket, through the real socket of the real daemon; the refusals first.

#include "tests/e2e/real_daemon.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <map>
#include <set>

using namespace alula;
using namespace alula::test;
namespace rpc = alula::protocol;

namespace {

const BackupId kBackupId = *BackupId::parse(kBackup);
const ServerId kServerId = *ServerId::parse(kServer);
const BackupId kNobody = *BackupId::parse("dddddddd-2222-4333-8444-555555555555");

// A connection that says just what the test says.
class Line {
public:
    explicit Line(const std::string& socket) {
        m_socket.connectToServer(QString::fromStdString(socket));
        if (!m_socket.waitForConnected(kPatienceMs)) throw std::runtime_error("no connection");
    }
    void send(const QByteArray& bytes) {
        m_socket.write(bytes);
        m_socket.flush();
    }
    QByteArray readLine() {
        while (!m_socket.canReadLine() && m_socket.waitForReadyRead(kPatienceMs)) {}
        return m_socket.readLine();
    }
    bool waitForGone() { return m_socket.state() == QLocalSocket::UnconnectedState || m_socket.waitForDisconnected(kPatienceMs); }
    QLocalSocket& socket() { return m_socket; }

private:
    QLocalSocket m_socket;
};

const QByteArray kHelloLine =
    R"({"jsonrpc":"2.0","id":1,"method":"system.hello","params":{"protocol":{"major":1,"minor":0},"client":"t"}})"
    "\n";

} // namespace

class TestRpc : public QObject {
    Q_OBJECT

    std::unique_ptr<RealDaemon> m_daemon;
    std::unique_ptr<Console> m_console;

    // A daemon with one finished backup of a small server.
    void backUp(const std::string& id = kBackup) {
        m_daemon->postBackup(id);
        QCOMPARE(m_console->ended(m_console->newest("create")).state, std::string("completed"));
    }

private Q_SLOTS:
    void init() {
        m_daemon = std::make_unique<RealDaemon>();
        smallServer().materialise(m_daemon->volume());
        m_console = m_daemon->console();
    }
    void cleanup() {
        m_console.reset();
        m_daemon.reset();
    }

    void badLinesAreAnsweredAndHugeOnesHangUp() {
        Line line(m_daemon->socket());
        line.send("this is not JSON\n");
        QVERIFY(line.readLine().contains("-32700"));
        line.send(R"({"jsonrpc":"2.0","id":7,"method":"system.status"})"
                  "\n");
        QVERIFY(line.readLine().contains("system.hello first"));
        line.send(kHelloLine);
        QVERIFY(line.readLine().contains("\"role\":\"admin\""));
        line.send(R"({"jsonrpc":"2.0","id":8,"method":"no.such"})"
                  "\n");
        QVERIFY(line.readLine().contains("-32601"));
        line.send(R"({"jsonrpc":"2.0","id":9,"method":"backups.get","params":{"backup":5}})"
                  "\n");
        QVERIFY(line.readLine().contains("backup"));
        line.send(QByteArray(2 << 20, 'x'));
        QVERIFY(line.readLine().contains("error"));
        QVERIFY(line.waitForGone());
        QVERIFY(m_console->call(rpc::kStatus)); // everybody else is served
    }

    void anotherMajorIsTurnedAway() {
        Line line(m_daemon->socket());
        line.send(R"({"jsonrpc":"2.0","id":1,"method":"system.hello","params":{"protocol":{"major":9,"minor":0},"client":"t"}})"
                  "\n");
        QVERIFY(line.readLine().contains("pgrade"));
        QVERIFY(line.waitForGone());
    }

    void aClientThatDoesNotReadCostsNothing() {
        Line stuck(m_daemon->socket());
        stuck.send(kHelloLine);
        stuck.readLine();
        stuck.send(R"({"jsonrpc":"2.0","id":2,"method":"events.subscribe","params":{"topics":["job.changed","job.progress"]}})"
                   "\n");
        stuck.readLine();
        stuck.socket().setReadBufferSize(1); // from here on it does not read
        for (int i = 0; i < 5'000; ++i)
            stuck.send(R"({"jsonrpc":"2.0","id":)" + QByteArray::number(i + 10) +
                       R"(,"method":"system.status"})"
                       "\n");
        backUp();
        QVERIFY(m_console->call(rpc::kStatus));
        const std::string status = readFile("/proc/" + std::to_string(m_daemon->pid()) + "/status");
        const auto at = status.find("VmRSS:");
        const auto kib = std::stoull(status.substr(at + 6));
        QVERIFY2(kib < 400'000, std::to_string(kib).c_str()); // a sanitizer's shadow included
    }

    void helloStatusLimitsLog() {
        const auto hello = m_console->client().hello();
        QCOMPARE(hello.role, std::string("admin"));
        const auto status = m_console->call(rpc::kStatus);
        QVERIFY(status && status->ready);
        QCOMPARE(status->space.size(), std::size_t{3});
        rpc::SetLimitsParams wrong;
        wrong.readMibPerSecond = -1;
        QCOMPARE(m_console->call(rpc::kSetLimits, wrong).error().code(), ErrorCode::InvalidInput);
        wrong = {};
        wrong.parallel = 0;
        QCOMPARE(m_console->call(rpc::kSetLimits, wrong).error().code(), ErrorCode::InvalidInput);
        rpc::SetLimitsParams right;
        right.readMibPerSecond = 12;
        right.parallel = 2;
        const auto limits = m_console->call(rpc::kSetLimits, right);
        QVERIFY(limits && limits->parallel == 2);
        QCOMPARE(limits->readMibPerSecond, 12.0);
        QCOMPARE(m_console->call(rpc::kLog, {{}, "shout", {}, 10}).error().code(), ErrorCode::InvalidInput);
        m_daemon->postBackup();
        m_console->ended(m_console->newest("create"));
        const auto log = m_console->call(rpc::kLog, {});
        QVERIFY(log && !log->records.empty());
    }

    void pausedJobsWait() {
        rpc::SetLimitsParams pause;
        pause.paused = true;
        QVERIFY(m_console->call(rpc::kSetLimits, pause)->paused);
        m_daemon->postBackup();
        const JobId job = m_console->newest("create");
        QVERIFY(m_console->call(rpc::kStatus)->limits.paused); // whatever was to begin has had its chance
        QCOMPARE(m_console->call(rpc::kJobsGet, {job})->state, std::string("queued"));
        pause.paused = false;
        QVERIFY(m_console->call(rpc::kSetLimits, pause));
        QCOMPARE(m_console->ended(job).state, std::string("completed"));
    }

    void serversAndBackups() {
        QCOMPARE(m_console->call(rpc::kBackupsGet, {kNobody}).error().code(), ErrorCode::NotFound);
        backUp();
        const auto servers = m_console->call(rpc::kServersList);
        QVERIFY(servers && servers->servers.size() == 1);
        QCOMPARE(servers->servers[0].backups, std::uint64_t{1});
        QVERIFY(servers->servers[0].lastGood.has_value());
        QCOMPARE(servers->servers[0].outcomes.size(), std::size_t{1});
        const auto list = m_console->call(rpc::kBackupsList, {});
        QVERIFY(list && list->total == 1);
        QCOMPARE(list->backups[0].files, std::uint64_t{5});
        rpc::BackupsListParams bad;
        bad.sort = "colour";
        QCOMPARE(m_console->call(rpc::kBackupsList, bad).error().code(), ErrorCode::InvalidInput);
        const auto got = m_console->call(rpc::kBackupsGet, {kBackupId});
        QVERIFY(got && got->sha1.size() == 40);
    }

    void entriesPageByPage() {
        backUp();
        rpc::BackupEntriesParams params;
        params.backup = kNobody;
        QCOMPARE(m_console->call(rpc::kBackupsEntries, params).error().code(), ErrorCode::NotFound);
        params.backup = kBackupId;
        params.path.bytes = "../etc";
        QCOMPARE(m_console->call(rpc::kBackupsEntries, params).error().code(), ErrorCode::InvalidInput);
        params.path.bytes = "no such";
        QCOMPARE(m_console->call(rpc::kBackupsEntries, params).error().code(), ErrorCode::NotFound);
        params.path.bytes = "";
        params.limit = 2;
        std::vector<std::string> names;
        do {
            const auto page = m_console->call(rpc::kBackupsEntries, params);
            QVERIFY2(page, page ? "" : page.error().toString().c_str());
            for (const auto& entry : page->entries) names.push_back(entry.name.bytes);
            params.cursor = page->cursor;
        } while (params.cursor);
        QCOMPARE(names,
                 (std::vector<std::string>{"a name with spaces", "latest.log", "logs", "plugins", "server.properties", "world"}));
        params.sort = "-size";
        params.limit = 1;
        const auto largest = m_console->call(rpc::kBackupsEntries, params);
        QCOMPARE(largest->entries[0].name.bytes, std::string("world"));
        QCOMPARE(*largest->entries[0].bytes, std::uint64_t{302'000});
    }

    // An answer is one line, and a line has its limit: whatever people and players make long comes in more pages.
    void longThingsComeInMorePages() {
        const std::string target(4000, 't');
        for (int i = 0; i < 400; ++i) {
            std::filesystem::create_symlink(target, m_daemon->volume() + "/link" + std::to_string(1000 + i));
        }
        backUp();
        rpc::BackupEntriesParams params;
        params.backup = kBackupId;
        params.limit = 1000;
        int pages = 0;
        std::set<std::string> names;
        do {
            const auto page = m_console->call(rpc::kBackupsEntries, params);
            QVERIFY2(page, page ? "" : page.error().toString().c_str());
            for (const auto& entry : page->entries) names.insert(entry.name.bytes);
            params.cursor = page->cursor;
            ++pages;
        } while (params.cursor && pages < 100);
        QVERIFY(pages > 1);
        QCOMPARE(names.size(), std::size_t{406});
        rpc::CreateParams create;
        create.server = kServerId;
        create.note = std::string(4097, 'n');
        QCOMPARE(m_console->call(rpc::kBackupsCreate, create).error().code(), ErrorCode::InvalidInput);
    }

    void serversPageByPage() {
        for (int i = 1; i < 8; ++i) {
            std::filesystem::create_directories(
                m_daemon->path("volumes/" + kServer.substr(0, 35) + std::to_string(i == 5 ? 9 : i)));
        }
        rpc::ServersListParams params;
        params.limit = 0;
        QCOMPARE(m_console->call(rpc::kServersList, params).error().code(), ErrorCode::InvalidInput);
        params.limit = 3;
        std::set<ServerId> servers;
        std::vector<std::size_t> sizes;
        do {
            const auto page = m_console->call(rpc::kServersList, params);
            QVERIFY2(page, page ? "" : page.error().toString().c_str());
            for (const auto& server : page->servers) servers.insert(server.server);
            sizes.push_back(page->servers.size());
            params.cursor = page->cursor;
        } while (params.cursor && sizes.size() < 10);
        QCOMPARE(sizes, (std::vector<std::size_t>{3, 3, 2}));
        QCOMPARE(servers.size(), std::size_t{8});
    }

    void entriesAgainstAnother() {
        backUp();
        writeFile(m_daemon->volume() + "/server.properties", "motd=other\n");
        writeFile(m_daemon->volume() + "/added", "x");
        removeTree(m_daemon->volume() + "/plugins");
        backUp(kOther);
        rpc::BackupEntriesParams params;
        params.backup = *BackupId::parse(kOther);
        params.against = kBackupId;
        std::map<std::string, std::string> changes;
        const auto page = m_console->call(rpc::kBackupsEntries, params);
        for (const auto& entry : page->entries) changes[entry.name.bytes] = entry.change.value_or("none");
        QCOMPARE(changes["server.properties"], std::string("changed"));
        QCOMPARE(changes["added"], std::string("added"));
        QCOMPARE(changes["plugins"], std::string("removed"));
        QCOMPARE(changes["world"], std::string("same"));
    }

    void createRestoreUndo() {
        rpc::CreateParams nobody;
        nobody.server = *ServerId::parse("99999999-2222-4333-8444-555555555555");
        QCOMPARE(m_console->call(rpc::kBackupsCreate, nobody).error().code(), ErrorCode::NotFound);
        rpc::CreateParams create;
        create.server = kServerId;
        create.note = "by hand";
        const auto started = m_console->call(rpc::kBackupsCreate, create);
        QVERIFY(started && started->backup);
        const auto made = m_console->ended(started->job);
        QCOMPARE(made.origin.kind, std::string("cli"));
        QCOMPARE(m_console->call(rpc::kBackupsGet, {*started->backup})->note, std::string("by hand"));

        writeFile(m_daemon->volume() + "/server.properties", "live");
        writeFile(m_daemon->volume() + "/extra", "live");
        const auto live = snapshot(m_daemon->volume());
        rpc::RestoreParams params;
        params.backup = *started->backup;
        params.truncate = true;
        params.dryRun = true;
        const auto plan = m_console->call(rpc::kBackupsRestore, params);
        QVERIFY2(plan && plan->plan, plan ? "no plan" : plan.error().toString().c_str());
        QCOMPARE(plan->plan->removed, std::uint64_t{1});
        QCOMPARE(compare(live, snapshot(m_daemon->volume())), std::string()); // nothing was done
        params.dryRun = false;
        params.plan = "stale";
        QCOMPARE(m_console->call(rpc::kBackupsRestore, params).error().code(), ErrorCode::Conflict);
        params.plan = plan->plan->token;
        const auto restore = m_console->call(rpc::kBackupsRestore, params);
        QVERIFY2(restore && restore->job, restore ? "no job" : restore.error().toString().c_str());
        const auto restored = m_console->ended(*restore->job);
        QCOMPARE(restored.state, std::string("completed"));
        QVERIFY(restored.undoable);
        QCOMPARE(readFile(m_daemon->volume() + "/server.properties"), std::string("motd=hello\n"));
        QVERIFY(!exists(m_daemon->volume() + "/extra"));

        const auto undo = m_console->call(rpc::kBackupsUndo, {*restore->job});
        QVERIFY2(undo, undo ? "" : undo.error().toString().c_str());
        QCOMPARE(m_console->ended(undo->job).state, std::string("completed"));
        QCOMPARE(compare(live, snapshot(m_daemon->volume())), std::string());
        QCOMPARE(m_console->call(rpc::kBackupsUndo, {*restore->job}).error().code(), ErrorCode::Conflict);
    }

    void chosenPathsOnly() {
        backUp();
        removeTree(m_daemon->volume() + "/world");
        writeFile(m_daemon->volume() + "/server.properties", "live");
        rpc::RestoreParams params;
        params.backup = kBackupId;
        params.include = {{"world"}};
        params.truncate = true;
        QCOMPARE(m_console->call(rpc::kBackupsRestore, params).error().code(), ErrorCode::InvalidInput);
        params.truncate = false;
        params.include = {{"../../etc"}};
        QCOMPARE(m_console->call(rpc::kBackupsRestore, params).error().code(), ErrorCode::InvalidInput);
        params.include = {{"world"}};
        params.backupFirst = true;
        const auto started = m_console->call(rpc::kBackupsRestore, params);
        QVERIFY2(started && started->job, started ? "" : started.error().toString().c_str());
        QCOMPARE(m_console->ended(*started->job).state, std::string("completed"));
        QVERIFY(exists(m_daemon->volume() + "/world/level.dat"));
        QCOMPARE(readFile(m_daemon->volume() + "/server.properties"), std::string("live"));
        QCOMPARE(m_console->call(rpc::kBackupsList, {})->total, std::uint64_t{2}); // the one made before
    }

    void deleteWithAPlan() {
        backUp();
        backUp(kOther);
        QVERIFY(m_console->call(rpc::kBackupsPin, {kBackupId, true})->pinned);
        rpc::DeleteAllParams all;
        all.server = kServerId;
        all.dryRun = true;
        const auto plan = m_console->call(rpc::kBackupsDeleteAll, all);
        QVERIFY(plan && plan->plan);
        QCOMPARE(plan->plan->count, std::uint64_t{1});
        QCOMPARE(plan->plan->pinned, std::vector<BackupId>{kBackupId});
        QCOMPARE(plan->plan->lastGoodOf, std::vector<ServerId>{kServerId});
        all.dryRun = false;
        all.plan = "stale";
        QCOMPARE(m_console->call(rpc::kBackupsDeleteAll, all).error().code(), ErrorCode::Conflict);
        all.plan = plan->plan->token;
        const auto job = m_console->call(rpc::kBackupsDeleteAll, all);
        QVERIFY(job && job->job);
        QCOMPARE(m_console->ended(*job->job).state, std::string("completed"));
        QVERIFY(exists(m_daemon->archive()) && !exists(m_daemon->archive(kOther)));
        rpc::DeleteParams one;
        one.backups = {kBackupId};
        QCOMPARE(m_console->call(rpc::kBackupsDelete, one).error().code(), ErrorCode::Conflict); // pinned
        QVERIFY(m_console->call(rpc::kBackupsPin, {kBackupId, false}));
        QCOMPARE(m_console->ended(*m_console->call(rpc::kBackupsDelete, one)->job).state, std::string("completed"));
        QVERIFY(!exists(m_daemon->archive()));
    }

    void verifyFindsDamage() {
        backUp();
        const auto sound = m_console->call(rpc::kBackupsVerify, {kBackupId});
        QVERIFY(sound);
        QCOMPARE(m_console->ended(sound->job).state, std::string("completed"));
        QVERIFY(m_console->call(rpc::kBackupsGet, {kBackupId})->verified.has_value());
        std::string bytes = readFile(m_daemon->archive());
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        writeFile(m_daemon->archive(), bytes);
        const auto broken = m_console->call(rpc::kBackupsVerify, {kBackupId});
        const auto ended = m_console->ended(broken->job);
        QCOMPARE(ended.state, std::string("failed"));
        QCOMPARE(ended.error->code, std::string("corrupt"));
        QVERIFY(m_console->call(rpc::kBackupsGet, {kBackupId})->damaged);
        const auto log = m_console->call(rpc::kJobsLog, {broken->job, {}, 100});
        QVERIFY(log && !log->lines.empty());
        QVERIFY(!m_console->call(rpc::kStatus)->problems.empty());
    }

    void notes() {
        backUp();
        QCOMPARE(m_console->call(rpc::kBackupsNote, {kBackupId, "before the update"})->note, std::string("before the update"));
        QCOMPARE(m_console->call(rpc::kBackupsNote, {kBackupId, std::string(5000, 'x')}).error().code(), ErrorCode::InvalidInput);
        QCOMPARE(m_console->call(rpc::kBackupsNote, {kNobody, "x"}).error().code(), ErrorCode::NotFound);
    }

    void jobsCancelAndWarnings() {
        const JobId nobody = *JobId::parse(kOther);
        QCOMPARE(m_console->call(rpc::kJobsGet, {nobody}).error().code(), ErrorCode::NotFound);
        QCOMPARE(m_console->call(rpc::kJobsCancel, {nobody}).error().code(), ErrorCode::NotFound);
        rpc::JobsListParams bad;
        bad.state = "sleepy";
        QCOMPARE(m_console->call(rpc::kJobsList, bad).error().code(), ErrorCode::InvalidInput);

        tree({file("big", 8'000'000), fifo("pipe")}).materialise(m_daemon->volume());
        rpc::SetLimitsParams slow;
        slow.readMibPerSecond = 0.5;
        QVERIFY(m_console->call(rpc::kSetLimits, slow));
        m_daemon->postBackup();
        const JobId job = m_console->newest("create");
        m_daemon->postBackup(kOther);
        rpc::JobsListParams active;
        active.state = "active";
        const auto jobs = m_console->call(rpc::kJobsList, active);
        QCOMPARE(jobs->jobs.size(), std::size_t{2});
        QVERIFY(jobs->jobs[1].queuePosition == 1u);
        QVERIFY(m_console->call(rpc::kJobsCancel, {jobs->jobs[1].job})); // still waiting
        QElapsedTimer timer;
        timer.start();
        QVERIFY(m_console->call(rpc::kJobsCancel, {job}));
        QCOMPARE(m_console->ended(job).state, std::string("cancelled"));
        QVERIFY2(timer.elapsed() < 3'000,
                 qPrintable(QString::number(timer.elapsed()))); // promised 1 s; a busy machine is forgiven
        QVERIFY(!exists(m_daemon->archive()));
        QCOMPARE(m_console->call(rpc::kJobsCancel, {job}).error().code(), ErrorCode::Conflict);

        slow.readMibPerSecond = 0;
        QVERIFY(m_console->call(rpc::kSetLimits, slow));
        m_daemon->postBackup();
        const auto withPipe = m_console->ended(m_console->newest("create"));
        QCOMPARE(withPipe.state, std::string("completed_with_warnings"));
        const auto warnings = m_console->call(rpc::kJobsWarnings, {withPipe.job, {}, 100});
        QCOMPARE(warnings->lines.size(), std::size_t{1});
        QCOMPARE(warnings->lines[0].path->bytes, std::string("pipe"));
    }

    void eventsTellOfEverything() {
        auto watcher = m_daemon->console();
        QCOMPARE(watcher->call(rpc::kEventsSubscribe, {{"weather"}}).error().code(), ErrorCode::InvalidInput);
        QVERIFY(watcher->call(rpc::kEventsSubscribe,
                              {{"job.changed", "job.progress", "backup.changed", "server.changed", "system.changed"}}));
        QSignalSpy jobs(&watcher->client(), &DaemonClient::jobChanged);
        QSignalSpy progress(&watcher->client(), &DaemonClient::jobProgress);
        QSignalSpy backups(&watcher->client(), &DaemonClient::backupChanged);
        QSignalSpy servers(&watcher->client(), &DaemonClient::serverChanged);
        QSignalSpy system(&watcher->client(), &DaemonClient::systemChanged);
        rpc::SetLimitsParams slow;
        slow.readMibPerSecond = 0.5;
        QVERIFY(m_console->call(rpc::kSetLimits, slow));
        QVERIFY(QTest::qWaitFor([&] { return system.size() >= 1; }, kPatienceMs));
        m_daemon->postBackup();
        QVERIFY(QTest::qWaitFor([&] { return progress.size() >= 2; }, kPatienceMs));
        m_console->ended(m_console->newest("create"));
        QVERIFY(QTest::qWaitFor([&] { return jobs.size() >= 3; }, kPatienceMs)); // queued, running, completed
        QVERIFY(QTest::qWaitFor([&] { return backups.size() >= 1 && servers.size() >= 1; }, kPatienceMs));
    }
};

QTEST_GUILESS_MAIN(TestRpc)
#include "test_rpc.moc"
