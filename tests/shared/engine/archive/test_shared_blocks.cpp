// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks that an archive shares with the one before, where the disk can: which, and what the archives are worth then.
#include "tests/shared/engine/archive/reuse_helper.h"
#include "tests/shared/engine/archive/run_tool.h"
#include "tests/support/copied_clones.h"
#include "tests/support/shared_space_disk.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cerrno>

using namespace alula;
using namespace alula::test;

namespace {

constexpr std::uint64_t kUnit = 4096;
constexpr std::uint32_t kXfs = 0x58465342;
constexpr std::size_t kBlocksOfBig = 9; // of the file "big"

// Its archives lie on a disk that can share.
class SharingShop {
public:
    SharingShop() : shop(ReuseShop::Age::Settled, systemFiles().names, quickFiles().files, m_clones.all()) {
        shop.files.when([this](const CallInfo& call) {
            if (call.call != Call::CloneRange || (call.size == 0 && !refuseProbe)) return 0;
            if (call.size > 0) ++(refuse == 0 ? shared : refused);
            return refuse;
        });
        shop.files.shownType = kXfs;
    }
    // Of the archive's blocks, so many do not lie as blocks that can be shared have to.
    std::size_t crooked() {
        const auto all = (*shop.open())->index().blocks();
        return static_cast<std::size_t>(std::ranges::count_if(
            *all, [](const ArchiveBlock& block) { return block.offset % kUnit != 0 || block.length % kUnit != 0; }));
    }
    std::size_t blocks() { return (*shop.open())->index().blocks()->size(); }

    int refuse = 0;                                   // the errno of each clone
    bool refuseProbe = false;                         // of the question at the beginning too
    std::atomic<std::size_t> shared = 0, refused = 0; // blocks

private:
    CopiedClones m_clones;

public:
    ReuseShop shop;
};

Tree world() {
    Tree items;
    items.add(file("big", 9'000'000));
    for (int i = 0; i < 400; ++i)
        items.add(file("d" + std::to_string(i % 7) + "/f" + std::to_string(i), 300 + static_cast<std::uint64_t>(i) * 37).text());
    return items;
}

} // namespace

