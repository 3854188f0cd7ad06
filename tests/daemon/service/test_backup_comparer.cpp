// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_comparer.h"
#include "shared/engine/archive/compare.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

using Lines = std::vector<std::string>;

class NodeToCompare : public WorkingNode {
public:
    NodeToCompare() { must(start()); }
    ~NodeToCompare() { scheduler.reset(); }

    void backUp(const BackupId& id, const std::string& ignore = {}, const ServerId& of = serverId(1)) {
        CreateRequest request;
        request.server = of;
        request.backup = id;
        request.ignore = ignore;
        request.origin = {"cli", ""};
        const auto state = ended(must(commands->create(request))).state;
        if (state != JobState::Completed && state != JobState::CompletedWithWarnings)
            throw std::runtime_error("no backup was made");
    }
    CompareRequest request(std::optional<BackupId> to, const std::string& path = {}, bool recursive = false) const {
        return {backupId(1), to, path, recursive, false, {}};
    }
    // "+path", "-path", "~path:bits", "=path"; of directories with " +added -removed ~changed" when not recursive.
    static Lines lines(const Compared& compared, const CompareRequest& request) {
        Lines all;
        const Comparison::Listing listing(*compared.comparison, request.path, request.recursive);
        for (auto at = compared.first; at; at = listing.next(*at)) {
            const auto row = compared.comparison->row(*at);
            std::string line = std::string(1, "+-~="[static_cast<std::size_t>(row.change)]) + row.path;
            if (row.differences != 0) line += ":" + std::to_string(row.differences);
            const auto isDirectory = [](const auto& facts) { return facts && facts->type == EntryType::Directory; };
            if (!request.recursive && (isDirectory(row.before) || isDirectory(row.after))) line += text(row.below);
            all.push_back(line);
        }
        return all;
    }
    static std::string text(const Comparison::Totals& totals) {
        return " +" + std::to_string(totals.added) + " -" + std::to_string(totals.removed) + " ~" +
               std::to_string(totals.changed);
    }
    Lines compared(const CompareRequest& request) {
        const auto result = comparer.compare(request, {});
        if (!result) return {result.error().toString()};
        return lines(*result, request);
    }
    Lines live(bool contents = false) {
        CompareRequest wanted = request({}, {}, true);
        wanted.contents = contents;
        return compared(wanted);
    }
    std::string liveRoot() const { return node.volumePath(serverId(1)); }

    BackupComparer comparer{node, archives};
};

const std::string kTime = std::to_string(int{kDifferentTime});
const std::string kContents = std::to_string(int{kDifferentContents});
const std::string kBoth = std::to_string(kDifferentTime | kDifferentContents);

bool says(const Error& error, ErrorCode code, const char* part) {
    if (error.code() == code && error.message().contains(part)) return true;
    qWarning("%s: %s", std::string(name(error.code())).c_str(), error.toString().c_str());
    return false;
}

// Two backups: one file of each kind of change, and much that is the same.
void twoBackups(NodeToCompare& node) {
    node.volume(serverId(1),
                {file("world/a/gone", 10), file("world/a/same", 3), file("world/a.b", "old"), dir("still/d", {file("x", 1)}),
                 file("type", 7), softlink("link", "one"), dir("only/before", {file("y", 5)})});
    node.backUp(backupId(1));
    const std::string root = node.liveRoot();
    for (const char* path : {"/world/a/gone", "/type", "/link"}) std::filesystem::remove(root + path);
    std::filesystem::remove_all(root + "/only");
    node.volume(serverId(1), {file("world/a/new", 20), file("world/a.b", "newer"), dir("type", {file("in", 2)}),
                              softlink("link", "two"), dir("empty")});
    node.backUp(backupId(2));
}

} // namespace

