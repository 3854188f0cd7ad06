// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/small_scene.h"

#include <QTest>

#include <unistd.h>
#include <utility>

using namespace alula;
using namespace alula::test;

namespace {

// When somebody changes the volume: after the new tree was built and the swap planned, or between the look at a name and its
// rename, the last moment that there is.
enum class Moment { BeforeTheSwap, AtTheRename };
enum class Change { Appears, Vanishes, BecomesLink };

const char* word(Change change) {
    return change == Change::Appears ? "appears" : change == Change::Vanishes ? "vanishes" : "becomes a link";
}

// Does `change` at the moment, once.
class Somebody {
public:
    Somebody(Bench& bench, const std::string& path, Change change) : m_bench(bench), m_path(path), m_change(change) {}

    void actAt(Moment moment, const std::string& renamed) {
        if (moment == Moment::BeforeTheSwap) {
            m_bench.gate.onAsk = [this](int) { act(); };
        } else {
            m_bench.files.when([this, name = std::string(nameOf(renamed))](const CallInfo& call) {
                if (call.call == Call::Rename && call.name == name && !m_bench.journal.entries.empty()) act();
                return 0;
            });
        }
    }
    bool hasActed() const { return m_acted; }

private:
    void act() {
        if (std::exchange(m_acted, true)) return;
        const std::string path = m_bench.volumePath(m_path);
        const std::string made = m_bench.temp.path("appeared");
        if (m_change == Change::Appears) writeFile(made, "appeared");
        if (m_change == Change::BecomesLink && ::symlink(m_bench.temp.path("outside").c_str(), made.c_str()) != 0)
            qFatal("symlink");
        if (m_change == Change::Vanishes ? ::unlink(path.c_str()) == 0 : ::rename(made.c_str(), path.c_str()) == 0) return;
        // A directory was there. Otherwise what appears takes the place at once, and never gets the inode of what was there.
        removeTree(path);
        if (m_change != Change::Vanishes && ::rename(made.c_str(), path.c_str()) != 0) qFatal("rename");
    }

    Bench& m_bench;
    const std::string m_path;
    const Change m_change;
    bool m_acted = false;
};

void erasePath(Snapshot& tree, const std::string& path) {
    std::erase_if(tree, [&](const auto& entry) { return entry.first == path || entry.first.starts_with(path + "/"); });
}

} // namespace

Q_DECLARE_METATYPE(Moment)
Q_DECLARE_METATYPE(Change)

// A volume that changes between staging and swap: the restore gives way, what somebody put there stays, and all else is as it
// was.
class TestLastMoment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsAConflict_data();
    void aChangeIsAConflict();
    void aChangeIsAConflictForAnUndo_data();
    void aChangeIsAConflictForAnUndo();
    void whatTheSwapDoesNotTouchMayChange_data();
    void whatTheSwapDoesNotTouchMayChange();
};

void TestLastMoment::aChangeIsAConflict_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("step"); // whose rename finds it
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<Moment>("moment");
    struct Row {
        const char *path, *step;
        Change change;
        bool truncate;
    };
    const Row rows[] = {
        {"inserted", "inserted", Change::Appears, true},     {"inserted", "inserted", Change::Appears, false},
        {"dir/fresh", "dir/fresh", Change::Appears, false},  {"exchanged", "exchanged", Change::Appears, true},
        {"exchanged", "exchanged", Change::Appears, false},  {"dir/in", "dir/in", Change::Appears, false},
        {"removed", "removed", Change::Appears, true},       {"exchanged", "exchanged", Change::Vanishes, true},
        {"exchanged", "exchanged", Change::Vanishes, false}, {"dir/in", "dir/in", Change::Vanishes, false},
        {"removed", "removed", Change::Vanishes, true},      {"dir", "dir", Change::Vanishes, true},
        {"dir", "dir/fresh", Change::Vanishes, false},       {"dir", "dir/fresh", Change::Appears, false},
        {"dir", "dir/fresh", Change::BecomesLink, false},    {"dir", "dir", Change::BecomesLink, true},
        {"way", "way", Change::BecomesLink, false},          {"exchanged", "exchanged", Change::BecomesLink, true},
    };
    for (const Row& row : rows)
        for (const Moment moment : {Moment::BeforeTheSwap, Moment::AtTheRename})
            QTest::addRow("%s %s, %s, %s", row.path, word(row.change), row.truncate ? "truncate" : "overlay",
                          moment == Moment::AtTheRename ? "at the rename" : "before the swap")
                << QByteArray(row.path) << QByteArray(row.step) << row.change << row.truncate << moment;
}

