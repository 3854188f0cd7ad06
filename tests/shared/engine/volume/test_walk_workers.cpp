// SPDX-License-Identifier: GPL-3.0-or-later
// The walk with several threads: what comes out is what one would bring, whatever happens meanwhile.
#include "tests/shared/engine/volume/walking.h"
#include "tests/support/faulty_files.h"
#include "tests/support/few_descriptors.h"
#include "tests/support/open_handles.h"
#include "tests/support/tree.h"

#include <QtTest>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <format>
#include <new>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using Lines = std::vector<std::string>;
using Paths = std::vector<std::string>;
using Warnings = std::vector<std::pair<WarningKind, std::string>>;

namespace {
WalkOptions with(unsigned workers) {
    WalkOptions options;
    options.workers = workers;
    return options;
}

// All that a walk brought, a line each.
Lines described(const Walked& walked) {
    Lines lines;
    const VolumeTree& tree = walked.tree;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const auto& n = tree.node(i);
        lines.push_back(
            std::format("{} parent {} type {} sparse {} mode {:o} owner {}:{} group {} units {} size {} inode {} times {} {}",
                        tree.path(i), n.parent, static_cast<int>(n.type), n.sparse, n.mode, n.uid, n.gid, n.linkGroup,
                        n.diskUnits, n.size, n.inode, n.mtimeNs, n.ctimeNs));
        if (n.type == EntryType::Symlink) lines.push_back("to " + tree.linkTarget(i));
        for (const auto& attribute : tree.attributes(i)) lines.push_back("has " + attribute.name + " " + attribute.value);
    }
    for (const auto& warning : walked.warnings)
        lines.push_back(std::format("warning {} of {}: {}", name(warning.kind), warning.path, warning.detail));
    return lines;
}

// More entries than are looked at, or listed, at once.
Item wide(const std::string& path) {
    std::vector<Item> items;
    for (int i = 0; i < 1100; ++i) items.push_back(file("f" + std::to_string(i), i % 7));
    for (int i = 0; i < 100; ++i) items.push_back(dir("g" + std::to_string(i), {file("inner", "x"), dir("z")}));
    return dir(path, items);
}

// Every level has files before and after the next one.
void addComb(Tree& tree, const std::string& path, int levels) {
    std::string at = path;
    for (int i = 0; i < levels; ++i) {
        tree.add(file(at + "/a", "x")).add(dir(at + "/b", {file("f", "y"), dir("g")}));
        tree.add(file(at + "/z", "x")).add(dir(at + "/e", {file("f", "y")}));
        at += "/d";
    }
}

std::string allBytes() {
    std::string bytes;
    for (int c = 1; c < 256; ++c)
        if (c != '/') bytes += static_cast<char>(c);
    return bytes;
}

Tree richTree() {
    Tree rich({file("a/b/c/f", 100), file("a/b/g", "x"), softlink("a/l", "../.."), softlink("dangling", "nowhere"),
               fifo("a/pipe"), socketFile("a/socket"), file(".alula-0123/x", "x"), file(allBytes() + "/inner", "x"),
               file(std::string(255, 'n'), "x"), dir("empty"), file("bad/unseen", "x"), file("logs/x/y", "x"), file("a/x.log"),
               file("first", 10), hardlink("zz/second", "first"), hardlink("a/b/third", "first"), file("one", 5)});
    rich.add(dir("attributes").attribute("user.own", "1").mode(0700)).add(wide("m/wide")).add(wide("w"));
    for (int i = 0; i < 400; ++i)
        rich.add(file(std::format("attributes/f{}", i), "x").attribute("user.large", std::string(i % 3 == 0 ? 900 : 3, 'v')));
    addComb(rich, "comb", 120);
    for (int i = 0; i < 60; ++i) rich.add(dir(std::format("forest/t{}/u{}", i, i % 5), {file("f", "x"), dir("v", {file("g")})}));
    return rich;
}

std::vector<unsigned> numbers() { return {2, 4, 9}; }

