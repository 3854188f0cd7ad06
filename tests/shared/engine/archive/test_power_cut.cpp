// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/store/local_store.h"
#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/copied_clones.h"
#include "tests/support/in_memory.h"
#include "tests/support/power_cut.h"
#include "tests/support/unsynced_files.h"

#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <set>

using namespace alula;
using namespace alula::test;

// A backup that is made, and one that is deleted, with the power cut after every call and everything lost or torn that no barrier
// covered. No final name holds anything but the whole archive, what the catalog calls complete is there, what it calls deleted is
// not, and nothing temporary is left. ALULA_POWER_CUT_SEEDS=N tries more of what may be lost.
class TestPowerCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off); // thousands of things go wrong here
        keepTemporariesInMemory();
    }
    void duringCreate_data();
    void duringCreate();
    void duringCreateThatShares();
    void inAFolderThatACrashLeft();
    void afterACrashThatLeftTheName();
    void duringDelete();
    void duringDeleteOfAFlatOne();
    void afterACrashDuringDelete();
    void cleanupTestCase() { qInfo("%zu disks were looked at", m_tried); }

private:
    std::size_t m_tried = 0;
};

namespace {

const ServerId kServer(Uuid({1, 1}));
const BackupId kBackup(Uuid({2, 2})), kOlder(Uuid({2, 1}));

std::uint64_t seeds() {
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("ALULA_POWER_CUT_SEEDS", &given);
    return given ? static_cast<std::uint64_t>(wanted) : 20;
}

// What the catalog, which is durable after each of its calls, says of the backup.
enum class Row : std::uint8_t { Making, Publishing, Completed, Deleted };

// A node whose store's calls are written down.
class Scene {
public:
    explicit Scene(FileSystem below = quickFiles()) : faulty(below) {
        temp.makeDirectory("node");
        tree({file("a", 30'000), dir("d", {file("b", 700).text()}), softlink("l", "a")}).materialise(temp.path("volume"));
    }
    std::string root() const { return temp.path("node"); }
    std::string serverPath() const { return root() + "/backups/" + kServer.toString(); }
    std::string archivePath(const BackupId& backup = kBackup) const { return serverPath() + "/" + backup.toString() + ".tar.gz"; }

    Result<void> create(FileSystem files, const BackupId& backup = kBackup, const BackupId& older = {}) {
        LocalStore store(files, root() + "/backups");
        CreateOptions options;
        options.server = kServer;
        options.backup = backup;
        if (older != BackupId()) {
            ALULA_ASSIGN(auto source, store.open(kServer, older));
            ALULA_ASSIGN(options.previous, PreviousArchive::open(std::move(source)));
        }
        ALULA_ASSIGN(const Volume volume, Volume::open(quickFiles(), temp.path("volume")));
        const auto ready = [this](const CreateSummary&) -> Result<void> {
            publishing = recording.mutations().size();
            return {};
        };
        ALULA_TRY(createArchive({volume, store, clock, load}, options, ready, progress, {}));
        return {};
    }
    LocalStore store(FileSystem files) const { return {files, root() + "/backups"}; }

    TempDir temp;
    FaultyFiles faulty; // below the recording
    RecordingFiles recording{faulty.files()};
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    LoadControl load{clock};
    ProgressSink progress;
    std::size_t publishing = static_cast<std::size_t>(-1); // calls until the catalog says so
};

// What is wrong on a disk after a start there: "" nothing.
std::string wrongOn(const std::string& root, Row row, const std::map<std::string, std::string>& whole) {
    LocalStore store(quickFiles(), root + "/backups");
    const auto listed = store.list();
    if (!listed) return listed.error().toString();
    if (const auto removed = store.removeLeftovers(); !removed) return removed.error().toString();
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.is_directory()) continue;
        const std::string name = entry.path().filename().string();
        names.insert(name);
        if (!whole.contains(name)) return name + " is left";
        if (readFile(entry.path().string()) != whole.at(name)) return "the archive is bad under its final name";
    }
    const bool isThere = names.contains(kBackup.toString() + ".tar.gz");
    if (row == Row::Making && isThere) return "the archive has its name, and the catalog knows nothing of it";
    if (row == Row::Completed && !isThere) return "the archive of a complete backup is gone";
    if (row == Row::Deleted && isThere) return "a deleted archive is back";
    if (isThere) return {};
    const auto sink = store.create(kServer, kBackup); // the job that begins again
    return sink ? "" : sink.error().toString();
}

// Tries every disk that a cut at any call can leave, with what the catalog may say then.
class Trial {
public:
    using Rows = std::function<std::vector<Row>(std::size_t cut)>;
    Trial(const PowerCut& disk, Rows rows, std::map<std::string, std::string> whole)
        : m_disk(disk), m_rows(std::move(rows)), m_whole(std::move(whole)) {}