class TestBackupComparer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void twoBackupsDirectoryByDirectory() {
        NodeToCompare node;
        twoBackups(node);
        const auto type = std::to_string(kDifferentType | kDifferentContents | kDifferentMode);
        QCOMPARE(node.compared(node.request(backupId(2))),
                 (Lines{"+empty +0 -0 ~0", "~link:" + std::to_string(int{kDifferentTarget}), "-only +0 -1 ~0",
                        "~type:" + type + " +1 -0 ~0", "=world +1 -1 ~1"}));
        QCOMPARE(node.compared(node.request(backupId(2), "world")), (Lines{"=world/a +1 -1 ~0", "~world/a.b:" + kContents}));
        QCOMPARE(node.compared(node.request(backupId(2), "world/a")), (Lines{"-world/a/gone", "+world/a/new"}));
        QCOMPARE(node.compared(node.request(backupId(2), "still")), Lines{});
        QCOMPARE(node.compared(node.request(backupId(2), "type")), Lines{"+type/in"});
        QCOMPARE(node.compared(node.request(backupId(1))), Lines{});
    }

    // Depth first: "a/new" comes before "a.b", whatever their bytes say.
    void allThatDiffers() {
        NodeToCompare node;
        twoBackups(node);
        const auto all = node.compared(node.request(backupId(2), {}, true));
        QCOMPARE(all.size(), std::size_t{10});
        QCOMPARE(all[0], std::string("+empty"));
        QCOMPARE(all[2], std::string("-only"));
        QCOMPARE(all[3], std::string("-only/before"));
        QCOMPARE(all[4], std::string("-only/before/y"));
        QCOMPARE(all[6], std::string("+type/in"));
        QCOMPARE(all[7], std::string("-world/a/gone"));
        QCOMPARE(node.compared(node.request(backupId(2), "world", true)),
                 (Lines{"-world/a/gone", "+world/a/new", "~world/a.b:" + kContents}));
        QCOMPARE(node.compared(node.request(backupId(2), "only", true)), (Lines{"-only", "-only/before", "-only/before/y"}));
        QCOMPARE(node.compared(node.request(backupId(2), "world/a.b", true)), Lines{"~world/a.b:" + kContents});
        const auto result = must(node.comparer.compare(node.request(backupId(2)), {}));
        const auto totals = Comparison::Listing(*result.comparison, {}, true).totals();
        QCOMPARE(totals.added, std::uint64_t{2});   // type/in, world/a/new
        QCOMPARE(totals.removed, std::uint64_t{3}); // y, type, gone
        QCOMPARE(totals.changed, std::uint64_t{2});
        QCOMPARE(totals.bytesBefore, std::uint64_t{5 + 7 + 10 + 3});
        QCOMPARE(totals.bytesAfter, std::uint64_t{2 + 20 + 5});
    }

    // Asked for a directory first, only that is compared; the same is answered as from the whole.
    void aDirectoryFirst() {
        NodeToCompare node;
        twoBackups(node);
        for (const char* path : {"world", "world/a", "type", "only", "world/a.b"}) {
            for (const bool recursive : {false, true}) {
                BackupComparer fresh(node.node, node.archives);
                const auto request = node.request(backupId(2), path, recursive);
                const auto part = must(fresh.compare(request, {}));
                QCOMPARE(part.comparison->root(), std::string(path));
                (void)must(node.comparer.compare(node.request(backupId(2)), {}));
                const auto whole = must(node.comparer.compare(request, {}));
                QCOMPARE(whole.comparison->root(), std::string());
                QCOMPARE(NodeToCompare::lines(part, request), NodeToCompare::lines(whole, request));
            }
        }
    }

    void anyTwoServers() {
        NodeToCompare node;
        node.volume(serverId(1), {file("f", "a")});
        node.volume(serverId(2), {file("f", "b"), file("g", "c")});
        node.backUp(backupId(1));
        node.backUp(backupId(2), {}, serverId(2));
        QCOMPARE(node.compared(node.request(backupId(2))), (Lines{"~f:" + kContents, "+g"}));
    }

    void pagesAndWhatEndsThem() {
        NodeToCompare node;
        twoBackups(node);
        auto request = node.request(backupId(2), {}, true);
        const auto first = must(node.comparer.compare(request, {}));
        const Comparison::Listing listing(*first.comparison, {}, true);
        const auto third = *listing.next(*listing.next(*first.first));
        request.cursor = first.cursorAt(third);
        const auto again = must(node.comparer.compare(request, {}));
        QVERIFY(again.comparison == first.comparison);
        QCOMPARE(NodeToCompare::lines(again, request).front(), std::string("-only"));
        auto other = request;
        other.path = "world"; // the row is not below it
        QVERIFY(says(node.comparer.compare(other, {}).error(), ErrorCode::Conflict, "begin again"));
        other = request;
        other.to = backupId(1);
        QVERIFY(says(node.comparer.compare(other, {}).error(), ErrorCode::Conflict, "begin again"));
        for (const char* bad : {"", ".", "x", "1.x", "99999999999999"}) {
            other = request;
            other.cursor = bad;
            QCOMPARE(node.comparer.compare(other, {}).error().code(), ErrorCode::InvalidInput);
        }
        other.cursor = first.token + ".4000000000";
        QCOMPARE(node.comparer.compare(other, {}).error().code(), ErrorCode::Conflict);
        // Made anew under the same id: another backup.
        node.edit(backupId(2), [](Backup& row) { row.completed = row.completed + std::chrono::hours(1); });
        QVERIFY(says(node.comparer.compare(request, {}).error(), ErrorCode::Conflict, "has changed"));
        node.edit(backupId(2), [](Backup& row) { row.state = BackupState::Deleting; });
        QVERIFY(says(node.comparer.compare(request, {}).error(), ErrorCode::Conflict, "being deleted"));
        must(node.catalog->backups().remove(backupId(2)));
        QVERIFY(says(node.comparer.compare(request, {}).error(), ErrorCode::NotFound, kNoSuchBackup));
    }

    void whatIsNotThere() {
        NodeToCompare node;
        twoBackups(node);
        QVERIFY(says(node.comparer.compare(node.request(backupId(9)), {}).error(), ErrorCode::NotFound, kNoSuchBackup));
        QVERIFY(
            says(node.comparer.compare(node.request(backupId(2), "nothing"), {}).error(), ErrorCode::NotFound, "Neither side"));
        QVERIFY(says(node.comparer.compare(node.request({}, "nothing"), {}).error(), ErrorCode::NotFound, "Neither side"));
        std::filesystem::rename(node.liveRoot(), node.liveRoot() + ".away");
        QVERIFY(says(node.comparer.compare(node.request({}), {}).error(), ErrorCode::NotFound, "no files on this node"));
    }

    void theVolumeAsItIsNow() {
        NodeToCompare node;
        node.volume(serverId(1), {file("a/kept", 10), file("a/gone", 10), file("touched", "12"), file("grown", "12"),
                                  file("quiet", "12"), softlink("l", "x"), file("mode", 1)});
        node.backUp(backupId(1));
        QCOMPARE(node.live(), Lines{});
        QCOMPARE(node.live(true), Lines{});
        std::filesystem::remove(node.liveRoot() + "/a/gone");
        std::filesystem::remove(node.liveRoot() + "/l");
        node.volume(serverId(1), {file("touched", "12").mtime(kTreeTime + 5), file("grown", "123"), file("quiet", "21"),
                                  softlink("l", "y"), file("mode", 1).mode(0600), file("new", 2), fifo("pipe")});
        const Lines rest = {"~l:" + std::to_string(int{kDifferentTarget}), "~mode:" + std::to_string(int{kDifferentMode}),
                            "+new"};
        Lines byTime = {"-a/gone", "~grown:" + kContents};
        Lines byContents = byTime;
        byTime.insert(byTime.end(), rest.begin(), rest.end());
        byTime.push_back("~touched:" + kTime);
        QCOMPARE(node.live(), byTime);
        byContents.insert(byContents.end(), rest.begin(), rest.end());
        byContents.push_back("~quiet:" + kContents); // the same size and time, but not the same
        byContents.push_back("~touched:" + kTime);
        QCOMPARE(node.live(true), byContents);
    }

    void ofAFolderNothingElseIsRead() {
        NodeToCompare node;
        node.volume(serverId(1), {file("a/x", "12"), file("ab/y", "12"), file("z", "12")});
        node.backUp(backupId(1));
        node.volume(serverId(1), {file("a/x", "21"), file("ab/y", "21"), file("z", "21")});
        std::atomic<int> elsewhere{0};
        node.files.when([&](const CallInfo& call) {
            const std::string path = call.call == Call::Read ? resolvedPath(call.directory, {}) : std::string();
            if (path.ends_with("/ab/y") || path.ends_with(serverId(1).toString() + "/z")) ++elsewhere;
            return 0;
        });
        CompareRequest request = node.request({}, "a");
        request.contents = true;
        QCOMPARE(node.compared(request), Lines{"~a/x:" + kContents});
        QCOMPARE(elsewhere.load(), 0);
    }

    void whatNobodyAsksForIsNotKept() {
        NodeToCompare node;
        twoBackups(node);
        CompareRequest request = node.request(backupId(2));
        const auto made = must(node.comparer.compare(request, {}));
        request.cursor = made.cursorAt(*made.first);
        for (int i = 0; i < 3; ++i) { // somebody does
            node.clock.advance(std::chrono::minutes(9));
            node.comparer.forgetUnused();
            QVERIFY(node.comparer.compare(request, {}));
        }
        node.clock.advance(std::chrono::minutes(10));
        node.comparer.forgetUnused();
        QCOMPARE(node.comparer.compare(request, {}).error().code(), ErrorCode::Conflict);
    }

    void whatCannotBeReadIsDifferent() {
        NodeToCompare node;
        node.volume(serverId(1), {file("shrinks", 700'000), file("locked", 100), file("fifo", 10), file("same", 10),
                                  sparse("holes", 50_MiB, 10_MiB, "data")});
        node.backUp(backupId(1));
        node.files.failPath(Call::Open, "locked", EIO);
        node.files.when([&](const CallInfo& call) {
            if (call.call == Call::Read && call.offset > 0 && resolvedPath(call.directory, {}).ends_with("/shrinks"))
                std::filesystem::resize_file(node.liveRoot() + "/shrinks", 300'000);
            if (call.call == Call::Open && call.name == "fifo") {
                std::filesystem::remove(node.liveRoot() + "/fifo");
                tree({fifo("fifo")}).materialise(node.liveRoot());
            }
            return 0;
        });
        QCOMPARE(node.live(true), (Lines{"~fifo:" + kContents, "~locked:" + kContents, "~shrinks:" + kContents}));
    }

    void whatTheBackupIgnoredIsNotAdded() {
        NodeToCompare node;
        node.volume(serverId(1), {file("keep", 1), file("logs/x", 1), file("a.tmp", 1)});
        node.backUp(backupId(1), "logs/\n*.tmp\n");
        node.volume(serverId(1), {file("logs/y", 1), file("b.tmp", 1), file("b", 1), file(".alula-job/x", 1)});
        QCOMPARE(node.live(), Lines{"+b"});
    }

    // A symlink that took a directory's place leads nowhere; what was below is gone.
    void aDirectoryThatBecameASymlink() {
        NodeToCompare node;
        node.volume(serverId(1), {dir("d", {file("f", 1)}), dir("other", {file("f", 1)})});
        node.backUp(backupId(1));
        std::filesystem::remove_all(node.liveRoot() + "/d");
        node.volume(serverId(1), {softlink("d", "other")});
        const auto lines = node.live(true);
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY(lines[0].starts_with("~d:") && lines[1] == "-d/f");
        QCOMPARE(node.compared(node.request({}, "d")), Lines{"-d/f"});
    }

    void aDirectoryNobodyCanLookIntoIsNotTakenForEmpty() {
        NodeToCompare node;
        node.volume(serverId(1), {dir("d", {file("f", 1), dir("e", {file("g", 1)})}), file("z", 1)});
        node.backUp(backupId(1));
        node.files.failPath(Call::Open, "d", EACCES);
        std::filesystem::remove(node.liveRoot() + "/z");
        QCOMPARE(node.live(), Lines{"-z"});
    }

    void namesThatAreNotUtf8() {
        NodeToCompare node;
        node.volume(serverId(1), {file("a", 1)});
        node.backUp(backupId(1));
        node.volume(serverId(1), {file("\xff/\xfe\n", 1)});
        QCOMPARE(node.live(), (Lines{"+\xff", "+\xff/\xfe\n"}));
        QCOMPARE(node.compared(node.request({}, "\xff")), Lines{"+\xff/\xfe\n"});
    }

    // Directories and pages are of one moment; from the root it is looked at again.
    void aLiveComparisonIsOfOneMoment() {
        NodeToCompare node;
        node.volume(serverId(1), {file("d/f", 1), file("e/f", 1)});
        node.backUp(backupId(1));
        node.volume(serverId(1), {file("d/new", 1), file("e/new", 1)});
        const auto first = must(node.comparer.compare(node.request({}), {}));
        QVERIFY(first.asOf && *first.asOf == node.clock.now());
        node.clock.advance(std::chrono::seconds(10));
        std::filesystem::remove(node.liveRoot() + "/e/new");
        const auto below = must(node.comparer.compare(node.request({}, "e"), {}));
        QVERIFY(below.asOf == first.asOf);
        QCOMPARE(NodeToCompare::lines(below, node.request({}, "e")), Lines{"+e/new"});
        const auto again = must(node.comparer.compare(node.request({}), {}));
        QVERIFY(again.asOf != first.asOf);
        QCOMPARE(NodeToCompare::lines(again, node.request({})), Lines{"=d +1 -0 ~0"});
        QCOMPARE(node.compared(node.request({}, "e")), Lines{});
        // Pages of the first go on.
        auto page = node.request({});
        page.cursor = first.cursorAt(*first.first);
        QVERIFY(must(node.comparer.compare(page, {})).asOf == first.asOf);
        // All below a directory is no expanding: it is looked at now.
        node.clock.advance(std::chrono::seconds(10));
        QVERIFY(must(node.comparer.compare(node.request({}, "d", true), {})).asOf == node.clock.now());
    }

    void onlyTheLastFewAreKept() {
        NodeToCompare node;
        node.volume(serverId(1), {file("f", 1)});
        node.backUp(backupId(1));
        node.volume(serverId(1), {file("g", 1)});
        auto request = node.request({});
        const auto first = must(node.comparer.compare(request, {}));
        for (int i = 0; i < 8; ++i) (void)must(node.comparer.compare(request, {}));
        request.cursor = first.cursorAt(*first.first);
        QVERIFY(says(node.comparer.compare(request, {}).error(), ErrorCode::Conflict, "no longer kept"));
    }

    void nothingIsKeptForNobody() {
        NodeToCompare node;
        twoBackups(node);
        auto request = node.request(backupId(2));
        const auto first = must(node.comparer.compare(request, {}));
        node.comparer.forgetAll();
        QVERIFY(must(node.comparer.compare(request, {})).comparison != first.comparison);
        request.cursor = first.cursorAt(*first.first);
        QVERIFY(says(node.comparer.compare(request, {}).error(), ErrorCode::Conflict, "no longer kept"));
    }

    // One that reads contents may take long: it can be left, and others that come meanwhile are answered.
    void itCanBeCancelledAndIsBounded() {
        NodeToCompare node;
        node.volume(serverId(1), {file("f", 300'000)});
        node.backUp(backupId(1));
        node.load.setPaused(true); // reading contents keeps to the limits: here it is held
        std::stop_source stop;
        std::atomic<int> cancelledOnes = 0;
        std::atomic<int> busyOnes = 0;
        {
            std::vector<std::jthread> asking;
            for (int i = 0; i < 6; ++i) {
                asking.emplace_back([&] {
                    auto request = node.request({});
                    request.contents = true;
                    const auto result = node.comparer.compare(request, stop.get_token());
                    if (result) return;
                    cancelledOnes += result.error().code() == ErrorCode::Cancelled ? 1 : 0;
                    busyOnes += result.error().code() == ErrorCode::Busy ? 1 : 0;
                });
            }
            QVERIFY(QTest::qWaitFor([&] { return busyOnes == 2; }, 30'000));
            stop.request_stop();
        }
        QCOMPARE(cancelledOnes.load(), 4);
        node.load.setPaused(false);
        QCOMPARE(node.live(true), Lines{}); // nothing of theirs stands in the way
    }

    void whoeverWantsTheSameShares() {
        NodeToCompare node;
        twoBackups(node);
        std::vector<std::shared_ptr<const Comparison>> got(4);
        {
            std::vector<std::jthread> asking;
            for (auto& one : got) {
                asking.emplace_back([&] {
                    const auto result = node.comparer.compare(node.request(backupId(2)), {});
                    if (result) one = result->comparison;
                });
            }
        }
        for (const auto& one : got) QVERIFY(one && one == got.front());
    }
};

QTEST_GUILESS_MAIN(TestBackupComparer)
#include "test_backup_comparer.moc"
