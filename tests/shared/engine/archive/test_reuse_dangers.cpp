// SPDX-License-Identifier: GPL-3.0-or-later
// What could make a backup take over bytes that are not the volume's: times that do not tell, an older archive that was no whole one,
// or is none any more.
#include "shared/base/log.h"
#include "tests/shared/engine/archive/reuse_helper.h"

#include <QTest>

#include <cerrno>
#include <filesystem>
#include <sys/mman.h>
#include <sys/vfs.h>

using namespace alula;
using namespace alula::test;

namespace {

Tree fewFiles() {
    return tree(
        {file("large", 2'600'000), file("a", 70'000), file("b", 5'000), file("c/d", 90'000).text(), file("c/e", 900'000)});
}

// A file mapped by a game, which writes into it without a system call.
class Mapped {
public:
    Mapped(const std::string& path, std::size_t size) : m_size(size) {
        const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
        m_bytes = static_cast<char*>(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        ::close(fd);
        if (m_bytes == MAP_FAILED) throw std::runtime_error("cannot map " + path);
    }
    ~Mapped() { ::munmap(m_bytes, m_size); }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;
    void store(std::size_t at, char value) { static_cast<volatile char*>(m_bytes)[at] = value; }

private:
    char* m_bytes;
    std::size_t m_size;
};

bool isInMemory(const std::string& path) {
    struct statfs there{};
    return ::statfs(path.c_str(), &there) != 0 || there.f_type == ReuseShop::kTmpfs;
}

void flip(const std::string& path, std::uint64_t at) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    char byte = 0;
    const bool good = ::pread(fd, &byte, 1, static_cast<off_t>(at)) == 1;
    byte = static_cast<char>(byte ^ 0x10);
    if (!good || ::pwrite(fd, &byte, 1, static_cast<off_t>(at)) != 1) throw std::runtime_error("cannot flip a byte of " + path);
    ::close(fd);
}

} // namespace

class TestReuseDangers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void timesThatDoNotTell_data();
    void timesThatDoNotTell();
    void storesThroughAMappingAreSeen();
    void theVolumeIsSyncedBeforeItIsWalked();
    void aFailedSyncMakesTimesDoubtful_data();
    void aFailedSyncMakesTimesDoubtful();
    void aSlowSyncMakesYoungTimesDoubtful();
    void whereTimesAreNotBelieved_data();
    void whereTimesAreNotBelieved();
    void damageIsToldThoughTheBackupFails();
    void zerosOfLastTimeAreNotTakenOver_data();
    void zerosOfLastTimeAreNotTakenOver();
    void aDamagedBlockIsBuiltAnew();
    void anArchiveThatIsTruncatedMeanwhile();
    void anArchiveThatIsDeletedMeanwhile();
    void anArchiveThatCannotBeRead();
    void aFullDiskWhileCopying();
    void cancelledWhileCopying();
};

void TestReuseDangers::timesThatDoNotTell_data() {
    using Age = ReuseShop::Age;
    QTest::addColumn<Age>("age");
    QTest::addColumn<int>("clockHours");
    QTest::addColumn<bool>("seen");
    // Without this row the others would show nothing: such a file is believed, and that is what makes backups quick.
    QTest::newRow("an old file whose times lie") << Age::Settled << 0 << false;
    QTest::newRow("a file written right before the last backup") << Age::Young << 0 << true;
    QTest::newRow("the same, an hour later") << Age::Young << 1 << true;
    QTest::newRow("the clock was set back since") << Age::Settled << -1 << true;
}

// Something was written into a file, and its size and times are what they were.
void TestReuseDangers::timesThatDoNotTell() {
    using Age = ReuseShop::Age;
    QFETCH(Age, age);
    QFETCH(int, clockHours);
    QFETCH(bool, seen);
    for (const std::string changed : {"a", "large", "c/e"}) {
        StoppedTimes names;
        ReuseShop shop(age, names);
        fewFiles().materialise(shop.volumePath());
        names.stopTimes(shop.volumePath(changed));
        QVERIFY(shop.next());
        overwrite(shop.volumePath(changed), "written in secret");
        shop.clock.jump(std::chrono::hours(clockHours));
        const auto second = shop.next();
        QVERIFY(second && second->warnings.empty());
        QCOMPARE(shop.wrongWithLast().empty(), seen);
        QCOMPARE(second->readBytes > 0, seen);
        if (seen) QVERIFY(second->newBytes < second->size); // the others were the same
    }
}

