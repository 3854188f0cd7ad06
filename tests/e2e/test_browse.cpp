// SPDX-License-Identifier: GPL-3.0-or-later
// A look at a volume and at backups, through the real socket of the real daemon: what each method gives, and what it refuses.

#include "tests/e2e/real_daemon.h"

#include <QLocalSocket>

#include <filesystem>

using namespace alula;
using namespace alula::test;
namespace rpc = alula::protocol;

namespace {

const BackupId kBackupId = *BackupId::parse(kBackup);
const BackupId kOtherId = *BackupId::parse(kOther);
const ServerId kServerId = *ServerId::parse(kServer);
const BackupId kNobody = *BackupId::parse("dddddddd-2222-4333-8444-555555555555");

QByteArray bytesOf(const rpc::FilePiece& piece) { return QByteArray::fromBase64(QByteArray::fromStdString(piece.base64)); }

// Escaped: moc takes no quote before the end of a raw string.
const QByteArray kCompareLine =
    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"backups.compare\",\"params\":{\"contents\":true,\"from\":\"" +
    QByteArray::fromStdString(kBackup) + "\"}}\n";

template <typename T>
ErrorCode codeOf(const Result<T>& result) {
    if (result) throw std::runtime_error("it was not refused");
    return result.error().code();
}

} // namespace

class TestBrowse : public QObject {
    Q_OBJECT

    std::unique_ptr<RealDaemon> m_daemon;
    std::unique_ptr<Console> m_console;