    QString run() {
        for (std::size_t cut = 0; cut <= m_disk.calls(); ++cut) {
            for (const auto loss : {Loss::Nothing, Loss::All, Loss::Contents, Loss::Blocks, Loss::Names}) {
                if (const auto wrong = tryOne(cut, loss, 0); !wrong.isEmpty()) return wrong;
            }
            for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
                for (const auto loss : {Loss::Tail, Loss::Any})
                    if (const auto wrong = tryOne(cut, loss, seed); !wrong.isEmpty()) return wrong;
            }
        }
        return {};
    }
    // Numbers of those barriers without which some disk does not come right: the test of this test.
    QString barriersThatCount() const {
        const auto barriers = m_disk.barriers();
        QStringList count;
        for (std::size_t i = 0; i < barriers.size(); ++i) {
            const auto weaker = m_disk.without(barriers[i]);
            if (!Trial(weaker, m_rows, m_whole).run().isEmpty()) count << QString::number(i + 1);
        }
        return QStringLiteral("%1 of %2").arg(count.join(u' ')).arg(barriers.size());
    }
    std::size_t tried() const { return m_tried; }

private:
    QString tryOne(std::size_t cut, Loss loss, std::uint64_t seed) {
        const auto image = m_disk.at(cut, loss, seed);
        for (const auto row : m_rows(cut)) {
            const auto all = image.fingerprint() + std::to_string(static_cast<int>(row));
            if (!m_known.insert(std::hash<std::string>{}(all)).second) continue;
            ++m_tried;
            image.write(m_copy.path());
            if (const auto wrong = wrongOn(m_copy.path(), row, m_whole); !wrong.empty())
                return QStringLiteral("cut after call %1, lost %2, seed %3: %4")
                    .arg(cut)
                    .arg(QString::fromLatin1(name(loss).data()))
                    .arg(seed)
                    .arg(QString::fromStdString(wrong));
        }
        return {};
    }

    const PowerCut& m_disk;
    const Rows m_rows;
    const std::map<std::string, std::string> m_whole; // the archives, by name
    TempDir m_copy;
    std::set<std::size_t> m_known;
    std::size_t m_tried = 0;
};

Trial::Rows rowsOfCreate(std::size_t publishing, std::size_t calls) {
    return [=](std::size_t cut) {
        std::vector<Row> rows;
        if (cut <= publishing) rows.push_back(Row::Making);
        if (cut >= publishing) rows.push_back(Row::Publishing);
        if (cut == calls) rows.push_back(Row::Completed);
        return rows;
    };
}

std::map<std::string, std::string> archivesOf(const Scene& scene) {
    std::map<std::string, std::string> whole;
    for (const BackupId& backup : {kBackup, kOlder}) {
        if (exists(scene.archivePath(backup))) whole[backup.toString() + ".tar.gz"] = readFile(scene.archivePath(backup));
    }
    return whole;
}

QString why(const Result<void>& result) { return result ? QString() : QString::fromStdString(result.error().toString()); }

} // namespace

void TestPowerCut::duringCreate_data() {
    QTest::addColumn<bool>("nameless");
    QTest::addColumn<bool>("links");
    QTest::newRow("a file without a name") << true << true;
    QTest::newRow("a temporary name that is linked") << false << true;
    QTest::newRow("a temporary name that is renamed") << false << false;
}

void TestPowerCut::duringCreate() {
    QFETCH(bool, nameless);
    QFETCH(bool, links);
    Scene scene;
    scene.faulty.when([=](const CallInfo& call) {
        if (!nameless && call.call == Call::Open && (call.flags & O_TMPFILE) == O_TMPFILE) return EOPNOTSUPP;
        return !links && call.call == Call::MakeLink ? EPERM : 0;
    });
    const auto before = DiskImage::read(scene.root());
    const auto made = scene.create(scene.recording.files());
    QVERIFY2(made, qPrintable(why(made)));
    const PowerCut disk(scene.root(), before, scene.recording.mutations());
    Trial trial(disk, rowsOfCreate(scene.publishing, disk.calls()), archivesOf(scene));
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    // The store's own name; the bytes; the archive's name; the name of its folder.
    QCOMPARE(trial.barriersThatCount(), QStringLiteral("1 2 3 4 of 4"));
}

// Its blocks are clones of an older archive's, which has been on the disk for long.
void TestPowerCut::duringCreateThatShares() {
    constexpr std::uint32_t kXfs = 0x58465342;
    CopiedClones clones;
    Scene scene(clones.all());
    scene.faulty.shownType = kXfs;
    QVERIFY(scene.create(scene.faulty.files(), kOlder));
    const auto before = DiskImage::read(scene.root());
    const auto made = scene.create(scene.recording.files(), kBackup, kOlder);
    QVERIFY2(made, qPrintable(why(made)));
    const auto calls = scene.recording.mutations();
    QVERIFY(std::ranges::count(calls, Call::CloneRange, &Mutation::call) > 1); // the first is but a question
    const PowerCut disk(scene.root(), before, calls);
    Trial trial(disk, rowsOfCreate(scene.publishing, disk.calls()), archivesOf(scene));
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    // The bytes; the archive's name.
    QCOMPARE(trial.barriersThatCount(), QStringLiteral("1 2 of 3"));
}