// Every file has 60,000 bytes attached.
class Attached final : public AttributeCalls {
    Result<void> setOwner(int, const std::string&, uid_t, gid_t) override { return {}; }
    Result<void> setMode(int, mode_t) override { return {}; }
    Result<void> setModifiedTime(int, const std::string&, std::int64_t) override { return {}; }
    Result<std::string> readLink(int d, const std::string& n) override { return systemFiles().attributes.readLink(d, n); }
    Result<std::vector<std::string>> listAttributes(int, const std::string&) override {
        return std::vector<std::string>{"user.large"};
    }
    Result<std::string> attribute(int, const std::string&, const std::string&) override { return std::string(60'000, 'x'); }
    Result<void> setAttribute(int, const std::string&, const std::string&) override { return {}; }
    void advise(int, std::uint64_t, std::uint64_t, int) override {}
};

// Answers only once two threads have come; that they do not is said after half a minute.
class Meeting {
public:
    bool come() {
        std::unique_lock lock(m_mutex);
        ++m_there;
        m_came.notify_all();
        return m_came.wait_for(lock, std::chrono::seconds(30), [&] { return m_there >= 2; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_came;
    int m_there = 0; // guarded by m_mutex
};
} // namespace

class TestWalkWorkers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void bringTheSame_data();
    void bringTheSame();
    void limitsFallOnTheSameEntries();
    void attributesOverTheLimitAreThoseOfTheSameEntries();
    void lookAtTwoDirectoriesAtOnce();
    void lookAtTwoPartsOfADirectoryAtOnce();
    void ignoredDirectoriesAreNotOpened();
    void directorySwappedForALink();
    void cancelEndsThemAll();
    void pauseHoldsThemAll();
    void everyCallFailingInTurnIsSurvived();
    void anyOpenWithoutAHandleLeft();
    void handlesLackedAheadAreNoError();
    void memoryLackedAheadIsNoError();
    void aheadOnesMakeRoom();
    void handlesAreBounded();
    void deepBranchesWithFewHandles();

private:
    TempDir m_rich;
};

void TestWalkWorkers::initTestCase() {
    richTree().materialise(m_rich.path());
    // Delayed allocation would change what is said of a file between two walks.
    QVERIFY(systemFiles().files.syncFileSystem(Volume::open(systemFiles(), m_rich.path())->handle()));
}

void TestWalkWorkers::bringTheSame_data() {
    QTest::addColumn<QByteArray>("ignore");
    QTest::addColumn<bool>("attributes");
    QTest::addColumn<quint64>("maxPathBytes");
    QTest::newRow("all") << QByteArray() << true << quint64{kMaxPathBytes};
    QTest::newRow("without attributes") << QByteArray() << false << quint64{kMaxPathBytes};
    QTest::newRow("some ignored") << QByteArray("*.log\nlogs/\ng1*/\n/w/f*\n!f7\n") << true << quint64{kMaxPathBytes};
    QTest::newRow("long paths left out") << QByteArray() << true << quint64{40};
}

void TestWalkWorkers::bringTheSame() {
    QFETCH(const QByteArray, ignore);
    QFETCH(const bool, attributes);
    QFETCH(const quint64, maxPathBytes);
    WalkOptions options;
    options.ignore = IgnoreRules::parse(ignore.toStdString());
    options.readAttributes = attributes;
    options.maxPathBytes = maxPathBytes;
    FaultyFiles faulty;
    faulty.failPath(Call::Open, "bad", EACCES);
    faulty.failPath(Call::List, "t7", EIO);
    const auto alone = walked(m_rich.path(), options, faulty.files());
    QVERIFY(alone);
    QVERIFY(alone->warnings.size() >= 4);
    for (const auto workers : numbers()) {
        options.workers = workers;
        const auto together = walked(m_rich.path(), options, faulty.files());
        QVERIFY(together);
        QCOMPARE(described(*together), described(*alone));
    }
}

void TestWalkWorkers::limitsFallOnTheSameEntries() {
    WalkOptions options;
    options.maxContentBytes = 3000;
    options.maxTargetBytes = 6;
    const auto alone = walked(m_rich.path(), options);
    QVERIFY(alone);
    QVERIFY(alone->warnings.size() > 10);
    for (const auto workers : numbers()) {
        options.workers = workers;
        QCOMPARE(described(*walked(m_rich.path(), options)), described(*alone));
    }
}

void TestWalkWorkers::attributesOverTheLimitAreThoseOfTheSameEntries() {
    Attached attached;
    const FileSystem files{systemFiles().names, systemFiles().files, attached, systemFiles().cache};
    const auto alone = walked(m_rich.path(), {}, files);
    QVERIFY(alone);
    QVERIFY(alone->warnings.size() > 500);
    for (const auto workers : numbers()) {
        const auto together = walked(m_rich.path(), with(workers), files);
        QCOMPARE(warningsOf(*together), warningsOf(*alone));
    }
}

void TestWalkWorkers::lookAtTwoDirectoriesAtOnce() {
    const TempDir temp;
    tree({file("a/meet", "1"), file("b/meet", "2")}).materialise(temp.path());
    Meeting meeting;
    std::atomic<bool> met = true;
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::Stat && call.name == "meet" && !meeting.come()) met = false;
        return 0;
    });
    QVERIFY(walked(temp.path(), with(2), faulty.files()));
    QVERIFY(met);
}

