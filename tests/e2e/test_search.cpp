// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a lost file through the real daemon: names over several real backups, and the versions of one path.

#include "tests/e2e/real_daemon.h"

#include <QLocalSocket>
#include <filesystem>
#include <set>

using namespace alula;
using namespace alula::test;
namespace rpc = alula::protocol;

namespace {
const ServerId kServerId = *ServerId::parse(kServer);
constexpr int kBackups = 5;
} // namespace

class TestSearch : public QObject {
    Q_OBJECT

    std::unique_ptr<RealDaemon> m_daemon;
    std::unique_ptr<Console> m_console;
    std::vector<BackupId> m_backups; // oldest first

    BackupId backUp() {
        rpc::CreateParams params;
        params.server = kServerId;
        const auto started = m_console->call(rpc::kBackupsCreate, params);
        if (!started) throw std::runtime_error(started.error().toString());
        const auto job = m_console->ended(started->job);
        if (job.state != "completed" || !job.backup) throw std::runtime_error("the backup failed");
        m_backups.push_back(*job.backup);
        return *job.backup;
    }
    void put(const std::string& path, const std::string& bytes) const {
        const std::filesystem::path target(m_daemon->volume() + "/" + path);
        std::filesystem::create_directories(target.parent_path());
        writeFile(target.string(), bytes);
    }
    void remove(const std::string& path) const { std::filesystem::remove_all(m_daemon->volume() + "/" + path); }
    rpc::SearchPage search(const std::string& query) {
        const auto page = m_console->call(rpc::kBackupsSearch, {.query = query, .server = {}, .backup = {}, .cursor = {}});
        if (!page) throw std::runtime_error(page.error().toString());
        return *page;
    }
    static std::string told(const rpc::SearchPage& page) {
        std::string text;
        for (const auto& hit : page.hits)
            text += hit.path.bytes + " " + hit.type + " x" + std::to_string(hit.backups) + (hit.goneSince ? " gone" : "") + "\n";
        return text;
    }
    rpc::VersionsList versions(const std::string& path) {
        const auto list = m_console->call(rpc::kBackupsVersions, {kServerId, {path}});
        if (!list) throw std::runtime_error(list.error().toString());
        return *list;
    }
    static std::string told(const rpc::VersionsList& list) {
        std::string text;
        for (const auto& version : list.versions)
            text += (version.present ? std::to_string(version.size) : "-") + " x" + std::to_string(version.backups) + "; ";
        return text;
    }
    void restart() {
        m_console.reset();
        m_daemon->start();
        m_console = m_daemon->console();
    }
    void removeBackups(const std::vector<BackupId>& backups) {
        rpc::DeleteParams params;
        params.backups = backups;
        const auto started = m_console->call(rpc::kBackupsDelete, params);
        if (!started || !started->job || m_console->ended(*started->job).state != "completed")
            throw std::runtime_error("the backups are not deleted");
    }
    void adoptATar() {
        m_daemon->stop();
        QProcess tar;
        tar.setWorkingDirectory(QString::fromStdString(m_daemon->volume()));
        tar.start(QStringLiteral("tar"),
                  {QStringLiteral("czf"), QString::fromStdString(m_daemon->archive(kOther)), QStringLiteral("world")});
        if (!tar.waitForFinished(kPatienceMs) || tar.exitCode() != 0) throw std::runtime_error("no tar was made");
        restart();
    }
    std::string namesFile() const { return m_daemon->path("state/names/" + kServer + ".names"); }

private Q_SLOTS:
    // level.dat: made in 1, changed in 3, gone in 4, back in 5; Notes.TXT: in 1 and 2; new.mca: in 5 only.
    void init() {
        m_daemon = std::make_unique<RealDaemon>();
        m_console = m_daemon->console();
        m_backups.clear();
        put("server.properties", "motd=hello\n");
        put("world/level.dat", "one");
        put("world/Notes.TXT", "notes");
        backUp();
        put("world/other/level.dat.bak", "b");
        backUp();
        put("world/level.dat", "three");
        remove("world/Notes.TXT");
        backUp();
        remove("world/level.dat");
        backUp();
        put("world/level.dat", "three");
        put("world/region/new.mca", "5");
        backUp();
        QCOMPARE(m_backups.size(), std::size_t{kBackups});
    }
    void cleanup() {
        m_console.reset();
        m_daemon.reset();
    }

