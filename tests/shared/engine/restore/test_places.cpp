// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/staging.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

enum class Staged { Beside, Inside, Refused };

bool mountsAllowed() {
    static const bool own =
        isRoot() && ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    return own;
}

// A bench whose folders lie on mounts, as an admin may have them.
class Place {
public:
    ~Place() {
        for (auto point = m_points.rbegin(); point != m_points.rend(); ++point) ::umount2(point->c_str(), MNT_DETACH);
    }
    void newFileSystem(const std::string& point) { mount("tmpfs", point, "tmpfs", 0, "mode=0755"); }
    void bind(const std::string& what, const std::string& point, bool readOnly = false) {
        mount(what.c_str(), point, nullptr, MS_BIND);
        if (readOnly && ::mount(nullptr, point.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0) works = false;
    }
    // The volume's name leads elsewhere.
    void volumeIsLinkTo(const std::string& target) {
        std::filesystem::remove(bench.volumePath());
        if (::symlink(target.c_str(), bench.volumePath().c_str()) != 0) works = false;
    }

    Bench bench;
    bool works = true; // false: this system lets nobody mount

private:
    void mount(const char* what, const std::string& point, const char* type, unsigned long flags, const char* options = nullptr) {
        if (::mount(what, point.c_str(), type, flags, options) == 0) m_points.push_back(point);
        else works = false;
    }
    std::vector<std::string> m_points;
};

using SetUp = std::function<void(Place&)>;

} // namespace

Q_DECLARE_METATYPE(Staged)
Q_DECLARE_METATYPE(SetUp)

// Wherever an admin has put the volumes: the new tree is built where a rename can take it into the volume, or nothing is touched
// and nobody was stopped for it.
class TestPlaces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRestoreFindsItsPlace_data();
    void aRestoreFindsItsPlace();
    void aVolumeThatBecomesReadOnly();
};

void TestPlaces::aRestoreFindsItsPlace_data() {
    QTest::addColumn<SetUp>("setUp"); // before there is anything in the volume
    QTest::addColumn<SetUp>("then");  // when there is
    QTest::addColumn<Staged>("staged");
    const auto row = [](
                         const char* name, Staged staged, SetUp setUp, SetUp then = [](Place&) {}) {
        QTest::newRow(name) << std::move(setUp) << std::move(then) << staged;
    };
    const auto data = [](Place& place) { return place.bench.temp.path("data"); };
    const auto elsewhere = [](Place& place) { return place.bench.temp.makeDirectory("elsewhere"); };
    row("plain folders", Staged::Beside, [](Place&) {});
    row("the data directory is a file system of its own", Staged::Beside, [=](Place& place) {
        place.newFileSystem(data(place));
        place.bench.temp.makeDirectory("data/volume");
    });
    row("the data directory is a bind mount", Staged::Beside, [=](Place& place) { place.bind(data(place), data(place)); });
    row("the data path is a symlink", Staged::Beside, [=](Place& place) {
        place.bench.dataDirectory = place.bench.temp.path("link");
        place.works = ::symlink("data", place.bench.dataDirectory.c_str()) == 0;
    });
    row("the data path is a symlink to another file system", Staged::Beside, [=](Place& place) {
        place.newFileSystem(elsewhere(place));
        std::filesystem::remove_all(data(place));
        place.works = place.works && ::symlink("elsewhere", data(place).c_str()) == 0;
        place.bench.temp.makeDirectory("elsewhere/volume");
    });
    row("the volume is a file system of its own", Staged::Inside,
        [](Place& place) { place.newFileSystem(place.bench.volumePath()); });
    row("the volume is a bind mount", Staged::Inside,
        [=](Place& place) { place.bind(elsewhere(place), place.bench.volumePath()); });
    row("the volume is a symlink on its file system", Staged::Beside,
        [=](Place& place) { place.volumeIsLinkTo(elsewhere(place)); });
    row("the volume is a symlink to another file system", Staged::Inside, [=](Place& place) {
        place.newFileSystem(elsewhere(place));
        place.volumeIsLinkTo(elsewhere(place));
    });
    row("the data directory is read-only, the volume is not", Staged::Inside, [=](Place& place) {
        place.bind(data(place), data(place), true);
        place.bind(elsewhere(place), place.bench.volumePath());
    });
    // ext4 and XFS: a rename or a link into a directory that hands down another project is EXDEV, on one mount too (ext4_rename,
    // xfs_rename). What is made in the volume gets the volume's project from it.
    row("the volume has a project quota of its own", Staged::Inside, [](Place& place) {
        place.bench.files.when([volume = place.bench.volumePath()](const CallInfo& call) {
            if (call.call != Call::Rename && call.call != Call::MakeLink) return 0;
            const auto inVolume = [&](int directory) {
                const auto path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(directory)).string();
                return path == volume || path.starts_with(volume + "/");
            };
            return inVolume(call.directory) == inVolume(call.otherDirectory) ? 0 : EXDEV;
        });
    });
    row(
        "the volume is read-only", Staged::Refused, [](Place&) {},
        [](Place& place) { place.bind(place.bench.volumePath(), place.bench.volumePath(), true); });
    row(
        "all of it is read-only", Staged::Refused, [](Place&) {},
        [=](Place& place) { place.bind(data(place), data(place), true); });
}

