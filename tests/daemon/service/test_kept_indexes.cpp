// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/kept_indexes.h"
#include "tests/daemon/service/node_fixture.h"
#include "tests/support/power_cut.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

class TestKeptIndexes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Whatever a power cut takes of what no barrier covered: whole under its name or not there, and there once keep() has returned.
    void isWholeOrNotThereAfterAPowerCut() {
        NodeFixture fixture;
        const auto before = DiskImage::read(fixture.settings.stateDirectory);
        RecordingFiles recording(fixture.files.files());
        const Node node{fixture.settings, *fixture.catalog, recording.files(), fixture.store,      fixture.clock,
                        fixture.random,   fixture.load,     fixture.events,    fixture.node.gateOf};
        const std::string bytes = pseudoRandom(1, 9000);
        must(KeptIndexes(node).keep(backupId(1), asBytes(bytes)));
        const PowerCut disk(fixture.settings.stateDirectory, before, recording.mutations());
        QCOMPARE(disk.barriers().size(), std::size_t{3});
        QVERIFY(isRight(disk, bytes));
        for (const auto barrier : disk.barriers()) QVERIFY(!isRight(disk.without(barrier), bytes)); // none is for nothing
    }

    // What a crash left of backups that are gone, and of writing one.
    void leftoversGo() {
        NodeFixture fixture;
        const KeptIndexes indexes(fixture.node);
        must(indexes.removeLeftovers()); // no folder yet
        must(indexes.keep(backupId(1), asBytes(std::string_view("kept"))));
        must(indexes.keep(backupId(2), asBytes(std::string_view("left"))));
        const std::string folder = fixture.settings.stateDirectory + "/indexes/";
        writeFile(folder + backupId(1).toString() + ".index.new", "half");
        writeFile(folder + "an admin's note", "stays");
        Backup row;
        row.id = backupId(1);
        row.server = serverId(1);
        must(fixture.catalog->backups().insert(row));
        must(indexes.removeLeftovers());
        QVERIFY(indexes.has(backupId(1)) && !indexes.has(backupId(2)));
        QVERIFY(!exists(folder + backupId(1).toString() + ".index.new") && exists(folder + "an admin's note"));
    }

private:
    static bool isRight(const PowerCut& disk, const std::string& bytes) {
        const TempDir copy;
        const std::string path = copy.path("indexes/" + backupId(1).toString() + ".index");
        for (std::size_t cut = 0; cut <= disk.calls(); ++cut) {
            for (const auto loss : {Loss::Nothing, Loss::All, Loss::Contents, Loss::Blocks, Loss::Names, Loss::Tail, Loss::Any}) {
                disk.at(cut, loss, 1).write(copy.path());
                const bool there = exists(path);
                if (there ? readFile(path) != bytes : cut == disk.calls()) return false;
            }
        }
        return true;
    }
};

QTEST_APPLESS_MAIN(TestKeptIndexes)
#include "test_kept_indexes.moc"