void TestWalkWorkers::lookAtTwoPartsOfADirectoryAtOnce() {
    const TempDir temp;
    Tree many;
    for (int i = 1000; i < 1700; ++i) many.add(file(std::to_string(i)));
    many.materialise(temp.path());
    Meeting meeting;
    std::atomic<bool> met = true;
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) { // in the second window and in the third
        if (call.call == Call::Stat && (call.name == "1300" || call.name == "1600") && !meeting.come()) met = false;
        return 0;
    });
    QVERIFY(walked(temp.path(), with(2), faulty.files()));
    QVERIFY(met);
}

void TestWalkWorkers::ignoredDirectoriesAreNotOpened() {
    WalkOptions options;
    options.ignore = IgnoreRules::parse("g*/\nlogs/\n");
    for (const auto workers : numbers()) {
        options.workers = workers;
        FaultyFiles faulty;
        std::atomic<int> opened = 0;
        faulty.when([&](const CallInfo& call) {
            if (call.call == Call::Open && (call.name.starts_with("g") || call.name == "logs")) ++opened;
            if (call.call == Call::Stat && call.name == "inner") ++opened;
            return 0;
        });
        QVERIFY(walked(m_rich.path(), options, faulty.files()));
        QCOMPARE(opened.load(), 1); // inner of the directory with all bytes in its name
    }
}

// After it was seen in its parent, and whoever opens it.
void TestWalkWorkers::directorySwappedForALink() {
    for (const auto workers : numbers()) {
        const TempDir temp;
        tree({file("outside/secret", "s"), file("v/a/x", "x"), file("v/b/y", "y"), file("v/d/f", "f"), file("v/e", "e")})
            .materialise(temp.path());
        FaultyFiles faulty;
        std::atomic<bool> swapped = false;
        faulty.when([&](const CallInfo& call) {
            if (call.call == Call::Open && call.name == "d" && !swapped.exchange(true)) {
                ::rename(temp.path("v/d").c_str(), temp.path("gone").c_str());
                (void)!::symlink("../outside", temp.path("v/d").c_str());
            }
            return 0;
        });
        const auto result = walked(temp.path("v"), with(workers), faulty.files());
        QVERIFY(result);
        QCOMPARE(pathsOf(*result), (Paths{"", "a", "a/x", "b", "b/y", "e"}));
        QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Changed, "d"}}));
    }
}

