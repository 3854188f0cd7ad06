// SPDX-License-Identifier: GPL-3.0-or-later
// Times and memory of a large backup through a real object store, for docs/performance.md. Run by hand, with a tree to be backed up:
// ALULA_MEASURE_TREE=/usr scripts/enter build/dev/tests/e2e_test_s3_measure

#include "tests/e2e/real_daemon.h"
#include "tests/support/object_store.h"
#include "tests/support/panel_stand_in.h"

using namespace alula;
using namespace alula::test;

namespace {

std::string config(const PanelStandIn& panel) {
    return "token: the-token-of-the-node\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId +
           "\"\n  token: \"" + panel.options().token + "\"\nrestore:\n  host_allowlist: [127.0.0.1]\n";
}

// Directories and regular files, up to so many bytes.
std::uint64_t copyTree(const std::string& from, const std::string& to, std::uint64_t most) {
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(from)) {
        if (entry.is_symlink() || !entry.is_regular_file() || bytes + entry.file_size() > most) continue;
        const auto target = std::filesystem::path(to) / std::filesystem::relative(entry.path(), from);
        std::filesystem::create_directories(target.parent_path());
        std::filesystem::copy_file(entry.path(), target);
        bytes += entry.file_size();
    }
    return bytes;
}

double peakRssMiB(qint64 pid) {
    const auto status = readFile("/proc/" + std::to_string(pid) + "/status");
    const auto at = status.find("VmHWM:");
    return std::stod(status.substr(at + 6)) / 1024;
}

} // namespace

class TestS3Measure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariableIsEmpty("ALULA_MEASURE_TREE")) QSKIP("run by hand, with ALULA_MEASURE_TREE");
        if (const auto why = ObjectStore::whyNot(); !why.empty()) QSKIP(why.c_str());
    }

    void throughTheStore_data() {
        QTest::addColumn<qulonglong>("partSize");
        QTest::newRow("parts of 5 MiB") << (5ULL << 20);
        QTest::newRow("parts of 128 MiB") << (128ULL << 20);
    }
    void throughTheStore() {
        QFETCH(qulonglong, partSize);
        const ObjectStore store;
        const auto bucket = store.makeBucket("measure");
        PanelUploads::Options options;
        options.partSize = partSize;
        const auto uploads = std::make_shared<PanelUploads>(bucket, options);
        PanelStandIn panel;
        panel.attachStore(uploads);
        panel.addServer({kServer});
        panel.addS3Backup(kBackup, kServer);
        RealDaemon daemon(config(panel));
        const auto bytes = copyTree(qEnvironmentVariable("ALULA_MEASURE_TREE").toStdString(), daemon.volume(), 1'000'000'000);
        const double before = peakRssMiB(daemon.pid());
        const auto post = [&](const std::string& target, const std::string& body) {
            return httpRequest(daemon.port(), "POST", target, {{"Authorization", "Bearer the-token-of-the-node"}}, body).status;
        };
        const auto console = daemon.console();
        QElapsedTimer timer;
        const auto seconds = [&](const std::string& kind) {
            const auto id = console->newest(kind);
            while (!protocol::isEnded(console->call(protocol::kJobsGet, {id})->state)) (void)console->ended(id);
            if (!console->call(protocol::kJobsGet, {id})->state.starts_with("completed")) throw std::runtime_error(kind + " failed");
            return static_cast<double>(timer.elapsed()) / 1000;
        };
        timer.start();
        QCOMPARE(post(daemon.backupsUrl(), R"({"adapter":"s3","uuid":")" + kBackup + R"(","ignore":""})"), 202);
        const double create = seconds("create");
        const double createRss = peakRssMiB(daemon.pid());
        QVERIFY(panel.waitForTold(1));
        const auto object = bucket.head(PanelUploads::Backup{kBackup, kServer}.key());
        QVERIFY(object.has_value());
        timer.restart();
        QCOMPARE(
            post(daemon.backupsUrl("/" + kBackup + "/restore"), R"({"adapter":"s3","truncate_directory":true,"download_url":")" +
                                                                    uploads->downloadUrl({kBackup, kServer}) + R"("})"),
            202);
        const double restore = seconds("restore");
        const double tree = static_cast<double>(bytes) / 1e6, archive = static_cast<double>(object->size) / 1e6;
        qInfo("%.0f MB, archive %.0f MB: create %.1f s, restore %.1f s; peak RSS of alulad %.0f MiB idle, %.0f after create, "
              "%.0f after both",
              tree, archive, create, restore, before, createRss, peakRssMiB(daemon.pid()));
    }
};

QTEST_GUILESS_MAIN(TestS3Measure)
#include "test_s3_measure.moc"
