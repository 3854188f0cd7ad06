// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/mount_table.h"

#include <QTest>

using namespace alula;

namespace {

// A node: a root, a disk with the volumes on it, a subvolume mounted with a space in its name; and what a container sees of it.
constexpr auto kNode = R"(24 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
30 24 259:5 / /var/lib/pelican rw shared:2 - xfs /dev/nvme0n1p5 rw
31 24 0:44 /@home /srv/my\040data rw - btrfs /dev/sdb rw
32 24 0:50 / /tmp rw - tmpfs tmpfs rw
40 24 0:51 / /tmp rw - tmpfs tmpfs rw
)";
constexpr auto kContainer = R"(700 699 0:88 / / rw - overlay overlay rw
701 700 259:5 /volumes/aaaa /home/container rw - xfs /dev/nvme0n1p5 rw
not a line of a mountinfo
702 700 259:5
)";

std::string told(const std::optional<FsPath>& where) { return where ? where->device + " " + where->path : "nowhere"; }

} // namespace

class TestMountTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byMount_data();
    void byMount();
    void byPath_data();
    void byPath();
    void within_data();
    void within();
    void theContainersFileIsTheNodes();
    void nonsense();
};

void TestMountTable::byMount_data() {
    QTest::addColumn<qulonglong>("mount");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("where");
    QTest::newRow("on the root") << 24ull << "/etc/passwd" << "259:2 /etc/passwd";
    QTest::newRow("the root itself") << 24ull << "/" << "259:2 /";
    QTest::newRow("on a disk") << 30ull << "/var/lib/pelican/volumes/aaaa" << "259:5 /volumes/aaaa";
    QTest::newRow("a mount point") << 30ull << "/var/lib/pelican" << "259:5 /";
    QTest::newRow("not on that mount") << 30ull << "/var/lib/pelican2/x" << "nowhere";
    QTest::newRow("in a subvolume") << 31ull << "/srv/my data/x" << "0:44 /@home/x";
    QTest::newRow("a subvolume") << 31ull << "/srv/my data" << "0:44 /@home";
    QTest::newRow("unknown mount") << 99ull << "/x" << "nowhere";
}

void TestMountTable::byMount() {
    QFETCH(qulonglong, mount);
    QFETCH(QString, path);
    QFETCH(QString, where);
    QCOMPARE(QString::fromStdString(told(MountTable::parse(kNode).locate(mount, path.toStdString()))), where);
}

void TestMountTable::byPath_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("where");
    QTest::newRow("root") << "/etc/passwd" << "259:2 /etc/passwd";
    QTest::newRow("longest mount point") << "/var/lib/pelican/volumes/x" << "259:5 /volumes/x";
    QTest::newRow("a name that begins alike") << "/var/lib/pelicans" << "259:2 /var/lib/pelicans";
    QTest::newRow("the mount on top") << "/tmp/x" << "0:51 /x";
    QTest::newRow("relative") << "x" << "nowhere";
}

void TestMountTable::byPath() {
    QFETCH(QString, path);
    QFETCH(QString, where);
    QCOMPARE(QString::fromStdString(told(MountTable::parse(kNode).locate(path.toStdString()))), where);
}

void TestMountTable::within_data() {
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("within");
    QTest::newRow("itself") << "1:2" << "/a/b" << true;
    QTest::newRow("below") << "1:2" << "/a/b/c" << true;
    QTest::newRow("beside") << "1:2" << "/a/bc" << false;
    QTest::newRow("above") << "1:2" << "/a" << false;
    QTest::newRow("another device") << "1:3" << "/a/b/c" << false;
}

void TestMountTable::within() {
    QFETCH(QString, device);
    QFETCH(QString, path);
    QFETCH(bool, within);
    const FsPath directory{"1:2", "/a/b"};
    const FsPath where{device.toStdString(), path.toStdString()};
    QCOMPARE(where.isWithin(directory), within);
}

void TestMountTable::theContainersFileIsTheNodes() {
    const auto volume = MountTable::parse(kNode).locate(30, "/var/lib/pelican/volumes/aaaa");
    const auto container = MountTable::parse(kContainer);
    QVERIFY(container.locate(701, "/home/container/world/map.db")->isWithin(*volume));
    QVERIFY(container.locate("/home/container/world/map.db")->isWithin(*volume));
    QVERIFY(!container.locate("/home/other")->isWithin(*volume));
}

void TestMountTable::nonsense() {
    for (const char* text :
         {"", "\n\n\n", "24", "x 1 1:2 / / rw", "99999999999999999999999 1 1:2 / /", "1 2 3 4", "   \n \\ \\0 \\04"})
        QVERIFY(!MountTable::parse(text).locate("/x"));
}

QTEST_APPLESS_MAIN(TestMountTable)
#include "test_mount_table.moc"