    void aLostFileIsFoundWithItsNewestVersion() {
        const auto page = search("level.DAT");
        QCOMPARE(page.searched, std::uint64_t{kBackups});
        QCOMPARE(page.leftOut, std::uint64_t{0});
        QVERIFY(!page.cursor);
        QCOMPARE(told(page), std::string("world/level.dat file x4\nworld/other/level.dat.bak file x4\n"));
        QCOMPARE(page.hits.front().newest, m_backups[4]);
        QCOMPARE(page.hits.front().size, std::uint64_t{5});
        QCOMPARE(page.hits.front().server, kServerId);

        const auto gone = search("notes");
        QCOMPARE(told(gone), std::string("world/Notes.TXT file x2 gone\n"));
        QCOMPARE(gone.hits.front().newest, m_backups[1]);
        const auto third = m_console->call(rpc::kBackupsGet, {m_backups[2]});
        QVERIFY(third && gone.hits.front().goneSince);
        QCOMPARE(*gone.hits.front().goneSince, third->created);

        QCOMPARE(told(search("world *.mca")), std::string("world/region/new.mca file x1\n"));
        QCOMPARE(told(search("nothing has this")), std::string());
    }

    void aPathHasItsVersions() {
        const auto list = versions("world/level.dat");
        QCOMPARE(told(list), std::string("3 x2; 5 x1; - x1; 5 x1; "));
        QCOMPARE(list.versions[0].first, m_backups[0]);
        QCOMPARE(list.versions[0].last, m_backups[1]);
        QVERIFY(list.live && list.live->present && list.live->asNewest);
        QCOMPARE(list.live->size, std::uint64_t{5});

        QCOMPARE(told(versions("world/Notes.TXT")), std::string("5 x2; - x3; "));
        QVERIFY(!versions("world/Notes.TXT").live->present);
        QCOMPARE(told(versions("world/region/new.mca")), std::string("1 x1; ")); // not told as absent before it was there
        put("world/level.dat", "changed since");
        QVERIFY(!versions("world/level.dat").live->asNewest);
        QCOMPARE(told(versions("world/never")), std::string());
        for (const std::string path : {"", "/etc/passwd", "world/../..", "world/"}) {
            const auto refused = m_console->call(rpc::kBackupsVersions, {kServerId, {path}});
            QVERIFY2(!refused, path.c_str());
            QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        }
        // Nothing outside is looked at through a symlink.
        std::filesystem::create_symlink("/etc", m_daemon->volume() + "/out");
        QVERIFY(!versions("out/passwd").live->present);
    }

    void oneBackupsNames() {
        rpc::SearchParams params{.query = "level.dat", .server = {}, .backup = m_backups[0], .cursor = {}};
        const auto first = m_console->call(rpc::kBackupsSearch, params);
        QVERIFY(first);
        QCOMPARE(told(*first), std::string("world/level.dat file x4\n"));
        QCOMPARE(first->hits.front().newest, m_backups[0]);
        QCOMPARE(first->hits.front().size, std::uint64_t{3}); // as that one has it
        QCOMPARE(first->searched, std::uint64_t{1});
        params.backup = BackupId(Uuid({1}));
        QCOMPARE(m_console->call(rpc::kBackupsSearch, params).error().code(), ErrorCode::NotFound);
    }

    void pagesGoOnWhereTheyEnded() {
        for (int i = 0; i < 25; ++i) put("many/file" + std::to_string(i), "x");
        backUp();
        rpc::SearchParams params{.query = "file", .server = kServerId, .backup = {}, .cursor = {}, .limit = 7};
        std::set<std::string> seen;
        int pages = 0;
        do {
            const auto page = m_console->call(rpc::kBackupsSearch, params);
            QVERIFY(page);
            QVERIFY(page->hits.size() <= 7);
            for (const auto& hit : page->hits) QVERIFY2(seen.insert(hit.path.bytes).second, hit.path.bytes.c_str());
            params.cursor = page->cursor;
            if (++pages == 1) { // what comes meanwhile is for the next search
                put("many/file-new", "x");
                backUp();
            }
        } while (params.cursor);
        QCOMPARE(seen.size(), std::size_t{25});
        QCOMPARE(pages, 4);
        QCOMPARE(search("file-new").hits.size(), std::size_t{1});
    }

    void badWordsAreToldWhatToDo() {
        const auto refusal = [&](const std::string& query, std::optional<std::string> cursor = {}) {
            const auto answer =
                m_console->call(rpc::kBackupsSearch, {.query = query, .server = {}, .backup = {}, .cursor = std::move(cursor)});
            return answer || answer.error().code() != ErrorCode::InvalidInput ? std::string() : answer.error().message();
        };
        QCOMPARE(refusal(""), std::string("Type at least one letter."));
        QCOMPARE(refusal("   "), std::string("Type at least one letter."));
        QVERIFY(refusal("region/*.mca").contains("'region *.mca'"));
        QVERIFY(refusal(std::string(300, 'x')).contains("too long"));
        QVERIFY(refusal("x", "nonsense").contains("cursor"));
    }