void TestLastMoment::aChangeIsAConflict() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, step);
    QFETCH(Change, change);
    QFETCH(bool, truncate);
    QFETCH(Moment, moment);
    Scene scene(truncate, false);
    const std::string changed = path.toStdString();
    scene.bench.temp.makeDirectory("outside");
    Somebody somebody(scene.bench, changed, change);
    somebody.actAt(moment, step.toStdString());

    const auto refused = scene.bench.restore(scene.archive);
    QVERIFY(somebody.hasActed());
    QVERIFY2(!refused, "the restore went over somebody's change");
    QVERIFY2(refused.error().code() == ErrorCode::Conflict, qPrintable(text(refused.error())));
    QVERIFY2(refused.error().path().starts_with(changed), qPrintable(text(refused.error())));

    auto now = scene.bench.now();
    QCOMPARE(now.contains(changed), change != Change::Vanishes);
    if (change == Change::Appears) QCOMPARE(readFile(scene.bench.volumePath(changed)), std::string("appeared"));
    if (change == Change::BecomesLink) QCOMPARE(now.at(changed).type, 'l');
    QCOMPARE(snapshot(scene.bench.temp.path("outside")).size(), std::size_t{1});
    auto before = scene.before;
    erasePath(now, changed);
    erasePath(before, changed);
    QCOMPARE(differences(before, now, {.directoryTimes = false}), QString());
    QVERIFY(scene.bench.stagingFolders().empty());
    QVERIFY(scene.bench.journal.entries.empty());
}

void TestLastMoment::aChangeIsAConflictForAnUndo_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Change>("change");
    QTest::addColumn<Moment>("moment");
    struct Row {
        const char* path;
        Change change;
    };
    const Row rows[] = {{"exchanged", Change::Appears},
                        {"exchanged", Change::Vanishes},
                        {"inserted", Change::Appears},
                        {"inserted", Change::Vanishes},
                        {"removed", Change::Appears}};
    for (const Row& row : rows)
        for (const Moment moment : {Moment::BeforeTheSwap, Moment::AtTheRename})
            QTest::addRow("%s %s, %s", row.path, word(row.change),
                          moment == Moment::AtTheRename ? "at the rename" : "before the swap")
                << QByteArray(row.path) << row.change << moment;
}

// The undo gives way too, and can be done again: then it brings the old tree back.
void TestLastMoment::aChangeIsAConflictForAnUndo() {
    QFETCH(QByteArray, path);
    QFETCH(Change, change);
    QFETCH(Moment, moment);
    Scene scene(true, false);
    QVERIFY(scene.bench.restore(scene.archive));
    auto restored = scene.bench.now();
    const std::string changed = path.toStdString();
    Somebody somebody(scene.bench, changed, change);
    somebody.actAt(moment, changed);

    const auto refused = scene.bench.undo();
    QVERIFY(somebody.hasActed());
    QVERIFY2(!refused, "the undo went over somebody's change");
    QVERIFY2(refused.error().code() == ErrorCode::Conflict, qPrintable(text(refused.error())));
    QCOMPARE(refused.error().path(), changed);
    auto now = scene.bench.now();
    QCOMPARE(now.contains(changed), change == Change::Appears);
    erasePath(now, changed);
    erasePath(restored, changed);
    QCOMPARE(differences(restored, now, {.linkGroups = false}), QString());
    QVERIFY(scene.bench.journal.entries.at(scene.bench.options.job).committed);

    if (changed == "removed") removeTree(scene.bench.volumePath(changed)); // what is new where the restore removed has to go
    const auto undone = scene.bench.undo(JobId(Uuid({9, 9, 3})));
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(scene.before, scene.bench.now()), QString());
}

void TestLastMoment::whatTheSwapDoesNotTouchMayChange_data() {
    QTest::addColumn<bool>("truncate");
    QTest::newRow("truncate") << true;
    QTest::newRow("overlay") << false;
}

// A name that neither tree had when the swap was planned is nobody's business; and the undo leaves it as well.
void TestLastMoment::whatTheSwapDoesNotTouchMayChange() {
    QFETCH(bool, truncate);
    Scene scene(truncate, false);
    Somebody somebody(scene.bench, "unplanned", Change::Appears);
    somebody.actAt(Moment::BeforeTheSwap, {});
    const auto summary = scene.bench.restore(scene.archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    auto now = scene.bench.now();
    QCOMPARE(now.erase("unplanned"), std::size_t{1});
    QCOMPARE(differences(Scene::finished(truncate), now, {.directoryTimes = false}), QString());
    QVERIFY(scene.bench.undo());
    now = scene.bench.now();
    QCOMPARE(now.erase("unplanned"), std::size_t{1});
    QCOMPARE(differences(scene.before, now), QString());
}

QTEST_APPLESS_MAIN(TestLastMoment)
#include "test_last_moment.moc"