    void backUp(const std::string& id = kBackup) {
        m_daemon->postBackup(id);
        QCOMPARE(m_console->ended(m_console->newest("create")).state, std::string("completed"));
    }
    Result<rpc::EntryPage> list(const std::string& path, const ServerId& server = kServerId) {
        return m_console->call(rpc::kLiveEntries, {server, {path}, "name", {}, 500});
    }
    Result<rpc::FilePiece> readLive(const std::string& path) { return m_console->call(rpc::kLiveRead, {kServerId, {path}}); }
    Result<rpc::FilePiece> readBackup(const std::string& path, const BackupId& backup = kBackupId) {
        return m_console->call(rpc::kBackupsRead, {backup, {path}});
    }
    Result<rpc::ComparePage> compare(std::optional<BackupId> to, const std::string& path = {}, bool contents = false) {
        rpc::CompareParams params;
        params.from = kBackupId;
        params.to = to;
        params.path.bytes = path;
        params.contents = contents;
        return m_console->call(rpc::kBackupsCompare, params);
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

    void theVolumeAsItIs() {
        const auto root = list({});
        QVERIFY(root);
        QCOMPARE(root->entries.size(), std::size_t{6});
        QVERIFY(!root->cursor);
        QCOMPARE(list("world")->entries.back().name.bytes, std::string("region"));
        QCOMPARE(bytesOf(*readLive("server.properties")), QByteArray("motd=hello\n"));
        QCOMPARE(codeOf(list("nothing")), ErrorCode::NotFound);
        QCOMPARE(codeOf(list("../..")), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(list({}, *ServerId::parse(kOther))), ErrorCode::NotFound);
        QCOMPARE(codeOf(readLive("nothing")), ErrorCode::NotFound);
        QCOMPARE(codeOf(readLive("world")), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(readLive("latest.log")), ErrorCode::InvalidInput); // a symlink
    }

    void whatLiesInABackup() {
        backUp();
        QCOMPARE(bytesOf(*readBackup("server.properties")), QByteArray("motd=hello\n"));
        QCOMPARE(codeOf(readBackup("nothing")), ErrorCode::NotFound);
        QCOMPARE(codeOf(readBackup("world")), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(readBackup("latest.log")), ErrorCode::InvalidInput);
        QCOMPARE(codeOf(readBackup("x", kNobody)), ErrorCode::NotFound);
        const auto all = m_console->call(rpc::kBackupsCount, {kBackupId, {}, {}});
        QVERIFY(all);
        QCOMPARE(*all, (rpc::EntryCount{5, 5, 1, 11 + 300'000 + 2'000 + 5'000 + 1}));
        QCOMPARE(*m_console->call(rpc::kBackupsCount, {kBackupId, {{"world"}}, {{"world/region"}}}),
                 (rpc::EntryCount{1, 1, 0, 2'000}));
        QCOMPARE(codeOf(m_console->call(rpc::kBackupsCount, {kBackupId, {{"nothing"}}, {}})), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_console->call(rpc::kBackupsCount, {kNobody, {}, {}})), ErrorCode::NotFound);
    }

    void whatBecameOfABackup() {
        backUp();
        QVERIFY(compare({}, {}, true)->rows.empty());
        std::filesystem::remove(m_daemon->volume() + "/a name with spaces");
        writeFile(m_daemon->volume() + "/server.properties", "motd=hallo\n");
        std::filesystem::last_write_time(m_daemon->volume() + "/server.properties",
                                         std::filesystem::last_write_time(m_daemon->volume() + "/world/level.dat"));
        writeFile(m_daemon->volume() + "/world/new", "new");
        const auto byTime = compare({});
        QVERIFY(byTime && byTime->asOf);
        QCOMPARE(byTime->totals, (rpc::ChangeTotals{1, 1, 0, 1, 3})); // the same size and time
        const auto live = compare({}, {}, true);
        QVERIFY(live);
        QCOMPARE(live->totals, (rpc::ChangeTotals{1, 1, 1, 1 + 11, 11 + 3}));
        const auto below = compare({}, "world", true);
        QVERIFY(below && below->asOf == live->asOf);
        QCOMPARE(below->rows.size(), std::size_t{1});
        QCOMPARE(below->rows[0].path.bytes, std::string("world/new"));
        backUp(kOther);
        const auto backups = compare(kOtherId);
        QVERIFY(backups && !backups->asOf);
        QCOMPARE(backups->totals, live->totals);
        QCOMPARE(codeOf(compare(kNobody)), ErrorCode::NotFound);
        QCOMPARE(codeOf(compare(kOtherId, "nothing")), ErrorCode::NotFound);
        rpc::CompareParams page;
        page.from = kBackupId;
        page.to = kOtherId;
        page.cursor = "none.1";
        QCOMPARE(codeOf(m_console->call(rpc::kBackupsCompare, page)), ErrorCode::Conflict);
    }

    // Reading contents is held by the pause; nobody waits for it any more.
    void aComparisonIsCancelled() {
        backUp();
        rpc::SetLimitsParams pause;
        pause.paused = true;
        QVERIFY(m_console->call(rpc::kSetLimits, pause));
        QLocalSocket line; // a client of ours would not wait for the daemon's word
        line.connectToServer(QString::fromStdString(m_daemon->socket()));
        QVERIFY(line.waitForConnected(kPatienceMs));
        const auto answered = [&] {
            while (!line.canReadLine() && line.waitForReadyRead(kPatienceMs)) {}
            return line.readLine();
        };
        line.write(R"({"jsonrpc":"2.0","id":1,"method":"system.hello","params":{"protocol":{"major":1,"minor":2},"client":"t"}})"
                   "\n");
        QVERIFY(answered().contains("\"role\":\"admin\""));
        line.write(kCompareLine);
        line.write(R"({"jsonrpc":"2.0","id":3,"method":"system.status"})"
                   "\n");
        QVERIFY(answered().contains("\"id\":3")); // it waits, and holds nobody up
        line.write(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}})"
                   "\n");
        const QByteArray ended = answered();
        QVERIFY2(ended.contains("\"id\":2") && ended.contains("\"cancelled\""), ended.constData());
        pause.paused = false;
        QVERIFY(m_console->call(rpc::kSetLimits, pause));
        QVERIFY(compare({}, {}, true)->rows.empty());
    }
};

QTEST_GUILESS_MAIN(TestBrowse)
#include "test_browse.moc"
