// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of a server, one after the other: what each takes over from the one before.
#include "shared/base/log.h"
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/checksum.h"
#include "tests/daemon/service/working_node.h"
#include "tests/shared/engine/archive/run_tool.h"

#include <QTest>

#include <chrono>
#include <filesystem>

using namespace alula;
using namespace alula::test;

namespace {

class Reusing : public WorkingNode {
public:
    Reusing() {
        const auto real = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch());
        clock.jump(real - std::chrono::nanoseconds(clock.now().ns) + std::chrono::hours(2)); // the files below are old
        volume(server, {file("world/level.dat", 700'000), file("server.properties", 900).text(), file("plugins/a.jar", 300'000)});
        must(start());
    }
    JobState verify(int n) {
        last = ended(must(commands->verify(backupId(n), {})));
        return last.state;
    }
    // The row of the n-th backup, which was made now.
    Backup backUp(int n) {
        last = ended(must(startBackup(server, backupId(n))));
        clock.advance(std::chrono::minutes(1));
        return row(backupId(n)).value_or(Backup{});
    }
    VerifyReport verified(int n) {
        ProgressSink progress;
        return must(must(openAlulaArchive(must(store.open(server, backupId(n)))))->verify({}, progress, {}));
    }
    std::string logText() { // of the last job
        std::string text;
        for (const auto& line : must(catalog->jobs().log(last.id, 0, 1000, false))) text += line.level + ": " + line.text + "\n";
        return text;
    }
    void spoil(int n, std::uint64_t at) {
        std::string bytes = readFile(archivePath(server, backupId(n)));
        bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
        writeFile(archivePath(server, backupId(n)), bytes);
    }
    const ServerId server = serverId(1);
    Job last;
};

constexpr std::uint64_t kIndexAndFooter = 5'000; // of so few files

} // namespace

class TestReuse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void anUnchangedServerHasHardlyNewBytes();
    void offMeansAll();
    void oneOfSoManyIsBuiltAfresh();
    void aDamagedOneIsToldOfAndMarked_data();
    void aDamagedOneIsToldOfAndMarked();
    void oneThatIsGoneIsPassedOver();
    void theChecksumThatThePanelHasIsVerified();
};

void TestReuse::anUnchangedServerHasHardlyNewBytes() {
    Reusing it;
    const Backup first = it.backUp(1);
    QCOMPARE(it.last.state, JobState::Completed);
    QCOMPARE(first.newBytes, first.size);
    const Backup second = it.backUp(2);
    QCOMPARE(it.last.state, JobState::Completed);
    QVERIFY2(second.newBytes < kIndexAndFooter, qPrintable(QString::number(second.newBytes)));
    QVERIFY(second.size > 900'000);
    QCOMPARE(second.contentBytes, first.contentBytes);
    QVERIFY2(it.logText().contains("are new"), it.logText().c_str());
    QVERIFY(it.verified(2).sound());
    writeFile(it.node.volumePath(it.server) + "/server.properties", "changed");
    const Backup third = it.backUp(3);
    QVERIFY(third.newBytes > second.newBytes && third.newBytes < 400'000);
    QVERIFY(it.verified(3).sound());
}

void TestReuse::offMeansAll() {
    Reusing it;
    it.settings.archive.reuse = "off";
    (void)it.backUp(1);
    const Backup second = it.backUp(2);
    QCOMPARE(second.newBytes, second.size);
}

void TestReuse::oneOfSoManyIsBuiltAfresh() {
    Reusing it;
    it.settings.archive.fullEvery = 3;
    std::string fresh;
    for (int n = 1; n <= 7; ++n) {
        const Backup made = it.backUp(n);
        fresh += made.newBytes == made.size ? 'F' : 'r';
    }
    QCOMPARE(fresh, std::string("FrrFrrF"));
    it.settings.archive.fullEvery = 1;
    const Backup made = it.backUp(8);
    QCOMPARE(made.newBytes, made.size);
}

void TestReuse::aDamagedOneIsToldOfAndMarked_data() {
    QTest::addColumn<int>("where"); // bytes from the beginning; negative: from the end
    QTest::addColumn<bool>("olderIsUsed");
    QTest::newRow("in a block") << 300'000 << false;
    QTest::newRow("in its index") << -200 << true;
    QTest::newRow("in its footer") << -50 << true;
}

void TestReuse::aDamagedOneIsToldOfAndMarked() {
    QFETCH(int, where);
    QFETCH(bool, olderIsUsed);
    Reusing it;
    (void)it.backUp(1);
    const Backup second = it.backUp(2);
    it.spoil(2, where < 0 ? second.size - static_cast<std::uint64_t>(-where) : static_cast<std::uint64_t>(where));
    const Backup third = it.backUp(3);
    QCOMPARE(it.last.state, JobState::CompletedWithWarnings);
    QVERIFY2(it.logText().contains("The earlier backup " + backupId(2).toString() + " is damaged"), it.logText().c_str());
    QVERIFY(it.row(backupId(2))->damaged);
    QVERIFY(!it.row(backupId(2))->verifyResult.empty());
    QVERIFY(!it.row(backupId(1))->damaged);
    QVERIFY(it.verified(3).sound());
    QCOMPARE(third.newBytes < kIndexAndFooter, olderIsUsed);
    QVERIFY(third.newBytes < third.size);
    // It is not asked again.
    const Backup fourth = it.backUp(4);
    QCOMPARE(it.last.state, JobState::Completed);
    QVERIFY(fourth.newBytes < kIndexAndFooter);
}

void TestReuse::oneThatIsGoneIsPassedOver() {
    Reusing it;
    (void)it.backUp(1);
    (void)it.backUp(2);
    std::filesystem::remove(it.archivePath(it.server, backupId(2)));
    const Backup third = it.backUp(3);
    QCOMPARE(it.last.state, JobState::Completed);
    QVERIFY(third.newBytes < kIndexAndFooter); // from the first
}

void TestReuse::theChecksumThatThePanelHasIsVerified() {
    Reusing it;
    for (const int n : {1, 2, 3}) {
        const Backup made = it.backUp(n);
        QCOMPARE(it.verify(n), JobState::Completed);
        Sha1 sha1; // those that were taken over did not hash what they have
        sha1.update(asBytes(readFile(it.archivePath(it.server, backupId(n)))));
        QCOMPARE(made.sha1, hex(sha1.finish()));
    }
    it.edit(backupId(2), [&](Backup& row) { row.sha1[0] = row.sha1[0] == '0' ? '1' : '0'; });
    QCOMPARE(it.verify(2), JobState::Failed);
    QVERIFY2(it.row(backupId(2))->verifyResult.contains("SHA-1"), it.row(backupId(2))->verifyResult.c_str());
    QVERIFY(it.row(backupId(2))->damaged);
    // One that is sound, and somebody else's: it has no index that could be asked.
    const std::string plain = it.temp.path("plain.tar.gz");
    QVERIFY(runShell("tar czf '" + plain + "' .", it.node.volumePath(it.server)).ok);
    writeFile(it.archivePath(it.server, backupId(3)), readFile(plain));
    QCOMPARE(it.verify(3), JobState::Failed);
    QVERIFY(it.row(backupId(3))->damaged);
}

QTEST_GUILESS_MAIN(TestReuse)
#include "test_reuse.moc"