void TestPlaces::aRestoreFindsItsPlace() {
    QFETCH(SetUp, setUp);
    QFETCH(SetUp, then);
    QFETCH(Staged, staged);
    if (!mountsAllowed()) QSKIP("a mount namespace of its own is not allowed here");
    Place place;
    Bench& bench = place.bench;
    const auto archive = bench.archiveOf(fullTree());
    setUp(place);
    bench.live(vandalised());
    then(place);
    if (!place.works) QSKIP("this system does not let the test mount what it needs");
    const auto before = bench.now();
    bench.options.truncate = true;
    const auto done = bench.restore(*archive);
    if (staged == Staged::Refused) {
        QVERIFY(!done);
        QCOMPARE(done.error().errnum(), EROFS);
        QVERIFY2(done.error().message().contains("mounted read-only"), qPrintable(why(done)));
        QCOMPARE(bench.gate.stops, 0);
        QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
        QCOMPARE(bench.preview(*archive).error().errnum(), EROFS);
        return;
    }
    QVERIFY2(done, qPrintable(why(done)));
    const auto name = stagingName(bench.options.job);
    QCOMPARE(exists(bench.volumePath(name)), staged == Staged::Inside);
    QCOMPARE(bench.stagingFolders().size(), std::size_t(1));
    auto now = bench.now();
    std::erase_if(now, [&](const auto& entry) { return entry.first.starts_with(name); });
    QCOMPARE(differences(bench.wanted, now, {.directoryTimes = staged == Staged::Beside}), QString());

    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now()), QString());
    QVERIFY(bench.stagingFolders().empty());
}

// A disk that begins to fail after a restore: its undo is refused, and can be done when the disk is well again.
void TestPlaces::aVolumeThatBecomesReadOnly() {
    if (!mountsAllowed()) QSKIP("a mount namespace of its own is not allowed here");
    Place place;
    Bench& bench = place.bench;
    place.newFileSystem(bench.temp.path("data"));
    bench.temp.makeDirectory("data/volume");
    if (!place.works) QSKIP("this system does not let the test mount what it needs");
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    const auto stops = bench.gate.stops;
    const auto data = bench.temp.path("data");
    QCOMPARE(::mount(nullptr, data.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr), 0);
    const auto refused = bench.undo();
    QVERIFY(!refused);
    QCOMPARE(refused.error().errnum(), EROFS);
    QCOMPARE(bench.gate.stops, stops);
    QCOMPARE(::mount(nullptr, data.c_str(), nullptr, MS_REMOUNT, nullptr), 0);
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now()), QString());
}

QTEST_APPLESS_MAIN(TestPlaces)
#include "test_places.moc"
