// SPDX-License-Identifier: GPL-3.0-or-later
// Restores from a real object store (OpenStack Swift's S3 API), also over a line that breaks.

#include "shared/engine/archive/archive.h"
#include "shared/engine/store/remote_source.h"
#include "tests/e2e/real_daemon.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/object_store.h"
#include "tests/support/panel_stand_in.h"

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

const std::string kKey = kServer + "/" + kOther + ".tar.gz";

// `store` empty: no keys.
std::string config(const PanelStandIn& panel, const std::string& store = {}) {
    const std::string keys = store.empty() ? ""
                                           : "s3:\n  read:\n    endpoint: \"" + store + "\"\n    bucket: backups\n" +
                                                 "    access_key: test:tester\n    secret_key: testing\n";
    return "token: the-token-of-the-node\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId +
           "\"\n  token: \"" + panel.options().token + "\"\nrestore:\n  host_allowlist: [127.0.0.1]\n" + keys;
}

HttpAnswer post(const RealDaemon& daemon, const std::string& target, const std::string& body) {
    return httpRequest(daemon.port(), "POST", target, {{"Authorization", "Bearer the-token-of-the-node"}}, body);
}
HttpAnswer restoreFrom(const RealDaemon& daemon, const std::string& url) {
    return post(daemon, daemon.backupsUrl("/" + kOther + "/restore"),
                R"({"adapter":"s3","truncate_directory":true,"download_url":")" + url + R"("})");
}

S3Permission toGet(const std::string& endpoint) {
    S3Permission permission;
    permission.endpoint = endpoint;
    return permission;
}

