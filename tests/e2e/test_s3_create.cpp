// SPDX-License-Identifier: GPL-3.0-or-later
// The real daemon makes backups into a real object store, through a line that is not always well.

#include "shared/engine/archive/checksum.h"
#include "tests/e2e/real_daemon.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/object_store.h"
#include "tests/support/panel_stand_in.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

const std::string kKey = kServer + "/" + kBackup + ".tar.gz";
const std::string kNodeToken = "the-token-of-the-node";

const ObjectStore& objectStore() {
    static const ObjectStore store;
    return store;
}

S3Client newBucket() {
    static int made = 0;
    return objectStore().makeBucket("create-" + std::to_string(++made));
}

std::string config(const PanelStandIn& panel, const std::string& more) {
    return "token: " + kNodeToken + "\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId +
           "\"\n  token: \"" + panel.options().token + "\"\n" + more;
}

PanelUploads::Options partsOf5MiB(const std::string& endpoint) {
    PanelUploads::Options options;
    options.partSize = 5_MiB;
    options.urlEndpoint = endpoint;
    return options;
}

std::string sha1Of(const std::string& bytes) {
    Sha1 sha1;
    sha1.update(asBytes(bytes));
    return hex(sha1.finish());
}

// A store with a bucket, a breakable line to it, a panel that signs for the line, and a node.
class World {
public:
    explicit World(const std::string& more = {}) : m_more(more) {
        panel.attachStore(uploads);
        panel.addServer({kServer});
        panel.addS3Backup(kBackup, kServer);
    }
    RealDaemon& daemon() {
        if (!m_daemon) {
            m_daemon.emplace(config(panel, m_more));
            smallServer().materialise(m_daemon->volume());
            tree({file("world/noise", 13_MiB)}).materialise(m_daemon->volume());
        }
        return *m_daemon;
    }
    HttpAnswer post() {
        return httpRequest(daemon().port(), "POST", daemon().backupsUrl(), {{"Authorization", "Bearer " + kNodeToken}},
                           R"({"adapter":"s3","uuid":")" + kBackup + R"(","ignore":""})");
    }
    protocol::JobInfo ended() {
        const auto console = daemon().console();
        return console->ended(console->newest("create"));
    }
    // The panel was asked for urls, or told something.
    bool waitForQuestion(const std::string& method = "GET") const {
        return QTest::qWaitFor(
            [&] {
                return std::ranges::any_of(panel.requests(), [&](const SeenRequest& request) {
                    return request.method == method && request.target.starts_with("/api/remote/backups/");
                });
            },
            kPatienceMs);
    }
    QJsonObject told() const { return QJsonDocument::fromJson(QByteArray::fromStdString(panel.told().at(0).body)).object(); }

    // "" when the object is whole and told of as it is, or absent and told of as failed; once; and the node is clean. `forgotten`: the
    // uploads that the panel began and knows no more, since it was asked again; only the bucket's owner can expire them.
    std::string whatIsWrong(const protocol::JobInfo& job, std::size_t forgotten = 0) {
        if (!panel.waitForTold(1)) return "the panel was told nothing";
        if (panel.told().size() != 1) return "the panel was told more than once";
        if (!panel.complaints().empty()) return panel.complaints().front();
        const bool good = job.state == "completed" || job.state == "completed_with_warnings";
        if (told()[QStringLiteral("successful")].toBool() != good) return "the panel was told something else than " + job.state;
        if (const auto lies = good ? wrongObject() : wrongAbsence(); !lies.empty()) return lies;
        if (bucket.uploads().size() != forgotten)
            return std::to_string(bucket.uploads().size()) + " unfinished uploads are left in the store";
        if (exists(daemon().archive())) return "there is a local archive";
        if (!daemon().leftovers().empty()) return daemon().leftovers();
        if (daemon().spoolFiles() != 0) return "a spool file is still held";
        if (daemon().log().contains("Signature")) return "a url is in the log";
        return {};
    }

