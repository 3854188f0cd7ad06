// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/download_desk.h"
#include "tests/daemon/service/node_fixture.h"
#include "tests/support/download_token.h"

#include <QJsonObject>
#include <QTest>

#include <atomic>
#include <barrier>
#include <filesystem>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
const std::string kUser = "77777777-2222-4333-8444-555555555555";
const std::string kJti = "5f4dcc3b5aa765d61d8327deb882cf99";

class Scene : public NodeFixture {
public:
    Scene() {
        settings.nodeToken = "node-token";
        addBackup(serverId(1), backupId(1));
        Server server;
        server.id = serverId(1);
        server.name = "Survival";
        must(catalog->servers().upsert(server));
    }
    std::string token(const std::string& uniqueId = "u1", const BackupId& backup = backupId(1),
                      const ServerId& server = serverId(1)) {
        return makeJwt(downloadClaims(server.toString(), backup.toString(), clock.now().ns / 1'000'000'000, uniqueId),
                       "node-token");
    }
    // As the route asks: "" when the archive is sent, else the status that it answers, or the error.
    QString ask(const std::string& shown,
                const DownloadAsk& how = {.client = "203.0.113.9", .ranged = false, .usesNothing = false}) {
        const auto claims = desk.prove(shown);
        if (!claims) return claims.error().code() == ErrorCode::InvalidInput ? QStringLiteral("401") : why(claims);
        Result<void> opened;
        if (const auto archive = desk.open(*claims); !archive) opened = fail(archive.error());
        if (opened) opened = desk.admit(*claims, how);
        if (opened) return {};
        return opened.error().code() == ErrorCode::NotFound ? QStringLiteral("404") : why(opened);
    }
    static DownloadAsk ranged(const std::string& client = "203.0.113.9") {
        return {.client = client, .ranged = true, .usesNothing = false};
    }
    static DownloadAsk head(const std::string& client = "203.0.113.9") {
        return {.client = client, .ranged = false, .usesNothing = true};
    }

    DownloadDesk desk{node, archives};
};
} // namespace

class TestDownloadDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensTheArchive() {
        Scene scene;
        const auto claims = scene.desk.prove(scene.token());
        QVERIFY(claims.has_value());
        const auto opened = scene.desk.open(*claims);
        QVERIFY(opened.has_value());
        QCOMPARE(opened->size, std::uint64_t(10));
        QCOMPARE(opened->serverName, std::string("Survival"));
        QCOMPARE(opened->backup, backupId(1));
        QVERIFY(opened->mtimeNs > 0);
        // Deleted while it is being sent.
        must(scene.store.remove(serverId(1), backupId(1)));
        char bytes[10];
        QCOMPARE(::pread(opened->file.get(), bytes, sizeof bytes, 0), ssize_t(10));
        QCOMPARE(std::string(bytes, 10), std::string("0123456789"));
    }

    void oneDownloadAToken() {
        Scene scene;
        const std::string token = scene.token();
        QCOMPARE(scene.ask(token, Scene::head()), QString());
        QCOMPARE(scene.ask(token, Scene::head("198.51.100.7")), QString());
        QCOMPARE(scene.ask(token), QString());
        QCOMPARE(scene.ask(token), QStringLiteral("404"));
        QCOMPARE(scene.ask(token, Scene::ranged()), QString()); // goes on
        QCOMPARE(scene.ask(token, Scene::ranged()), QString()); // several at a time, as download managers do
        QCOMPARE(scene.ask(token, Scene::head()), QString());
        QCOMPARE(scene.ask(token, Scene::ranged("198.51.100.7")), QStringLiteral("404"));
        QCOMPARE(scene.ask(token, Scene::head("198.51.100.7")), QStringLiteral("404"));
        QCOMPARE(scene.ask(scene.token("u2")), QString());
        // The panel may have signed another backup's token with the same id: used is used.
        scene.addBackup(serverId(1), backupId(2));
        QCOMPARE(scene.ask(scene.token("u1", backupId(2)), Scene::ranged()), QStringLiteral("404"));
    }

    void ofTwoAtTheSameMomentOneIsTheFirst() {
        Scene scene;
        for (int round = 0; round < 20; ++round) {
            const auto claims = scene.desk.prove(scene.token("r" + std::to_string(round)));
            QVERIFY(claims.has_value());
            std::atomic<int> admitted{0};
            {
                std::barrier together(2);
                const auto one = [&] {
                    together.arrive_and_wait();
                    if (scene.desk.admit(*claims, {.client = "203.0.113.9", .ranged = false, .usesNothing = false})) ++admitted;
                };
                const std::jthread first(one), second(one);
            }
            QCOMPARE(admitted.load(), 1);
        }
    }

    void noZipBeginsWhileWorkIsPaused() {
        Scene scene;
        const auto claims = scene.desk.prove(scene.token());
        scene.load.setPaused(true);
        const auto refused = scene.desk.openZip(*claims);
        QVERIFY(!refused && refused.error().code() == ErrorCode::Busy);
        scene.load.setPaused(false);
        QVERIFY(scene.desk.openZip(*claims).has_value());
    }

    void expiryCountsForTheFirstUse() {
        Scene scene;
        const std::string used = scene.token("u1");
        const std::string unused = scene.token("u2");
        const std::string late = scene.token("u3");
        QCOMPARE(scene.ask(used), QString());
        scene.clock.advance(900s - 1ns);
        QCOMPARE(scene.ask(late), QString());
        scene.clock.advance(1ns);
        QCOMPARE(scene.ask(unused), QStringLiteral("401"));
        QCOMPARE(scene.ask(unused, Scene::head()), QStringLiteral("401"));
        QCOMPARE(scene.ask(used, Scene::ranged()), QString());
        scene.clock.advance(45min);
        QCOMPARE(scene.ask(used, Scene::ranged()), QString());
        scene.clock.advance(1s);
        QVERIFY(!scene.ask(used, Scene::ranged()).isEmpty());
    }

    void oldUsesAreForgottenAndStayUseless() {
        Scene scene;
        const std::string old = scene.token("u1");
        QCOMPARE(scene.ask(old), QString());
        scene.clock.advance(2h);
        QCOMPARE(scene.ask(scene.token("u2")), QString()); // cleans up
        QVERIFY(!must(scene.catalog->downloads().find("u1")));
        QCOMPARE(scene.ask(old), QStringLiteral("401"));
        QCOMPARE(scene.ask(old, Scene::ranged()), QStringLiteral("401"));
    }

    void whatIsNotThere() {
        Scene scene;
        QCOMPARE(scene.ask(scene.token("a", backupId(7))), QStringLiteral("404"));
        QCOMPARE(scene.ask(scene.token("b", backupId(1), serverId(2))), QStringLiteral("404")); // of another server
        scene.addBackup(serverId(1), backupId(2));
        std::filesystem::remove(scene.archivePath(serverId(1), backupId(2)));
        const std::string gone = scene.token("c", backupId(2));
        QCOMPARE(scene.ask(gone), QStringLiteral("404"));
        QVERIFY(!must(scene.catalog->downloads().find("c"))); // nothing was sent, nothing was used up
        scene.putArchive(serverId(1), backupId(2), "back again");
        QCOMPARE(scene.ask(gone), QString());
        scene.edit(backupId(1), [](Backup& row) { row.state = BackupState::Making; });
        QCOMPARE(scene.ask(scene.token("d")), QStringLiteral("404"));
        scene.edit(backupId(1), [](Backup& row) {
            row.state = BackupState::Completed;
            row.pinned = row.deletedInPanel = true;
        });
        QCOMPARE(scene.ask(scene.token("e")), QStringLiteral("404"));
    }

    void anArchiveInTheObjectStoreIsSaidToBeThere() {
        Scene scene;
        scene.addBackup(serverId(1), backupId(2));
        std::filesystem::remove(scene.archivePath(serverId(1), backupId(2)));
        scene.edit(backupId(2), [](Backup& row) { row.adapter = "s3"; });
        const auto opened = scene.desk.open(*scene.desk.prove(scene.token("c", backupId(2))));
        QVERIFY(!opened && opened.error().code() == ErrorCode::NotFound);
        QVERIFY2(opened.error().message().contains("object store"), opened.error().message().c_str());
    }

    void ofAnotherScope() {
        Scene scene;
        auto claims = *scene.desk.prove(scene.token());
        claims.scopes = {"file-download"};
        QVERIFY(!scene.desk.open(claims));
        claims.scopes.reset();
        QVERIFY(scene.desk.open(claims).has_value());
    }

    void revoked_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("refused");
        QTest::newRow("user") << QStringLiteral("user") << true;
        QTest::newRow("user on this server") << QStringLiteral("user here") << true;
        QTest::newRow("user on another server") << QStringLiteral("user there") << false;
        QTest::newRow("another user") << QStringLiteral("other user") << false;
        QTest::newRow("jti") << QStringLiteral("jti") << true;
        QTest::newRow("another jti") << QStringLiteral("other jti") << false;
        QTest::newRow("a user named like the jti") << QStringLiteral("crossed") << false;
    }
    void revoked() {
        QFETCH(QString, what);
        QFETCH(bool, refused);
        Scene scene;
        const std::string before = scene.token("before");
        const std::string begun = scene.token("begun");
        QCOMPARE(scene.ask(begun), QString());
        if (what == QStringLiteral("user")) must(scene.desk.denyUser(kUser, {}));
        if (what == QStringLiteral("user here")) must(scene.desk.denyUser(kUser, {serverId(2), serverId(1)}));
        if (what == QStringLiteral("user there")) must(scene.desk.denyUser(kUser, {serverId(2)}));
        if (what == QStringLiteral("other user")) must(scene.desk.denyUser("88888888-2222-4333-8444-555555555555", {}));
        if (what == QStringLiteral("jti")) must(scene.desk.denyTokens({"x", kJti}));
        if (what == QStringLiteral("other jti")) must(scene.desk.denyTokens({"x"}));
        if (what == QStringLiteral("crossed")) must(scene.desk.denyUser(kJti, {}));
        QCOMPARE(scene.ask(before), refused ? QStringLiteral("404") : QString());
        QCOMPARE(scene.ask(begun, Scene::ranged()), refused ? QStringLiteral("404") : QString());
        // The user logs in again: what is issued later is good.
        scene.clock.advance(1s);
        QCOMPARE(scene.ask(scene.token("after")), QString());
    }

    void tokensThatOutliveRevocationsAreRefused() {
        Scene scene;
        auto claims = downloadClaims(serverId(1).toString(), backupId(1).toString(), scene.clock.now().ns / 1'000'000'000);
        claims.insert(QStringLiteral("exp"), qint64{4'000'000'000});
        const std::string eternal = makeJwt(claims, "node-token");
        must(scene.desk.denyUser(kUser, {}));
        scene.clock.advance(24h * 29);
        must(scene.desk.denyTokens({"x"})); // cleans up
        QCOMPARE(scene.ask(eternal), QStringLiteral("404"));
        scene.clock.advance(24h * 2);
        must(scene.desk.denyTokens({"x"}));
        QCOMPARE(scene.ask(eternal), QStringLiteral("401"));
    }
};

QTEST_GUILESS_MAIN(TestDownloadDesk)
#include "test_download_desk.moc"
