// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at seeded moments of create and restore: the volume is the old tree or the new one, no final name holds a bad archive,
// nothing temporary stays, and the panel hears exactly one result a job.

#include "tests/e2e/real_daemon.h"
#include "tests/support/panel_stand_in.h"

#include <random>
#include <sys/wait.h>

using namespace alula;
using namespace alula::test;

namespace {

Tree server(std::uint64_t seed) {
    Tree all = smallServer();
    for (std::uint64_t i = 0; i < 60; ++i)
        all.add(file("world/many/" + std::to_string(i), 40'000 + i * 500).seed(seed * 1000 + i));
    all.add(file("world/large", 3'000'000).seed(seed));
    return all;
}

bool isSoundArchive(const std::string& path) {
    return QProcess::execute(QStringLiteral("gzip"), {QStringLiteral("-t"), QString::fromStdString(path)}) == 0;
}

} // namespace

class TestCrash : public QObject {
    Q_OBJECT

    std::string config(const PanelStandIn& panel) {
        return "panel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId + "\"\n  token: \"" +
               panel.options().token + "\"\n";
    }

private Q_SLOTS:
    void duringCreate() {
        PanelStandIn panel;
        panel.addServer({kServer});
        RealDaemon daemon(config(panel));
        server(1).materialise(daemon.volume());
        std::mt19937 random(20261122);
        std::size_t expected = 0;
        for (int round = 0; round < 8; ++round) {
            const std::string id =
                Uuid({0xaa, static_cast<std::uint8_t>(round), 1, 2, 0x40, 3, 0x80, 4, 5, 6, 7, 8, 9, 10, 11, 12}).toString();
            panel.addBackup(id);
            QCOMPARE(daemon.postBackup(id).status, 202);
            QTest::qWait(static_cast<int>(random() % 60)); // the moment is the point: it is not waited for anything
            daemon.kill();
            if (exists(daemon.archive(id))) QVERIFY2(isSoundArchive(daemon.archive(id)), id.c_str());
            daemon.start();
            QCOMPARE(daemon.leftovers(), std::string());
            QVERIFY(panel.waitForTold(++expected));
            QVERIFY2(panel.told().back().body.contains("true"), panel.told().back().body.c_str()); // begun again, and made
            QVERIFY(isSoundArchive(daemon.archive(id)));
        }
        QCOMPARE(panel.told().size(), expected);
        QCOMPARE(panel.complaints(), std::vector<std::string>());
    }

    void duringRestore() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        RealDaemon daemon(config(panel));
        server(1).materialise(daemon.volume());
        const auto packed = snapshot(daemon.volume());
        QCOMPARE(daemon.postBackup().status, 202);
        QVERIFY(panel.waitForTold(1));
        std::mt19937 random(42);
        std::size_t expected = 1;
        int committed = 0;
        for (int round = 0; round < 10; ++round) {
            removeTree(daemon.volume() + "/world");
            server(2).materialise(daemon.volume());
            writeFile(daemon.volume() + "/only live", "x");
            const auto live = snapshot(daemon.volume());
            QCOMPARE(daemon.postRestore(true).status, 202);
            QTest::qWait(static_cast<int>(random() % 250));
            daemon.kill();
            daemon.start();
            QVERIFY(panel.waitForTold(++expected));
            const auto now = snapshot(daemon.volume());
            const bool isOld = compare(live, now).empty();
            const bool isNew = compare(packed, now).empty();
            QVERIFY2(isOld || isNew, (compare(live, now) + "\n--\n" + compare(packed, now)).c_str());
            QCOMPARE(panel.told().back().body.contains("true"), isNew);
            committed += isNew ? 1 : 0;
            QCOMPARE(daemon.stagings(), committed); // kept for undo; those of the rolled back are gone
        }
        QCOMPARE(panel.told().size(), expected);
        QCOMPARE(panel.complaints(), std::vector<std::string>());
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "test_crash.moc"