void TestWalkWorkers::cancelEndsThemAll() {
    for (const auto workers : numbers()) {
        FaultyFiles faulty;
        std::stop_source stop;
        std::atomic<std::size_t> after = 0;
        faulty.when([&](const CallInfo& call) {
            if (stop.stop_requested()) ++after;
            if (call.call == Call::Stat && call.name == "f700") stop.request_stop();
            return 0;
        });
        const auto result = walked(m_rich.path(), with(workers), faulty.files(), stop.get_token());
        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Cancelled);
        QVERIFY2(after <= 4 * workers, std::to_string(after).c_str()); // what each was at
        const auto calls = faulty.calls();
        QVERIFY(walked(m_rich.path())); // a while
        QCOMPARE(faulty.calls(), calls);
    }
}

void TestWalkWorkers::pauseHoldsThemAll() {
    const auto alone = walked(m_rich.path());
    SystemClock clock;
    for (const auto workers : numbers()) {
        LoadControl load(clock);
        ProgressSink progress;
        FaultyFiles faulty;
        std::atomic<bool> paused = false;
        std::atomic<std::size_t> after = 0;
        faulty.when([&](const CallInfo& call) {
            if (paused) ++after;
            if (call.call == Call::Stat && call.name == "f700" && !paused.exchange(true)) {
                load.setPaused(true);
                paused.notify_all();
            }
            return 0;
        });
        const auto volume = Volume::open(faulty.files(), m_rich.path());
        Result<Walked> result = fail(ErrorCode::Internal, "not run");
        {
            std::jthread walker([&] { result = walk(*volume, with(workers), load, progress, std::stop_token()); });
            paused.wait(false);
            for (int i = 0; i < 5; ++i) QVERIFY(walked(m_rich.path()));      // a while: much more would be asked
            QVERIFY2(after <= workers * 160, std::to_string(after).c_str()); // 64 entries each, at most
            load.setPaused(false);
        }
        QVERIFY(result);
        QCOMPARE(described(*result), described(*alone));
    }
}

void TestWalkWorkers::everyCallFailingInTurnIsSurvived() {
    const TempDir temp;
    tree({file("a/x", "1").attribute("user.a", "1"), dir("b", {softlink("l", "x"), file("f", "2")}), file("c", "3"),
          file("d/e/f", "4"), file("g/h", "5")})
        .materialise(temp.path());
    FaultyFiles dry;
    const auto whole = walked(temp.path(), {}, dry.files());
    QVERIFY(whole);
    for (const auto workers : numbers()) {
        for (std::uint64_t n = 1; n <= dry.calls(); ++n) {
            FaultyFiles faulty;
            faulty.failCall(n, EIO);
            const auto result = walked(temp.path(), with(workers), faulty.files());
            if (!result) {
                QCOMPARE(result.error().errnum(), EIO);
                continue;
            }
            QVERIFY2(!result->warnings.empty(), std::to_string(n).c_str());
            QVERIFY(result->tree.size() <= whole->tree.size());
        }
    }
}

// Once: an error, or all is there. From then on: an error.
void TestWalkWorkers::anyOpenWithoutAHandleLeft() {
    const TempDir temp;
    Tree some;
    addComb(some, "v", 6);
    some.materialise(temp.path());
    FaultyFiles dry;
    const auto whole = walked(temp.path(), {}, dry.files());
    const Call calls[] = {Call::Open, Call::List};
    for (const auto workers : numbers()) {
        for (const Call call : calls) {
            for (std::uint64_t n = 2; n <= dry.calls(call); ++n) { // the first is the volume's
                FaultyFiles once, dead;
                once.failCall(n, EMFILE, call);
                const auto result = walked(temp.path(), with(workers), once.files());
                if (result) QCOMPARE(described(*result), described(*whole));
                else QCOMPARE(result.error().errnum(), EMFILE);
                dead.failCall(n, EMFILE, call, true);
                const auto none = walked(temp.path(), with(workers), dead.files());
                QVERIFY(!none);
                QCOMPARE(none.error().errnum(), EMFILE);
            }
        }
    }
}