class TestSharedBlocks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unchangedBlocksAreShared() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        QCOMPARE(on.shared.load(), std::size_t{0});
        QCOMPARE(on.crooked(), std::size_t{0});
        const std::string first = on.shop.blocksOfLast();
        const auto again = on.shop.next();
        QVERIFY(again);
        QCOMPARE(on.shared.load(), on.blocks());
        QCOMPARE(on.shop.blocksOfLast(), first);
        QCOMPARE(on.shop.wrongWithLast(), std::string());
        // The SHA-1 is of what is in the file, whoever put it there.
        const ToolRun sum = runShell("sha1sum < '" + on.shop.archivePath() + "'");
        QCOMPARE(sum.out.substr(0, 40), hex(again->sha1));
    }

    void whatChangedIsWritten() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        overwrite(on.shop.volumePath("big"), "not what it was");
        QVERIFY(on.shop.next());
        QCOMPARE(on.shared.load(), on.blocks() - kBlocksOfBig);
        QCOMPARE(on.crooked(), std::size_t{0});
        QCOMPARE(on.shop.wrongWithLast(), std::string());
    }

    void paddedMembersAreReadByOthers() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        const std::string out = on.shop.temp.makeDirectory("unpacked");
        const ToolRun untar = runShell("gzip -t '" + on.shop.archivePath() + "' && tar xzf '" + on.shop.archivePath() + "' -C '" +
                                       out + "' && diff -r '" + out + "' '" + on.shop.volumePath() + "'");
        QVERIFY2(untar.ok, (untar.out + untar.err).c_str());
    }

    // From a disk that cannot to one that can, and back: what was shared or padded is not of the format.
    void archivesMoveBetweenDisks() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        on.refuse = EOPNOTSUPP;
        on.refuseProbe = true;
        QVERIFY(on.shop.next());
        QVERIFY(on.crooked() > 0);
        const std::string plain = on.shop.blocksOfLast();

        on.refuse = 0;
        on.refuseProbe = false;
        const auto moved = on.shop.next();
        QVERIFY(moved);
        QCOMPARE(moved->readBytes, std::uint64_t{0}); // copied all the same
        QCOMPARE(on.crooked(), std::size_t{0});
        QCOMPARE(on.shop.wrongWithLast(), std::string());
        on.shared = 0;
        QVERIFY(on.shop.next());
        QCOMPARE(on.shared.load(), on.blocks());

        on.refuse = EOPNOTSUPP;
        on.refuseProbe = true;
        QVERIFY(on.shop.next());
        QCOMPARE(on.shop.blocksOfLast(), plain);
        QCOMPARE(on.shop.wrongWithLast(), std::string());
    }

    // XFS refuses a clone for want of room in one part of the disk, btrfs one of a file that is not to be copied on write …
    void whatIsRefusedIsWritten_data() {
        QTest::addColumn<int>("errnum");
        QTest::addColumn<bool>("askedAgain");
        QTest::newRow("EOPNOTSUPP") << EOPNOTSUPP << false;
        QTest::newRow("EXDEV") << EXDEV << false; // the older archive lies on another disk
        QTest::newRow("EINVAL") << EINVAL << true;
        QTest::newRow("EPERM") << EPERM << true;
        QTest::newRow("ENOSPC") << ENOSPC << true;
        QTest::newRow("EIO") << EIO << true;
    }
    void whatIsRefusedIsWritten() {
        QFETCH(int, errnum);
        QFETCH(bool, askedAgain);
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        const std::string first = on.shop.blocksOfLast();
        on.refuse = errnum;
        QVERIFY(on.shop.next());
        if (askedAgain) QCOMPARE(on.refused.load(), on.blocks());
        else QVERIFY(on.refused > 0 && on.refused <= on.shop.options.workers);
        QCOMPARE(on.shop.blocksOfLast(), first);
        QCOMPARE(on.shop.wrongWithLast(), std::string());
    }

    // A clone that fails, and then there is no room to write either.
    void aFullDiskEndsIt() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        on.refuse = ENOSPC;
        on.shop.files.failCall(5, ENOSPC, Call::Write);
        const auto failed = on.shop.next();
        QVERIFY(!failed);
        QCOMPARE(failed.error().code(), ErrorCode::NoSpace);
        QCOMPARE(on.shop.store.list()->size(), std::size_t{1});
        QCOMPARE(*on.shop.store.removeLeftovers(), std::size_t{0});
    }

    // What is not known for clones that can be trusted is not asked for any.
    void otherDisksAreNotAsked() {
        SharingShop on;
        on.shop.files.shownType = 0x2fc12fc1; // ZFS
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        QVERIFY(on.shop.next());
        QCOMPARE(on.shared.load(), std::size_t{0});
        QVERIFY(on.crooked() > 0);
        QCOMPARE(on.shop.wrongWithLast(), std::string());
    }

    // A damaged block is not shared: it is found before.
    void damageIsNotShared() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        const auto block = (*on.shop.open())->index().blocks()->at(2);
        std::string archive = readFile(on.shop.archivePath());
        archive[block.offset + block.length / 2] ^= 1;
        writeFile(on.shop.archivePath(), archive);
        QVERIFY(on.shop.next());
        QVERIFY(on.shop.trouble && on.shop.trouble->code() == ErrorCode::Corrupt);
        QCOMPARE(on.shared.load(), on.blocks() - 1);
        QCOMPARE(on.shop.wrongWithLast(), std::string());
    }

    void bytesThatAreSharedAreNotWritten() {
        SharingShop on;
        world().materialise(on.shop.volumePath());
        QVERIFY(on.shop.next());
        ProgressSink& progress = on.shop.progress;
        progress.bytesWritten = 0;
        const auto again = on.shop.next();
        QVERIFY(again);
        QVERIFY(again->newBytes < 100'000);
        QCOMPARE(progress.bytesWritten.load(), again->newBytes);
    }

    // On the real thing.
    void theyTakeNoSpaceOfTheirOwn() {
        std::string why;
        const auto disk = SharedSpaceDisk::make(why);
        if (!disk) QSKIP(why.c_str());
        constexpr std::int64_t kWorld = 64_MiB, kLittle = 2_MiB;
        ReuseShop shop;
        QVERIFY(shop.temp.path().starts_with(disk->path()));
        tree({file("world", std::uint64_t{kWorld}), file("log", 50'000).text()}).materialise(shop.volumePath());
        const std::int64_t atFirst = disk->freeBytes();
        QVERIFY(shop.next());
        const BackupId oldest = shop.last;
        const std::int64_t withOne = disk->freeBytes();
        QVERIFY(atFirst - withOne >= kWorld); // noise: nothing of it is saved by packing
        for (int i = 0; i < 3; ++i) {
            overwrite(shop.volumePath("log"), "line " + std::to_string(i));
            QVERIFY(shop.next());
            QCOMPARE(shop.wrongWithLast(), std::string());
        }
        const std::int64_t withFour = disk->freeBytes();
        QVERIFY2(withOne - withFour < kLittle, QByteArray::number(static_cast<qlonglong>(withOne - withFour)).constData());
        // Each is an archive of its own.
        QVERIFY(shop.store.remove(shop.options.server, oldest));
        QCOMPARE(shop.wrongWithLast(), std::string());
        const ToolRun test = runShell("gzip -t '" + shop.archivePath() + "'");
        QVERIFY2(test.ok, test.err.c_str());
        QVERIFY(disk->freeBytes() < withOne + kLittle); // its blocks are the others'
    }
};

QTEST_GUILESS_MAIN(TestSharedBlocks)
#include "test_shared_blocks.moc"