    S3Client bucket = newBucket();
    FaultProxy line{objectStore().port()};
    std::shared_ptr<PanelUploads> uploads = std::make_shared<PanelUploads>(bucket, partsOf5MiB(line.url()));
    PanelStandIn panel;

private:
    std::string wrongObject() const {
        const auto object = bucket.get(kKey);
        if (told()[QStringLiteral("checksum")].toString().toStdString() != sha1Of(object))
            return "the object is not what was told";
        if (told()[QStringLiteral("size")].toInteger() != static_cast<qint64>(object.size()))
            return "its size is not what was told";
        return {};
    }
    std::string wrongAbsence() const {
        if (!told()[QStringLiteral("parts")].toArray().isEmpty()) return "parts of a failed upload were told";
        return bucket.head(kKey) ? "there is an object of a failed backup" : "";
    }

    const std::string m_more;
    std::optional<RealDaemon> m_daemon;
};

std::string words(const protocol::JobInfo& job) { return job.state + (job.error ? ": " + job.error->message : ""); }

} // namespace

class TestS3Create : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (const auto why = ObjectStore::whyNot(); !why.empty()) QSKIP(why.c_str());
    }

    void aBackupArrivesInTheStore() {
        World world;
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QVERIFY2(job.state == "completed", words(job).c_str());
        QCOMPARE(world.whatIsWrong(job), std::string());
        const auto parts = world.told()[QStringLiteral("parts")].toArray();
        QCOMPARE(parts.size(), 3); // 13 MiB of noise in parts of 5 MiB
        for (qsizetype i = 0; i < parts.size(); ++i) QCOMPARE(parts[i].toObject()[QStringLiteral("part_number")].toInt(), i + 1);
        QCOMPARE(world.bucket.head(kKey)->contentType, std::string("application/x-gzip"));
        const auto copy = world.daemon().path("copy.tar.gz");
        writeFile(copy, world.bucket.get(kKey));
        QProcess tar;
        tar.start(QStringLiteral("tar"), {QStringLiteral("-tzf"), QString::fromStdString(copy)});
        QVERIFY(tar.waitForFinished(kPatienceMs) && tar.exitCode() == 0);
        QVERIFY(tar.readAllStandardOutput().contains("world/noise\n"));
    }

    // The row outlives a restart; the panel deletes the object, and the row when it says so.
    void theRowStaysUntilItIsDeleted() {
        World world;
        QCOMPARE(world.post().status, 202);
        QCOMPARE(world.ended().state, std::string("completed"));
        auto& daemon = world.daemon();
        daemon.stop();
        daemon.start();
        const auto info = daemon.console()->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)});
        QVERIFY2(info, info ? "" : info.error().toString().c_str());
        QCOMPARE(info->adapter, std::string("s3"));
        QVERIFY(!info->missing);
        QVERIFY(world.panel.waitForTold(1)); // the panel puts the object together
        const auto object = world.bucket.head(kKey);
        QVERIFY(object.has_value());
        QCOMPARE(info->size, object->size);
        QCOMPARE(world.post().status, 409);
        const auto removed = httpRequest(daemon.port(), "DELETE", daemon.backupsUrl("/" + kBackup),
                                         {{"Authorization", "Bearer " + kNodeToken}}, R"({"adapter":"s3"})");
        QCOMPARE(removed.status, 204);
        QVERIFY(!daemon.console()->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)}));
        QVERIFY(world.bucket.head(kKey).has_value()); // the panel's
        QCOMPARE(world.panel.told().size(), std::size_t{1});
    }

    void theWriteLimitHoldsOnTheWire() {
        World world("load:\n  write_mib_s: 4\n");
        QElapsedTimer timer;
        world.daemon();
        timer.start();
        QCOMPARE(world.post().status, 202);
        QCOMPARE(world.ended().state, std::string("completed"));
        const double seconds = static_cast<double>(timer.elapsed()) / 1000;
        const double rate = static_cast<double>(world.line.bytesUp()) / seconds / (1 << 20);
        qInfo("13 MiB at a limit of 4 MiB/s: %.2f s, %.2f MiB/s", seconds, rate);
        QVERIFY(rate < 4.1);
        QVERIFY(rate > 2.0); // and is made use of
    }

    void onABrokenLineTheObjectIsWholeOrAbsent_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed) QTest::newRow(("seed " + std::to_string(seed)).c_str()) << seed;
    }
    void onABrokenLineTheObjectIsWholeOrAbsent() {
        QFETCH(int, seed);
        using enum WireFault::Kind;
        World world;
        // Half of all PUTs fail, some more than once: still far from ten times the same.
        world.line.choose(FaultProxy::seeded(static_cast<std::uint64_t>(seed), 2, 5_MiB, {ResetUp, ResetDown, CutShort, Answer}));
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QCOMPARE(world.whatIsWrong(job), std::string());
        QVERIFY2(job.state == "completed", words(job).c_str());
    }

    void aLineThatStaysBrokenFailsTheBackup() {
        World world;
        world.line.next("PUT ", WireFault::answer(400), FaultProxy::kForEver, 1); // the first part gets through
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(world.whatIsWrong(job), std::string());
        QVERIFY(!world.daemon().console()->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)}));
    }

    void aStalledPartIsSentAgain() {
        World world("s3:\n  stall: 5s\n");
        world.line.next("PUT ", WireFault::at(WireFault::Kind::StallUp, 1_MiB));
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QVERIFY2(job.state == "completed", words(job).c_str());
        QCOMPARE(world.whatIsWrong(job), std::string());
        QVERIFY(world.line.requests().size() > 3);
    }

    void cancelAbortsWithinASecond_data() {
        QTest::addColumn<QString>("moment");
        for (const char* moment : {"the panel is asked", "a part is sent", "a part waits for its next try"})
            QTest::newRow(moment) << QString::fromUtf8(moment);
    }
    void cancelAbortsWithinASecond() {
        QFETCH(QString, moment);
        World world;
        const bool asked = moment == QLatin1String("the panel is asked");
        if (asked) world.panel.next("GET /backups/", Fault::manner(StandInReply::Manner::Hang));
        auto fault = WireFault::at(WireFault::Kind::StallUp, 1_MiB);
        if (moment == QLatin1String("a part waits for its next try")) {
            fault = WireFault::answer(503);
            fault.headers = {{"Retry-After", "100"}};
        }
        world.line.next("PUT ", fault, FaultProxy::kForEver);
        QCOMPARE(world.post().status, 202);
        QVERIFY(asked ? world.waitForQuestion() : world.line.waitForHappened(3));
        QVERIFY(world.daemon().spoolFiles() > 0);
        const auto console = world.daemon().console();
        const auto id = console->newest("create");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(console->call(protocol::kJobsCancel, {id}).has_value());
        const auto job = console->ended(id);
        qInfo("cancelled after %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(job.state, std::string("cancelled"));
        QCOMPARE(world.whatIsWrong(job), std::string());
    }

    void expiredUrlsAreAskedForAgain() {
        World world;
        auto expired = partsOf5MiB(world.line.url());
        expired.age = 2h;
        world.uploads->set(expired);
        world.line.next("PUT ", WireFault::at(WireFault::Kind::StallUp), FaultProxy::kForEver);
        QCOMPARE(world.post().status, 202);
        QVERIFY(world.line.waitForHappened(1));
        world.uploads->set(partsOf5MiB(world.line.url()));
        world.line.behave();
        world.line.release();
        const auto job = world.ended();
        QVERIFY2(job.state == "completed", words(job).c_str());
        QCOMPARE(world.uploads->asked().size(), std::size_t{2});
        QCOMPARE(world.whatIsWrong(job, 1), std::string());
    }

    void urlsThatAreAlwaysExpiredAreToldPlainly() {
        World world;
        auto expired = partsOf5MiB(world.line.url());
        expired.age = 2h;
        world.uploads->set(expired);
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QCOMPARE(job.state, std::string("failed"));
        QVERIFY2(words(job).contains("The upload's url has expired"), words(job).c_str());
        QVERIFY2(!words(job).contains("Signature"), words(job).c_str());
        QVERIFY(world.panel.waitForTold(1));
        QVERIFY(!world.told()[QStringLiteral("successful")].toBool());
        QCOMPARE(world.uploads->asked().size(), std::size_t{2});
        QCOMPARE(world.whatIsWrong(job, 1), std::string());
    }

    void anEndOfTheDaemonBeginsItAgain_data() {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<bool>("crash");
        for (const char* moment : {"the panel is asked", "the first part is sent", "the store has one", "the store has all"}) {
            QTest::addRow("killed while %s", moment) << QString::fromUtf8(moment) << true;
            QTest::addRow("stopped while %s", moment) << QString::fromUtf8(moment) << false;
        }
    }
    void anEndOfTheDaemonBeginsItAgain() {
        QFETCH(QString, moment);
        QFETCH(bool, crash);
        World world;
        const bool asked = moment == QLatin1String("the panel is asked"), all = moment == QLatin1String("the store has all");
        const std::size_t arrived = moment == QLatin1String("the store has one") ? 1 : 0;
        if (asked) world.panel.next("GET /backups/", Fault::held());
        else if (all) world.panel.next("POST /backups/", Fault::status(503), FaultScript::kForEver);
        else world.line.next("PUT ", WireFault::at(WireFault::Kind::StallUp, 1_MiB), FaultProxy::kForEver, arrived);
        QCOMPARE(world.post().status, 202);
        QVERIFY(asked || all ? world.waitForQuestion(all ? "POST" : "GET") : world.line.waitForHappened(1));
        if (crash) world.daemon().kill();
        else world.daemon().stop();
        QCOMPARE(world.daemon().leftovers(), std::string()); // nothing to tidy up, either
        world.panel.behaveAgain();
        world.panel.release();
        world.line.behave();
        world.line.release();
        world.daemon().start();
        const auto job = world.ended();
        QVERIFY2(job.state == "completed", words(job).c_str());
        QCOMPARE(world.uploads->asked().size(), std::size_t{all ? 1u : 2u});
        QCOMPARE(world.whatIsWrong(job, all ? 0 : 1), std::string());
    }

    void aSecondCrashEndsIt() {
        World world;
        world.line.next("PUT ", WireFault::at(WireFault::Kind::StallUp, 1_MiB), FaultProxy::kForEver);
        QCOMPARE(world.post().status, 202);
        for (std::size_t crash = 1; crash <= 2; ++crash) {
            QVERIFY(QTest::qWaitFor([&] { return world.uploads->asked().size() == crash; }, kPatienceMs));
            world.daemon().kill();
            world.daemon().start();
        }
        const auto job = world.ended();
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(world.whatIsWrong(job, 1), std::string()); // the second was aborted
    }

    void aDeletionInMidUploadEndsIt_data() {
        QTest::addColumn<bool>("all");
        QTest::newRow("of the backup") << false;
        QTest::newRow("of all of the server") << true;
    }
    void aDeletionInMidUploadEndsIt() {
        QFETCH(bool, all);
        World world;
        world.line.next("PUT ", WireFault::at(WireFault::Kind::StallUp, 1_MiB), FaultProxy::kForEver);
        QCOMPARE(world.post().status, 202);
        QVERIFY(world.line.waitForHappened(1));
        auto& daemon = world.daemon();
        const auto target = daemon.backupsUrl(all ? "/delete-all" : "/" + kBackup);
        const auto removed =
            httpRequest(daemon.port(), "DELETE", target, {{"Authorization", "Bearer " + kNodeToken}}, R"({"adapter":"s3"})");
        QCOMPARE(removed.status, 204);
        const auto job = world.ended();
        QCOMPARE(job.state, std::string("cancelled"));
        QCOMPARE(world.whatIsWrong(job), std::string());
        QVERIFY(!daemon.console()->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)}));
    }

    void aPanelThatIsAwayAtTheEndIsToldLater() {
        World world;
        world.panel.next("POST /backups/", Fault::status(503), 2);
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QVERIFY2(job.state == "completed", words(job).c_str());
        QCOMPARE(world.whatIsWrong(job), std::string());
    }

    void aPanelThatNamesNoUrlsFailsTheBackup() {
        World world;
        world.panel.next("GET /backups/", Fault::status(409), 1);
        QCOMPARE(world.post().status, 202);
        const auto job = world.ended();
        QCOMPARE(job.state, std::string("failed"));
        QVERIFY2(words(job).contains("asking the panel for upload urls"), words(job).c_str());
        QCOMPARE(world.whatIsWrong(job), std::string());
    }

    void withoutAPanelItIsRefused() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        const auto answer =
            daemon.rest("POST", daemon.backupsUrl(), R"({"adapter":"s3","uuid":")" + kBackup + R"(","ignore":""})");
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.body.contains("panel.remote"), answer.body.c_str());
        QVERIFY(!daemon.console()->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)}));
    }
};

QTEST_GUILESS_MAIN(TestS3Create)
#include "test_s3_create.moc"