void TestWalkWorkers::handlesLackedAheadAreNoError() {
    const auto alone = walked(m_rich.path());
    const auto own = std::this_thread::get_id();
    for (const auto workers : numbers()) {
        FaultyFiles faulty;
        faulty.when(
            [&](const CallInfo& call) { return call.call == Call::Open && std::this_thread::get_id() != own ? EMFILE : 0; });
        const auto result = walked(m_rich.path(), with(workers), faulty.files());
        QVERIFY(result);
        QCOMPARE(described(*result), described(*alone));
    }
}

void TestWalkWorkers::memoryLackedAheadIsNoError() {
    const auto alone = walked(m_rich.path());
    const auto own = std::this_thread::get_id();
    for (const auto workers : numbers()) {
        FaultyFiles faulty;
        std::atomic<int> stats = 0;
        faulty.when([&](const CallInfo& call) {
            if (call.call == Call::Stat && std::this_thread::get_id() != own && ++stats % 50 == 0) throw std::bad_alloc();
            return 0;
        });
        const auto result = walked(m_rich.path(), with(workers), faulty.files());
        QVERIFY(result);
        QCOMPARE(described(*result), described(*alone));
    }
}

// When the walk itself lacks a handle, those ahead give theirs back and it tries again.
void TestWalkWorkers::aheadOnesMakeRoom() {
    const auto alone = walked(m_rich.path());
    const auto own = std::this_thread::get_id();
    for (const auto workers : numbers()) {
        FaultyFiles faulty;
        std::atomic<bool> lacked = false;
        faulty.when([&](const CallInfo& call) {
            const bool lacks = call.call == Call::Open && call.name == "b" && std::this_thread::get_id() == own;
            return lacks && !lacked.exchange(true) ? EMFILE : 0;
        });
        const auto result = walked(m_rich.path(), with(workers), faulty.files());
        QVERIFY(result);
        QVERIFY(lacked);
        QCOMPARE(described(*result), described(*alone));
    }
}

void TestWalkWorkers::handlesAreBounded() {
    const TempDir temp, other;
    tree({dir("a", {file("b"), dir("c", {file("d")})})}).materialise(other.path());
    Tree chain;
    std::string path;
    for (int i = 0; i < 40; ++i) {
        for (int k = 0; k < 12; ++k) chain.add(dir(joinPath(path, std::format("e{}", k)), {file("f")}));
        path = joinPath(path, "d");
    }
    chain.materialise(temp.path());
    const auto before = openHandles();
    const auto own = std::this_thread::get_id();
    for (const auto workers : numbers()) {
        FaultyFiles faulty;
        std::atomic<std::size_t> most = 0;
        faulty.when([&](const CallInfo& call) {
            if (call.call != Call::Open) return 0;
            if (std::this_thread::get_id() == own) // a while, in which the others come as far ahead as they may
                for (int i = 0; i < 20; ++i) (void)walked(other.path());
            const std::size_t now = openHandles();
            for (std::size_t seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {}
            return 0;
        });
        QVERIFY(walked(temp.path(), with(workers), faulty.files()));
        // The walk's levels, those ahead, and what each thread has open for its own.
        QVERIFY2(most <= before + 34 + 64 + 4 * std::size_t{workers}, std::to_string(most).c_str());
        QCOMPARE(openHandles(), before);
    }
}

void TestWalkWorkers::deepBranchesWithFewHandles() {
    const TempDir temp;
    Tree comb;
    addComb(comb, "v", 100);
    comb.materialise(temp.path());
    const auto alone = walked(temp.path());
    for (const auto workers : numbers()) {
        const FewDescriptors few(40);
        const auto result = walked(temp.path(), with(workers));
        QVERIFY(result);
        QCOMPARE(described(*result), described(*alone));
    }
}

QTEST_APPLESS_MAIN(TestWalkWorkers)
#include "test_walk_workers.moc"