    void aDeletedBackupIsSearchedNoMore() {
        removeBackups({m_backups[0], m_backups[1]});
        QCOMPARE(told(search("notes")), std::string());
        const auto page = search("level.dat");
        QCOMPARE(page.searched, std::uint64_t{kBackups - 2});
        QCOMPARE(told(page), std::string("world/level.dat file x2\nworld/other/level.dat.bak file x3\n"));
        QVERIFY(QTest::qWaitFor([&] { return readFile(namesFile()).find("Notes.TXT") == std::string::npos; }, kPatienceMs));
        removeBackups({m_backups[2], m_backups[3], m_backups[4]});
        QVERIFY(QTest::qWaitFor([&] { return !exists(namesFile()); }, kPatienceMs));
        QCOMPARE(search("level.dat").searched, std::uint64_t{0});
    }

    void aDamagedArchiveIsLeftOut() {
        QCOMPARE(search("level.dat").searched, std::uint64_t{kBackups});
        std::filesystem::resize_file(m_daemon->archive(m_backups[4].toString()), 100); // its footer and index are gone
        const auto page = search("level.dat");
        QCOMPARE(page.searched, std::uint64_t{kBackups - 1});
        QCOMPARE(page.leftOut, std::uint64_t{1});
        QCOMPARE(told(page), std::string("world/level.dat file x3 gone\nworld/other/level.dat.bak file x3\n"));
        const auto list = versions("world/level.dat");
        QCOMPARE(told(list), std::string("3 x2; 5 x1; - x1; "));
        QCOMPARE(list.leftOut, std::uint64_t{1});
    }

    void whatIsKeptCanBeLost() {
        const std::string expected = told(search("level.dat"));
        const std::string kept = readFile(namesFile());
        m_daemon->kill();
        std::filesystem::remove_all(m_daemon->path("state/names"));
        restart();
        QCOMPARE(told(search("level.dat")), expected);
        m_daemon->kill();
        std::string broken = kept;
        broken[broken.size() / 2] = static_cast<char>(~broken[broken.size() / 2]);
        writeFile(namesFile(), broken);
        const std::string stranger = m_daemon->path("state/names/99999999-2222-4333-8444-555555555555.names");
        writeFile(stranger, kept);
        restart();
        QCOMPARE(told(search("level.dat")), expected);
        QVERIFY(!exists(stranger));
        m_daemon->stop();
        restart();
        const auto before = std::filesystem::last_write_time(namesFile());
        QCOMPARE(told(search("level.dat")), expected);
        QVERIFY(std::filesystem::last_write_time(namesFile()) == before); // what is as it should be is not written again
    }

    // Searches wait for an archive that is being read whole: they can be taken back, and hold nobody up.
    void aSearchIsCancelled() {
        adoptATar();
        rpc::SetLimitsParams held;
        held.paused = true;
        QVERIFY(m_console->call(rpc::kSetLimits, held));
        QLocalSocket socket;
        socket.connectToServer(QString::fromStdString(m_daemon->socket()));
        QVERIFY(socket.waitForConnected(kPatienceMs));
        const auto readLine = [&socket] {
            while (!socket.canReadLine() && socket.waitForReadyRead(kPatienceMs)) {}
            return socket.readLine();
        };
        socket.write(
            R"({"jsonrpc":"2.0","id":1,"method":"system.hello","params":{"protocol":{"major":1,"minor":0},"client":"t"}})"
            "\n");
        QVERIFY(readLine().contains("role"));
        QElapsedTimer timer;
        timer.start();
        for (const char* id : {"2", "3", "4", "5"})
            socket.write(R"({"jsonrpc":"2.0","method":"backups.search","params":{"query":"a"},"id":)" + QByteArray(id) + "}\n");
        socket.flush();
        QVERIFY(m_console->call(rpc::kStatus));
        for (const char* id : {"2", "3", "4", "5"})
            socket.write(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":)" + QByteArray(id) + "}}\n");
        for (int i = 0; i < 4; ++i) {
            const QByteArray line = readLine();
            QVERIFY2(line.contains("-32004"), line.constData());
        }
        QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed()))); // they would have waited for 5 s
        held.paused = false;
        QVERIFY(m_console->call(rpc::kSetLimits, held));
        QVERIFY(QTest::qWaitFor([&] { return search("level.dat").leftOut == 0; }, kPatienceMs));
    }

    // Put there by hand, or by Wings before Alula came: no index of its own.
    void anAdoptedArchiveOfAnotherProgramIsFound() {
        adoptATar();
        const auto page = search("new.mca");
        QCOMPARE(page.searched, std::uint64_t{kBackups + 1});
        QCOMPARE(told(page), std::string("world/region/new.mca file x2\n"));
        QCOMPARE(told(versions("world/region/new.mca")), std::string("1 x2; "));
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "test_search.moc"