// Linux tells a file's times of a store when the page was clean: of the first one after it was written back.
void TestReuseDangers::storesThroughAMappingAreSeen() {
    ReuseShop shop(ReuseShop::Age::Settled, systemFiles().names, systemFiles().files);
    if (isInMemory(shop.temp.path())) QSKIP("a file system in memory never tells of stores through a mapping");
    fewFiles().materialise(shop.volumePath());
    Mapped large(shop.volumePath("large"), 2'600'000);
    Mapped small(shop.volumePath("b"), 5'000);      // so small that reading it does not start its write-back
    for (const char value : {'a', 'b', 'c', 'd'}) { // from the second on into pages that were dirty before
        large.store(1'000'000, value);
        small.store(1'000, value);
        QVERIFY(shop.next());
        QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
    }
}

void TestReuseDangers::theVolumeIsSyncedBeforeItIsWalked() {
    for (const bool mayBeReused : {true, false}) {
        ReuseShop shop;
        fewFiles().materialise(shop.volumePath());
        shop.options.mayBeReused = mayBeReused;
        std::vector<Call> calls;
        std::mutex mutex;
        shop.onVolume = [&](const CallInfo& call) {
            const std::lock_guard lock(mutex);
            calls.push_back(call.call);
            return 0;
        };
        QVERIFY(shop.next());
        const auto synced = std::ranges::find(calls, Call::SyncFileSystem);
        QCOMPARE(synced != calls.end(), mayBeReused);
        if (mayBeReused) QVERIFY(std::find(calls.begin(), synced, Call::List) == synced);
    }
}

void TestReuseDangers::aFailedSyncMakesTimesDoubtful_data() {
    QTest::addColumn<int>("failing");
    QTest::newRow("in the first backup") << 1;
    QTest::newRow("in the second") << 2;
}

void TestReuseDangers::aFailedSyncMakesTimesDoubtful() {
    QFETCH(int, failing);
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    int backup = 1;
    shop.onVolume = [&](const CallInfo& call) { return call.call == Call::SyncFileSystem && backup == failing ? EIO : 0; };
    const auto first = shop.next();
    QVERIFY(first);
    backup = 2;
    const auto second = shop.next();
    QVERIFY(second);
    QCOMPARE(second->readBytes, first->readBytes);
    QVERIFY(second->newBytes < 10'000);
    backup = 3;
    const auto third = shop.next();
    QVERIFY(third);
    QCOMPARE(third->readBytes, failing == 2 ? first->readBytes : 0);
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

void TestReuseDangers::zerosOfLastTimeAreNotTakenOver_data() {
    QTest::addColumn<Call>("call");
    QTest::addColumn<int>("errnum");
    QTest::newRow("no right to open it") << Call::Open << EACCES;
    QTest::newRow("it was gone") << Call::Open << ENOENT;
    QTest::newRow("reading broke off") << Call::Read << EIO;
}

void TestReuseDangers::zerosOfLastTimeAreNotTakenOver() {
    QFETCH(Call, call);
    QFETCH(int, errnum);
    for (const std::string bad : {"a", "large", "c/d"}) {
        ReuseShop shop;
        fewFiles().materialise(shop.volumePath());
        bool failing = true;
        shop.onVolume = [&](const CallInfo& info) {
            const auto path = info.call == call ? resolvedPath(info.directory, info.name) : std::string();
            return failing && path == shop.volumePath(bad) ? errnum : 0;
        };
        const auto first = shop.next();
        QVERIFY(first && first->warnings.size() == 1);
        failing = false;
        const auto second = shop.next();
        QVERIFY(second && second->warnings.empty());
        QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
        QVERIFY(second->readBytes > 0 && second->readBytes < first->contentBytes);
        for (const auto& entry : allEntries(**shop.open())) QCOMPARE(entry.flags, 0U);
    }
}

// What a long sync wrote back first may have been written to again before it ended.
void TestReuseDangers::aSlowSyncMakesYoungTimesDoubtful() {
    for (const auto takes : {std::chrono::minutes(0), std::chrono::minutes(10)}) {
        ReuseShop shop(ReuseShop::Age::Young);
        fewFiles().materialise(shop.volumePath());
        shop.onVolume = [&](const CallInfo& call) {
            if (call.call == Call::SyncFileSystem) shop.clock.jump(takes);
            return 0;
        };
        QVERIFY(shop.next());
        const auto second = shop.next();
        QVERIFY(second && second->readBytes > 0);
    }
}

void TestReuseDangers::whereTimesAreNotBelieved_data() {
    QTest::addColumn<std::function<void(ReuseShop&)>>("change");
    QTest::addColumn<bool>("atOnce"); // before the first backup too
    const auto row = [](const char* what, std::function<void(ReuseShop&)> change) {
        for (const bool atOnce : {false, true}) QTest::addRow("%s%s", what, atOnce ? ", always" : ", since") << change << atOnce;
    };
    row("a file system in memory", [](ReuseShop& shop) { shop.counted.shownType = ReuseShop::kTmpfs; });
    row("other file systems inside", [](ReuseShop& shop) { shop.options.crossFileSystems = true; });
    row("it is not known whether the machine was started anew", [](ReuseShop& shop) { shop.options.boot = 0; });
    QTest::newRow("the machine was started anew") << std::function([](ReuseShop& shop) { shop.options.boot = 2; }) << false;
}

void TestReuseDangers::whereTimesAreNotBelieved() {
    QFETCH(std::function<void(ReuseShop&)>, change);
    QFETCH(bool, atOnce);
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    if (atOnce) change(shop);
    const auto first = shop.next();
    QVERIFY(first);
    change(shop);
    const auto second = shop.next();
    QVERIFY(second && !shop.trouble);
    QCOMPARE(second->readBytes, first->readBytes);
    QVERIFY(second->newBytes < second->size); // compared, and copied
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

// Else it would go on passing for a good one.
void TestReuseDangers::damageIsToldThoughTheBackupFails() {
    ReuseShop shop;
    shop.options.workers = 1;
    fewFiles().materialise(shop.volumePath());
    QVERIFY(shop.next());
    const auto blocks = (*shop.open())->index().blocks();
    flip(shop.archivePath(), blocks->front().offset + blocks->front().length / 2);
    shop.files.failCall(2, ENOSPC, Call::Write);
    QVERIFY(!shop.next());
    shop.files.heal();
    QVERIFY(shop.trouble);
    QCOMPARE(shop.trouble->code(), ErrorCode::Corrupt);
}

void TestReuseDangers::aDamagedBlockIsBuiltAnew() {
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    QVERIFY(shop.next());
    const BackupId first = shop.last;
    const auto blocks = (*shop.open())->index().blocks();
    QVERIFY(blocks && blocks->size() > 4);
    for (const ArchiveBlock& block : *blocks) {
        for (const std::uint64_t at : {std::uint64_t{3}, block.length / 2, block.length - 2}) { // header, data, trailer
            flip(shop.archiveOf(first), block.offset + at);
            shop.last = first;
            const auto made = shop.next();
            QVERIFY(made);
            QVERIFY(shop.trouble && shop.trouble->code() == ErrorCode::Corrupt);
            QVERIFY(shop.trouble->path().contains(first.toString()));
            QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
            QVERIFY(made->readBytes <= 1_MiB && made->warnings.empty()); // of that block
            flip(shop.archiveOf(first), block.offset + at);
        }
    }
}

void TestReuseDangers::anArchiveThatIsTruncatedMeanwhile() {
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    const auto first = shop.next();
    QVERIFY(first);
    const std::string old = shop.archivePath();
    bool walked = false;
    shop.onVolume = [&](const CallInfo& call) {
        if (call.call == Call::List && !std::exchange(walked, true)) std::filesystem::resize_file(old, first->size / 2);
        return 0;
    };
    const auto second = shop.next();
    QVERIFY(second && shop.trouble);
    QCOMPARE(shop.trouble->code(), ErrorCode::Corrupt);
    QVERIFY(second->readBytes > 0 && second->newBytes < second->size);
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

void TestReuseDangers::anArchiveThatIsDeletedMeanwhile() {
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    QVERIFY(shop.next());
    const BackupId first = shop.last;
    bool walked = false;
    shop.onVolume = [&](const CallInfo& call) {
        if (call.call == Call::List && !std::exchange(walked, true)) (void)shop.store.remove(shop.options.server, first);
        return 0;
    };
    const auto second = shop.next();
    QVERIFY2(second, second ? "" : second.error().toString().c_str());
    QVERIFY(!exists(shop.archiveOf(first)));
    QVERIFY(!shop.trouble);
    QCOMPARE(second->readBytes, std::uint64_t{0});
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

void TestReuseDangers::anArchiveThatCannotBeRead() {
    ReuseShop shop;
    shop.options.workers = 1;
    fewFiles().materialise(shop.volumePath());
    const auto first = shop.next();
    QVERIFY(first);
    const std::string old = shop.archivePath();
    bool walked = false;
    int tried = 0;
    shop.onVolume = [&](const CallInfo& call) {
        walked = walked || call.call == Call::List;
        return 0;
    };
    shop.files.when([&](const CallInfo& call) {
        if (call.call != Call::Read || !walked || resolvedPath(call.directory, {}) != old) return 0;
        ++tried;
        return EIO;
    });
    const auto second = shop.next();
    QVERIFY(second && shop.trouble);
    QVERIFY(shop.trouble->code() != ErrorCode::Corrupt);
    QCOMPARE(shop.trouble->errnum(), EIO);
    QCOMPARE(tried, 1); // a disk that fails is not asked block by block
    QCOMPARE(second->newBytes, second->size);
    QCOMPARE(second->readBytes, first->readBytes);
    shop.files.heal();
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

void TestReuseDangers::aFullDiskWhileCopying() {
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    QVERIFY(shop.next());
    for (const int errnum : {ENOSPC, EIO}) {
        for (const std::uint64_t n : {1U, 3U}) {
            shop.files.failCall(n, errnum, Call::Write);
            const auto second = shop.next();
            QVERIFY(!second);
            if (errnum == ENOSPC) QCOMPARE(second.error().code(), ErrorCode::NoSpace);
            shop.files.heal();
            QCOMPARE(shop.store.list()->size(), std::size_t{1}); // the previous one
            QCOMPARE(*shop.store.removeLeftovers(), std::size_t{0});
        }
    }
    QVERIFY(shop.next());
    QCOMPARE(QString::fromStdString(shop.wrongWithLast()), QString());
}

void TestReuseDangers::cancelledWhileCopying() {
    ReuseShop shop;
    fewFiles().materialise(shop.volumePath());
    QVERIFY(shop.next());
    const std::string old = shop.archivePath();
    bool walked = false;
    shop.onVolume = [&](const CallInfo& call) {
        walked = walked || call.call == Call::List;
        return 0;
    };
    shop.files.when([&](const CallInfo& call) {
        if (call.call == Call::Read && walked && resolvedPath(call.directory, {}) == old) shop.stop.request_stop();
        return 0;
    });
    const auto second = shop.next();
    QVERIFY(!second);
    QCOMPARE(second.error().code(), ErrorCode::Cancelled);
    QCOMPARE(shop.store.list()->size(), std::size_t{1});
    QCOMPARE(*shop.store.removeLeftovers(), std::size_t{0});
}

Q_DECLARE_METATYPE(alula::test::Call)
Q_DECLARE_METATYPE(std::function<void(alula::test::ReuseShop&)>)
Q_DECLARE_METATYPE(alula::test::ReuseShop::Age)

QTEST_GUILESS_MAIN(TestReuseDangers)
#include "test_reuse_dangers.moc"