// The daemon was killed right after it had made the server's folder, whose name is on no disk yet.
void TestPowerCut::inAFolderThatACrashLeft() {
    Scene scene;
    scene.temp.makeDirectory("node/backups");
    const auto before = DiskImage::read(scene.root());
    const auto files = scene.recording.files();
    QVERIFY(files.names.makeDirectory(AT_FDCWD, scene.serverPath(), 0700));
    QVERIFY(scene.create(files));
    const PowerCut disk(scene.root(), before, scene.recording.mutations());
    Trial trial(disk, rowsOfCreate(scene.publishing, disk.calls()), archivesOf(scene));
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    QCOMPARE(trial.barriersThatCount(), QStringLiteral("1 2 3 of 3"));
}

// Killed right after the archive had got its name: the next start finds it, and calls the backup complete.
void TestPowerCut::afterACrashThatLeftTheName() {
    Scene scene;
    const auto before = DiskImage::read(scene.root());
    scene.faulty.when([&](const CallInfo& call) {
        const bool named = exists(scene.archivePath());
        return named && (call.mutates() || call.call == Call::Sync) ? EIO : 0;
    });
    QVERIFY(!scene.create(scene.recording.files()));
    scene.faulty.heal();
    QVERIFY(exists(scene.archivePath()));
    auto store = scene.store(scene.recording.files());
    const auto settled = store.makeNamesDurable(kServer);
    QVERIFY2(settled, qPrintable(why(settled)));
    const PowerCut disk(scene.root(), before, scene.recording.mutations());
    Trial trial(disk, rowsOfCreate(scene.publishing, disk.calls()), archivesOf(scene));
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    QCOMPARE(trial.barriersThatCount(), QStringLiteral("1 2 3 4 of 4"));
}

void TestPowerCut::duringDelete() {
    Scene scene;
    QVERIFY(scene.create(quickFiles()));
    const auto whole = archivesOf(scene);
    const auto before = DiskImage::read(scene.root());
    auto store = scene.store(scene.recording.files());
    QVERIFY(store.remove(kServer, kBackup));
    const PowerCut disk(scene.root(), before, scene.recording.mutations());
    const auto rows = [&](std::size_t cut) {
        return std::vector{cut == disk.calls() ? Row::Deleted : Row::Publishing}; // before: whole, or gone
    };
    Trial trial(disk, rows, whole);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    QCOMPARE(trial.barriersThatCount(), QStringLiteral("1 of 1"));
}

// One of Pterodactyl's, which lie beside the servers' folders.
void TestPowerCut::duringDeleteOfAFlatOne() {
    Scene scene;
    QVERIFY(scene.create(quickFiles()));
    const auto whole = archivesOf(scene);
    std::filesystem::rename(scene.archivePath(), scene.root() + "/backups/" + kBackup.toString() + ".tar.gz");
    std::filesystem::remove(scene.serverPath());
    const auto before = DiskImage::read(scene.root());
    auto store = scene.store(scene.recording.files());
    QVERIFY(store.remove(kServer, kBackup));
    const PowerCut disk(scene.root(), before, scene.recording.mutations());
    const auto rows = [&](std::size_t cut) { return std::vector{cut == disk.calls() ? Row::Deleted : Row::Publishing}; };
    Trial trial(disk, rows, whole);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    QCOMPARE(trial.barriersThatCount(), QStringLiteral("1 of 1"));
}

// Killed right after the name had gone: the next start finds nothing, and forgets the backup.
void TestPowerCut::afterACrashDuringDelete() {
    Scene scene;
    QVERIFY(scene.create(quickFiles()));
    const auto whole = archivesOf(scene);
    const auto before = DiskImage::read(scene.root());
    const auto files = scene.recording.files();
    QVERIFY(files.names.remove(AT_FDCWD, scene.archivePath(), false));
    auto store = scene.store(files);
    const auto again = store.remove(kServer, kBackup);
    QVERIFY(!again);
    QCOMPARE(again.error().code(), ErrorCode::NotFound);
    const PowerCut disk(scene.root(), before, scene.recording.mutations());
    const auto rows = [&](std::size_t cut) { return std::vector{cut == disk.calls() ? Row::Deleted : Row::Publishing}; };
    Trial trial(disk, rows, whole);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
}

QTEST_APPLESS_MAIN(TestPowerCut)
#include "test_power_cut.moc"