// A world that does not shrink, of several megabytes.
Tree world() {
    return tree({file("server.properties", "motd=hello\n"), file("world/r.0.0.mca", 6'000'000),
                 file("world/r.0.1.mca", 3'000'000), dir("plugins/empty"), softlink("latest.log", "logs/1.log"),
                 file("logs/1.log", 5'000).text()});
}

// The exit code of alulactl and what it printed.
std::pair<int, std::string> alulactl(const RealDaemon& daemon, QStringList arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    arguments.prepend(QString::fromStdString(daemon.socket()));
    arguments.prepend(QStringLiteral("--socket"));
    process.start(QStringLiteral(ALULA_BIN_DIR "/alulactl"), arguments);
    if (!process.waitForFinished(kPatienceMs)) throw std::runtime_error("alulactl does not end");
    return {process.exitCode(), process.readAll().toStdString()};
}

// A node whose panel has just had a backup made into the bucket.
struct RemoteNode {
    RemoteNode(const S3Client& bucket, const std::string& keysFor, const std::string& backup)
        : id(*BackupId::parse(backup)), daemon(config((prepare(bucket, backup), panel), keysFor)) {
        world().materialise(daemon.volume());
        before = snapshot(daemon.volume());
        const auto made = post(daemon, daemon.backupsUrl(), R"({"adapter":"s3","uuid":")" + backup + R"(","ignore":""})");
        if (made.status != 202) throw std::runtime_error(made.body);
        console = daemon.console();
        const auto job = console->ended(console->newest("create"));
        if (job.state != "completed") throw std::runtime_error(job.error ? job.error->message : job.state);
        if (!panel.waitForTold(1)) throw std::runtime_error("the panel was not told");
    }
    void prepare(const S3Client& bucket, const std::string& backup) {
        panel.addServer({kServer});
        panel.addS3Backup(backup, kServer);
        PanelUploads::Options options;
        options.partSize = 5 << 20;
        panel.attachStore(std::make_shared<PanelUploads>(bucket, options));
    }
    Result<protocol::RestoreAnswer> restore(const std::vector<std::string>& include) {
        protocol::RestoreParams params;
        params.backup = id;
        params.truncate = include.empty();
        for (const auto& path : include) params.include.push_back(protocol::WirePath{path});
        return console->call(protocol::kBackupsRestore, params);
    }
    std::string index() const { return daemon.path("state/indexes/" + id.toString() + ".index"); }

    const BackupId id;
    PanelStandIn panel;
    RealDaemon daemon;
    std::unique_ptr<Console> console;
    Snapshot before;
};

class Gathered final : public ContentSink {
public:
    Result<void> begin(const ArchiveEntry&) override { return {}; }
    Result<void> write(const ArchiveEntry&, std::uint64_t, ByteSpan bytes) override {
        text += asText(bytes);
        return {};
    }
    Result<void> end(const ArchiveEntry&) override { return {}; }
    std::string text;
};

} // namespace

class TestS3Store : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ObjectStore> m_store;
    std::optional<S3Client> m_bucket;
    std::string m_archive; // bytes of a backup of world()

private Q_SLOTS:
    void initTestCase() {
        if (const auto why = ObjectStore::whyNot(); !why.empty()) QSKIP(why.c_str());
        m_store = std::make_unique<ObjectStore>();
        m_bucket.emplace(m_store->makeBucket("backups"));
        RealDaemon maker;
        world().materialise(maker.volume());
        QCOMPARE(maker.postBackup().status, 202);
        auto console = maker.console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        m_archive = readFile(maker.archive());
        m_bucket->put(kKey, m_archive);
    }
    void cleanupTestCase() { m_store.reset(); }

    void expiredAndTamperedUrlsAreRefusedBeforeAnything() {
        PanelStandIn panel;
        panel.addServer({kServer});
        RealDaemon daemon(config(panel));
        world().materialise(daemon.volume());
        const auto before = snapshot(daemon.volume());
        S3Permission expired = toGet(m_store->endpoint());
        expired.lifetime = 60s;
        expired.signedAt -= 10min;
        std::string tampered = m_bucket->urlToGet(kKey, toGet(m_store->endpoint()));
        tampered.replace(tampered.find(kOther), kOther.size(), kBackup); // another backup than was signed for
        for (const std::string& url : {m_bucket->urlToGet(kKey, expired), tampered,
                                       m_bucket->urlToGet(kServer + "/gone.tar.gz", toGet(m_store->endpoint()))}) {
            const auto answer = restoreFrom(daemon, url);
            QVERIFY2(answer.status == 400 && answer.body.contains(" answered 40"), answer.body.c_str());
        }
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        QCOMPARE(daemon.console()->call(protocol::kJobsList, {})->jobs.size(), 0u);
    }

    // At seeded moments: the volume is the backup's, the panel is told the truth, the node is clean.
    void aLineThatBreaksDoesNoHarm_data() {
        QTest::addColumn<int>("seed");
        QTest::newRow("it does not") << 0;
        for (int seed = 1; seed <= 6; ++seed) QTest::newRow(std::to_string(seed).c_str()) << seed;
    }
    void aLineThatBreaksDoesNoHarm() {
        QFETCH(int, seed);
        using Kind = WireFault::Kind;
        FaultProxy proxy(m_store->port());
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kOther);
        RealDaemon daemon(config(panel));
        std::filesystem::create_directories(daemon.volume());
        const std::string url = m_bucket->urlToGet(kKey, toGet(proxy.url()));
        // The first answer is whole up to its head, so that the panel gets its 202; from there on anything may happen.
        if (seed > 0) proxy.next("GET /", WireFault::at(Kind::ResetDown, 1'000'000 + static_cast<std::uint64_t>(seed) * 700'000));
        if (seed > 0)
            proxy.choose([chosen = FaultProxy::seeded(static_cast<std::uint64_t>(seed), 2, 3'000'000,
                                                      {Kind::ResetDown, Kind::CutShort, Kind::Answer, Kind::ResetUp}),
                          left = 5](const WireRequest& request) mutable -> std::optional<WireFault> {
                return left-- > 0 ? chosen(request) : std::nullopt;
            });
        const auto answer = restoreFrom(daemon, url);
        QVERIFY2(answer.status == 202, answer.body.c_str());
        auto console = daemon.console();
        const auto job = console->ended(console->newest("restore"));
        QVERIFY2(job.state == "completed", job.error ? job.error->message.c_str() : job.state.c_str());
        if (seed > 0) QVERIFY(proxy.requests().size() >= 2);
        RealDaemon other; // the same tree, to compare with
        world().materialise(other.volume());
        auto wanted = snapshot(other.volume());
        QCOMPARE(compare(wanted, snapshot(daemon.volume())), std::string());
        QVERIFY(panel.waitForTold(1));
        QVERIFY(panel.told().back().body.contains(R"("successful":true)"));
        QCOMPARE(daemon.leftovers(), std::string());
        QCOMPARE(daemon.stagings(), 1); // kept for the undo
    }

    void withoutKeysABackupIsListedAndNotRead() {
        RemoteNode node(*m_bucket, {}, "cccccccc-0000-4333-8444-555555555555");
        protocol::BackupEntriesParams browse;
        browse.backup = node.id;
        browse.path = protocol::WirePath{"world"};
        const auto page = node.console->call(protocol::kBackupsEntries, browse);
        QVERIFY2(page, page ? "" : page.error().toString().c_str());
        QCOMPARE(page->entries.size(), 2u);
        for (const auto& refused : {node.restore({}).error(), node.console->call(protocol::kBackupsVerify, {node.id}).error()}) {
            QCOMPARE(refused.code(), ErrorCode::Unsupported);
            QVERIFY2(refused.message().contains("s3.read"), refused.message().c_str());
        }
        const QString id = QString::fromStdString(node.id.toString());
        const auto [listed, names] = alulactl(node.daemon, {QStringLiteral("ls"), id});
        QVERIFY2(listed == 0 && names.contains("server.properties"), names.c_str());
        const auto [verified, why] = alulactl(node.daemon, {QStringLiteral("verify"), id});
        QVERIFY2(verified == 9 && why.contains("s3.read"), why.c_str());
        QCOMPARE(compare(node.before, snapshot(node.daemon.volume())), std::string());
        QVERIFY(!std::filesystem::exists(node.daemon.archive(node.id.toString())));
    }

    // Preview, a file, all of it, a check, and the end of it, without the panel; bytes counted on the line.
    void withKeysABackupIsReadFromTheNode() {
        FaultProxy proxy(m_store->port());
        RemoteNode node(*m_bucket, proxy.url(), "dddddddd-0000-4333-8444-555555555555");
        writeFile(node.daemon.volume() + "/server.properties", "griefed");
        writeFile(node.daemon.volume() + "/virus", "x");
        QCOMPARE(proxy.requests().size(), 0u);
        const auto one = node.restore({"server.properties"});
        QVERIFY2(one, one ? "" : one.error().toString().c_str());
        auto job = node.console->ended(node.console->newest("restore"));
        QVERIFY2(job.state == "completed", job.error ? job.error->message.c_str() : "");
        QCOMPARE(readFile(node.daemon.volume() + "/server.properties"), std::string("motd=hello\n"));
        QCOMPARE_GT(proxy.bytesDown(), 0u);
        QCOMPARE_LE(proxy.bytesDown(), 262'144u); // of 9 MB
        qInfo("a file of an object of %zu bytes: %llu bytes on the line", m_archive.size(),
              static_cast<unsigned long long>(proxy.bytesDown()));

        QVERIFY(node.restore({}));
        job = node.console->ended(node.console->newest("restore"));
        QVERIFY2(job.state == "completed", job.error ? job.error->message.c_str() : "");
        QCOMPARE(compare(node.before, snapshot(node.daemon.volume())), std::string());

        QVERIFY(node.console->call(protocol::kBackupsVerify, {node.id}));
        job = node.console->ended(node.console->newest("verify"));
        QVERIFY2(job.state == "completed", job.error ? job.error->message.c_str() : "");
        QVERIFY(!node.console->call(protocol::kBackupsGet, {node.id})->verifyResult.empty());

        const QString id = QString::fromStdString(node.id.toString());
        writeFile(node.daemon.volume() + "/server.properties", "griefed");
        const auto [restored, said] = alulactl(node.daemon, {QStringLiteral("restore"), id, QStringLiteral("--include"),
                                                             QStringLiteral("server.properties"), QStringLiteral("--yes")});
        QVERIFY2(restored == 0, said.c_str());
        QCOMPARE(readFile(node.daemon.volume() + "/server.properties"), std::string("motd=hello\n"));
        const auto [verified, verdict] = alulactl(node.daemon, {QStringLiteral("verify"), id});
        QVERIFY2(verified == 0, verdict.c_str());

        // The panel has deleted the object already; what is known of it goes, and a second time is a 404.
        QVERIFY(std::filesystem::exists(node.index()));
        m_bucket->remove(kServer + "/" + node.id.toString() + ".tar.gz");
        const auto target = node.daemon.backupsUrl("/" + node.id.toString());
        for (const int status : {204, 404}) {
            QCOMPARE(
                httpRequest(node.daemon.port(), "DELETE", target, {{"Authorization", "Bearer the-token-of-the-node"}}, {}).status,
                status);
        }
        QVERIFY(!std::filesystem::exists(node.index()));
        QVERIFY(!node.console->call(protocol::kBackupsGet, {node.id}));
        QCOMPARE(node.daemon.leftovers(), std::string());
        QVERIFY(!node.daemon.log().contains("testing"));
    }

    // Signed by libcurl, verified by Swift: a file of a large object moves kilobytes.
    void aSourceReadsWhatItNeeds() {
        FaultProxy proxy(m_store->port());
        SystemRandom random;
        TempDir dir;
        RemoteSourceOptions options;
        options.object = {objectUrl(proxy.url(), "backups", kKey, true), kKey, {"us-east-1", "test:tester", "testing"}, {}};
        options.directory = dir.path();
        auto source = RemoteSource::open(systemFiles(), random, options, {});
        QVERIFY2(source, source ? "" : source.error().toString().c_str());
        QCOMPARE((*source)->size(), m_archive.size());
        const auto archive = openAlulaArchive(std::shared_ptr<ByteSource>(*source));
        QVERIFY2(archive, archive ? "" : archive.error().toString().c_str());
        const auto entry = (*archive)->index().find("server.properties");
        QVERIFY(entry && *entry);
        Gathered sink;
        ProgressSink progress;
        QVERIFY((*archive)->extract({**entry}, sink, {}, progress, {}));
        QCOMPARE(sink.text, std::string("motd=hello\n"));
        QCOMPARE_GT(m_archive.size(), 8'000'000u);
        QCOMPARE_LE(proxy.bytesDown(), 262'144u);
        // And all of it, over a line that breaks.
        proxy.next("GET /", WireFault::at(WireFault::Kind::ResetDown, 100'000), 2, 1);
        const auto report = (*archive)->verify({}, progress, {});
        QVERIFY(report && report->sound());
        QCOMPARE_LE(proxy.bytesDown(), m_archive.size() + 1'000'000u);
        // Several at a time: on a busy machine one request may be over before the next begins, but not again and again.
        for (int round = 0; round < 10 && proxy.mostAtOnce() < 2; ++round) {
            const auto again = RemoteSource::open(systemFiles(), random, options, {});
            QVERIFY(again.has_value());
            const auto opened = openAlulaArchive(std::shared_ptr<ByteSource>(*again));
            QVERIFY(opened && (*opened)->verify({.workers = 4}, progress, {}));
        }
        QCOMPARE_GT(proxy.mostAtOnce(), 1u);

        options.object.keys.secretKey = "another";
        const auto refused = RemoteSource::open(systemFiles(), random, options, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Refused);
        QVERIFY2(refused.error().message().contains("SignatureDoesNotMatch"), refused.error().message().c_str());
    }

    void anObjectThatIsReplacedIsNotMixedIn() {
        const std::string key = kServer + "/replaced.tar.gz";
        m_bucket->put(key, m_archive);
        SystemRandom random;
        TempDir dir;
        RemoteSourceOptions options;
        options.object = {objectUrl(m_store->endpoint(), "backups", key, true), key, {"us-east-1", "test:tester", "testing"}, {}};
        options.directory = dir.path();
        const auto source = RemoteSource::open(systemFiles(), random, options, {});
        QVERIFY(source);
        m_bucket->put(key, std::string(m_archive.size(), 'x'));
        std::vector<std::uint8_t> bytes(1000);
        const auto read = (*source)->read(bytes, 0);
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestS3Store)
#include "test_s3_store.moc"
